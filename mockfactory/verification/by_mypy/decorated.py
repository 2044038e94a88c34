"""Methods that a decorator made an object of, as `functools.lru_cache` does: that they are called was promised."""

from __future__ import annotations

import inspect
from inspect import Parameter
from types import (
    BuiltinFunctionType,
    ClassMethodDescriptorType,
    FunctionType,
    MethodDescriptorType,
    WrapperDescriptorType,
)
from typing import Final

from mockfactory.rules.comparing.others import is_of_python
from mockfactory.spec import Member
from mockfactory.spec.looking.raw import find_raw
from mockfactory.spec.looking.static import is_a, is_class

_METHODS: Final = (
    FunctionType, BuiltinFunctionType, MethodDescriptorType, WrapperDescriptorType, ClassMethodDescriptorType,
)  # fmt: skip


def decorator_of(member: Member) -> type | None:
    """The class of the object that stands in the place of a method; None for a method that is one."""
    if member.call is None or not is_class(member.owner):
        return None
    found = find_raw(member.owner, member.name)
    raw: object = None if found is None else found[1]
    if is_a(raw, classmethod, staticmethod):
        raw = getattr(raw, "__func__", None)
    return None if raw is None or is_class(raw) or isinstance(raw, _METHODS) else type(raw)


def keeps_parameters(decorator: type) -> bool:
    """Whether a type checker knows the parameters of a method behind such an object.

    It does where the class says how its objects are bound or called; `*args: Hashable, **kwargs: Hashable` says no
    more than that there are some.
    """
    if is_of_python(decorator):
        return False
    found = find_raw(decorator, "__get__") or find_raw(decorator, "__call__")
    function = None if found is None else found[1]
    if not isinstance(function, FunctionType):
        return False
    taken = list(inspect.signature(function).parameters.values())[1:]
    rest = [one for one in taken if one.kind in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)]
    return len(rest) < len(taken) or all(str(one.annotation).endswith((".args", ".kwargs")) for one in rest)
