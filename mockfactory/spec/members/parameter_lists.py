"""`*args: P.args, **kwargs: P.kwargs` and `*args: *Ts`, written out as parameters where it is known what they hold."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from inspect import Parameter
from typing import Final, NamedTuple, ParamSpecArgs, ParamSpecKwargs, TypeVarTuple, Unpack

from mockfactory.spec.annotations.forms import arguments_in, is_list, origin_of
from mockfactory.spec.annotations.hints import resolve
from mockfactory.spec.annotations.scopes import Scope
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.model import Hint

_PLACED: Final = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)


class _Known(NamedTuple):
    """The types of the first arguments, and the hint of each further one; None where there are no more."""

    first: Sequence[object]
    further: Hint | None


def written_out(
    signature: inspect.Signature, hints: Mapping[str, Hint], bindings: Mapping[object, object]
) -> tuple[inspect.Signature, dict[str, Hint]]:
    """The parameters as they are with what is bound to their type parameters.

    Args:
        signature: of the bound member.
        hints: of its parameters.
        bindings: what the type parameters of the class stand for.

    Returns:
        The signature and its hints: the same, where nothing more is known. What is put in has no names that a caller
        could use, as a type checker sees it too.

    Example:
        >>> from typing import ParamSpec
        >>> P = ParamSpec("P")
        >>> def call(*args: P.args, **kwargs: P.kwargs): ...
        >>> hints = {"args": Hint(P.args), "kwargs": Hint(P.kwargs)}
        >>> print(written_out(inspect.signature(call), hints, {P: (int, str)})[0])
        (argument_1: int, argument_2: str, /)
    """
    parameters = list(signature.parameters.values())
    star = next((one for one in parameters if one.kind is Parameter.VAR_POSITIONAL), None)
    known = None if star is None else _known(hints[star.name].annotation, bindings)
    if star is None or known is None:
        return signature, dict(hints)
    changed = dict(hints)
    before = [one for one in parameters if one.kind in _PLACED]
    if known.first:
        # These come by position, and so must all that stands before them.
        before = [one.replace(kind=Parameter.POSITIONAL_ONLY, default=Parameter.empty) for one in before]
    placed = [Parameter(_name(n, hints), Parameter.POSITIONAL_ONLY, annotation=a) for n, a in enumerate(known.first, 1)]
    changed.update((one.name, resolve(one.annotation, Scope.of_class(object))) for one in placed)
    after = [one for one in parameters if one.kind not in _PLACED and one is not star]
    if known.further is None:
        after = [one for one in after if type(hints[one.name].annotation) is not ParamSpecKwargs]
    else:
        after.insert(0, star)
        changed[star.name] = known.further
    found = [*before, *placed, *after]
    return signature.replace(parameters=found), {one.name: changed[one.name] for one in found}


def _name(number: int, taken: Mapping[str, Hint]) -> str:
    name = f"argument_{number}"
    while name in taken:
        name = "_" + name
    return name


def _known(annotation: object, bindings: Mapping[object, object]) -> _Known | None:
    if is_class(annotation):
        return None
    if type(annotation) is ParamSpecArgs:
        bound = bindings.get(annotation.__origin__)
        if is_list(bound):
            return _Known(bound, None)
        # `Concatenate[int, Q]`: the first ones are known, the others are not.
        first = arguments_in(bound)[:-1]
        return _Known(first, Hint(annotation)) if first else None
    packed = _unpacked(annotation)
    if type(packed) is TypeVarTuple:
        bound = bindings.get(packed)
        return _of_tuple(bound) if is_list(bound) else None
    return None if packed is None or is_class(packed) else _of_tuple(arguments_in(packed))


def _unpacked(annotation: object) -> object | None:
    """What stands behind the star of `*Ts`, `*tuple[int, str]` or `Unpack[...]`."""
    if origin_of(annotation) is Unpack:
        return arguments_in(annotation)[0]
    return annotation if getattr(annotation, "__unpacked__", False) is True else None


def _of_tuple(items: Sequence[object]) -> _Known | None:
    """Of the items of a tuple type; None where those behind one of unknown length matter."""
    if len(items) == 2 and items[1] is Ellipsis:
        return _Known((), resolve(items[0], Scope.of_class(object)))
    for index, item in enumerate(items):
        packed = None if is_class(item) else _unpacked(item)
        if packed is None:
            continue
        if index + 1 < len(items) or is_class(packed):
            return None
        is_open = type(packed) is TypeVarTuple
        inner = _Known((), Hint(item)) if is_open else _of_tuple(arguments_in(packed))
        return inner and _Known([*items[:index], *inner.first], inner.further)
    return _Known(items, None)
