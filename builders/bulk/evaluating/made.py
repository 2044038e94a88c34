"""Columns of what a function makes of a value."""

from __future__ import annotations

import functools
from collections.abc import Callable
from ipaddress import IPv4Address
from pathlib import PurePath
from typing import Final, cast

import numpy as np
import pyarrow as pa

from builders.bulk.column import Column, Place, column_of
from builders.bulk.evaluating.numbers import numbers_of
from builders.bulk.evaluating.phrases import phrases
from builders.bulk.evaluating.pieces import Spelling
from builders.bulk.evaluating.row_by_row import NO_FORMULA, drawn_one_by_one
from builders.bulk.evaluating.shaping import decoded, is_text
from builders.bulk.formats.texts import texts
from builders.bulk.states import Rows
from builders.bulk.stringing import Positions
from builders.draws.computed import Of
from builders.draws.numbers import Integer
from builders.draws.uuids import Uuid

_OCTETS: Final = (*(f"{number}." for number in range(256)), *map(str, range(256)))
_BASES: Final = (str, int, float)


@column_of.register
def _(draw: Of, place: Place) -> Column:
    found = phrases(draw, place) or _known(draw, place)
    if found is not None:
        return found
    return drawn_one_by_one(draw, place, _why(draw.function))


def _why(function: Callable[..., object]) -> str:
    """Which code makes each value, where it is known to the reader."""
    if isinstance(function, functools.partial):
        function = cast("functools.partial[object]", function).func
    name: str | None = getattr(function, "__qualname__", None)
    module: str | None = getattr(function, "__module__", None)
    return f"{name} makes each value" if name and module and module.partition(".")[0] != "builders" else NO_FORMULA


def _known(draw: Of, place: Place) -> Column | None:
    """The column where it is known what the function makes."""
    made = draw.function
    if made is IPv4Address and isinstance(draw.draw, Integer):
        return _addresses(draw.draw, place)
    if made is str and isinstance(draw.draw, Uuid):
        column = column_of(draw.draw, place)
        return Column(pa.string(), lambda rows: texts(column.make(rows)), column.slow)
    if isinstance(made, type) and issubclass(made, PurePath):
        parts = column_of(draw.draw, place)
        return Column(pa.string(), lambda rows: decoded(parts.make(rows)), parts.slow) if is_text(parts.type) else None
    return column_of(draw.draw, place) if _is_mere_name(draw.function) else None


def _is_mere_name(made: Callable[..., object]) -> bool:
    """Whether a column holds its objects as it holds what they are made of: `class UserId(str)`."""
    if not isinstance(made, type) or made in _BASES:
        return False
    return any(issubclass(made, base) and made.__new__ is base.__new__ for base in _BASES)


def _addresses(draw: Integer, place: Place) -> Column:
    numbers = numbers_of(column_of(draw, place))

    def positions(rows: Rows) -> Positions:
        found = np.array(numbers(rows), dtype=">u4").view(np.uint8).reshape(-1, 4).astype(np.int32)
        # The last one has no dot behind it.
        found[:, 3] += 256
        return found

    return Spelling(_OCTETS, 4, positions).column()
