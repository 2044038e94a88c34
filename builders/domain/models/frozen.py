"""Data that cannot change: dicts and lists, frozen at every depth.

They are still dicts and lists: `json.dumps` writes them, `==` compares them with plain ones, `{**frozen, "more": 1}`
is a plain copy. So two objects may hold the same one, and neither can change what the other sees.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, NoReturn, SupportsIndex, TypeVar

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

K = TypeVar("K")
V = TypeVar("V")


def _refuse(what: str) -> NoReturn:
    raise TypeError(f"this {what} is frozen: change a copy, thawed(...), and make a new object with it")


class FrozenDict(dict[K, V], Generic[K, V]):
    """A dict that stays as it was made. `frozen(...)` makes one, frozen inside too.

    Example:
        >>> options = FrozenDict({"retries": 3})
        >>> options == {"retries": 3}
        True
        >>> options["retries"] = 4
        Traceback (most recent call last):
        TypeError: this dict is frozen: change a copy, thawed(...), and make a new object with it
    """

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """For pydantic it is a dict."""
        return core_schema.no_info_after_validator_function(cls, handler.generate_schema(dict))

    def __setitem__(self, key: K, value: V, /) -> NoReturn:
        _refuse("dict")

    def __delitem__(self, key: K, /) -> NoReturn:
        _refuse("dict")

    def __ior__(self, other: object, /) -> NoReturn:  # type: ignore[misc]  # no overload of dict's is kept
        _refuse("dict")

    def clear(self) -> NoReturn:
        _refuse("dict")

    def pop(self, *args: object) -> NoReturn:
        _refuse("dict")

    def popitem(self) -> NoReturn:
        _refuse("dict")

    def setdefault(self, *args: object) -> NoReturn:
        _refuse("dict")

    def update(self, *args: object, **kwargs: object) -> NoReturn:
        _refuse("dict")

    def __hash__(self) -> int:  # type: ignore[override]  # a dict has none
        return hash(frozenset(self.items()))

    def __copy__(self) -> FrozenDict[K, V]:
        return self

    def __deepcopy__(self, memo: object) -> FrozenDict[K, V]:
        return self

    def __reduce__(self) -> tuple[type[FrozenDict[K, V]], tuple[dict[K, V]]]:
        return FrozenDict, (dict(self),)


class FrozenList(list[V], Generic[V]):
    """A list that stays as it was made."""

    __slots__ = ()

    def __setitem__(self, index: object, value: object, /) -> NoReturn:
        _refuse("list")

    def __delitem__(self, index: object, /) -> NoReturn:
        _refuse("list")

    def __iadd__(self, other: object, /) -> NoReturn:  # type: ignore[misc]  # list's `+` is kept
        _refuse("list")

    def __imul__(self, times: object, /) -> NoReturn:
        _refuse("list")

    def append(self, item: V, /) -> NoReturn:
        _refuse("list")

    def clear(self) -> NoReturn:
        _refuse("list")

    def extend(self, items: Iterable[V], /) -> NoReturn:
        _refuse("list")

    def insert(self, index: SupportsIndex, item: V, /) -> NoReturn:
        _refuse("list")

    def pop(self, index: SupportsIndex = -1, /) -> NoReturn:
        _refuse("list")

    def remove(self, item: V, /) -> NoReturn:
        _refuse("list")

    def reverse(self) -> NoReturn:
        _refuse("list")

    def sort(self, *, key: object = None, reverse: object = False) -> NoReturn:
        _refuse("list")

    def __hash__(self) -> int:  # type: ignore[override]  # a list has none
        return hash(tuple(self))

    def __copy__(self) -> FrozenList[V]:
        return self

    def __deepcopy__(self, memo: object) -> FrozenList[V]:
        return self

    def __reduce__(self) -> tuple[type[FrozenList[V]], tuple[list[V]]]:
        return FrozenList, (list(self),)
