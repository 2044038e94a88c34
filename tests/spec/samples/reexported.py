"""Has `Receipt` for type checkers only."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction as Receipt


def sign(receipt: Receipt) -> None: ...
