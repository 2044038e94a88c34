"""Which class or function stands for which interface, once one is bound: that can be verified."""

from __future__ import annotations

import functools
import inspect
from typing import Annotated, get_args, get_origin

from mockfactory.double.planning.refusals import is_double
from mockfactory.factory.binding.binding import Binding, Means
from mockfactory.factory.binding.called import is_called
from mockfactory.factory.binding.fitting import why_no_class, why_no_instance
from mockfactory.factory.deciding.forms import class_in
from mockfactory.spec.annotations.forms import is_union
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.refusals import is_refused


def pair_of(binding: Binding) -> tuple[object, object] | None:
    """What stands for what; None where it is a double, a builder, or a function that makes one, or of the type itself.

    Of a union, the first type that it fits counts.
    """
    to: object = binding.to
    if binding.means not in (Means.CLASS, Means.INSTANCE) or is_double(to):
        return None
    interface: object = binding.annotation
    if is_union(interface):
        why = why_no_class if binding.means is Means.CLASS else why_no_instance
        interface = next((arm for arm in get_args(interface) if why(arm, binding.to) is None), None)
    while get_origin(interface) is Annotated:
        interface = get_args(interface)[0]
    if get_origin(interface) is type and is_class(to):
        interface = get_args(interface)[0]
        return None if is_one_of(to, (interface,)) else (to, interface)
    cls = class_in(interface)
    if cls is None or is_one_of(cls, (object,)):
        return None
    if binding.means is Means.INSTANCE and inspect.isroutine(to):
        return (to, interface) if is_called(interface) else None
    if binding.means is Means.INSTANCE and is_class(to) and is_called(interface) and _is_called_itself(to, interface):
        return to, interface
    if binding.means is Means.INSTANCE and (is_class(to) or isinstance(to, functools.partial)):
        return None  # something to call, which is no object of a class that implements it
    given: object = to if binding.means is Means.CLASS else type(to)
    return None if is_one_of(given, (cls,)) else (given, interface)


def _is_called_itself(cls: type, interface: object) -> bool:
    from mockfactory.rules.comparing.making import is_maker
    from mockfactory.spec.read import read_spec

    return not is_refused(cls) and is_maker(read_spec(cls), read_spec(interface))
