"""How an argument differs from the one that was meant, in words."""

from __future__ import annotations

from mockfactory.double.matching.compare import has_no_answer
from mockfactory.wording.text import show


def difference(name: str, expected: object, actual: object) -> str:
    """`to was 'bob', not 'ada'`; where the two can't be told apart in print, why, and what to use.

    Args:
        name: of the parameter.
        expected: what was meant.
        actual: what came, which is not equal to it.
    """
    return incomparable(name, expected, actual) or f"{name} was {show(actual)}, not {show(expected)}"


def incomparable(name: str, expected: object, actual: object) -> str | None:
    """What to do where `==` can't tell that the two are the same (arrays, objects without one); None where it can."""
    if has_no_answer(expected, actual):
        return f"{name} was {show(actual)} (== gave no plain answer; use matching(...))"
    if show(expected) == show(actual):
        return f"{name} was {show(actual)}, which prints the same and is not equal (use matching(...))"
    return None
