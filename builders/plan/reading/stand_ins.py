"""Abstract types of the standard library for which one plain object stands: a file in memory for `TextIO`."""

from __future__ import annotations

import contextlib
import io
import numbers
import os
import pathlib
import typing
from collections.abc import Awaitable, Callable, Generator
from dataclasses import dataclass
from typing import Any, Final, get_args, get_origin

from builders.draws.computed import Of
from builders.draws.draw import Draw
from builders.plan.reading.place import Place
from builders.plan.reading.reading import Reading


@dataclass(frozen=True, slots=True, eq=False)
class Ready(Awaitable[object]):
    """Something to await that is there already, as often as one likes."""

    value: object

    def __await__(self) -> Generator[Any, Any, object]:
        return self.value
        yield  # a generator, though it never waits


_WRAPPED: Final[dict[object, Callable[..., object]]] = {
    contextlib.AbstractContextManager: contextlib.nullcontext,
    contextlib.AbstractAsyncContextManager: contextlib.nullcontext,
    Awaitable: Ready,
}
_TEXT_FILES: Final = (typing.TextIO, io.StringIO, io.TextIOBase)
_BYTE_FILES: Final = (typing.BinaryIO, io.BytesIO, io.RawIOBase, io.BufferedIOBase)
_NUMBERS: Final = (numbers.Number, numbers.Complex, numbers.Real, numbers.Rational, numbers.Integral)
_SUPPORTING: Final = (typing.SupportsInt, typing.SupportsIndex, typing.SupportsFloat, typing.SupportsComplex)


def read(annotation: object, place: Place, reading: Reading) -> Draw | None:
    """Read a type that something simple stands in for; `None` when it is none."""
    origin, arguments = get_origin(annotation) or annotation, get_args(annotation)
    if origin is typing.IO:
        origin = typing.BinaryIO if arguments[:1] == (bytes,) else typing.TextIO
    if any(origin is file for file in _TEXT_FILES):
        return Of(io.StringIO, reading.at(str, place))
    if any(origin is file for file in _BYTE_FILES):
        return Of(io.BytesIO, reading.at(bytes, place))
    if origin is os.PathLike:
        return reading.at(pathlib.Path, place)
    if any(origin is number for number in (*_NUMBERS, *_SUPPORTING)):
        return reading.at(int, place)
    for wrapped, wrap in _WRAPPED.items():
        if origin is wrapped:
            return Of(wrap, reading.at(arguments[0] if arguments else None, place))
    return _exception(origin, place, reading)


def _exception(class_: object, place: Place, reading: Reading) -> Draw | None:
    """An exception whose constructor takes anything gets a message."""
    if not isinstance(class_, type) or not issubclass(class_, BaseException) or issubclass(class_, UnicodeError):
        return None
    written = any("__init__" in vars(base) or "__new__" in vars(base) for base in class_.__mro__ if _is_users(base))
    return None if written else Of(class_, reading.at(str, place))


def _is_users(class_: type) -> bool:
    return class_.__module__ != "builtins"
