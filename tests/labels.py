"""Names of parametrised cases that are the same in every process: pytest-xdist compares them."""

from __future__ import annotations

import re


def label(value: object) -> str:
    """`str(value)` without addresses."""
    return re.sub(r" at 0x[0-9a-f]+| id='\d+'", "", str(value))[:60]
