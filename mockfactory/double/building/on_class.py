"""The spec of a class double: the members of a class as seen on the class itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from inspect import Parameter
from typing import Final

from mockfactory.double.building.on_metaclass import members_of_metaclass, spec_of_metaclass
from mockfactory.double.planning.plan import CONSTRUCTOR
from mockfactory.spec import Binding, CallSpec, Hint, Kind, Member, Result, Spec
from mockfactory.spec.model import NO_ANNOTATION

CALL: Final = "__call__"
"""Under this name stands the constructor."""


def class_spec(spec: Spec) -> Spec:
    """What can be read on the class: its members, and the constructor in the place of `__call__`."""
    above = spec_of_metaclass(spec)
    return replace(spec, members=_OnClass(spec), dynamic=None if above is None else above.dynamic)


class _OnClass(Mapping[str, Member]):
    """The members of a class as seen on the class itself; an instance method takes its instance first.

    What the metaclass defines stands behind the names of the class; its properties go before them, as in Python.
    """

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        self._of_metaclass = members_of_metaclass(spec)

    def __getitem__(self, name: str) -> Member:
        if name == CALL:
            return _constructor_member(self._spec)
        above = self._of_metaclass.get(name)
        if above is not None and (above.kind is Kind.PROPERTY or name not in self._spec.members):
            return above
        member = self._spec.members[name]
        if member.call is not None and member.binding is Binding.INSTANCE:
            return replace(member, call=_unbound(member.call), binding=Binding.STATIC)
        return member

    def __iter__(self) -> Iterator[str]:
        yield from dict.fromkeys([CALL, *self._spec.members, *self._of_metaclass])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        return name == CALL or name in self._spec.members or name in self._of_metaclass


def _constructor_member(spec: Spec) -> Member:
    returns = Result(Hint(spec.target))
    call = spec.call
    if call is None:
        call = CallSpec(None, {}, returns, unchecked="no constructor can be read")
    call = replace(call, returns=returns)
    return Member(spec.name, Kind.METHOD, spec.cls, Binding.STATIC, call, spec.overloads, found=CONSTRUCTOR)


def _unbound(call: CallSpec) -> CallSpec:
    if call.signature is None:
        return call
    parameters = list(call.signature.parameters.values())
    name = "self"
    while any(parameter.name == name for parameter in parameters):
        name = "_" + name
    own = Parameter(name, Parameter.POSITIONAL_ONLY)
    # A positional-only parameter with no default may stand before any other.
    signature = call.signature.replace(parameters=[own, *parameters])
    return replace(call, signature=signature, hints={name: NO_ANNOTATION, **call.hints})
