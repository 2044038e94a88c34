"""Rows as Arrow tables, and which of their columns are slow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Unpack

import pyarrow as pa
from typing_extensions import TypeForm

from builders.bulk.column import Slow
from builders.bulk.options import Options
from builders.bulk.recipe import Recipe, stretches
from builders.declaring.buildable import Buildable


def columns(type: TypeForm[object] | Buildable[object], rows: int, /, **options: Unpack[Options]) -> pa.Table:
    """Rows of a type as an Arrow table.

    Row `i` holds what object number `start + i` of `build_many` holds, in the same test or for the same seed. Rows are
    not counted: they begin with number 0 whatever was built before. An enum's member is its value, a secret or a URL
    its text, an object with fields a struct, a set a list. Of a class that SQLAlchemy maps, they are what it stores.

    Args:
        type: what `build` takes, with fields; or a `Builder`.
        rows: how many.
        options: `seed`, `namespace`, `locale`, `start`, `having`, `traits` and `validate`: see `Options`.

    Returns:
        A table with a column for each field.

    Raises:
        UnknownName, InvalidOverride: by `having` and `traits`, as by the overrides and traits of `build`.
        CannotBuild: the type has no fields, or no column can hold what they draw; or a row is not what the object
            holds, and `validate=True` has to be given.
        ValueError: `rows` or `start` is negative.
        TypeError: there is no such option, or a number is no whole one.

    Example:
        >>> from dataclasses import dataclass
        >>> from builders import build_many, seeded
        >>> @dataclass
        ... class Point:
        ...     x: int
        ...     y: int
        >>> table = columns(Point, 1000, seed=7)
        >>> with seeded(7):
        ...     points = build_many(Point, 1000)
        ...     columns(Point, 1000) == table
        True
        >>> table["x"].to_pylist() == [point.x for point in points]
        True
    """
    [stretch] = stretches(rows, options)
    sheet = Recipe.of(type, options).sheet()
    return pa.Table.from_batches(sheet.batches(stretch.start, stretch.count), sheet.schema)


def batches(
    type: TypeForm[object] | Buildable[object], rows: int, /, **options: Unpack[Options]
) -> Iterator[pa.RecordBatch]:
    """The rows that `columns` gives, some ten thousand at a time: memory does not grow with their number.

    Args and raises: as `columns`.

    Example:
        >>> from dataclasses import dataclass
        >>> @dataclass
        ... class Point:
        ...     x: int
        >>> [batch.num_rows for batch in batches(Point, 100_000)]
        [65536, 34464]
    """
    [stretch] = stretches(rows, options)
    return Recipe.of(type, options).sheet().batches(stretch.start, stretch.count)


def slow_columns(type: TypeForm[object] | Buildable[object], /, **options: Unpack[Options]) -> tuple[Slow, ...]:
    """The columns of a type that are drawn row by row, as objects are: ten to a hundred times slower than others.

    Args:
        type, options: as for `columns`.

    Returns:
        Where each of them stands, and why.

    Example:
        >>> from dataclasses import dataclass
        >>> @dataclass
        ... class Point:
        ...     x: int
        >>> slow_columns(Point)
        ()
        >>> @dataclass
        ... class Checked:
        ...     x: int
        ...     def __post_init__(self) -> None:
        ...         assert self.x >= 0
        >>> slow_columns(Checked)[0].why
        'Checked has code of its own (__post_init__)'
    """
    return Recipe.of(type, options).sheet().slow
