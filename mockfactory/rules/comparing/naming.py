"""Whose parameters callers know by their names."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Sequence
from inspect import Parameter
from typing import Final

from mockfactory.rules.comparing.operators import NAMES_OF_PYTHON, arguments_of_python
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
        return _by_position(_as_many(member.name, call, kept) if is_operator else call, kept)

    return dataclasses.replace(member, call=known(member.call), overloads=tuple(map(known, member.overloads)))


def _as_many(name: str, call: CallSpec, kept: Sequence[Parameter]) -> CallSpec:
    """An operator is given as many arguments as Python gives it, whatever else an interface would take.

    Of one whose number is not known, `*args` are those for which the other one has a place.
    """
    if call.signature is None:
        return call
    parameters = list(call.signature.parameters.values())
    rest = next((one for one in parameters if one.kind is Parameter.VAR_POSITIONAL), None)
    placed = [one for one in parameters if one.kind in POSITIONAL]
    number = arguments_of_python(name)
    if number is None:
        if rest is None:
            return call
        number = max(sum(1 for one in kept if one.kind in POSITIONAL and is_required(one)), len(placed))
    others = [one for one in parameters if one.kind not in POSITIONAL and one is not rest]
    if (rest is None and len(placed) < number) or any(is_required(one) for one in (*placed[number:], *others)):
        return call  # which Python itself can't call: there is nothing to hold the other one to
    names: list[str] = []
    if rest is not None:
        known = NAMES_OF_PYTHON.get(name) or [f"{rest.name}_{n}" for n in range(1, number + 1)]
        taken = {one.name for one in parameters}
        names = [f"{one}_" if one in taken else one for one in known]
    more = [Parameter(one, Parameter.POSITIONAL_ONLY) for one in names[len(placed) : number]]
    before = [one.replace(kind=Parameter.POSITIONAL_ONLY, default=Parameter.empty) for one in placed[:number]]
    if (
        rest is None
        and len(before) == len(parameters)
        and not any(one.default is not Parameter.empty for one in placed)
    ):
        return call
    hints = {one.name: call.hints[one.name] for one in before}
    hints.update({one.name: call.hints[rest.name] for one in more} if rest is not None else {})
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
