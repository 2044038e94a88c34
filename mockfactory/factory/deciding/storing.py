"""Whether a constructor does nothing but keep what it is given. Read from its bytecode."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from types import BuiltinFunctionType, FunctionType
from typing import Any, Final

from mockfactory.factory.deciding.known import why_value
from mockfactory.factory.deciding.outside import codes_in
from mockfactory.spec.annotations.surroundings import closure_of
from mockfactory.spec.looking.raw import find_raw, mro_of, namespace_of
from mockfactory.spec.looking.static import is_class

_HARMLESS: Final = frozenset({
    "abs", "bool", "bytes", "dict", "divmod", "enumerate", "float", "frozenset", "int", "isinstance", "issubclass",
    "len", "list", "max", "min", "range", "reversed", "round", "set", "setattr", "sorted", "str", "sum", "super",
    "tuple", "type", "zip", "object", "all", "any", "filter", "map",
})  # fmt: skip
_REFUSED: Final = frozenset({
    "BEFORE_ASYNC_WITH", "BEFORE_WITH", "DELETE_GLOBAL", "IMPORT_NAME", "LOAD_SPECIAL", "STORE_GLOBAL",
})  # fmt: skip


def why_not_storing(cls: type) -> str | None:
    """What the constructor of a class does besides keeping its arguments; None where it does nothing else.

    Conversions (`list(items)`), checks that raise, and calls of the constructors of bases are no work.

    Example:
        >>> class Money:
        ...     def __init__(self, cents: int) -> None:
        ...         self.cents = int(cents)
        >>> class Server:
        ...     def __init__(self, port: int) -> None:
        ...         self.port = port
        ...         self.listen()
        ...     def listen(self) -> None: ...
        >>> why_not_storing(Money), why_not_storing(Server)
        (None, '__init__ calls its own listen()')
    """
    for base in mro_of(cls):
        if base is object:
            continue
        for name in ("__new__", "__init__"):
            value = namespace_of(base).get(name)
            function = value.__func__ if isinstance(value, staticmethod) else value
            if function is None:
                continue
            if type(function) is not FunctionType:
                return f"its {name} is not written in Python"
            reason = _why_not(function, cls)
            if reason is not None:
                return f"{name} {reason}"
    return None


def _why_not(function: FunctionType, cls: type) -> str | None:
    import dis

    first = function.__code__.co_varnames[0] if function.__code__.co_argcount else ""
    names = {**function.__globals__, **closure_of(function)}
    previous = ""
    for step in (step for code in codes_in(function.__code__) for step in dis.get_instructions(code)):
        if step.opname in _REFUSED:
            return f"does more than to keep what it is given ({step.opname.lower()})"
        if step.opname in ("LOAD_GLOBAL", "LOAD_NAME") or (step.opname == "LOAD_DEREF" and step.argval in names):
            reason = _why_not_name(names, str(step.argval))
            if reason is not None:
                return reason
        if step.opname in ("LOAD_METHOD", "LOAD_ATTR") and previous == first:
            found = find_raw(cls, str(step.argval))
            if found is not None and not isinstance(found[1], property) and callable(_bare(found[1])):
                return f"calls its own {step.argval}()"
        if step.opname not in ("CACHE", "NOP", "PUSH_NULL"):
            # From Python 3.13 on one instruction may load two variables, or store one and load one: the last is on top.
            loads = "LOAD_FAST" in step.opname or step.opname == "LOAD_DEREF"
            previous = step.argrepr.rpartition(", ")[2] if loads else ""
    return None


def _bare(value: Any) -> object:
    return value.__func__ if type(value) in (staticmethod, classmethod) else value


def _why_not_name(names: Mapping[str, object], name: str) -> str | None:
    """Why a name that a constructor uses is more than a conversion or a constant."""
    if name == "__class__":
        return None
    value: object = names[name] if name in names else getattr(builtins, name, None)
    if value is None or isinstance(value, (bool, int, float, str, bytes, tuple, frozenset)):
        return None
    if is_class(value):
        return None if name in _HARMLESS or _is_value(value) else f"uses {name}"
    if isinstance(value, BuiltinFunctionType) and name in _HARMLESS:
        return None
    return f"uses {name}"


def _is_value(cls: type) -> bool:
    """Whether a class that a constructor uses is one of single values, or of errors."""
    return why_value(cls) is not None
