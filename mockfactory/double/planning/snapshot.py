"""Copies of mutable arguments, so that what is recorded stays what was passed."""

from __future__ import annotations

from collections import deque
from typing import Any, Final, cast

CONTAINERS: Final[frozenset[type]] = frozenset({list, dict, set, bytearray, deque, tuple})
"""Exact types whose instances are looked into. A subclass has behaviour of its own and is kept by reference."""


def snapshot(value: object) -> object:
    """`value` with every built-in mutable container in it copied, at any depth; everything else by reference.

    A container that holds itself is copied as one that holds its copy.

    Example:
        >>> inner = [1]
        >>> before = snapshot({"a": inner})
        >>> inner.clear()
        >>> before
        {'a': [1]}
    """
    kind = type(value)
    if kind not in CONTAINERS:
        return value
    if kind is list and CONTAINERS.isdisjoint(map(type, cast("list[object]", value))):
        return cast("list[object]", value).copy()
    return _copy(value, {})


def _copy(value: object, seen: dict[int, object]) -> object:
    kind = type(value)
    if kind not in CONTAINERS:
        return value
    if id(value) in seen:
        return seen[id(value)]
    whole = cast(Any, value)
    if kind is tuple:
        copies = tuple(_copy(item, seen) for item in whole)
        unchanged = all(new is old for new, old in zip(copies, whole, strict=True))
        return value if unchanged else copies
    if kind in (set, bytearray):
        return cast(object, whole.copy())
    copy = cast(Any, deque(maxlen=whole.maxlen) if kind is deque else kind())
    seen[id(value)] = copy
    if kind is dict:
        copy.update((key, _copy(item, seen)) for key, item in whole.items())
    else:
        copy.extend(_copy(item, seen) for item in whole)
    return cast(object, copy)
