"""Rows in files: whole ones, or none."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Unpack

from typing_extensions import TypeForm

from builders.bulk.formats.sinks import format_of
from builders.bulk.options import Options
from builders.bulk.recipe import Recipe, at_least, stretches
from builders.bulk.working import Shard, write_all
from builders.declaring.buildable import Buildable


def write(
    type: TypeForm[object] | Buildable[object],
    path: str | os.PathLike[str],
    rows: int,
    /,
    *,
    format: str | None = None,
    shards: int | None = None,
    workers: int = 1,
    progress: Callable[[int], object] | None = None,
    **options: Unpack[Options],
) -> list[Path]:
    """Write the rows that `columns` gives to a file, or to several.

    The files take their names when all rows are written: there is never half a file. Memory does not grow with the
    number of rows.

    Args:
        type: as for `columns`.
        path: the file. With several shards, each has its number in its name: `users-00000-of-00004.parquet`.
        rows: how many.
        format: "parquet", "csv", or "copy" (the text that PostgreSQL's `COPY ... FROM` takes). By default what the
            suffix says.
        shards: how many files; by default one for each worker. The rows are the same for any number.
        workers: how many processes write. With more than one, the type has to be importable, and a script has to start
            them under `if __name__ == "__main__":`.
        progress: is told each time that some rows more are written, and how many.
        options: as for `columns`.

    Returns:
        The paths of the files, in the order of the rows.

    Raises:
        ValueError: a format that there is not, or a number that can't be.
        UnknownName, InvalidOverride, CannotBuild, TypeError: as for `columns`.
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
    workers = at_least(1, "the number of workers", workers)
    target = Path(path)
    kind = format_of(target, format)
    recipe = Recipe.of(type, options)
    parts = stretches(rows, options, workers if shards is None else shards)
    targets = shard_paths(target, len(parts))
    check_places(targets)
    if workers > 1:
        recipe.check_portable()
    with _half_made(target) as folder:
        written = [Shard(folder / one.name, kind, part) for one, part in zip(targets, parts, strict=True)]
        write_all(recipe, written, workers, progress or _nobody_asks)
        for shard, one in zip(written, targets, strict=True):
            shard.path.replace(one)
    return targets


def check_places(targets: Sequence[Path]) -> None:
    """See that files can be made there.

    Raises:
        OSError: there is no such folder, or a folder has the name already.
    """
    folder = targets[0].parent
    if not folder.is_dir():
        raise FileNotFoundError(f"there is no folder {str(folder)!r}")
    for one in targets:
        if one.is_dir():
            raise IsADirectoryError(f"{str(one)!r} is a folder")


@contextlib.contextmanager
def _half_made(target: Path) -> Generator[Path]:
    """A folder beside the target, for what is not whole yet. It is gone afterwards."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise OSError(error.errno, f"no file can be made in the folder: {error.strerror}", str(target.parent)) from None
    try:
        yield folder
    except OSError as error:
        error.add_note(f"no file was written: {target}")
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def shard_paths(path: Path, shards: int) -> list[Path]:
    """The paths of the shards of a file."""
    if shards == 1:
        return [path]
    return [path.with_name(f"{path.stem}-{number:05}-of-{shards:05}{path.suffix}") for number in range(shards)]


def _nobody_asks(rows: int) -> None:
    pass
