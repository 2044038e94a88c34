"""How something callable can be called, as far as that is known without calling it."""

from __future__ import annotations

import functools
import inspect
import types
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.written import signature_of

if TYPE_CHECKING:
    from mockfactory.spec.model import CallSpec

_DEFINED: Final = (types.FunctionType, types.MethodType, types.BuiltinFunctionType)
_READABLE: Final = (*_DEFINED, functools.partial)


class Arity(NamedTuple):
    """How many positional arguments a call may have; `keyword` is a keyword argument that it must have."""

    least: int
    most: int | None
    keyword: str | None = None

    def refuses(self, count: int) -> str | None:
        """Why a call with `count` positional arguments fails, or None."""
        if self.keyword is not None:
            return f"it needs the keyword argument {self.keyword!r}"
        if count < self.least:
            return f"it needs {_counted(self.least)}, and is called with {count}"
        if self.most is not None and count > self.most:
            return f"it takes {_counted(self.most) if self.most else 'no argument'}, and is called with {count}"
        return None


def arity_of(value: object) -> Arity | None:
    """The arity of a callable, or None where it cannot be read.

    The function itself decides, not what it says it wraps: a decorator may well pass arguments of its own to that.
    """
    if type(value) is types.MethodType:
        arity = arity_of(value.__func__)
        if arity is None:
            return None
        return Arity(max(arity.least - 1, 0), None if arity.most is None else arity.most - 1, arity.keyword)
    if type(value) is types.FunctionType and "__signature__" not in value.__dict__:
        return _of_function(value)
    signature = signature_or_none(value)
    return None if signature is None else _of_signature(signature)


def signature_or_none(value: object) -> inspect.Signature | None:
    """The signature of something callable, or None where it cannot be read. Reading it runs no code of the value."""
    try:
        return _signature_of(value)
    except Exception:
        return None


def _signature_of(value: object) -> inspect.Signature | None:
    from mockfactory.spec.looking.static import MISSING, stored

    declared = stored(value, "__signature__")
    if isinstance(declared, inspect.Signature):
        return declared
    if is_stand_in(value):  # the method of a double, which answers for the real one
        declared = getattr(value, "__signature__", MISSING)
        return declared if isinstance(declared, inspect.Signature) else None
    if is_one_of(type(value), _READABLE):
        function: Any = value
        return signature_of(function)
    call = call_spec_of(value)
    return None if call is None else call.signature


def call_spec_of(value: object) -> CallSpec | None:
    """How a function, class or callable object is called, with its hints; None where that cannot be read."""
    from mockfactory.spec.read import read_spec

    try:
        if isinstance(value, type) or is_one_of(type(value), _DEFINED):
            return read_spec(value).call
        member = read_spec(type(value)).members.get("__call__")
    except Exception:
        return None
    return None if member is None or member.overloads else member.call


def is_stand_in(value: object) -> bool:
    """True for an object that answers `__class__` with another class than its own."""
    try:
        return value.__class__ is not type(value)
    except Exception:
        return False


def _of_function(function: types.FunctionType) -> Arity:
    code = function.__code__
    most = code.co_argcount
    named = code.co_varnames[most : most + code.co_kwonlyargcount]
    missing = next((name for name in named if name not in (function.__kwdefaults__ or ())), None)
    unlimited = bool(code.co_flags & inspect.CO_VARARGS)
    return Arity(most - len(function.__defaults__ or ()), None if unlimited else most, missing)


def _of_signature(signature: inspect.Signature) -> Arity:
    least = most = 0
    unlimited, keyword = False, None
    for parameter in signature.parameters.values():
        required = parameter.default is inspect.Parameter.empty
        if parameter.kind in (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD):
            most += 1
            least += required
        elif parameter.kind is inspect.Parameter.VAR_POSITIONAL:
            unlimited = True
        elif parameter.kind is inspect.Parameter.KEYWORD_ONLY and required:
            keyword = parameter.name
    return Arity(least, None if unlimited else most, keyword)


def _counted(count: int) -> str:
    return "1 argument" if count == 1 else f"{count} arguments"
