"""Who writes which shard: this process, or several others."""

from __future__ import annotations

import functools
import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Final

import pyarrow as pa

from builders.bulk.formats.sinks import FORMATS
from builders.bulk.recipe import Recipe, Stretch
from builders.bulk.sheet import Sheet

_LOOKS: Final = 0.2
"""Seconds from one look at what the workers have written to the next."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A file to write, and the rows that go into it."""

    path: Path
    format: str
    stretch: Stretch


def write_shard(sheet: Sheet, shard: Shard, progress: Callable[[int], object]) -> None:
    """Write one shard."""
    with FORMATS[shard.format](shard.path, sheet.schema, sheet.forms) as sink:
        for batch in sheet.batches(shard.stretch.start, shard.stretch.count):
            sink.write(batch)
            progress(batch.num_rows)


def write_all(recipe: Recipe, shards: Sequence[Shard], workers: int, progress: Callable[[int], object]) -> None:
    """Write the shards, by as many processes as there are workers."""
    sheet = recipe.sheet()
    if workers == 1:
        for shard in shards:
            write_shard(sheet, shard, progress)
        return
    # New processes, not forked ones: Arrow has threads, and a fork has only one of them.
    context = multiprocessing.get_context("spawn")
    count: Synchronized[int] = context.Value("Q", 0)
    told = 0
    with ProcessPoolExecutor(
        min(workers, len(shards)), mp_context=context, initializer=_begin, initargs=(recipe, count)
    ) as pool:
        left: set[Future[None]] = {pool.submit(_write, shard) for shard in shards}
        try:
            while left:
                done, left = wait(left, timeout=_LOOKS)
                progress(count.value - told)
                told = count.value
                for future in done:
                    future.result()
        except BrokenProcessPool:
            raise ChildProcessError(
                "a worker ended before its rows were written\n"
                '  what to do:  start workers under  if __name__ == "__main__":  or say workers=1'
            ) from None
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


class _Worker:
    """What a process of the pool keeps."""

    recipe: Recipe
    count: Synchronized[int]


def _begin(recipe: Recipe, count: Synchronized[int]) -> None:
    # The processes share the cores already.
    pa.set_cpu_count(1)
    _Worker.recipe = recipe
    _Worker.count = count


@functools.cache
def _sheet() -> Sheet:
    # Not when the process begins: an error there would only be told on stderr.
    return _Worker.recipe.sheet()


def _write(shard: Shard) -> None:
    write_shard(_sheet(), shard, _count)


def _count(rows: int) -> None:
    with _Worker.count.get_lock():
        _Worker.count.value += rows
