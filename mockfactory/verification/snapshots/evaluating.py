"""Types, from the text of a snapshot: what is written in a file is never run."""

from __future__ import annotations

import ast
import typing
from collections.abc import Callable, Sequence
from typing import Any

from mockfactory.lookup import LookupFailed, look_up
from mockfactory.spec.annotations.forms import is_type_form
from mockfactory.verification.snapshots.names import known_alone, may_be_imported

Find: typing.TypeAlias = Callable[[str], Any]
"""What a name means; `None` for one that is not known."""

_SEVERAL: typing.Final = frozenset({"Unpack", "Concatenate"})
"""What stands for several types, or for a part of a list of them."""


def nobody(text: str) -> None:
    """For names that nobody knows: the whole type is not known."""


def found_in_python(name: str) -> Any:
    """For two files that are compared: the standard library's classes, which are the same for both.

    Example:
        >>> found_in_python("decimal.Decimal"), found_in_python("httpx.Response")
        (<class 'decimal.Decimal'>, None)
    """
    return found_by_name(name) if may_be_imported(name.partition(".")[0]) else None


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


def evaluated(text: str, find: Find = found_in_python, unknown: Find = nobody) -> Any:
    """The type that a text means; `None` where one of its names is not known.

    Args:
        text: the type, as a snapshot has it.
        find: knows names that stand not alone, but with their module.
        unknown: what is taken for a type that is not known, by its text; a type whose name is not known is not known
            with its arguments either.

    Example:
        >>> receipts = "list[app.Receipt]"
        >>> evaluated("list[int]"), evaluated(receipts), evaluated(receipts, unknown=lambda text: Any)
        (list[int], None, list[typing.Any])
    """
    return _Reading(find, unknown).built(ast.parse(text, mode="eval").body)


@typing.final
class _Reading:
    def __init__(self, find: Find, unknown: Find) -> None:
        self._find = find
        self._unknown = unknown

    def built(self, node: ast.expr) -> Any:
        """The type, or what is taken for it where it is not known."""
        found = self._known(node)
        return self._unknown(ast.unparse(node)) if found is None else found

    def _known(self, node: ast.expr) -> Any:
        match node:
            case ast.Constant(value=None):
                return type(None)
            case ast.Name(id=name):
                found = known_alone(name)
                return self._find(name) if found is None else found
            case ast.Attribute():
                return self._find(ast.unparse(node))
            case ast.BinOp(left=left, op=ast.BitOr(), right=right):
                one, other = self.built(left), self.built(right)
                if one is None or other is None:
                    return None
                return typing.Union[one, other]  # noqa: UP007  # `Any` takes no |
            case ast.Subscript(value=ast.Name(id="Literal"), slice=inner):
                return _literal(inner)
            case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[first, *_])):
                return self.built(first)
            case ast.Subscript(value=value, slice=inner):
                cls = self._known(value)
                nodes = inner.elts if isinstance(inner, ast.Tuple) else [inner]
                return None if cls is None or cls is typing.Any else self._generic(cls, nodes)
            case _:
                return None

    def _generic(self, cls: Any, nodes: Sequence[ast.expr]) -> Any:
        if any(_is_several(one) for one in nodes):
            return None
        arguments = tuple(self._argument(one) for one in nodes)
        if any(one is None for one in arguments):
            return None
        try:
            return cls[arguments]
        except TypeError:  # a class that takes no types
            return None

    def _argument(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Constant) and node.value is ...:
            return ...
        if isinstance(node, ast.List):
            taken = [self.built(one) for one in node.elts]
            return None if any(one is None for one in taken) or any(map(_is_several, node.elts)) else taken
        return self.built(node)


def _is_several(node: ast.expr) -> bool:
    """Whether several types may stand where one is written."""
    match node:
        case ast.Subscript(value=ast.Name(id=name)):
            return name in _SEVERAL
        case _:
            return isinstance(node, ast.Starred)


def _literal(inner: ast.expr) -> Any:
    """`Literal` of plain values; `None` where one is none, as a member of an enum."""
    try:
        values = ast.literal_eval(inner)
    except ValueError:
        return None
    return typing.Literal[values]  # a tuple of them counts as several
