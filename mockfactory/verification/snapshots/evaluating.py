"""Types of the standard library, from the text of a snapshot: what is written in a file is never run."""

from __future__ import annotations

import ast
import builtins
import collections.abc
import typing
from collections.abc import Mapping, Sequence
from typing import Any, Final

_KNOWN: Final[Mapping[str, Any]] = {
    **{name: found for name, found in vars(builtins).items() if isinstance(found, type)},
    **{name: found for name, found in vars(collections.abc).items() if isinstance(found, type)},
    "Any": typing.Any,
}


def evaluated(text: str) -> Any:
    """The type that a text means where all of its names are builtins or of `collections.abc`; `None` for any other.

    Example:
        >>> evaluated("list[int]"), evaluated("Receipt")
        (list[int], None)
    """
    return _built(ast.parse(text, mode="eval").body)


def _built(node: ast.expr) -> Any:
    match node:
        case ast.Constant(value=None):
            return type(None)
        case ast.Name(id=name):
            return _KNOWN.get(name)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            one, other = _built(left), _built(right)
            return None if one is None or other is None else typing.Union[one, other]  # noqa: UP007  # `Any` takes no |
        case ast.Subscript(value=ast.Name(id=name), slice=inner) if name in _KNOWN and name != "Any":
            return _generic(_KNOWN[name], inner.elts if isinstance(inner, ast.Tuple) else [inner])
        case _:
            return None


def _generic(cls: Any, nodes: Sequence[ast.expr]) -> Any:
    arguments = tuple(... if isinstance(one, ast.Constant) and one.value is ... else _built(one) for one in nodes)
    if None in arguments:
        return None
    try:
        return cls[arguments]
    except TypeError:  # a class that takes no types
        return None
