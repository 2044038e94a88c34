"""Types, from the text of a snapshot: what is written in a file is never run."""

from __future__ import annotations

import ast
import builtins
import collections.abc
import typing
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from mockfactory.lookup import LookupFailed, look_up
from mockfactory.spec.annotations.forms import is_type_form

_KNOWN: Final[Mapping[str, Any]] = {
    **{name: found for name, found in vars(builtins).items() if isinstance(found, type)},
    **{name: found for name, found in vars(collections.abc).items() if isinstance(found, type)},
    "Any": typing.Any,
}

Find: typing.TypeAlias = Callable[[str], Any]
"""What a name with a module means; `None` for one that is not known."""


def known_alone(name: str) -> Any:
    """For two files that are compared: no name is known but those that stand alone."""
    return None


def found_by_name(name: str) -> Any:
    """The class that a name with its module stands for; it is imported. `None` where there is none now.

    Example:
        >>> found_by_name("decimal.Decimal"), found_by_name("decimal.Gone")
        (<class 'decimal.Decimal'>, None)
    """
    parts = name.split(".")
    for size in range(len(parts) - 1, 0, -1):
        try:
            found = look_up(f"{'.'.join(parts[:size])}:{'.'.join(parts[size:])}")
        except LookupFailed:
            continue
        return found if is_type_form(found) else None
    return None


def evaluated(text: str, find: Find = known_alone) -> Any:
    """The type that a text means; `None` where one of its names is not known.

    Args:
        text: the type, as a snapshot has it.
        find: knows names that are neither builtins nor of `collections.abc`.

    Example:
        >>> evaluated("list[int]"), evaluated("app.Receipt")
        (list[int], None)
    """
    return _built(ast.parse(text, mode="eval").body, find)


def _built(node: ast.expr, find: Find) -> Any:
    match node:
        case ast.Constant(value=None):
            return type(None)
        case ast.Name(id=name):
            return _KNOWN[name] if name in _KNOWN else find(name)
        case ast.Attribute():
            return find(ast.unparse(node))
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            one, other = _built(left, find), _built(right, find)
            return None if one is None or other is None else typing.Union[one, other]  # noqa: UP007  # `Any` takes no |
        case ast.Subscript(value=ast.Name(id="Literal"), slice=inner):
            return _literal(inner)
        case ast.Subscript(value=value, slice=inner):
            cls = _built(value, find)
            nodes = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            return None if cls is None or cls is typing.Any else _generic(cls, nodes, find)
        case _:
            return None


def _literal(inner: ast.expr) -> Any:
    """`Literal` of plain values; `None` where one is none, as a member of an enum."""
    try:
        values = ast.literal_eval(inner)
    except ValueError:
        return None
    return typing.Literal[values]  # a tuple of them counts as several


def _generic(cls: Any, nodes: Sequence[ast.expr], find: Find) -> Any:
    arguments = tuple(_argument(one, find) for one in nodes)
    if any(one is None for one in arguments):
        return None
    try:
        return cls[arguments]
    except TypeError:  # a class that takes no types
        return None


def _argument(node: ast.expr, find: Find) -> Any:
    if isinstance(node, ast.Constant) and node.value is ...:
        return ...
    if isinstance(node, ast.List):
        taken = [_built(one, find) for one in node.elts]
        return None if any(one is None for one in taken) else taken
    return _built(node, find)
