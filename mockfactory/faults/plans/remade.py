"""The arguments that make an exception once more. Its own `repr` does not know them: it shows its `args`."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from inspect import Parameter
from typing import TypeAlias

from mockfactory.faults.plans.alike import alike, kept

Arguments: TypeAlias = tuple[tuple[object, ...], dict[str, object]]
_MISSING = object()


def remade(error: BaseException) -> Arguments | None:
    """Arguments by position and by name, with which the class gives an exception like this one; None if none are known.

    Several are tried: what `copy` and `pickle` would take, with the attributes by name, and what parameters of the
    class find in attributes of their names. Only what makes the same exception counts.
    """
    for args, kwargs in _guesses(error):
        try:
            made = type(error)(*args, **kwargs)
        except Exception:  # on purpose: these are not its arguments
            continue
        made.__cause__ = None
        if alike(made, error):
            return args, kwargs
    return None


def _guesses(error: BaseException) -> Iterator[Arguments]:
    args, state, _, _ = kept(error)
    yield args, {}
    yield args, {name: value for name, value in state.items() if value is not None}
    named = _by_parameters(error)
    if named is not None:
        yield named


def _by_parameters(error: BaseException) -> Arguments | None:
    """What the parameters of the class find in attributes of their names, or else in `args`, in their order."""
    try:
        parameters = inspect.signature(type(error)).parameters.values()
    except (TypeError, ValueError):
        return None
    found, state, _, _ = kept(error)
    rest = list(found)
    args: list[object] = []
    kwargs: dict[str, object] = {}
    for one in parameters:
        if one.kind in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD):
            continue
        value = state.get(one.name, state.get(f"_{one.name}", _MISSING))
        if value is _MISSING and rest:
            value = rest.pop(0)
        if value is _MISSING or value is one.default:
            continue
        if one.kind is Parameter.POSITIONAL_ONLY or (
            one.kind is Parameter.POSITIONAL_OR_KEYWORD and one.default is Parameter.empty
        ):
            args.append(value)
        else:
            kwargs[one.name] = value
    return tuple(args), kwargs
