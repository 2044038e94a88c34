"""What many calls cost: memory for each, and whether time grows as they do."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from time import perf_counter_ns
from typing import Any
from unittest.mock import Mock

from mockfactory import Session, double, verify
from tests.benchmarks.calling import call_by_position
from tests.benchmarks.making import make_autospec, make_double
from tests.benchmarks.subjects import Mailer
from tests.benchmarks.table import Row, shown


def memory(quick: bool) -> list[Row]:
    """Bytes for each recorded call, arguments not counted."""
    n = 500 if quick else 100_000
    ours = _bytes_per_call(make_double, n)
    peers: dict[str, Callable[[Any], Any]] = {"Mock": lambda spec: Mock(spec), "autospec'd": make_autospec}
    rows = []
    for name, make in peers.items():
        theirs = _bytes_per_call(make, min(n, 5000))
        rows.append(Row("memory of a recorded call", f"{ours:.0f} B", name, f"{theirs:.0f} B", theirs / ours))
    return rows


def _bytes_per_call(make: Callable[[Any], Any], n: int) -> float:
    with Session():
        mailer = make(Mailer)
        call_by_position(mailer, 1)
        gc.collect()
        tracemalloc.start()
        try:
            before = tracemalloc.get_traced_memory()[0]
            call_by_position(mailer, n)
            return (tracemalloc.get_traced_memory()[0] - before) / n
        finally:
            tracemalloc.stop()


def linear(quick: bool) -> list[Row]:
    """Many calls, then two verifications. The garbage collector is on: it too might make time grow faster."""
    sizes = (200, 600, 2000) if quick else (100_000, 300_000, 1_000_000)
    taken = {size: call_and_verify(size) for size in sizes}
    small = taken[sizes[0]] / sizes[0]
    return [
        Row(
            f"{size:,} calls, then verify: time for each call",
            f"{shown(taken[size] / size)} ({shown(taken[size])})",
            f"{sizes[0]:,} calls",
            shown(small),
            taken[size] / size / small,
            slower=True,
            goal=None if size == sizes[0] else 1.5,
        )
        for size in sizes
    ]


def call_and_verify(size: int) -> float:
    """Nanoseconds for `size` calls, a verification of any call and one of a certain call."""
    with Session():
        mailer = double(Mailer)
        start = perf_counter_ns()
        call_by_position(mailer, size)
        verify(mailer.send).times(size)
        verify(lambda: mailer.send("ada@example.org", "Welcome", 3)).times(size)
        return perf_counter_ns() - start
