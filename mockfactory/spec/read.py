"""Reading a class, function, callable type or module into a `Spec`."""

from __future__ import annotations

import functools
import inspect
import typing
from collections.abc import Callable, Sequence
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType, UnionType
from typing import Any, Final, cast, get_args, get_origin

from mockfactory.spec.annotations.forms import is_list, origin_of
from mockfactory.spec.annotations.generics import substitution
from mockfactory.spec.annotations.hints import annotations_of
from mockfactory.spec.cache import cached
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import find_raw, module_name_of, mro_of, namespace_of, qualified_name_of
from mockfactory.spec.looking.static import as_dict, is_a, is_class, module_dict, name_of
from mockfactory.spec.members.assigned import Assigned
from mockfactory.spec.members.assignments import Assignments, sets_unknown_names
from mockfactory.spec.members.attributes import (
    annotated_member,
    getter_member,
    module_value_hint,
    storage_member,
    value_member,
)
from mockfactory.spec.members.constructors import constructor_of
from mockfactory.spec.members.kinds import Callee, Getter, Storage, bound_method, callee, classify
from mockfactory.spec.members.lazy import LazyMembers
from mockfactory.spec.members.methods import method_member
from mockfactory.spec.members.names import Names, names_of
from mockfactory.spec.members.reading import Reading
from mockfactory.spec.members.signatures import call_spec, is_protocol, overload_specs
from mockfactory.spec.model import Binding, Hint, Kind, Member, Spec, SpecKind
from mockfactory.spec.refusals import is_refused, refuse

_LRU_CACHE: Final[type] = type(functools.lru_cache(lambda: None))
_CALLABLE: Final = get_origin(Callable[[], None])
_FUNCTIONS: Final = (FunctionType, BuiltinFunctionType, MethodType, _LRU_CACHE)


def read_spec(target: object) -> Spec:
    """Read what `target` promises, once; the same target gives the same `Spec` again.

    No code of the target runs: no property, descriptor, constructor, metaclass.

    Args:
        target: a class, ABC or Protocol, one with type arguments (`Repo[User]`), a function, a callable type
            (`Callable[[int], str]`) or a module.

    Returns:
        Its members, how it is called, and what of it cannot be checked.

    Raises:
        SpecError: for anything else; the message says what to write instead.

    Example:
        >>> class Mailer:
        ...     def send(self, to: str) -> bool: ...
        >>> read_spec(Mailer).members["send"].call.hints["to"].annotation
        <class 'str'>
    """
    if is_refused(target):
        refuse(target)
    if is_class(target):
        return cached(target, _read_class)
    if is_a(target, ModuleType):
        return cached(target, _read_module)
    if is_one_of(type(target), _FUNCTIONS):
        return cached(target, _read_function)
    if target is Callable or target is vars(typing)["Callable"]:
        return cached(target, _read_callable_type)
    origin = origin_of(target)
    if origin is typing.Annotated:
        return read_spec(get_args(target)[0])
    if origin is _CALLABLE:
        return cached(target, _read_callable_type)
    if is_class(origin) and origin is not UnionType and origin is not type and not is_refused(origin):
        return cached(target, _read_class)
    refuse(target)


def read_as(target: object, implementation: object) -> Spec:
    """What a class promises of one that stands for it: as `read_spec`, and `Self` is that other one.

    Args:
        target: a class, ABC or Protocol, or one with type arguments.
        implementation: what stands for it.

    Returns:
        A new spec each time: it is of this pair alone.
    """
    return _read_class(target, implementation)


def _read_class(target: Any, implementation: object = None) -> Spec:
    cls = target if is_class(target) else cast(type, origin_of(target))
    generic = target is not cls or any("__orig_bases__" in namespace_of(base) for base in mro_of(cls))
    reading = Reading(target, cls, substitution(target) if generic else {}, implementation)
    names = names_of(cls)
    assigned = Assignments(reading, names)
    members = LazyMembers(names.places, lambda name: _member(reading, names, name, assigned), assigned)
    if "<locals>" in qualified_name_of(cls):
        # Its annotations may name other local classes, which are found only while the function around them runs.
        for name in names.places:
            members.get(name)
    protocol = is_protocol(cls)
    call, overloads = (None, ()) if protocol else constructor_of(reading, names)
    return Spec(
        target,
        _class_name(target, cls),
        SpecKind.PROTOCOL if protocol else SpecKind.CLASS,
        cls,
        call,
        members,
        overloads,
        dynamic=_dynamic(reading, names),
    )


def read_assigned(target: Any, name: str) -> Member | None:
    """The attribute that methods of a class assign under a name, whatever the class has there; None where none does.

    Args:
        target: a class, or one with type arguments.
        name: of the attribute.
    """
    cls = target if is_class(target) else cast(type, origin_of(target))
    reading = Reading(target, cls, substitution(target))
    names = names_of(cls)
    one = Assignments(reading, names).alone(name)
    return None if one is None else _assigned_member(names, one)


def _assigned_member(names: Names, one: Assigned) -> Member:
    settable = not (one.final or names.fields.frozen)
    return Member(
        one.name, one.kind, one.owner, value=one.hint, settable=settable, found=one.found, guess=one.guess
    )  # fmt: skip


def _member(reading: Reading, names: Names, name: str, assignments: Assignments) -> Member:
    place = names.places.get(name)
    if place is None:
        one = assignments.get(name)
        if one is None:
            raise KeyError(name)
        return _assigned_member(names, one)
    body = place.body
    if body is None or names.is_annotated_nearer(place):
        return annotated_member(reading, names, name)
    value = namespace_of(body)[name]
    shape = classify(value)
    if isinstance(shape, Callee) and place.annotation is not body:
        return method_member(reading, body, name, shape)
    if isinstance(shape, Getter):
        return getter_member(reading, names, name, shape, body)
    if isinstance(shape, Storage):
        assigned = assignments.get(name) if place.annotation is None else None
        return storage_member(reading, names, name, shape, body, assigned=assigned)
    if place.annotation is not None:
        return annotated_member(reading, names, name)
    assigned = None if name.startswith("__") or is_class(value) else assignments.get(name)
    return value_member(names, name, value, body, assigned)


def _dynamic(reading: Reading, names: Names) -> Hint | None:
    """What a name gives that cannot be listed; None where all names can."""
    cls = names.cls
    found = find_raw(cls, "__getattr__")
    if found is None or found[1] is None:
        where = sets_unknown_names(names)
        return None if where is None else Hint(inspect.Parameter.empty, f"{where} sets attributes by computed names")
    shape = classify(found[1])
    if not isinstance(shape, Callee):
        return Hint(inspect.Parameter.empty, "__getattr__ cannot be read")
    if _is_pydantic_getattr(found[0], cls):
        return None
    hint = call_spec(reading, found[0], shape).returns.value
    return None if hint.annotation is typing.NoReturn or hint.annotation is typing.Never else hint


def _is_pydantic_getattr(owner: type, cls: type) -> bool:
    # pydantic's own serves private attributes, and extra fields where the model allows them.
    if module_name_of(owner) not in ("pydantic.main", "pydantic._internal._model_construction"):
        return False
    config = find_raw(cls, "model_config")
    return config is None or as_dict(config[1]).get("extra") != "allow"


def _class_name(target: object, cls: type) -> str:
    if target is cls or not get_args(target):  # a bare `typing.List` has no arguments
        return name_of(cls)
    return f"{name_of(cls)}[{_listed(get_args(target))}]"


def _listed(arguments: Sequence[object]) -> str:
    return ", ".join(map(_argument, arguments))


def _argument(one: object) -> str:
    if is_list(one):
        return f"[{_listed(one)}]"
    return "..." if one is Ellipsis else name_of(one) if is_class(one) else str(one)


def _read_function(function: Any) -> Spec:
    shape = bound_method(function) if type(function) is MethodType else callee(function, Binding.STATIC)
    reading = Reading(function, None, {})
    call = call_spec(reading, None, shape)
    overloads = overload_specs(reading, None, shape)
    name = function.__name__
    member = Member(name, shape.kind, function, Binding.STATIC, call, overloads, found="function")
    return Spec(function, name, SpecKind.FUNCTION, None, call, overloads=overloads, function=member)


def _read_callable_type(target: Any) -> Spec:
    from mockfactory.spec.members.callables import callable_call

    call = callable_call(target)
    member = Member("__call__", Kind.METHOD, target, Binding.STATIC, call, found="callable type")
    return Spec(target, str(target), SpecKind.CALLABLE, None, call, function=member)


def _read_module(module: ModuleType) -> Spec:
    names = module_dict(module)
    annotations = annotations_of(module)
    reading = Reading(module, None, {})
    listed = [
        name for name in dict.fromkeys([*names, *annotations]) if not name.startswith("__") or name == "__getattr__"
    ]

    def build(name: str) -> Member:
        value = names.get(name)
        if name not in annotations and origin_of(value) is not None:
            return Member(name, Kind.CLASS_ATTRIBUTE, module, settable=True, found="type alias")
        shape = classify(value) if name in names and name not in annotations else None
        if isinstance(shape, Callee):
            shape = callee(shape.function, Binding.STATIC)
            call = call_spec(reading, None, shape)
            overloads = overload_specs(reading, None, shape)
            return Member(name, shape.kind, module, Binding.STATIC, call, overloads, found="function")
        if name in annotations:
            return Member(
                name, Kind.CLASS_ATTRIBUTE, module, value=annotations[name], settable=True, found="annotation"
            )
        if is_class(value):
            return Member(name, Kind.NESTED_CLASS, module, value=Hint(type[value]), found="class")
        return Member(name, Kind.CLASS_ATTRIBUTE, module, value=module_value_hint(value), settable=True, found="value")

    dynamic = Hint(inspect.Parameter.empty, "module __getattr__") if "__getattr__" in names else None
    return Spec(
        module, str(names.get("__name__")), SpecKind.MODULE, None, None, LazyMembers(listed, build), dynamic=dynamic
    )
