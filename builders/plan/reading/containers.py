"""The collections that are known, and what each is built as: abstract ones too."""

from __future__ import annotations

import collections
import collections.abc
import types
from collections.abc import Callable
from typing import Final

Gather = Callable[..., object]
"""Makes the collection: of a list of items, or of a dictionary."""


def _generator(items: list[object]) -> object:
    return (item for item in items)


def _values(items: list[object]) -> object:
    return dict(enumerate(items)).values()


async def _asynchronous(items: list[object]) -> collections.abc.AsyncIterator[object]:
    for item in items:
        yield item


LISTS: Final[dict[object, Gather | None]] = {
    list: None,
    tuple: tuple,
    collections.deque: collections.deque,
    collections.UserList: collections.UserList,
    collections.abc.Sequence: None,
    collections.abc.MutableSequence: None,
    collections.abc.Iterable: None,
    collections.abc.Collection: None,
    collections.abc.Container: None,
    collections.abc.Reversible: None,
    collections.abc.ValuesView: _values,
    collections.abc.Iterator: iter,
    collections.abc.Generator: _generator,
    collections.abc.AsyncIterable: _asynchronous,
    collections.abc.AsyncIterator: _asynchronous,
    collections.abc.AsyncGenerator: _asynchronous,
}
SETS: Final[dict[object, Gather]] = {
    set: set,
    frozenset: frozenset,
    collections.abc.Set: set,
    collections.abc.MutableSet: set,
    collections.abc.KeysView: dict[object, object].keys,
}
MAPPINGS: Final[dict[object, Gather | None]] = {
    dict: None,
    collections.abc.Mapping: None,
    collections.abc.MutableMapping: None,
    collections.OrderedDict: collections.OrderedDict,
    collections.ChainMap: collections.ChainMap,
    collections.UserDict: collections.UserDict,
    collections.Counter: collections.Counter,
    collections.defaultdict: None,
    collections.abc.ItemsView: dict[object, object].items,
    types.MappingProxyType: types.MappingProxyType,
}
