"""Where the sequences and iterators of factory_boy stand while an object is built: they count from its number."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Container, Generator, Iterator, Mapping
from typing import Any, Final

import factory.base
import factory.declarations

from builders.copying import copied
from builders.errors import CannotBuild
from builders.factories.boy_declarations import UNKNOWN_TIMES

# Numbers beyond those that the declarations ask for lie so far apart: object 7 has 7, then 1000007.
_APART: Final = 1_000_000


class _Numbers:
    """Where all factories stand while one object is built.

    A sequence that an object asks for three times gives 0, 1, 2 to object 0, and 3, 4, 5 to object 1. So children count
    on from parent to parent, whatever was built before.
    """

    def __init__(self, index: int, times: Mapping[Any, int]) -> None:
        self._index = index
        self._times = times
        self._asked: dict[int, int] = {}

    def of_sequence(self, meta: Any) -> int:
        counted = meta.counter_reference
        start: int = counted.factory._setup_next_sequence()
        position, each = self._position(counted), self._times.get(counted, UNKNOWN_TIMES)
        if position < each:
            return start + self._index * each + position
        return start + self._index + position * _APART

    def of_iterator(self, declaration: object) -> int:
        return self._index + self._position(declaration)

    def _position(self, counted: object) -> int:
        """How often it was asked for before, within the object."""
        before = self._asked.get(id(counted), 0)
        self._asked[id(counted)] = before + 1
        return before


@contextlib.contextmanager
def numbered(index: int, times: Mapping[Any, int], declared: Container[int]) -> Generator[None]:
    """Let factory_boy build object `index`, in this thread; other threads count on as they do.

    Args:
        index: of the object.
        times: how often each sequence is asked for by an object.
        declared: the identities of collections that are declared as they are: each object gets its own.
    """
    numbers, thread = _Numbers(index, times), threading.get_ident()
    options: Any = factory.base.FactoryOptions
    iterators: Any = factory.declarations.Iterator
    next_sequence, evaluate, prepare = options.next_sequence, iterators.evaluate, options.prepare_arguments

    def next_sequence_here(self: Any) -> Any:
        return numbers.of_sequence(self) if threading.get_ident() == thread else next_sequence(self)

    def evaluate_here(self: Any, instance: Any, step: Any, extra: Any) -> Any:
        if threading.get_ident() != thread:
            return evaluate(self, instance, step, extra)
        value = _item(self, numbers.of_iterator(self))
        return value if self.getter is None else self.getter(value)

    def prepare_here(self: Any, attributes: Any) -> Any:
        if threading.get_ident() != thread:
            return prepare(self, attributes)
        own = {name: copied(value) if id(value) in declared else value for name, value in attributes.items()}
        return prepare(self, own)

    replaced: list[tuple[Any, str, Callable[..., Any], Callable[..., Any]]] = [
        (options, "next_sequence", next_sequence, next_sequence_here),
        (iterators, "evaluate", evaluate, evaluate_here),
        (options, "prepare_arguments", prepare, prepare_here),
    ]
    for owner, name, _, ours in replaced:
        setattr(owner, name, ours)
    try:
        yield
    finally:
        for owner, name, theirs, _ in replaced:
            setattr(owner, name, theirs)


_SEEN: Final = "_builders_seen"


def _item(declaration: Any, position: int) -> object:
    """The item at a position of an iterator, which can only be read on: what was read is kept."""
    seen: tuple[Iterator[object], list[object]] | None = getattr(declaration, _SEEN, None)
    if seen is None:
        seen = iter(declaration.iterator_builder()), []
        setattr(declaration, _SEEN, seen)
    source, items = seen
    while len(items) <= position:
        try:
            items.append(next(source))
        except StopIteration:
            raise CannotBuild(
                f"factory.Iterator(..., cycle=False) has {len(items)} value{'s' * (len(items) != 1)}, "
                f"and object {position + 1} wants one more"
            ) from None
    return items[position]
