"""What a strategy or a fixture is made of: a type, a builder, or a factory class of another library."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Mapping
from typing import TypeVar, cast

from typing_extensions import TypeForm

from builders.adapters.mapped import check_mapped, is_configured, mapper_of
from builders.builder import Builder
from builders.building import build, check_overrides
from builders.declaring.adopted import FactoryBuilder, FactoryClass, from_factory
from builders.declaring.buildable import Buildable
from builders.errors import CannotBuild, UnknownName
from builders.factories.finding import foreign
from builders.plan.no_types import refuse
from builders.seed.naming import short_name

T = TypeVar("T")


def builds(
    source: Buildable[T] | FactoryClass[T] | TypeForm[T],
    traits: tuple[str, ...],
    overrides: Mapping[str, object],
    asker: str,
    later: Collection[str] = (),
) -> Callable[[Mapping[str, object]], T]:
    """A function that builds the next object of a source.

    Args:
        source: what a user gave.
        traits: names of traits.
        overrides: what will be given, or stands for it; their names are looked at.
        asker: what it was given to, for the error.
        later: the names of the overrides whose values are not known yet.

    Returns:
        A function of the overrides.

    Raises:
        TypeError: the source is none.
        UnknownName: there is no such trait or field; a type has no traits.
    """
    if foreign(source) is not None:
        source = from_factory(cast("FactoryClass[T]", source))
    if isinstance(source, FactoryBuilder):
        factory = cast("FactoryBuilder[T]", source)
        factory.check(traits, overrides)
        return lambda given: factory.build(*traits, **given)
    if isinstance(source, Builder):
        builder = cast("Builder[T]", source)
        builder.check_traits(traits)
        # What an option is can only be looked at when it is known.
        known = {name: value for name, value in overrides.items() if name not in builder.options or name not in later}
        fields = [name for name in known if name not in builder.options]
        _check_names(builder.target, lambda: builder.ready(traits, known), fields)
        return lambda given: builder.build(*traits, **given)
    try:
        refuse(source)
    except CannotBuild as error:
        said = str(error).partition("\n")[0]
        raise TypeError(f"{asker} takes a builder, a factory class or a type, and {said}") from None
    type_ = cast("TypeForm[T]", source)
    if traits:
        raise UnknownName(
            f"{short_name(type_)} is a type, which has no trait {traits[0]!r}.\n"
            f"  write:  Builder({short_name(type_)}).trait({traits[0]!r}, ...)"
        )
    _check_names(type_, lambda: check_overrides(type_, dict(overrides)), overrides)
    return lambda given: build(type_, **given)


def _check_names(type_: object, check: Callable[[], object], names: Collection[str]) -> None:
    """See that names lead somewhere, as far as their type is complete: modules may still be imported."""
    mapper = mapper_of(type_)
    if mapper is not None and not is_configured(mapper):
        check_mapped(mapper, names)
    elif names:
        with contextlib.suppress(CannotBuild):
            check()
