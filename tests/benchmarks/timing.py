"""Fair timing on a machine that does other things too: peers take turns, and the least of several rounds counts."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from time import perf_counter_ns
from typing import NamedTuple, TypeAlias

from mockfactory import Session

Loop: TypeAlias = Callable[[int], object]


class Case(NamedTuple):
    """One of the things that are compared.

    `prepare` makes what a round needs, outside the time taken, and gives the loop to be timed; `times` is how often the
    loop does its work, so that cheap and dear peers take about as long.
    """

    name: str
    prepare: Callable[[], Loop]
    times: int


class Measured(NamedTuple):
    """Nanoseconds for one piece of work: the least of all rounds, and by how much the median round was above it."""

    least: float
    noise: float


def compare(cases: Iterable[Case], *, rounds: int) -> dict[str, Measured]:
    """Time each case, in turns, `rounds` times.

    A session is open meanwhile, as in every test under pytest. The garbage collector is off while the clock runs. Many
    short rounds are better than a few long ones: on a busy machine some of them go undisturbed.
    """
    listed = list(cases)
    gc.collect()
    gc.freeze()  # for good: collecting, here and later, looks at what was made since, and at no module
    taken: dict[str, list[float]] = {case.name: [] for case in listed}
    for turn in range(rounds):
        shift = turn % len(listed)
        for case in listed[shift:] + listed[:shift]:
            with Session(allow=("unused-stubs",)):
                taken[case.name].append(_time(case))
    return {name: _summary(times) for name, times in taken.items()}


def _time(case: Case) -> float:
    loop = case.prepare()
    gc.collect()
    gc.disable()
    try:
        start = perf_counter_ns()
        loop(case.times)
        return (perf_counter_ns() - start) / case.times
    finally:
        gc.enable()


def _summary(times: list[float]) -> Measured:
    least = min(times)
    return Measured(least, sorted(times)[len(times) // 2] / least - 1)
