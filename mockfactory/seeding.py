"""`mockfactory seed`: files of rows, with a progress bar."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Generator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import cast

from mockfactory.lookup import LookupFailed, look_up, one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What was asked for on the command line."""

    target: str
    out: str
    rows: int
    format: str | None
    shards: int | None
    workers: int
    seed: int
    namespace: str
    locale: str
    traits: list[str]
    validate: bool


class SeedingFailed(Exception):
    """No file was written; the message is one line."""


def write_rows(order: Order) -> None:
    """Write the files, and say what was written.

    Raises:
        SeedingFailed: nothing was written.
    """
    try:
        from builders.bulk import Options, slow_columns, write

        type_ = cast("type[object]", look_up(order.target))
        options: Options = {
            "seed": order.seed,
            "namespace": order.namespace,
            "locale": order.locale,
            "traits": order.traits,
            "validate": True if order.validate else None,
        }
        for slow in slow_columns(type_, **options):
            print(f"drawn row by row: {slow.path} ({slow.why})", file=sys.stderr)
        start = perf_counter()
        with _progress(order) as progress:
            paths = write(
                type_,
                order.out,
                order.rows,
                format=order.format,
                shards=order.shards,
                workers=order.workers,
                progress=progress,
                **options,
            )
        taken = perf_counter() - start
    except LookupFailed as failed:
        raise SeedingFailed(str(failed)) from None
    except Exception as error:
        raise SeedingFailed(_told(error)) from error
    print(f"{order.rows:,} rows of {order.target} in {taken:.1f} s ({order.rows / max(taken, 1e-9):,.0f} rows/s)")
    for path in paths:
        print(f"  {path}  {_size(path)}")


def _told(error: Exception) -> str:
    from builders.errors import BuildError

    if isinstance(error, BuildError | ValueError | OSError | ModuleNotFoundError):
        return one_line(error)
    return f"{type(error).__name__}: {one_line(error)}"


def _size(path: Path) -> str:
    size = float(path.stat().st_size)
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.3g} {unit}"
        size /= 1000
    return f"{size:.3g} GB"


@contextlib.contextmanager
def _progress(order: Order) -> Generator[Callable[[int], object] | None]:
    """A bar on stderr, where somebody looks at it and rich is there to draw it."""
    if not sys.stderr.isatty() or find_spec("rich") is None:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("rows"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task(order.target, total=order.rows)
        yield lambda rows: bar.advance(task, rows)
