"""The same rows on Dask: each shard is a task of its own, and any worker can make any of them.

Needs `mockfactory[dask]`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from typing_extensions import TypeForm

from builders.bulk.needed import need

need("dask", "dask")

import dask  # noqa: E402
import pyarrow as pa  # noqa: E402

from builders.bulk.files import shard_paths  # noqa: E402
from builders.bulk.formats.sinks import format_of  # noqa: E402
from builders.bulk.options import Options  # noqa: E402
from builders.bulk.recipe import Recipe, Stretch, stretches  # noqa: E402
from builders.bulk.working import Shard, write_shard  # noqa: E402
from builders.declaring.buildable import Buildable  # noqa: E402

if TYPE_CHECKING:
    from dask.delayed import Delayed


def tables(
    type: TypeForm[object] | Buildable[object],
    rows: int,
    /,
    *,
    shards: int,
    **options: Unpack[Options],
) -> list[Delayed]:
    """The rows of `builders.bulk.columns` in shards: one delayed Arrow table for each.

    Args:
        type: what `build` takes, with fields; workers import it by its name.
        rows: how many, in all.
        shards: how many tasks. The rows are the same for any number.
        options: as for `columns`.

    Example:
        >>> import dask
        >>> from dataclasses import dataclass
        >>> @dataclass
        ... class Point:
        ...     x: int
        >>> parts = dask.compute(*tables(Point, 10, shards=3), scheduler="synchronous")
        >>> [part.num_rows for part in parts]
        [3, 3, 4]
    """
    recipe = Recipe.of(type, options)
    make = _task(_table)
    return [make(recipe, part) for part in stretches(rows, options, shards)]


def write(
    type: TypeForm[object] | Buildable[object],
    path: str | os.PathLike[str],
    rows: int,
    /,
    *,
    shards: int,
    format: str | None = None,
    **options: Unpack[Options],
) -> list[Delayed]:
    """The files of `builders.bulk.write`, one task for each, in a folder that all workers see.

    Each file takes its name when it is whole.

    Args:
        type: as for `tables`.
        path: as for `builders.bulk.write`.
        rows: how many, in all.
        shards: how many files.
        format: as for `builders.bulk.write`.
        options: as for `columns`.

    Returns:
        A delayed path for each file.
    """
    target = Path(path)
    kind = format_of(target, format)
    recipe = Recipe.of(type, options)
    parts = stretches(rows, options, shards)
    make = _task(_file)
    return [
        make(recipe, Shard(one, kind, part)) for one, part in zip(shard_paths(target, len(parts)), parts, strict=True)
    ]


_task: Callable[[Callable[..., object]], Callable[..., Delayed]] = vars(dask)["delayed"]  # it has no types


def _table(recipe: Recipe, part: Stretch) -> pa.Table:
    sheet = recipe.sheet()
    return pa.Table.from_batches(sheet.batches(part.start, part.count), sheet.schema)


def _file(recipe: Recipe, shard: Shard) -> Path:
    half = shard.path.with_name(f".{shard.path.name}.part")
    try:
        write_shard(recipe.sheet(), Shard(half, shard.format, shard.stretch), lambda rows: None)
        half.replace(shard.path)
    finally:
        half.unlink(missing_ok=True)
    return shard.path
