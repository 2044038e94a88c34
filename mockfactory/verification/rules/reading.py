"""Two things, read so that they can be compared: classes by their members, functions by their call."""

from __future__ import annotations

import dataclasses
from types import MappingProxyType

from mockfactory.spec import Binding, Kind, Member, Spec, SpecKind
from mockfactory.spec.read import read_spec
from mockfactory.verification.rules.pair import Pair

_CALL = "__call__"


def pair_of(impl: object, iface: object) -> Pair:
    """Both, read.

    Args:
        impl: what stands for the other.
        iface: what is promised.

    Raises:
        SpecError: one of them is nothing that promises anything.
    """
    given, asked = _as_object(read_spec(impl)), _as_object(read_spec(iface))
    return Pair(asked, given, tuple(one for one in (asked.cls, given.cls) if one is not None))


def _as_object(spec: Spec) -> Spec:
    """A function as an object that has a `__call__`: so a class whose objects can be called may stand for it."""
    if spec.kind not in (SpecKind.FUNCTION, SpecKind.CALLABLE) or spec.call is None:
        return spec
    member = spec.function or Member(_CALL, Kind.METHOD, spec.target, call=spec.call, overloads=spec.overloads)
    called = dataclasses.replace(member, name=_CALL, binding=Binding.INSTANCE)
    return dataclasses.replace(spec, members=MappingProxyType({_CALL: called}))
