"""Type parameters: which argument each one gets, and an annotation with the arguments put in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, ParamSpec, Self, TypeVarTuple, Unpack, cast

from mockfactory.spec.annotations.forms import (
    DESCEND,
    Several,
    arguments_in,
    is_list,
    is_type_parameter,
    origin_of,
    rewrite,
)
from mockfactory.spec.looking.static import is_class

KEEP_SELF: Final = object()


def replace(annotation: object, mapping: Mapping[object, object], self_type: object = KEEP_SELF) -> object:
    """`annotation` with the type parameters in `mapping`, and `Self`, replaced at any depth.

    A TypeVarTuple is mapped to the tuple of its types, a ParamSpec to a list of types, to `...`, or to a ParamSpec or
    Concatenate. What is not in `mapping` stays.
    """

    def visit(node: object) -> object:
        if node is Self:
            return node if self_type is KEEP_SELF else self_type
        if not is_type_parameter(node) or node not in mapping:
            return node if is_class(node) else DESCEND
        bound = mapping[node]
        if isinstance(node, TypeVarTuple) and is_list(bound):
            return Several(tuple(bound))
        if isinstance(node, ParamSpec) and is_list(bound):
            return Several(tuple(bound), parameters=True)
        return bound

    found = rewrite(annotation, visit)
    return annotation if isinstance(found, Several) else found


def bind(parameters: Sequence[object], arguments: Sequence[object]) -> dict[object, object]:
    """Which argument each parameter gets; defaults (PEP 696) fill what is missing, and what has none is left out."""
    given: list[object] = list(arguments)
    if len(parameters) == 1 and isinstance(parameters[0], ParamSpec) and given and not _is_parameter_list(given):
        given = [tuple(given)]  # `Handler[int, str]` is short for `Handler[[int, str]]`
    found: dict[object, object] = {}
    star = next((i for i, p in enumerate(parameters) if isinstance(p, TypeVarTuple)), None)
    if star is not None and given:
        after = len(parameters) - star - 1
        end = max(len(given) - after, star)
        given[star:end] = [tuple(given[star:end])]
    for index, parameter in enumerate(parameters):
        if index < len(given):
            found[parameter] = given[index]
        else:
            _bind_default(parameter, found)
    return found


def _is_parameter_list(given: list[object]) -> bool:
    only = given[0]
    if len(given) != 1:
        return False
    return isinstance(only, ParamSpec) or is_list(only) or only is Ellipsis or _is_concatenate(only)


def _is_concatenate(node: object) -> bool:
    return getattr(origin_of(node), "_name", None) == "Concatenate"


def _bind_default(parameter: object, found: dict[object, object]) -> None:
    has_default: Any = getattr(parameter, "has_default", None)  # on the type parameters of 3.13 and typing_extensions
    if has_default is None or not has_default():
        return
    default = cast(Any, parameter).__default__
    if isinstance(parameter, TypeVarTuple):  # its default is written `*tuple[int, str]`
        packed = arguments_in(default)[0] if origin_of(default) is Unpack else default
        default = arguments_in(packed)
    found[parameter] = replace(default, found)
