"""Whose parameters callers know by their names."""

from __future__ import annotations

import dataclasses
import sys
from inspect import Parameter
from typing import Final

from mockfactory.spec import CallSpec, Member
from mockfactory.spec.cache import is_importable
from mockfactory.spec.looking.raw import module_name_of
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.members.lazy import is_dunder

_CALLED_BY_NAME: Final = frozenset({"__call__", "__init__", "__new__"})


def as_known(member: Member) -> Member:
    """A member of an interface as its callers know it.

    Operators and statements call by position: nobody writes `box.__getitem__(key="a")`. So it is with the standard
    library's classes, whose own subclasses do not keep the names of their parameters, and whose stubs say that they
    are positional.
    """
    is_operator = is_dunder(member.name) and member.name not in _CALLED_BY_NAME
    if member.call is None or not (is_operator or _is_of_python(member.owner)):
        return member
    overloads = tuple(map(_by_position, member.overloads))
    return dataclasses.replace(member, call=_by_position(member.call), overloads=overloads)


def _by_position(call: CallSpec) -> CallSpec:
    if call.signature is None:
        return call
    parameters = [
        one.replace(kind=Parameter.POSITIONAL_ONLY) if one.kind is Parameter.POSITIONAL_OR_KEYWORD else one
        for one in call.signature.parameters.values()
    ]
    return dataclasses.replace(call, signature=call.signature.replace(parameters=parameters))


def _is_of_python(owner: object) -> bool:
    if not is_class(owner):
        return False
    return module_name_of(owner).partition(".")[0] in sys.stdlib_module_names and is_importable(owner)
