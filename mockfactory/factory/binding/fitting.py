"""Whether a value, or the instances of a class, can stand where a type is asked for, by the rules of the spec room."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Mapping
from typing import cast, get_args

from mockfactory.double.planning.refusals import is_double
from mockfactory.factory.deciding.forms import class_in
from mockfactory.spec import CallSpec, Hint, Member
from mockfactory.spec.annotations.forms import is_union
from mockfactory.spec.cache import is_importable
from mockfactory.spec.check import compile_check
from mockfactory.spec.check.words import describe_type
from mockfactory.spec.fits import why_not_called_as
from mockfactory.spec.looking.raw import module_name_of, mro_of
from mockfactory.spec.looking.static import is_class, name_of
from mockfactory.spec.members.awaiting import must_be_awaited
from mockfactory.spec.members.signatures import is_protocol
from mockfactory.spec.refusals import is_refused


def why_no_instance(annotation: object, value: object) -> str | None:
    """Why a value is not what a type promises; None where it is."""
    if is_union(annotation):
        return _of_any([why_no_instance(arm, value) for arm in get_args(annotation)])
    check, interface = compile_check(Hint(annotation)), class_in(annotation)
    accepted = check is None or check.accepts(value)
    told = interface is not None and not is_double(value) and (accepted or is_protocol(interface))
    misfit = _why_members(interface, type(value)) if told and interface is not None else None
    if misfit is None and check is not None and not accepted:
        return f"it is {check.mismatch(value)}"
    return misfit


def why_no_class(annotation: object, cls: type) -> str | None:
    """Why the instances of a class are not what a type promises; None where they are."""
    if is_union(annotation):
        return _of_any([why_no_class(arm, cls) for arm in get_args(annotation)])
    interface = class_in(annotation)
    if interface is None or is_refused(interface):
        return f"{describe_type(annotation)} is no class that another one could implement"
    real = _real(cls)
    misfit = None if is_double(cls) else _why_members(interface, real)
    if misfit is not None:
        return misfit
    if is_protocol(interface):
        from mockfactory.spec.check.conformance import Demands
        from mockfactory.spec.check.subjects import Subject

        if not _inherits(real, interface):
            problem = Demands(interface, compile_check).problem(Subject.of_class(real))
            if problem is not None:
                return problem
    elif not _inherits(real, interface):
        return f"it is no subclass of {name_of(interface)}"
    if inspect.isabstract(real):
        return f"it is abstract, and leaves open: {left_open(real)}"
    return None


def _of_any(reasons: list[str | None]) -> str | None:
    """Nothing where one type of a union has nothing against it; else what the first has."""
    return None if None in reasons else reasons[0]


def left_open(cls: type) -> str:
    """The names of the abstract methods of a class."""
    return ", ".join(sorted(cast("frozenset[str]", getattr(cls, "__abstractmethods__", frozenset[str]()))))


def _real(cls: type) -> type:
    real: object = getattr(cls, "__mockfactory_real__", None)
    return real if isinstance(real, type) else cls


def _inherits(cls: type, base: type) -> bool:
    if any(one is base for one in mro_of(cls)):
        return True
    try:
        return not is_protocol(base) and issubclass(cls, base)
    except Exception:  # a metaclass may refuse to say
        return False


def _why_members(interface: type, implementation: type) -> str | None:
    """The first method that can't take the calls which the interface allows."""
    if implementation is interface or is_refused(interface):
        return None
    from mockfactory.spec.read import read_spec

    asked, given = read_spec(interface).members, read_spec(implementation).members
    for name in sorted(asked):
        if name.startswith("__") and name != "__call__":
            continue
        one, other = asked[name], given.get(name)
        if other is None or one.call is None or other.call is None or other.owner is one.owner:
            continue
        if _is_of_python(one.owner):
            continue  # which has names for its parameters that its own subclasses do not keep
        problem = _why_method(one, other, given)
        if problem is not None:
            return f"{name}() {problem}"
    return None


def _is_of_python(owner: object) -> bool:
    root = module_name_of(owner).partition(".")[0] if is_class(owner) else ""
    return root in sys.stdlib_module_names and is_importable(owner)


def _why_method(asked: Member, given: Member, beside: Mapping[str, Member]) -> str | None:
    assert given.call is not None
    signature = given.call.signature
    for call in asked.overloads or ((asked.call,) if asked.call is not None else ()):
        if signature is None or call.signature is None or given.overloads:
            continue
        reason = why_not_called_as(signature, call.signature)
        if reason is not None:
            return f"can't take every call that {asked.name}{call.signature} takes: {reason}"
    if asked.call is not None and _is_async(asked.call) and _is_plain(given.call):
        return "is no async method, and the one asked for is awaited"
    # What may be awaited (a transaction that is a context manager too) need not be.
    if asked.call is not None and _is_plain(asked.call) and must_be_awaited(given, beside):
        return "is async, and what the one asked for gives is not awaited"
    return None


def _is_async(call: CallSpec) -> bool:
    return call.returns.awaits is not None


def _is_plain(call: CallSpec) -> bool:
    """Whether what is given back is known, and is not to be awaited."""
    return call.returns.awaits is None and call.returns.value.unchecked is None
