"""Functions: `Callable[[int], str]` is drawn as a function that answers a built value."""

from __future__ import annotations

import collections.abc
import typing
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from inspect import Parameter, Signature
from typing import Final, cast, get_args, get_origin

from builders.draws.draw import Draw
from builders.draws.functions import Answer, Answering
from builders.plan.reading.generics import is_any_of
from builders.plan.reading.place import Place
from builders.plan.reading.reading import Reading

_AWAITED: Final[tuple[object, ...]] = (collections.abc.Awaitable, collections.abc.Coroutine)
_BARE: Final[tuple[object, ...]] = (Callable, vars(typing)["Callable"])


def read(annotation: object, place: Place, reading: Reading) -> Draw | None:
    """Read a callable type; `None` when it is none."""
    if is_any_of(annotation, _BARE):
        return _answering(str, _Signed(Signature(_ANY_ARGUMENTS), is_async=False), place, reading)
    if not is_any_of(get_origin(annotation), _BARE):
        return None
    arguments = get_args(annotation)
    result: object = arguments[-1] if arguments else str
    parameters = _parameters(arguments[0]) if arguments else _ANY_ARGUMENTS
    is_async = is_any_of(get_origin(result), _AWAITED)
    awaited: object = get_args(result)[-1] if is_async else result
    return _answering(awaited, _Signed(Signature(parameters, return_annotation=awaited), is_async), place, reading)


def _answering(result: object, signed: _Signed, place: Place, reading: Reading) -> Draw:
    inner = place.item("()", "")
    return Answering(reading.at(result, inner), signed, inner.path)


_ANY_ARGUMENTS = [Parameter("args", Parameter.VAR_POSITIONAL), Parameter("kwargs", Parameter.VAR_KEYWORD)]


def _parameters(types: object) -> list[Parameter]:
    if not isinstance(types, list):
        return _ANY_ARGUMENTS
    return [
        Parameter(f"argument_{number}", Parameter.POSITIONAL_ONLY, annotation=type_)
        for number, type_ in enumerate(cast("Sequence[object]", types), 1)
    ]


@dataclass(frozen=True)
class _Signed:
    """Makes functions that take any arguments, whatever their signature says, and answer what is drawn."""

    signature: Signature
    is_async: bool

    def __call__(self, draw: Answer) -> Callable[..., object]:
        if self.is_async:

            async def answer_later(*_args: object, **_kwargs: object) -> object:
                return draw()

            return self._named(answer_later)

        def answer(*_args: object, **_kwargs: object) -> object:
            return draw()

        return self._named(answer)

    def _named(self, function: Callable[..., object]) -> Callable[..., object]:
        function.__name__ = function.__qualname__ = "built"
        function.__annotations__ = {}
        vars(function)["__signature__"] = self.signature
        return function
