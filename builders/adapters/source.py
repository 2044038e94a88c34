"""What a strategy or a fixture is made of: a type, a builder, or a factory class of another library."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar, cast

from typing_extensions import TypeForm

from builders.builder import Builder
from builders.building import build
from builders.declaring.adopted import FactoryBuilder, FactoryClass, from_factory
from builders.declaring.buildable import Buildable
from builders.errors import UnknownName
from builders.factories.finding import foreign
from builders.seed.naming import short_name

T = TypeVar("T")


def builds(
    source: Buildable[T] | FactoryClass[T] | TypeForm[T], traits: tuple[str, ...]
) -> Callable[[Mapping[str, object]], T]:
    """A function that builds the next object of a source.

    Args:
        source: what a user gave.
        traits: names of traits.

    Returns:
        A function of the overrides.

    Raises:
        UnknownName: there is no such trait; a type has none.
    """
    if isinstance(source, Builder | FactoryBuilder):
        builder = cast("FactoryBuilder[T]", source)
        builder.check_traits(traits)
        return lambda overrides: builder.build(*traits, **overrides)
    if foreign(source) is not None:
        adopted = from_factory(cast("FactoryClass[T]", source))
        adopted.check_traits(traits)
        return lambda overrides: adopted.build(*traits, **overrides)
    if traits:
        raise UnknownName(
            f"{short_name(source)} is a type, which has no trait {traits[0]!r}.\n"
            f"  write:  Builder({short_name(source)}).trait({traits[0]!r}, ...)"
        )
    return lambda overrides: build(cast("TypeForm[T]", source), **overrides)
