"""How anything that can be called is called: functions, methods, partials, objects with `__call__`."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Any, cast

from mockfactory.double.planning.refusals import is_double
from mockfactory.double.recording.record import Recorder
from mockfactory.spec import CallSpec, SpecError
from mockfactory.spec.looking.static import is_class


def call_of(function: Callable[..., object]) -> CallSpec | None:
    """How a function is called, and what it gives; None where that can't be read."""
    from mockfactory.spec.read import read_spec

    if is_double(function):
        return function.plan.call if isinstance(function, Recorder) else None
    if isinstance(function, functools.partial):
        return _of_partial(cast("functools.partial[object]", function))
    try:
        return read_spec(function).call
    except SpecError:
        pass
    if is_class(function):
        return None
    member = read_spec(type(function)).members.get("__call__")
    return None if member is None else member.call


def name_of_callable(function: object) -> str:
    """`handle`, `Handler.handle`, `partial(handle)`: how a function is called in messages."""
    if isinstance(function, functools.partial):
        return f"partial({name_of_callable(cast('functools.partial[object]', function).func)})"
    name: object = getattr(function, "__qualname__", None) or getattr(type(function), "__qualname__", "?")
    return str(name).rpartition("<locals>.")[2]


def _of_partial(function: functools.partial[object]) -> CallSpec | None:
    """What is left to give: what was given by position is gone, what was given by name has a default."""
    call = call_of(function.func)
    if call is None or call.signature is None:
        return call
    left: list[Parameter] = []
    given = len(function.args)
    for parameter in call.signature.parameters.values():
        if parameter.kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD) and given:
            given -= 1
            continue
        if parameter.name in function.keywords:
            value: Any = function.keywords[parameter.name]
            parameter = parameter.replace(default=value, kind=Parameter.KEYWORD_ONLY)  # noqa: PLW2901
        left.append(parameter)
    order = sorted(left, key=lambda parameter: parameter.kind)
    return dataclasses.replace(call, signature=Signature(order, return_annotation=call.signature.return_annotation))
