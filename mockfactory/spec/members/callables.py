"""`Callable[[int], str]` as something to call."""

from __future__ import annotations

import inspect
from typing import Any, Final, get_args

from mockfactory.spec.annotations.forms import is_list
from mockfactory.spec.annotations.hints import resolve
from mockfactory.spec.annotations.result import result_of
from mockfactory.spec.annotations.scopes import Scope
from mockfactory.spec.model import CallSpec, Hint, Kind

_P: Final = inspect.Parameter


def callable_call(target: object) -> CallSpec:
    """How a value of a callable type is called: its parameters have no names, so none can be used."""
    arguments: tuple[object, ...] = get_args(target)
    if not arguments:
        return _anything(Hint(Any, "Any"))
    *given, returns = arguments
    scope = Scope.of_class(object)
    result = resolve(returns, scope)
    parameters: list[object] = given
    if len(given) == 1 and is_list(given[0]):
        parameters = list(given[0])
    if len(parameters) == 1 and parameters[0] is ...:
        return _anything(result)
    listed = [_P(f"argument_{n}", _P.POSITIONAL_ONLY, annotation=a) for n, a in enumerate(parameters, 1)]
    signature = inspect.Signature(listed, return_annotation=returns)
    hints = {p.name: resolve(p.annotation, scope) for p in listed}
    return CallSpec(signature, hints, result_of(Kind.METHOD, result))


def _anything(returns: Hint) -> CallSpec:
    parameters = [_P("args", _P.VAR_POSITIONAL), _P("kwargs", _P.VAR_KEYWORD)]
    hints = {p.name: Hint(_P.empty, "the callable type does not say") for p in parameters}
    return CallSpec(inspect.Signature(parameters), hints, result_of(Kind.METHOD, returns))
