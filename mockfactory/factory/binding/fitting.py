"""Whether a value, or the instances of a class, can stand where a type is asked for, by the rules of the spec room."""

from __future__ import annotations

import inspect
from typing import cast, get_args

from mockfactory.double.planning.refusals import is_double
from mockfactory.factory.binding.bounds import says_more, why_out_of_bounds
from mockfactory.factory.binding.called import why_called
from mockfactory.factory.binding.members import inherits, why_members, why_unwritten, why_values
from mockfactory.factory.deciding.forms import class_in
from mockfactory.spec import Hint
from mockfactory.spec.annotations.forms import is_union
from mockfactory.spec.check import compile_check
from mockfactory.spec.check.words import describe_type
from mockfactory.spec.looking.static import instance_dict, name_of
from mockfactory.spec.members.signatures import is_protocol
from mockfactory.spec.refusals import is_refused


def why_no_instance(annotation: object, value: object) -> str | None:
    """Why a value is not what a type promises; None where it is."""
    if is_union(annotation):
        return _of_any([why_no_instance(arm, value) for arm in get_args(annotation)])
    check, interface = compile_check(Hint(annotation)), class_in(annotation)
    accepted = check is None or check.accepts(value)
    told = interface is not None and not is_double(value) and (accepted or is_protocol(interface))
    told = told and value is not None  # which has no members that could be compared
    misfit = why_members(annotation, interface, type(value)) if told and interface is not None else None
    if misfit is None and told and interface is not None:
        misfit = why_unwritten(annotation, type(value), instance_dict(value))
    if misfit is None and told and accepted and interface is not None:
        misfit = why_called(annotation, interface, value) or why_values(annotation, interface, value, type(value))
    if misfit is None and check is not None and not accepted:
        return f"it is {check.mismatch(value)}"
    if misfit is None and says_more(annotation):
        outside = why_out_of_bounds(annotation, value)
        return None if outside is None else f"it is {outside}"
    return misfit


def why_no_class(annotation: object, cls: type) -> str | None:
    """Why the instances of a class are not what a type promises; None where they are."""
    if is_union(annotation):
        return _of_any([why_no_class(arm, cls) for arm in get_args(annotation)])
    interface = class_in(annotation)
    if interface is None or is_refused(interface):
        return f"{describe_type(annotation)} is no class that another one could implement"
    real = _real(cls)
    if is_refused(real):
        return f"{describe_type(real)} has no objects of its own"
    misfit = None if is_double(cls) else why_members(annotation, interface, real)
    if misfit is not None:
        return misfit
    if is_protocol(interface):
        from mockfactory.spec.check.conformance import Demands
        from mockfactory.spec.check.subjects import Subject

        if not inherits(real, interface):
            problem = Demands(interface, compile_check).problem(Subject.of_class(real))
            if problem is None and not is_double(cls):
                problem = why_values(annotation, interface, None, real)
            if problem is not None:
                return problem
    elif not inherits(real, interface):
        return f"it is no subclass of {name_of(interface)}, and only for a Protocol is it enough to have its members"
    if is_protocol(real) and not is_double(cls):
        return f"{name_of(real)} is a Protocol, which has no objects of its own"
    if inspect.isabstract(real):
        return f"it is abstract, and leaves open: {left_open(real)}"
    return None if is_double(cls) else why_unwritten(annotation, real)


def _of_any(reasons: list[str | None]) -> str | None:
    """Nothing where one type of a union has nothing against it; else what the first has."""
    return None if None in reasons else reasons[0]


def left_open(cls: type) -> str:
    """The names of the abstract methods of a class."""
    return ", ".join(sorted(cast("frozenset[str]", getattr(cls, "__abstractmethods__", frozenset[str]()))))


def _real(cls: type) -> type:
    real: object = getattr(cls, "__mockfactory_real__", None)
    return real if isinstance(real, type) else cls
