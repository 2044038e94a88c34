"""Whether two values in a plan are the same, as far as a plan goes."""

from __future__ import annotations

import math
from typing import NamedTuple, cast


class Kept(NamedTuple):
    """What tells two exceptions of one class apart.

    Attributes:
        args: what the class would be called with, to get another one; not always the `args` of the exception.
        state: its own attributes.
        text: its message.
        cause: what it was raised from.
    """

    args: tuple[object, ...]
    state: dict[str, object]
    text: str
    cause: BaseException | None


def kept(error: BaseException) -> Kept:
    """What an exception keeps of itself: as `copy` and `pickle` have it, which know of the file of an `OSError`."""
    args: object = error.args
    state: object = error.__dict__
    try:
        reduced = cast("tuple[object, ...]", error.__reduce__())
        if reduced[0] is type(error) and isinstance(reduced[1], tuple):
            args, state = cast("object", reduced[1]), reduced[2] if len(reduced) > 2 else {}
    except Exception:  # it can't be copied
        args = error.args
    own = cast("dict[str, object]", state) if isinstance(state, dict) else {}
    return Kept(cast("tuple[object, ...]", args), own, _text(error), error.__cause__)


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return ""


def alike(one: object, other: object) -> bool:
    """Whether two values are the same as far as a plan goes.

    Two exceptions of one class are, with equal arguments and attributes; so are two matchers that print alike, and
    collections of such.
    """
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    try:
        return _alike(one, other)
    except Exception:  # of their own __eq__; or they hold themselves
        return False


def _alike(one: object, other: object) -> bool:
    if isinstance(one, BaseException) and isinstance(other, BaseException):
        return all(map(alike, kept(one), kept(other)))
    if getattr(type(one), "__mockfactory_matcher__", False):
        return repr(one) == repr(other)
    if type(one) in (list, tuple):
        mine, theirs = cast("tuple[object, ...]", one), cast("tuple[object, ...]", other)
        return len(mine) == len(theirs) and all(map(alike, mine, theirs))
    if type(one) is dict:
        own, others = cast("dict[object, object]", one), cast("dict[object, object]", other)
        return own.keys() == others.keys() and all(alike(value, others[key]) for key, value in own.items())
    if type(one) is float and math.isnan(one):
        return math.isnan(cast("float", other))
    return bool(one == other)


def hashed(value: object) -> int:
    """A hash that values which are alike have in common."""
    return hash(type(value).__qualname__)
