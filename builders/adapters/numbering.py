"""The objects of a strategy have numbers that are drawn, and no two of one example have the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Final, TypeVar
from weakref import WeakKeyDictionary

from builders.errors import CannotBuild
from builders.seed.namespaces import DEFAULT_SEED, HERE, Count, Namespace, entered

T = TypeVar("T")


def numbered(number: int, make: Callable[[], T]) -> T:
    """The object of a number, or of the next that this example has left.

    A field that is unique may have fewer values than there are numbers. Then the lowest that is left is taken.
    """
    example = _example()
    for first in dict.fromkeys((number, 0)):
        attempt = _From(first, example)
        try:
            with entered(attempt):
                made = make()
        except CannotBuild:
            if first == 0:
                raise
        else:
            attempt.keep()
            return made
    raise AssertionError


class _Drawn:
    """What was drawn in one example: the numbers of its objects, by type, and what they share."""

    def __init__(self) -> None:
        self.numbers: dict[str, set[int]] = {}
        self.shared: dict[Hashable, object] = {}


_examples: Final[WeakKeyDictionary[object, _Drawn]] = WeakKeyDictionary()


def _example() -> _Drawn:
    from builders.adapters.examples import example

    running = example()
    return _Drawn() if running is None else _examples.setdefault(running, _Drawn())


class _From(Namespace):
    """A namespace in which the first object of each type has a certain number, or the next that is free."""

    __slots__ = ("_example", "_first", "_taken")

    def __init__(self, first: int, example: _Drawn) -> None:
        super().__init__("hypothesis", DEFAULT_SEED, HERE.namespace.locale)
        self._first = first
        self._example = example
        self._taken: dict[str, list[int]] = {}

    @property
    def shared(self) -> dict[Hashable, object]:
        return self._example.shared

    def count_of(self, type_name: str) -> Count:
        if type_name not in self._counts:
            count = self._counts[type_name] = Count(self.key_of(type_name))
            taken = self._taken[type_name] = []
            before = self._example.numbers.get(type_name, set())

            def free() -> int:
                number = taken[-1] + 1 if taken else self._first
                while number in before:
                    number += 1
                taken.append(number)
                return number

            count.next_index = free
        return self._counts[type_name]

    def keep(self) -> None:
        """These numbers are no one else's in this example."""
        for name, taken in self._taken.items():
            self._example.numbers.setdefault(name, set()).update(taken)
