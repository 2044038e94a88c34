"""Two things, read so that they can be compared: classes by their members, functions by their call."""

from __future__ import annotations

import dataclasses
from types import GenericAlias, MappingProxyType

from mockfactory.rules.comparing.making import as_maker, is_maker
from mockfactory.rules.comparing.pair import Pair
from mockfactory.rules.comparing.standing import assumed
from mockfactory.spec import Binding, Hint, Kind, Member, Spec, SpecKind
from mockfactory.spec.annotations.forms import arguments_in
from mockfactory.spec.annotations.generics import arguments_of
from mockfactory.spec.assigning.standing import Standing
from mockfactory.spec.looking.identity import same_type
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.model import CallSpec
from mockfactory.spec.read import read_as, read_spec

_CALL = "__call__"


def pair_of(
    impl: object, iface: object, raises: tuple[type[BaseException], ...] = (), known: Standing | None = None
) -> Pair:
    """Both, read; the type variables of the interface, and `Self`, as what they are for the implementation (rule 17).

    Args:
        impl: what stands for the other.
        iface: what is promised.
        raises: the errors that the interface declares.
        known: the other classes that count as their interfaces; by default those that were marked.

    Raises:
        SpecError: one of them is nothing that promises anything.
    """
    given, asked = _as_object(read_spec(impl)), _as_object(read_spec(iface))
    if is_maker(given, asked):
        given = as_maker(given)
    if given.cls is None or asked.cls is None or given.kind is SpecKind.FUNCTION:
        return Pair(asked, given, assumed((), known), raises)
    if given.cls is asked.cls:
        return Pair(asked, given, assumed([(given.cls, asked.cls)], known), raises)
    asked = _bound(asked, asked.cls, given)
    pair = Pair(asked, given, assumed([(given.cls, asked.target)], known), raises)
    if any(_mentions(one, asked.target) for one in pair.demanded.values()):
        return dataclasses.replace(pair, iface=read_as(asked.target, given.target))
    return pair


def _bound(asked: Spec, cls: type, given: Spec) -> Spec:
    """An interface that is asked for without type arguments, with those with which the implementation inherits it."""
    arguments = arguments_of(given.target, cls) if asked.target is cls else None
    return read_spec(GenericAlias(cls, arguments)) if arguments else asked


def _mentions(member: Member, target: object) -> bool:
    """Whether the interface itself is among the types of a member: that may have been written as `Self`."""
    calls = member.overloads or ((member.call,) if member.call is not None else ())
    return any(_holds(hint.annotation, target) for hint in (member.value, *(one for c in calls for one in _hints(c))))


def _hints(call: CallSpec) -> tuple[Hint, ...]:
    return (*call.hints.values(), call.returns.value)


def _holds(annotation: object, target: object) -> bool:
    if annotation is target:
        return True
    if is_class(annotation) or annotation is None:
        return False
    return same_type(annotation, target) or any(_holds(one, target) for one in arguments_in(annotation))


def _as_object(spec: Spec) -> Spec:
    """A function as an object that has a `__call__`: so a class whose objects can be called may stand for it."""
    if spec.kind not in (SpecKind.FUNCTION, SpecKind.CALLABLE) or spec.call is None:
        return spec
    member = spec.function or Member(_CALL, Kind.METHOD, spec.target, call=spec.call, overloads=spec.overloads)
    called = dataclasses.replace(member, name=_CALL, binding=Binding.INSTANCE)
    return dataclasses.replace(spec, members=MappingProxyType({_CALL: called}))
