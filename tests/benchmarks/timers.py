"""What an hour on the virtual clock costs in earnest."""

from __future__ import annotations

import asyncio
from time import perf_counter_ns

from mockfactory.faults import virtual_clock
from tests.benchmarks.table import Row, shown

_MOST = 2e8
"""Nanoseconds that an hour may take."""


def hour(quick: bool) -> list[Row]:
    """One simulated hour with a thousand timers."""
    n = 20 if quick else 1000
    taken = min(simulate(n) for _ in range(2 if quick else 10))
    return [Row(f"a virtual hour with {n:,} timers", shown(taken), "0.2 s", shown(_MOST), taken / _MOST, True, 1)]


def simulate(n: int) -> int:
    """Run `n` timers over an hour; answers the nanoseconds that it took in earnest."""

    async def timers() -> None:
        await asyncio.gather(*(asyncio.sleep(3600 * (number * 7919 % n + 1) / n) for number in range(n)))

    began = perf_counter_ns()
    with virtual_clock() as clock:
        asyncio.run(timers())
        assert clock.elapsed >= 3600
    return perf_counter_ns() - began
