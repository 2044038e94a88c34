"""Texts as addresses of the net have them."""

from __future__ import annotations

import re
from typing import Final

_OTHERS: Final = re.compile("[^a-z0-9]+")


def slug(text: str, between: str = "-") -> str:
    """A text in lower-case Latin letters and digits.

    Args:
        text: in any script.
        between: what stands for all that lies between the words.

    Example:
        >>> slug("Müller & Söhne")
        'muller-sohne'
    """
    lower = text.lower()
    if not lower.isascii():
        from faker.decode import unidecode

        lower = unidecode(lower).lower()
    return _OTHERS.sub(between, lower).strip("-")
