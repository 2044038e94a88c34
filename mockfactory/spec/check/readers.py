"""Reading the items of built-in containers without running any code of a subclass, and without using anything up."""

from __future__ import annotations

import types
from collections import ChainMap, OrderedDict, UserDict, UserList, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, cast

from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import mro_of

# A reader gives a fresh iterator over the items that decide; None means that the items cannot be looked at.
Reader = Callable[[Any], Iterator[object]]


def _own(cls: type, name: str = "__iter__") -> Reader:
    """The method of a built-in class itself, whatever a subclass makes of it."""
    found: Reader = cls.__dict__[name]
    return found


KEYS: Final = _own(dict)
VALUES: Final = _own(dict, "values")
ITEMS: Final[Callable[[dict[object, object]], Iterable[tuple[object, object]]]] = dict.__dict__["items"]

_EMPTY: dict[str, int] = {}
_EMPTY_ORDERED: OrderedDict[str, int] = OrderedDict()


def _first_character(text: str) -> Iterator[object]:
    # All items of a string are strings: one tells as much as a million.
    return iter((str.__getitem__(text, 0) if str.__len__(text) else "a",))


def _any_byte(_: bytes | bytearray) -> Iterator[object]:
    return iter((0,))


def _ends_of_range(numbers: range) -> Iterator[object]:
    return iter((numbers[0], numbers[-1]) if numbers else (0,))


def _wrapped_list(wrapper: UserList[object]) -> Iterator[object]:
    return _READERS[list](vars(wrapper)["data"])


def _wrapped_dict(wrapper: UserDict[object, object]) -> Iterator[object]:
    return KEYS(vars(wrapper)["data"])


_READERS: Final[dict[type, Reader]] = {
    **{cls: _own(cls) for cls in (list, tuple, dict, set, frozenset, deque)},
    **{type(view): iter for view in (_EMPTY.keys(), _EMPTY.values(), _EMPTY.items())},
    **{type(view): iter for view in (_EMPTY_ORDERED.keys(), _EMPTY_ORDERED.values(), _EMPTY_ORDERED.items())},
    str: _first_character,
    bytes: _any_byte,
    bytearray: _any_byte,
    range: _ends_of_range,
    types.MappingProxyType: iter,
    UserList: _wrapped_list,
    UserDict: _wrapped_dict,
}


def is_real(value: object, cls: type) -> bool:
    """True for an instance by inheritance. A stand-in only says that it is one, and has no items to look at."""
    return is_one_of(cls, mro_of(type(value)))


def as_dict(value: object) -> dict[object, object] | None:
    """The value itself, if it is a dict."""
    return cast("dict[object, object]", value) if is_real(value, dict) else None


def as_tuple(value: object) -> tuple[object, ...] | None:
    """The items of a tuple, without any code of a subclass."""
    if type(value) is tuple:
        return cast("tuple[object, ...]", value)
    return tuple(_READERS[tuple](value)) if is_real(value, tuple) else None


def reader_of(cls: type) -> Reader | None:
    """How to read the items of a container of this type, or None where that would run its own code or use it up."""
    for base in mro_of(cls):
        reader = _READERS.get(base)
        if reader is not None:
            return reader
    return None


def readers_under(origin: type) -> dict[type, Reader]:
    """The readers of all built-in containers that are an `origin` (`collections.abc.Sequence`: list, tuple, str...)."""
    return {cls: reader for cls, reader in _READERS.items() if issubclass(cls, origin)}


def dict_of(value: object) -> dict[object, object] | None:
    """The dict that a mapping is, or wraps; None where getting at it would run code of its own."""
    if type(value) is types.MappingProxyType:
        return dict(cast("Mapping[object, object]", value))
    if is_real(value, UserDict):
        return dict_of(vars(value).get("data"))
    return as_dict(value)


def maps_of(value: object) -> list[object] | None:
    """The maps of a `ChainMap`."""
    maps: object = vars(value).get("maps") if is_real(value, ChainMap) else None
    return cast("list[object]", maps) if is_real(maps, list) else None
