"""Rows in files: whole ones, or none."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from typing_extensions import TypeForm

from builders.bulk.formats.sinks import format_of
from builders.bulk.recipe import Recipe, stretches
from builders.bulk.working import Shard, write_all
from builders.seed.namespaces import DEFAULT_SEED


def write(
    type: TypeForm[object],
    path: str | os.PathLike[str],
    rows: int,
    /,
    *,
    format: str | None = None,
    shards: int | None = None,
    workers: int = 1,
    seed: int = DEFAULT_SEED,
    namespace: str = "",
    start: int = 0,
    having: Mapping[str, object] | None = None,
    validate: bool | None = None,
    progress: Callable[[int], object] | None = None,
) -> list[Path]:
    """Write the rows that `columns` gives to a file, or to several.

    The files take their names when all rows are written: there is never half a file. Memory does not grow with the
    number of rows.

    Args:
        type: what `build` takes, with fields.
        path: the file. With several shards, each has its number in its name: `users-00000-of-00004.parquet`.
        rows: how many.
        format: "parquet", "csv", or "copy" (the text that PostgreSQL's `COPY ... FROM` takes). By default what the
            suffix says.
        shards: how many files; by default one for each worker. The rows are the same for any number.
        workers: how many processes write. With more than one, the type has to be importable, and a script has to start
            them under `if __name__ == "__main__":`.
        seed, namespace, start, having, validate: as for `columns`.
        progress: is told each time that some rows more are written, and how many.

    Returns:
        The paths of the files, in the order of the rows.

    Raises:
        ValueError: a format that there is not, or a number that can't be.
        UnknownName, InvalidOverride, CannotBuild: as for `columns`.
        OSError: what the file system has to say.

    Example:
        >>> import tempfile
        >>> from dataclasses import dataclass
        >>> @dataclass
        ... class Point:
        ...     x: int
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     files = write(Point, f"{folder}/points.csv", 10, shards=2)
        ...     [file.name for file in files]
        ['points-00000-of-00002.csv', 'points-00001-of-00002.csv']
    """
    if workers < 1:
        raise ValueError(f"there has to be one worker or more, not {workers}")
    target = Path(path)
    kind = format_of(target, format)
    recipe = Recipe(type, seed, namespace, having or {}, validate)
    parts = stretches(start, rows, workers if shards is None else shards)
    targets = shard_paths(target, len(parts))
    for one in targets:
        if one.is_dir():
            raise IsADirectoryError(f"{str(one)!r} is a folder")
    if not target.parent.is_dir():
        raise FileNotFoundError(f"there is no folder {str(target.parent)!r}")
    if workers > 1:
        recipe.check_portable()
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        written = [Shard(folder / one.name, kind, part) for one, part in zip(targets, parts, strict=True)]
        write_all(recipe, written, workers, progress or _nobody_asks)
        for shard, one in zip(written, targets, strict=True):
            shard.path.replace(one)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return targets


def shard_paths(path: Path, shards: int) -> list[Path]:
    """The paths of the shards of a file."""
    if shards == 1:
        return [path]
    return [path.with_name(f"{path.stem}-{number:05}-of-{shards:05}{path.suffix}") for number in range(shards)]


def _nobody_asks(rows: int) -> None:
    pass
