"""How a fake hands its type arguments on to the interface that it stands for, as its members say.

`class FakeQuery(Generic[T])`, marked for `Query`, does not derive from `Query[T]`. That a `FakeQuery[int]` stands for a
`Query[int]` is seen where a method of the one gives its `T`, and that of the other its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import GenericAlias
from typing import TypeVar

from mockfactory.rules.comparing.met import types_met
from mockfactory.spec import SpecError
from mockfactory.spec.annotations.forms import arguments_in
from mockfactory.spec.annotations.generics import parameters_of
from mockfactory.spec.annotations.parameters import replace
from mockfactory.spec.assigning.handing import Argument, Handed
from mockfactory.spec.assigning.variables import Bound, bounds_in, holds
from mockfactory.spec.looking.identity import same_type
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.read import read_spec


def handed_on(given: type, asked: object) -> Handed | None:
    """How a class hands its type arguments on.

    Args:
        given: an implementation.
        asked: what it stands for: a class, or one with type arguments.

    Returns:
        None where one of both takes other things than types.
    """
    own = [one for one in parameters_of(given) if isinstance(one, TypeVar)]
    written = arguments_in(asked)
    cls = asked if is_class(asked) else getattr(asked, "__origin__", None)
    theirs = [one for one in parameters_of(cls) if isinstance(one, TypeVar)] if is_class(cls) else []
    if not is_class(cls) or len(own) != len(parameters_of(given)) or len(theirs) != len(parameters_of(cls)):
        return None
    places = tuple(_placeholder(one) for one in own)
    in_order = [Argument(one, is_certain=False) for one in places] if len(own) == len(theirs) else [None] * len(theirs)
    if written:
        named = dict[object, object](zip(own, places, strict=True))
        # With `@stands_for(Query[T])`, where T is its own, it says it itself.
        return Handed(
            places,
            tuple(
                Argument(replace(one, named)) if holds(one, own) else natural
                for one, natural in zip(written, in_order, strict=False)
            ),
        )
    try:
        said = list(_said(GenericAlias(given, places) if places else given, cls, theirs))
    except SpecError:
        return None
    return Handed(places, tuple(_argument(one, said, natural) for one, natural in zip(theirs, in_order, strict=True)))


def as_its_own(given: type, cls: type, unknown: Mapping[object, object]) -> tuple[object, ...] | None:
    """The type arguments of an interface that is asked for without any, in terms of the type parameters of a class.

    Args:
        given: an implementation.
        cls: a generic interface.
        unknown: what stands for a type parameter of the interface of which nothing is known; by default itself.
    """
    handed = handed_on(given, cls)
    if handed is None:
        return None
    found = zip(parameters_of(cls), handed.with_(parameters_of(given)), strict=True)
    return tuple(unknown.get(parameter, parameter) if one is None else one.type for parameter, one in found)


def _placeholder(variable: TypeVar) -> type:
    return type(variable.__name__, (), {})


def _said(given: object, cls: type, variables: Sequence[TypeVar]) -> Iterator[Bound]:
    mine, theirs = read_spec(given).members, read_spec(cls).members
    for name, asked in theirs.items():
        if name in mine and (not name.startswith("__") or not name.endswith("init__")):
            for one, other in types_met(mine[name], asked):
                if holds(other, variables):
                    yield from bounds_in(one, other, variables)


def _argument(variable: TypeVar, said: Sequence[Bound], natural: Argument | None) -> Argument | None:
    """What the members say of one type parameter; of what comes out more than of what goes in, which may be wider."""
    own = [one for one in said if one.variable is variable]
    if not own:
        return natural
    types = [one.type for one in own if one.is_lower] or [one.type for one in own]
    return Argument(types[0]) if all(same_type(one, types[0]) for one in types) else None
