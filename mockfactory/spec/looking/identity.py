"""Tables by class that ask no metaclass: one may say that two classes are equal, or that a class has no hash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping
from typing import TypeVar

from mockfactory.spec.looking.static import is_class

V = TypeVar("V")


class ByIdentity(MutableMapping[object, V]):
    """A dict whose keys are found by what they are, not by what they are equal to.

    Example:
        >>> table = ByIdentity([(int, "a number")])
        >>> table[int], str in table
        ('a number', False)
    """

    def __init__(self, items: Iterable[tuple[object, V]] = ()) -> None:
        self._items = {id(key): (key, value) for key, value in items}

    def __getitem__(self, key: object) -> V:
        return self._items[id(key)][1]

    def __setitem__(self, key: object, value: V) -> None:
        self._items[id(key)] = (key, value)

    def __delitem__(self, key: object) -> None:
        del self._items[id(key)]

    def __contains__(self, key: object) -> bool:
        return id(key) in self._items

    def __iter__(self) -> Iterator[object]:
        return (key for key, _ in self._items.values())

    def __len__(self) -> int:
        return len(self._items)


def is_one_of(cls: object, others: Iterable[object]) -> bool:
    """`cls in others` for classes: by identity alone."""
    return any(cls is other for other in others)


def same_type(one: object, other: object) -> bool:
    """Whether two type expressions say the same; of classes, whether they are the same one."""
    return one is other or (not is_class(one) and not is_class(other) and one == other)
