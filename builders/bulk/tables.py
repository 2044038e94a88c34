"""Rows as Arrow tables, and which of their columns are slow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyarrow as pa
from typing_extensions import TypeForm

from builders.bulk.column import Slow
from builders.bulk.recipe import Recipe, stretches
from builders.seed.namespaces import DEFAULT_SEED


def columns(
    type: TypeForm[object],
    rows: int,
    /,
    *,
    seed: int = DEFAULT_SEED,
    namespace: str = "",
    start: int = 0,
    having: Mapping[str, object] | None = None,
    validate: bool | None = None,
) -> pa.Table:
    """Rows of a type as an Arrow table.

    Row `i` holds what object number `start + i` holds that `build` builds within `seeded(seed, namespace)`. An enum's
    member is its value, a secret or a URL its text, an object with fields a struct, a set a list.

    Args:
        type: what `build` takes, with fields.
        rows: how many.
        seed: any integer.
        namespace: a name that gives other rows for the same seed.
        start: the number of the first row: any process may make any stretch.
        having: values of fields, the same in all rows, named as the overrides of `build` are: `{"role": "admin"}`.
        validate: `True` lets the type make each row, as `build` does: slow, and always right. `False` never does.
            `None` does so for types with code of their own: validators, a `__post_init__`. `slow_columns` says which
            they are.

    Returns:
        A table with a column for each field.

    Raises:
        UnknownName, InvalidOverride: by `having`, as by the overrides of `build`.
        CannotBuild: the type has no fields, or no column can hold what they draw; or a row is not what the object
            holds, and `validate=True` has to be given.
        ValueError: `rows` or `start` is negative.

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
        >>> table["x"].to_pylist() == [point.x for point in points]
        True
    """
    [stretch] = stretches(start, rows, 1)
    sheet = Recipe(type, seed, namespace, having or {}, validate).sheet()
    return pa.Table.from_batches(sheet.batches(stretch.start, stretch.count), sheet.schema)


def batches(
    type: TypeForm[object],
    rows: int,
    /,
    *,
    seed: int = DEFAULT_SEED,
    namespace: str = "",
    start: int = 0,
    having: Mapping[str, object] | None = None,
    validate: bool | None = None,
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
    [stretch] = stretches(start, rows, 1)
    return Recipe(type, seed, namespace, having or {}, validate).sheet().batches(stretch.start, stretch.count)


def slow_columns(
    type: TypeForm[object], /, *, having: Mapping[str, object] | None = None, validate: bool | None = None
) -> tuple[Slow, ...]:
    """The columns of a type that are drawn row by row, as objects are: ten to a hundred times slower than others.

    Args:
        type: as for `columns`.
        having: as for `columns`.
        validate: as for `columns`.

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
    return Recipe(type, DEFAULT_SEED, "", having or {}, validate).sheet().slow
