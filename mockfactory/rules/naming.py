"""Whose parameters callers know by their names."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Sequence
from inspect import Parameter
from typing import Final

from mockfactory.spec import CallSpec, Member
from mockfactory.spec.cache import is_importable
from mockfactory.spec.calling.shapes import POSITIONAL, is_required
from mockfactory.spec.looking.raw import module_name_of
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.members.lazy import is_dunder

_CALLED_BY_NAME: Final = frozenset({"__call__", "__init__", "__new__"})


def as_known(member: Member, given: Member) -> Member:
    """A member of an interface as its callers know it.

    Operators and statements call by position: nobody writes `box.__getitem__(key="a")`. So it is with the standard
    library's classes, whose own subclasses do not keep the names of their parameters, and whose stubs say that they
    are positional. Names that the implementation keeps are left: by `**kwargs` no call gives them another meaning.

    Args:
        member: of the interface.
        given: of the implementation.
    """
    is_operator = is_dunder(member.name) and member.name not in _CALLED_BY_NAME
    if member.call is None or not (is_operator or is_of_python(member.owner)):
        return member
    kept = [] if given.call is None or given.call.signature is None else [*given.call.signature.parameters.values()]

    def known(call: CallSpec) -> CallSpec:
        return _by_position(_as_many(call, kept) if is_operator else call, kept)

    return dataclasses.replace(member, call=known(member.call), overloads=tuple(map(known, member.overloads)))


def _as_many(call: CallSpec, kept: Sequence[Parameter]) -> CallSpec:
    """An operator that takes `*args` is given as many as Python gives it: those for which the other one has a place."""
    if call.signature is None:
        return call
    parameters = list(call.signature.parameters.values())
    rest = next((one for one in parameters if one.kind is Parameter.VAR_POSITIONAL), None)
    if rest is None:
        return call
    placed = [one for one in parameters if one.kind in POSITIONAL]
    places = sum(1 for one in kept if one.kind in POSITIONAL and is_required(one))
    names = [f"{rest.name}_{number}" for number in range(1, places - len(placed) + 1)]
    more = [rest.replace(name=name, kind=Parameter.POSITIONAL_ONLY) for name in names]
    before = [one.replace(kind=Parameter.POSITIONAL_ONLY) for one in placed]
    hints = {**call.hints, **dict.fromkeys(names, call.hints[rest.name])}
    return dataclasses.replace(call, signature=call.signature.replace(parameters=[*before, *more]), hints=hints)


def _by_position(call: CallSpec, kept: Sequence[Parameter]) -> CallSpec:
    if call.signature is None:
        return call
    parameters = list(call.signature.parameters.values())
    by_name = [place for place, one in enumerate(parameters) if one.kind is Parameter.POSITIONAL_OR_KEYWORD]
    other = [place for place in by_name if not (place < len(kept) and _same_name(parameters[place], kept[place]))]
    for place in by_name:
        if place <= max(other, default=-1):
            parameters[place] = parameters[place].replace(kind=Parameter.POSITIONAL_ONLY)
    return dataclasses.replace(call, signature=call.signature.replace(parameters=parameters))


def _same_name(one: Parameter, other: Parameter) -> bool:
    return one.name == other.name and one.kind is other.kind


def is_of_python(owner: object) -> bool:
    """Whether a class is one of the standard library."""
    if not is_class(owner):
        return False
    return module_name_of(owner).partition(".")[0] in sys.stdlib_module_names and is_importable(owner)
