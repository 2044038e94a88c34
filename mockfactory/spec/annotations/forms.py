"""What a type expression is made of, and how to rebuild one with some of its parts replaced."""

from __future__ import annotations

import collections.abc
import functools
import operator
import types
import typing
from collections.abc import Callable
from dataclasses import InitVar, dataclass
from typing import (
    Annotated,
    Any,
    Concatenate,
    Final,
    Literal,
    ParamSpec,
    TypeGuard,
    TypeVar,
    TypeVarTuple,
    Union,
    Unpack,
)

from mockfactory.spec.annotations.recursive import RecursiveName
from mockfactory.spec.looking.raw import module_name_of
from mockfactory.spec.looking.static import is_class

DESCEND: Final = object()
"""What a visitor answers to have the parts of a node visited."""

_UNION: Final[object] = Union
_ABSTRACT_CALLABLE: Final[Any] = collections.abc.Callable
_TYPING_CALLABLE: Final[Any] = vars(typing)["Callable"]
_OR: Final[Any] = vars(operator)["or_"]
_TYPING: Final = frozenset({"typing", "typing_extensions", "annotationlib"})
_BARE: Final = typing.cast("type[object]", type(vars(typing)["List"]))


@dataclass(frozen=True, slots=True)
class Several:
    """Several arguments where one stood: what a TypeVarTuple is bound to; with `parameters`, what a ParamSpec is."""

    items: tuple[object, ...]
    parameters: bool = False


def is_type_parameter(node: object) -> bool:
    """True for a TypeVar, ParamSpec or TypeVarTuple."""
    return issubclass(type(node), (TypeVar, ParamSpec, TypeVarTuple))


def is_type_alias(node: object) -> bool:
    """True for what `type X = ...` makes, for its backport, and for what stands for an older recursive alias."""
    kind = type(node)
    return kind is RecursiveName or (kind.__name__ == "TypeAliasType" and module_name_of(kind) in _TYPING)


_MADE_ELSEWHERE: Final = (InitVar, types.GenericAlias, types.UnionType, RecursiveName)


def is_type_form(node: object) -> bool:
    """True for a class and for all that `typing` makes: special forms, aliases, parameters, unions, new types."""
    kind = type(node)
    if node is None or is_class(node) or issubclass(kind, _MADE_ELSEWHERE):
        return True
    return module_name_of(kind) in _TYPING


def origin_of(node: object) -> object:
    """`typing.get_origin`, asked only of what typing made; None for all else."""
    kind = type(node)
    if kind is type or node is None:
        return None
    if kind is types.GenericAlias:
        return typing.cast(types.GenericAlias, node).__origin__
    return None if is_class(node) or not is_type_form(node) else typing.get_origin(node)


def is_settled(node: object) -> bool:
    """Whether a type expression is a plain class, or has nothing but plain classes in it, as most have.

    There is nothing to resolve or to replace in `int`, `list[int]` and `str | None`.
    """
    kind = type(node)
    if kind is type:
        return True
    if kind is not types.GenericAlias and not issubclass(kind, types.UnionType):
        return False
    arguments: tuple[object, ...] = typing.cast(types.GenericAlias, node).__args__
    return all(type(one) is type for one in arguments)


def arguments_in(node: object) -> tuple[object, ...]:
    """The arguments of an alias as it stores them; of a bare `typing.List`, none."""
    found = getattr(node, "__args__", ())
    return tuple(found) if is_list(found) else ()


def class_of_bare(node: object) -> object:
    """The class that a bare `typing.List` or `typing.Awaitable` stands for; all else as it is."""
    return typing.get_origin(node) if issubclass(type(node), _BARE) else node


def is_list(node: object) -> TypeGuard[list[object] | tuple[object, ...]]:
    """True for the plain lists and tuples that stand inside type expressions, such as the parameters of a Callable."""
    return type(node) is list or type(node) is tuple


def is_union(node: object) -> bool:
    """True for `X | Y` and `Union[X, Y]`."""
    origin = origin_of(node)
    return origin is _UNION or origin is types.UnionType


def is_any(annotation: object) -> bool:
    """True for Any and for a union with an Any arm: no value can be refused."""
    return annotation is Any or (is_union(annotation) and any(is_any(arm) for arm in arguments_in(annotation)))


def bare_of(annotated: object) -> object:
    """What stands inside an `Annotated`, without its metadata."""
    found: Any = annotated
    return found.__origin__


def rewrite(node: object, visit: Callable[[object], object]) -> object:
    """`node` with its parts replaced by what `visit` answers for them.

    `visit` is asked of every node before its parts; it answers a replacement, or DESCEND. Literals and the metadata of
    Annotated are never visited. A node of which nothing changed is given back itself.
    """
    replaced = visit(node)
    if replaced is not DESCEND:
        return replaced
    if is_list(node):
        parts = [rewrite(part, visit) for part in node]
        return node if _same(parts, node) else type(node)(_flat(parts))
    if issubclass(type(node), InitVar):
        return _init_var(node, visit)
    origin = origin_of(node)
    if origin is None or origin is Literal:
        return node
    if origin is Annotated:
        return _annotated(node, rewrite(bare_of(node), visit))
    old = arguments_in(node)
    new = [rewrite(part, visit) for part in old]
    return node if _same(new, old) else _rebuilt(node, origin, new)


def _is_alias(node: object) -> bool:
    return issubclass(type(node), types.GenericAlias)


def _same(new: list[object], old: typing.Sequence[object]) -> bool:
    return all(a is b for a, b in zip(new, old, strict=True))


def _flat(parts: list[object]) -> list[object]:
    flat: list[object] = []
    for part in parts:
        if not isinstance(part, Several):
            flat.append(part)
        elif part.parameters:
            flat.append(part.items)
        else:
            flat.extend(part.items)
    return flat


def _init_var(node: Any, visit: Callable[[object], object]) -> object:
    inner: Any = rewrite(node.type, visit)
    return node if inner is node.type else InitVar(inner)


def _annotated(node: Any, inner: object) -> object:
    form: Any = Annotated
    return node if inner is node.__origin__ else form[(inner, *node.__metadata__)]


def _rebuilt(node: Any, origin: object, parts: list[object]) -> object:
    if origin is _UNION or origin is types.UnionType:
        return _union(_flat(parts))
    if origin is _ABSTRACT_CALLABLE:
        return _callable(node, parts)
    if origin is Concatenate:
        return _concatenate(node, parts)
    if origin is Unpack and isinstance(parts[0], Several):
        return parts[0]
    arguments = tuple(_flat(parts))
    if not _is_alias(node):
        return node.copy_with(arguments)
    alias: Any = types.GenericAlias(typing.cast(type, origin), arguments)
    return next(iter(alias)) if getattr(node, "__unpacked__", False) else alias


def _union(arms: list[object]) -> object:
    form: Any = Union
    try:
        return functools.reduce(_OR, arms)
    except TypeError:
        return form[tuple(arms)]


def _callable(node: object, parts: list[object]) -> object:
    form = _ABSTRACT_CALLABLE if _is_alias(node) else _TYPING_CALLABLE
    *head, result = parts
    if len(head) == 1:
        only = head[0]
        if isinstance(only, Several) and only.parameters:
            return form[list(only.items), result]
        if only is Ellipsis or isinstance(only, ParamSpec) or origin_of(only) is Concatenate:
            return form[only, result]
    return form[_flat(head), result]


def _concatenate(node: Any, parts: list[object]) -> object:
    *head, tail = parts
    if isinstance(tail, Several):
        return Several((*_flat(head), *tail.items), parameters=True)
    if origin_of(tail) is Concatenate:
        return node.copy_with((*_flat(head), *arguments_in(tail)))
    form: Any = Concatenate
    return form[(*_flat(head), tail)]
