"""Whether the arguments of a call are the ones that were meant. Pure functions; nothing here knows a double."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import Final, TypeAlias, cast

Bound: TypeAlias = tuple[object, ...]
"""The arguments of a call, one for each parameter."""


_BUILTIN_MODULES: Final = frozenset({"builtins", "datetime", "decimal", "fractions", "uuid", "pathlib", "_decimal"})


def equal(expected: object, actual: object) -> bool:
    """`expected == actual`, with the expected side asked first, so that a matcher decides.

    Identical objects are equal, as in a list. A comparison that raises or gives something without a truth value (an
    array) is no match.
    """
    if expected is actual:
        return True
    try:
        return bool(expected == actual)
    except Exception:
        return False


def has_no_answer(expected: object, actual: object) -> bool:
    """Whether `expected == actual` raises, or gives something without a truth value."""
    try:
        bool(expected == actual)
    except Exception:
        return True
    return False


def matches(pattern: Bound, bound: Bound) -> bool:
    """Whether each argument is equal to what the pattern has in its place."""
    if len(pattern) != len(bound):
        return False
    taken = [equal(expected, actual) for expected, actual in zip(pattern, bound, strict=True)]
    return all(taken)


def key_of(bound: Bound) -> object | None:
    """A hashable value that equal arguments have in common; None where an argument can't be hashed.

    The dict that collects `**kwargs` counts as its items.
    """
    if bound and type(bound[-1]) is dict:
        named = cast("dict[object, object]", bound[-1])
        try:
            return _hashed((*bound[:-1], frozenset(named.items())))
        except TypeError:
            return None
    return _hashed(bound)


def _hashed(bound: tuple[object, ...]) -> object | None:
    try:
        hash(bound)
    except Exception:
        return None
    return bound


def is_plain(pattern: Bound) -> bool:
    """Whether equality of these values is known to go with their hash: one dict look-up then finds all equal calls."""
    return all(_plain(value) for value in pattern)


def _plain(value: object) -> bool:
    kind = type(value)
    if kind is tuple or kind is frozenset:
        return all(_plain(item) for item in cast("Iterable[object]", value))
    if kind is dict:
        return all(_plain(item) for item in cast("dict[object, object]", value).values())
    if kind.__module__ in _BUILTIN_MODULES or isinstance(value, (type, enum.Enum)):
        return True
    own = getattr(kind, "__eq__", None)
    if own is object.__eq__:
        return True
    return "__dataclass_fields__" in kind.__dict__ or "__attrs_attrs__" in kind.__dict__ or issubclass(kind, tuple)
