"""Reading the items of built-in containers without running any code of a subclass, and without using anything up."""

from __future__ import annotations

import types
from collections import ChainMap, OrderedDict, UserDict, UserList, deque
from collections.abc import Callable, Iterator
from typing import Any

# A reader gives a fresh iterator over the items that decide; None means that the items cannot be looked at.
Reader = Callable[[Any], Iterator[object]]

_EMPTY: dict[str, int] = {}
_EMPTY_ORDERED: OrderedDict[str, int] = OrderedDict()


def _first_character(text: str) -> Iterator[object]:
    # All items of a string are strings: one tells as much as a million.
    return iter((str.__getitem__(text, 0) if str.__len__(text) else "a",))


def _first_byte(_: bytes | bytearray) -> Iterator[object]:
    return iter((0,))


def _ends_of_range(numbers: range) -> Iterator[object]:
    return iter((numbers[0], numbers[-1]) if numbers else (0,))


def _wrapped_list(wrapper: UserList[object]) -> Iterator[object]:
    return list.__iter__(vars(wrapper)["data"])


def _wrapped_dict(wrapper: UserDict[object, object]) -> Iterator[object]:
    return dict.__iter__(vars(wrapper)["data"])


_READERS: dict[type, Reader] = {
    list: list.__iter__,
    tuple: tuple.__iter__,
    dict: dict.__iter__,
    set: set.__iter__,
    frozenset: frozenset.__iter__,
    deque: deque.__iter__,
    str: _first_character,
    bytes: _first_byte,
    bytearray: _first_byte,
    range: _ends_of_range,
    types.MappingProxyType: iter,
    UserList: _wrapped_list,
    UserDict: _wrapped_dict,
    **{type(view): iter for view in (_EMPTY.keys(), _EMPTY.values(), _EMPTY.items())},
    **{type(view): iter for view in (_EMPTY_ORDERED.keys(), _EMPTY_ORDERED.values(), _EMPTY_ORDERED.items())},
}


def reader_of(cls: type) -> Reader | None:
    """How to read the items of a container of this type, or None where that would run its own code or use it up."""
    for base in cls.__mro__:
        reader = _READERS.get(base)
        if reader is not None:
            return reader
    return None


def readers_under(origin: type) -> dict[type, Reader]:
    """The readers of all built-in containers that are an `origin` (`collections.abc.Sequence`: list, tuple, str...)."""
    return {cls: reader for cls, reader in _READERS.items() if issubclass(cls, origin)}


def dict_of(value: object) -> dict[object, object] | None:
    """The dict that a mapping is, or wraps; None where getting at it would run code of its own."""
    cls = type(value)
    if issubclass(cls, dict):
        return value  # type: ignore[return-value]
    if issubclass(cls, types.MappingProxyType):
        return dict(value)  # type: ignore[call-overload,no-any-return]
    if issubclass(cls, UserDict):
        wrapped: object = vars(value).get("data")
        return dict_of(wrapped)
    return None


def maps_of(value: object) -> list[object] | None:
    """The maps of a `ChainMap`."""
    maps: object = vars(value).get("maps") if issubclass(type(value), ChainMap) else None
    return list(maps) if isinstance(maps, list) else None
