"""Values looked at as stored: what `getattr` would answer without its code, metaclasses that lie included."""

from __future__ import annotations

from types import FunctionType, GetSetDescriptorType, MemberDescriptorType, ModuleType
from typing import Any, Final, Generic, Protocol, TypeGuard, cast

from mockfactory.spec.looking.raw import find_raw, mro_of, namespace_of

MISSING: Final = object()
_MODULE_DICT: Final[Any] = vars(ModuleType)["__dict__"]


def is_class(value: object) -> TypeGuard[type]:
    """Whether `value` is a class; `isinstance` would ask `value.__class__`, which may be code."""
    return type(value) is type or issubclass(type(value), type)


def is_a(value: object, *kinds: type) -> bool:
    """`isinstance` by the real type alone: a value may answer for `__class__` with code."""
    real = mro_of(type(value))
    return any(base is kind for base in real for kind in kinds)


def as_dict(value: object) -> dict[str, object]:
    """`value` when it is a dict, else an empty one."""
    return cast("dict[str, object]", value) if issubclass(type(value), dict) else {}


def as_tuple(value: object) -> tuple[object, ...]:
    """`value` when it is a tuple, else an empty one."""
    return cast("tuple[object, ...]", value) if issubclass(type(value), tuple) else ()


def described_classes(cls: type) -> tuple[type, ...]:
    """The MRO without `object`, `Generic` and `Protocol`, whose members are no promise of `cls`."""
    return tuple(base for base in mro_of(cls) if not _is_scaffolding(base))


def _is_scaffolding(base: type) -> bool:
    if base is object or base is Generic or base is Protocol:
        return True
    names = namespace_of(base)
    return type(base) is not type and names.get("__module__") == "typing_extensions" and _name(base) == "Protocol"


def _name(cls: type) -> str:
    found: str = type.__dict__["__name__"].__get__(cls)
    return found


def name_of(cls: type) -> str:
    """`__name__` of a class, whatever its metaclass answers."""
    return _name(cls)


def instance_dict(value: object) -> dict[str, object]:
    """The `__dict__` of a value, empty when it has none or when its class hides it behind code."""
    if type(value) is FunctionType:
        return value.__dict__
    for base in mro_of(type(value)):
        found = namespace_of(base).get("__dict__")
        if found is None:
            continue
        if type(found) is GetSetDescriptorType and found.__objclass__ is base:
            try:
                names = found.__get__(value)
            except AttributeError:
                return {}
            return as_dict(names)
        return {}
    return {}


def stored(value: object, name: str) -> object:
    """What is stored on `value` under `name`, or MISSING: instance dict, then slots, then plain class values."""
    names = instance_dict(value)
    if name in names:
        return names[name]
    found = find_raw(type(value), name)
    if found is None:
        return MISSING
    raw = found[1]
    if type(raw) is MemberDescriptorType or type(raw) is GetSetDescriptorType:
        try:
            return raw.__get__(value, type(value))
        except (AttributeError, TypeError, ValueError):
            return MISSING
    return raw


def defines(cls: type, name: str) -> bool:
    """Whether instances of `cls` have the special method `name`, looked up on the type as Python does."""
    found = find_raw(cls, name)
    return found is not None and found[1] is not None


def module_dict(module: ModuleType) -> dict[str, object]:
    """The global names of a module, past a module class that overrides attribute access."""
    found: dict[str, object] = _MODULE_DICT.__get__(module)
    return found
