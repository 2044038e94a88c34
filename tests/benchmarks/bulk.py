"""How long a row of a file takes, and how memory grows with the number of rows."""

from __future__ import annotations

import csv
import functools
import subprocess
import sys
import tempfile
from pathlib import Path

from builders import build_many
from builders.bulk import batches, write
from tests.benchmarks.table import Row, faster
from tests.benchmarks.timing import Case, Loop, compare
from tests.benchmarks.users import User, mimesis_values

_PEAK = """\
import resource, sys, tempfile
from builders.bulk import write
from tests.benchmarks.users import User
with tempfile.TemporaryDirectory() as folder:
    write(User, folder + "/users.parquet", int(sys.argv[1]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def files(quick: bool) -> list[Row]:
    """Rows of the nine-field user on one core, into a file; the peer's loop writes CSV, row by row."""
    n = 200 if quick else 262_144
    with tempfile.TemporaryDirectory() as folder:
        times = compare(
            [
                Case("columns", lambda: _columns, n),
                Case("parquet", lambda: _file(f"{folder}/a.parquet"), n),
                Case("csv", lambda: _file(f"{folder}/a.csv"), n),
                Case("copy", lambda: _file(f"{folder}/a.copy"), n),
                Case("objects", lambda: _objects, max(1, n // 50)),
                Case("mimesis", lambda: _loop(Path(folder) / "b.csv"), max(1, n // 50)),
            ],
            rounds=2 if quick else 7,
        )
    peer = "a mimesis loop into CSV"
    what = "a row of nine fields"
    return [
        faster(f"{what} into Parquet", times["parquet"], peer, times["mimesis"], 28),
        faster(f"{what} into CSV", times["csv"], peer, times["mimesis"]),
        faster(f"{what} into COPY text", times["copy"], peer, times["mimesis"]),
        faster(f"{what} in Arrow columns", times["columns"], "build_many, each", times["objects"]),
    ]


def flat(quick: bool) -> list[Row]:
    """The most memory that a process takes to write ten times as many rows."""
    sizes = (1000, 1000) if quick else (1_000_000, 10_000_000)
    small, large = (_peak(size) for size in sizes)
    return [
        Row(
            f"memory to write {sizes[1]:,} rows",
            f"{large / 1e6:.0f} MB",
            f"{sizes[0]:,} rows",
            f"{small / 1e6:.0f} MB",
            large / small,
            slower=True,
            goal=1.1,
        )
    ]


def _columns(n: int) -> None:
    for _ in batches(User, n):
        pass


def _objects(n: int) -> None:
    build_many(User, n)


def _file(path: str) -> Loop:
    write(User, path, 1)
    return lambda n: write(User, path, n)


def _loop(path: Path) -> Loop:
    def loop(n: int) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            for _ in range(n):
                writer.writerow(mimesis_values())

    return loop


@functools.cache
def _peak(rows: int) -> float:
    """Bytes."""
    done = subprocess.run(
        [sys.executable, "-c", _PEAK, str(rows)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    return int(done.stdout) * 1024
