"""The words of a name."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\dA-Z_]+|\d+")
_NO_PLURALS: Final = """
access address alias basis bonus bus business canvas class cms dns gas https iss news os process
series sms status tos
"""
_SAME_IN_SINGULAR: Final = frozenset(_NO_PLURALS.split())


def words_of(name: str) -> tuple[str, ...]:
    """The words of a field's name, in lower case: those of `billing_city` and `billingCity` are the same.

    Example:
        >>> words_of("primaryEmailAddress")
        ('primary', 'email', 'address')
    """
    return tuple(word.lower() for word in _WORD.findall(name))


def singular(word: str) -> str:
    """A plural English noun as a singular one; other words as they are.

    Example:
        >>> singular("cities"), singular("addresses"), singular("status")
        ('city', 'address', 'status')
    """
    if word in _SAME_IN_SINGULAR or len(word) < 4:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
