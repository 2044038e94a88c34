"""Objects for Hypothesis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeVar, cast, overload

from typing_extensions import TypeForm

from builders.adapters.numbering import numbered
from builders.adapters.source import builds
from builders.declaring.adopted import FactoryClass
from builders.declaring.buildable import Buildable

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

    No two objects of one example are the same: where a number is drawn again, the next one that is free is taken. So
    what is unique among a builder's objects is unique among those of one example too.

    Args:
        source: a builder, a factory class of factory_boy or polyfactory, or a type as for `build`.
        traits: of the builder.
        overrides: values of fields and options as for `build`, or strategies of such values. A strategy may stand in a
            mapping, list or tuple too: `customer={"role": st.sampled_from(roles)}`.

    Returns:
        A strategy.

    Raises:
        ModuleNotFoundError: Hypothesis is not installed.
        TypeError: the source is none.
        UnknownName: the builder has no such trait or field.
        InvalidOverride, CannotBuild: (on drawing) as for `build`.

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

    searched = {name: found for name, value in overrides.items() if (found := _searched(value)) is not None}
    make = builds(source, traits, overrides, "strategy", searched)
    given = {name: value for name, value in overrides.items() if name not in searched}

    # A composite shows the object itself in reports, not how it was made.
    @st.composite
    def objects(draw: st.DrawFn) -> T:
        number = draw(st.integers(0, _NUMBERS - 1))
        drawn = {name: draw(each) for name, each in searched.items()}
        return numbered(number, lambda: make({**given, **drawn}))

    return objects()


def _searched(value: object) -> SearchStrategy[object] | None:
    """A strategy of a value that is one, or in which one stands; `None` for any other value."""
    from hypothesis import strategies as st

    if isinstance(value, st.SearchStrategy):
        return cast("SearchStrategy[object]", value)
    if type(value) is dict:
        mapping = cast("dict[object, object]", value)
        entries = {key: _searched(inner) for key, inner in mapping.items()}
        if all(found is None for found in entries.values()):
            return None
        return st.fixed_dictionaries({key: _one(found, mapping[key]) for key, found in entries.items()})
    if type(value) in (list, tuple):
        items = [(_searched(item), item) for item in cast("Sequence[object]", value)]
        if all(found is None for found, _ in items):
            return None
        gather = cast("Callable[[tuple[object, ...]], object]", list if type(value) is list else tuple)
        return st.tuples(*(_one(found, item) for found, item in items)).map(gather)
    return None


def _one(found: SearchStrategy[object] | None, value: object) -> SearchStrategy[object]:
    from hypothesis import strategies as st

    return st.just(value) if found is None else found
