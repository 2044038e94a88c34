"""Copies of mutable arguments, so that what is recorded stays what was passed."""

from __future__ import annotations

from collections import deque
from typing import Final

MUTABLE: Final[frozenset[type]] = frozenset({list, dict, set, bytearray, deque})
CONTAINERS: Final[frozenset[type]] = MUTABLE | {tuple}
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
    return _copy(value, {}) if type(value) in CONTAINERS else value


def _copy(value: object, seen: dict[int, object]) -> object:
    kind = type(value)
    if kind not in CONTAINERS:
        return value
    if id(value) in seen:
        return seen[id(value)]
    if isinstance(value, list):
        items: list[object] = []
        seen[id(value)] = items
        items.extend(_copy(item, seen) for item in value)
        return items
    if isinstance(value, dict):
        pairs: dict[object, object] = {}
        seen[id(value)] = pairs
        pairs.update((key, _copy(item, seen)) for key, item in value.items())
        return pairs
    if isinstance(value, deque):
        queue: deque[object] = deque(maxlen=value.maxlen)
        seen[id(value)] = queue
        queue.extend(_copy(item, seen) for item in value)
        return queue
    if isinstance(value, tuple):
        copies = tuple(_copy(item, seen) for item in value)
        unchanged = all(new is old for new, old in zip(copies, value, strict=True))
        return value if unchanged else copies
    if isinstance(value, bytearray):
        return bytearray(value)
    return set(value) if isinstance(value, set) else value
