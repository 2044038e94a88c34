"""The values that are plain enough to be an answer: what is empty, zero or false."""

from __future__ import annotations

import collections
import types
from collections import abc
from collections.abc import Callable
from typing import Any, Final

from mockfactory.double.planning.shapes import async_items, items
from mockfactory.spec.looking.identity import ByIdentity

_VALUES: Final[dict[object, object]] = {
    None: None, types.NoneType: None, bool: False, int: 0, float: 0.0, complex: 0j, str: "", bytes: b"",
    frozenset: frozenset(), tuple: (),
}  # fmt: skip
CONSTANTS: Final = ByIdentity(_VALUES.items())

_MADE: Final[dict[object, Callable[[], object]]] = {
    list: list, dict: dict, set: set, bytearray: bytearray,
    collections.deque: collections.deque, collections.OrderedDict: collections.OrderedDict,
    collections.Counter: collections.Counter, collections.ChainMap: collections.ChainMap,
    collections.defaultdict: collections.defaultdict,
    abc.Sequence: list, abc.MutableSequence: list, abc.Collection: list, abc.Iterable: list, abc.Container: list,
    abc.Reversible: list, abc.Sized: list, abc.Mapping: dict, abc.MutableMapping: dict, abc.Set: set,
    abc.MutableSet: set,
    abc.Iterator: lambda: items(()), abc.Generator: lambda: items(()),
    abc.AsyncIterator: lambda: async_items(()), abc.AsyncGenerator: lambda: async_items(()),
    abc.AsyncIterable: lambda: async_items(()),
}  # fmt: skip
FRESH: Final = ByIdentity(_MADE.items())

_EPOCH: Final = (2000, 1, 1)
STANDARD: Final[dict[tuple[str, str], Callable[[Any], object]]] = {
    ("decimal", "Decimal"): lambda cls: cls(0),
    ("fractions", "Fraction"): lambda cls: cls(0),
    ("datetime", "timedelta"): lambda cls: cls(0),
    ("datetime", "date"): lambda cls: cls(*_EPOCH),
    ("datetime", "datetime"): lambda cls: cls(*_EPOCH),
    ("datetime", "time"): lambda cls: cls(),
    ("uuid", "UUID"): lambda cls: cls(int=0),
    ("functools", "CacheInfo"): lambda cls: cls(0, 0, None, 0),
}
"""Values of the standard library that are plain enough to have a zero. Times stand still: never `now()`."""
