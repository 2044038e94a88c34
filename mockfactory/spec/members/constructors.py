"""How a class is called: what `inspect.signature(cls)` finds, with no code of the class run."""

from __future__ import annotations

import dataclasses
import inspect
from types import BuiltinFunctionType, ClassMethodDescriptorType, FunctionType, MethodWrapperType, WrapperDescriptorType
from typing import Final

from mockfactory.spec.annotations.hints import strip_qualifiers
from mockfactory.spec.annotations.result import result_of
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import find_raw, mro_of, namespace_of
from mockfactory.spec.looking.static import name_of
from mockfactory.spec.members.attributes import written_annotation
from mockfactory.spec.members.fields import is_pydantic
from mockfactory.spec.members.kinds import Callee, classify
from mockfactory.spec.members.names import Names, annotated_names
from mockfactory.spec.members.reading import Reading
from mockfactory.spec.members.signatures import NO_SIGNATURE, call_spec, overload_specs
from mockfactory.spec.model import NO_ANNOTATION, CallSpec, Hint, Kind

_C_LEVEL: Final = (WrapperDescriptorType, MethodWrapperType, ClassMethodDescriptorType, BuiltinFunctionType)
_OF_PROTOCOLS: Final = "_no_init_or_replace_init"
_INIT: Final[object] = vars(object)["__init__"]
_NEW: Final[object] = vars(object)["__new__"]
_CATCH_ALL: Final = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


def constructor_of(reading: Reading, names: Names) -> tuple[CallSpec, tuple[CallSpec, ...]]:
    """The call that makes an instance of the class, and its overloads.

    Args:
        reading: the reading of the class.
        names: its names.

    Returns:
        The signature of the metaclass's `__call__`, of `__new__` or of `__init__`, in this order, and in each case one
        that is merely `(*args, **kwargs)` gives way to the next; and the overloads of the same function.
    """
    cls = names.cls
    special = _declared_signature(reading, names)
    if special is not None:
        return special, ()
    fallback: CallSpec | None = None
    for owner, member in _candidates(cls):
        spec = _instance_of(reading, call_spec(reading, owner, member))
        if _is_generated(member):
            spec = _with_field_hints(reading, names, spec)
        if spec.signature is None or _takes_anything(spec.signature):
            fallback = fallback or spec
            continue
        return spec, tuple(_instance_of(reading, one) for one in overload_specs(reading, owner, member))
    return fallback or _without_code(reading, cls), ()


def _candidates(cls: type) -> list[tuple[type, Callee]]:
    """Metaclass `__call__`, then `__new__` and `__init__` as they come along the MRO."""
    found: list[tuple[type, Callee]] = []
    call = _own_code(type(cls), "__call__")
    if call is not None:
        found.append(call)
    new, init = _own_code(cls, "__new__"), _own_code(cls, "__init__")
    order = mro_of(cls)
    rest = [candidate for candidate in (new, init) if candidate is not None]
    found.extend(sorted(rest, key=lambda candidate: next(i for i, base in enumerate(order) if base is candidate[0])))
    return found


def _find(cls: type, name: str) -> tuple[type, object] | None:
    """Where a constructor stands. A Protocol's own `__init__` is none: Python goes on to the next one, as here."""
    for owner in mro_of(cls):
        namespace = namespace_of(owner)
        value = namespace.get(name)
        if name in namespace and not (type(value) is FunctionType and value.__name__ == _OF_PROTOCOLS):
            return owner, value
    return None


def _own_code(cls: type, name: str) -> tuple[type, Callee] | None:
    found = _find(cls, name)
    if found is None or is_one_of(type(found[1]), _C_LEVEL):
        return None
    value = found[1]
    if name == "__new__" and type(value) is staticmethod:
        # Python passes the class to `__new__`, static as it is.
        value = value.__func__
        if is_one_of(type(value), _C_LEVEL):
            return None
    shape = classify(value)
    return (found[0], shape) if isinstance(shape, Callee) else None


def _takes_anything(signature: inspect.Signature) -> bool:
    return [p.kind for p in signature.parameters.values()] == list(_CATCH_ALL)


def _instance_of(reading: Reading, spec: CallSpec) -> CallSpec:
    return dataclasses.replace(spec, returns=result_of(Kind.METHOD, Hint(reading.target)), no_value=False)


def _without_code(reading: Reading, cls: type) -> CallSpec:
    """A class with no Python constructor: what C says of itself, or `object`'s."""
    made = result_of(Kind.METHOD, Hint(reading.target))
    init, new = _find(cls, "__init__"), _find(cls, "__new__")
    # By value: with the first instance, Python writes `object.__init__` into a class that implements a Protocol.
    if init is not None and new is not None and init[1] is _INIT and new[1] is _NEW:
        return CallSpec(inspect.Signature(), {}, made)
    for base in mro_of(cls)[:-1]:
        text = type.__dict__["__text_signature__"].__get__(base) if type(base) is type else None
        if isinstance(text, str) and text:
            try:
                signature = inspect.signature(base)
            except (ValueError, TypeError):
                break
            return CallSpec(signature, dict.fromkeys(signature.parameters, NO_ANNOTATION), made)
    return CallSpec(None, {}, made, NO_SIGNATURE)


def _declared_signature(reading: Reading, names: Names) -> CallSpec | None:
    """A `__signature__` that the class carries; pydantic's is made when asked, by pydantic's own code."""
    found = find_raw(names.cls, "__signature__")
    if found is None:
        return None
    owner, value = found
    made = result_of(Kind.METHOD, Hint(reading.target))
    if type(value) is inspect.Signature:
        return _from_declared(reading, names, owner, value)
    if owner is names.cls and is_pydantic(names.cls) and name_of(type(value)) == "LazyClassAttribute":
        try:
            signature = value.value  # type: ignore[attr-defined]
        except Exception:
            return CallSpec(None, {}, made, "pydantic can not make a signature of this model")
        if not isinstance(signature, inspect.Signature):
            return None
        reason = "pydantic converts its input"
        return CallSpec(signature, {n: Hint(p.annotation, reason) for n, p in signature.parameters.items()}, made)
    return None


def _from_declared(reading: Reading, names: Names, owner: type, signature: inspect.Signature) -> CallSpec:
    scope = reading.scope_of(owner)
    hints = {name: reading.hint(p.annotation, scope, owner) for name, p in signature.parameters.items()}
    return CallSpec(signature, hints, result_of(Kind.METHOD, Hint(reading.target)))


def _is_generated(member: Callee) -> bool:
    function = member.definition
    return function is not None and function.__code__.co_filename.startswith("<")


def _with_field_hints(reading: Reading, names: Names, spec: CallSpec) -> CallSpec:
    """Hints of a generated `__init__`, each resolved where its field was declared, not where the code was made."""
    if spec.signature is None or (not names.fields.fields and not names.fields.hidden):
        return spec
    hints = dict(spec.hints)
    for name, parameter in spec.signature.parameters.items():
        owner, field = _declaring(names, name)
        if owner is None:
            continue
        written = written_annotation(owner, field)
        # attrs annotates the parameter of a converted field with what the converter takes.
        if parameter.annotation == written:
            hints[name] = reading.hint(strip_qualifiers(written)[0], reading.scope_of(owner), owner)
    return dataclasses.replace(spec, hints=hints)


def _declaring(names: Names, parameter: str) -> tuple[type | None, str]:
    """The class that declares the field of a parameter, and the field's name: attrs takes off leading underscores."""
    for owner in names.classes:
        for name in (parameter, f"_{parameter}"):
            if name in annotated_names(owner):
                return owner, name
    return None, parameter
