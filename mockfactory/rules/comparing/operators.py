"""What Python does with the operators of a class: how many arguments it gives, and what it takes instead of one.

Source: the language reference, "Data model", and "math", "operator" and "pow" of the library reference.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Final

_BINARY: Final = (
    "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "lshift", "rshift", "and", "xor", "or",
    "pow",
)  # fmt: skip
_IN_PLACE: Final = frozenset(f"__i{name}__" for name in _BINARY if name != "divmod")
_NUMBERS: Final[Mapping[str, int]] = {
    **dict.fromkeys((
        "len", "length_hint", "bool", "iter", "next", "aiter", "anext", "await", "reversed", "enter", "aenter", "neg",
        "pos", "abs", "invert", "int", "float", "complex", "index", "trunc", "floor", "ceil", "bytes", "fspath",
        "hash", "repr", "str",
    ), 0),
    **dict.fromkeys(_BINARY, 1), **{f"r{name}": 1 for name in _BINARY}, **{f"i{name}": 1 for name in _BINARY},
    **dict.fromkeys(("lt", "le", "gt", "ge", "eq", "ne", "getitem", "delitem", "contains", "missing", "format"), 1),
    **dict.fromkeys(("setitem", "get", "set"), 2),
    **dict.fromkeys(("exit", "aexit"), 3),
}  # fmt: skip
_OF_ANY_NUMBER: Final = frozenset({"call", "round", "delete", "buffer", "release_buffer"})
_OF_AN_EXIT: Final = ("exc_type", "exc_value", "traceback")
NAMES_OF_PYTHON: Final[Mapping[str, tuple[str, ...]]] = {"__exit__": _OF_AN_EXIT, "__aexit__": _OF_AN_EXIT}
"""What arguments are called where an interface has no names for them."""

_OTHERWISE: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "__bool__": ((),),
    "__length_hint__": ((),),
    "__reversed__": (("__len__", "__getitem__"),),
    "__contains__": (("__iter__",), ("__getitem__",)),
    "__iter__": (("__getitem__",),),
    "__complex__": (("__float__",), ("__index__",)),
    "__float__": (("__index__",),),
    "__int__": (("__index__",),),
    "__floor__": (("__float__",), ("__index__",)),
    "__ceil__": (("__float__",), ("__index__",)),
}
"""Operators, and those that Python takes where a class does not have them; none where it needs none."""
_REFLECTED: Final[Mapping[str, str]] = {"__lt__": "__gt__", "__gt__": "__lt__", "__le__": "__ge__", "__ge__": "__le__"}


def arguments_of_python(operator: str) -> int | None:
    """How many arguments Python gives an operator; None where that is not always the same, or not known.

    Example:
        >>> arguments_of_python("__exit__"), arguments_of_python("__setitem__"), arguments_of_python("__call__")
        (3, 2, None)
    """
    return _NUMBERS.get(operator.removeprefix("__").removesuffix("__"))


def is_operator(name: str) -> bool:
    """Whether Python itself calls a dunder, for an operator, a statement or a built-in function.

    Example:
        >>> is_operator("__enter__"), is_operator("__call__"), is_operator("__rich_console__")
        (True, True, False)
    """
    bare = name.removeprefix("__").removesuffix("__")
    return bare in _NUMBERS or bare in _OF_ANY_NUMBER


def is_made_up_for(operator: str, members: Container[str]) -> bool:
    """Whether Python does what an operator asks for by other ones, where a class does not have it.

    Example:
        >>> is_made_up_for("__iadd__", {"__add__"}), is_made_up_for("__add__", {"__radd__"})
        (True, False)
    """
    if operator in _IN_PLACE and f"__{operator[3:]}" in members:
        return True
    return any(all(one in members for one in others) for others in _OTHERWISE.get(operator, ()))


def reflected(operator: str) -> str | None:
    """The comparison that Python asks of the other side: `b < a` for `a > b`; None where there is none."""
    return _REFLECTED.get(operator)
