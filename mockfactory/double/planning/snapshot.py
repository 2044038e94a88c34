"""Copies of mutable arguments, so that what is recorded stays what was passed."""

from __future__ import annotations

from collections import deque
from typing import Any, Final, cast

CONTAINERS: Final[frozenset[type]] = frozenset({list, dict, set, bytearray, deque, tuple})
"""Exact types whose instances are looked into. A subclass has behaviour of its own and is kept by reference."""
_IDENTITIES: Final = frozenset(map(id, CONTAINERS))
"""The same for types that can't be hashed, or have ideas of their own of what they are equal to."""


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
    if id(kind) not in _IDENTITIES:
        return value
    copy = _copied(value, kind)
    try:
        if kind is bytearray or CONTAINERS.isdisjoint(map(type, copy.values() if kind is dict else copy)):
            return copy
    except Exception:  # a metaclass that makes its classes unhashable
        pass
    try:
        return _copy(value, {})
    except RecursionError:  # nested deeper than Python can follow: of the rest, what stands there is kept
        return copy


def _copied(container: Any, kind: type) -> Any:
    """A copy with the same items; made in one step, as other threads may be changing the container."""
    return container if kind is tuple else container.copy()


def _copy(value: object, seen: dict[int, object]) -> object:
    kind = type(value)
    if id(kind) not in _IDENTITIES:
        return value
    if id(value) in seen:
        return seen[id(value)]
    whole = _copied(value, kind)
    if kind is tuple:
        copies = tuple(_copy(item, seen) for item in whole)
        unchanged = all(new is old for new, old in zip(copies, whole, strict=True))
        return value if unchanged else copies
    if kind in (set, bytearray):
        return cast(object, whole)
    copy = cast(Any, deque(maxlen=whole.maxlen) if kind is deque else kind())
    seen[id(value)] = copy
    if kind is dict:
        copy.update((key, _copy(item, seen)) for key, item in whole.items())
    else:
        copy.extend(_copy(item, seen) for item in whole)
    return cast(object, copy)
