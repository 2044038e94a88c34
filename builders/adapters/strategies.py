"""Objects for Hypothesis."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final, TypeVar, cast, overload

from typing_extensions import TypeForm

from builders.adapters.source import builds
from builders.declaring.adopted import FactoryClass
from builders.declaring.buildable import Buildable
from builders.seed.mixing import key_of
from builders.seed.namespaces import DEFAULT_SEED, Count, Namespace, entered
from builders.values.places import endless

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

T = TypeVar("T")
_NUMBERS: Final = 1_000_000


@overload
def strategy(source: Buildable[T], /, *traits: str, **overrides: object) -> SearchStrategy[T]: ...
@overload
def strategy(source: FactoryClass[T], /, *traits: str, **overrides: object) -> SearchStrategy[T]: ...
@overload
def strategy(source: TypeForm[T], /, *traits: str, **overrides: object) -> SearchStrategy[T]: ...
def strategy(
    source: Buildable[T] | FactoryClass[T] | TypeForm[T], /, *traits: str, **overrides: object
) -> SearchStrategy[T]:
    """Objects of a builder or a type, as a strategy of Hypothesis.

    Hypothesis draws an object's number; the object is the one that has this number, on every run. It shrinks towards
    number 0. What shall be searched and shrunk by its value is an override that is a strategy itself.

    Args:
        source: a builder, a factory class of factory_boy or polyfactory, or a type as for `build`.
        traits: of the builder.
        overrides: values of fields as for `build`, or strategies of such values.

    Returns:
        A strategy. What is unique among a builder's objects is unique among those of one example too, unless Hypothesis
        draws the same object twice.

    Raises:
        ModuleNotFoundError: Hypothesis is not installed.
        UnknownName: the builder has no such trait.
        UnknownName, InvalidOverride, CannotBuild: (on drawing) as for `build`.

    Example:
        >>> from dataclasses import dataclass
        >>> from hypothesis import find, strategies as st
        >>> from builders import strategy
        >>> @dataclass
        ... class Cart:
        ...     owner: str
        ...     lines: int
        >>> find(strategy(Cart, lines=st.integers(0, 99)), lambda cart: cart.lines > 3).lines
        4
    """
    from hypothesis import strategies as st

    make = builds(source, traits)
    searched: dict[str, SearchStrategy[object]] = {
        name: cast("SearchStrategy[object]", value)
        for name, value in overrides.items()
        if isinstance(value, st.SearchStrategy)
    }
    given = {name: value for name, value in overrides.items() if name not in searched}

    # A composite shows the object itself in reports, not how it was made.
    @st.composite
    def objects(draw: st.DrawFn) -> T:
        number = draw(st.integers(0, _NUMBERS - 1))
        drawn = {name: draw(each) for name, each in searched.items()}
        # Numbers are drawn from many more than a field may have values.
        with entered(_StartingAt(number)), endless():
            return make({**given, **drawn})

    return objects()


class _StartingAt(Namespace):
    """A namespace in which the first object of each type has a certain number."""

    __slots__ = ("_number",)

    def __init__(self, number: int) -> None:
        super().__init__("hypothesis", DEFAULT_SEED)
        self._number = number

    def count_of(self, type_name: str) -> Count:
        if type_name not in self._counts:
            count = self._counts[type_name] = Count(key_of(self.seed, self.name, type_name))
            count.next_index = itertools.count(self._number).__next__
        return self._counts[type_name]
