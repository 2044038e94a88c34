"""Functions where something to call is asked for."""

from __future__ import annotations

import collections.abc
import functools
import inspect
from collections.abc import Callable
from types import NoneType
from typing import Final, cast, get_args

from mockfactory.factory.deciding.forms import class_in
from mockfactory.spec.annotations.forms import is_union
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import find_raw
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.members.signatures import is_protocol
from mockfactory.spec.model import CallSpec
from mockfactory.spec.refusals import is_refused

_CALLABLE: Final[tuple[object, ...]] = (vars(collections.abc)["Callable"],)


def is_called(annotation: object) -> bool:
    """Whether functions are instances of a type: `Callable[...]`, a Protocol with `__call__`, one of these or None."""
    if is_union(annotation):
        arms = [arm for arm in get_args(annotation) if arm is not NoneType]
        return all(map(is_called, arms))
    interface = class_in(annotation)
    if interface is None:
        return False
    return is_one_of(interface, _CALLABLE) or (is_protocol(interface) and find_raw(interface, "__call__") is not None)


def why_called(annotation: object, interface: type, value: object) -> str | None:
    """Why a function can't stand for something to call, by its types."""
    if is_class(value):
        return _why_no_maker(annotation, interface, value)
    if not (inspect.isroutine(value) or isinstance(value, functools.partial)):
        return None
    from mockfactory.factory.binding.callables import call_of

    given = call_of(cast("Callable[..., object]", value))
    return None if given is None else _why_other_types(annotation, interface, given)


def _why_other_types(annotation: object, interface: type, given: CallSpec) -> str | None:
    from mockfactory.spec.assigning.calls import why_types_differ
    from mockfactory.spec.read import read_spec

    if is_protocol(interface):
        member = read_spec(annotation).members.get("__call__")
        asked = None if member is None or member.overloads else member.call
    elif is_one_of(interface, _CALLABLE) and get_args(annotation):
        asked = read_spec(annotation).call
    else:
        asked = None
    problem = None if asked is None else why_types_differ(given, asked)
    return None if problem is None else f"it {problem}"


def _why_no_maker(annotation: object, interface: type, cls: type) -> str | None:
    """Why a class can't be called as a function is, or does not make what that gives.

    As for a function, a class that is only marked to stand for another one is not taken for that, as it is not where it
    is bound to that other one.
    """
    if not is_called(annotation) or is_refused(cls):
        return None
    from mockfactory.rules.at_once import why_calls_fail
    from mockfactory.rules.comparing.making import as_maker, is_maker
    from mockfactory.spec.read import read_spec

    if not is_maker(read_spec(cls), read_spec(annotation)):
        return None
    call = as_maker(read_spec(cls)).call
    misfit: str | None = why_calls_fail(cls, annotation)
    return misfit or (None if call is None else _why_other_types(annotation, interface, call))
