"""Code that has taken the functions of `time` for itself: before a clock began, or while one was at work."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import copy
import functools
import gc
import importlib
import pickle
import queue
import sched
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from types import SimpleNamespace
from typing import ClassVar

import pytest

from mockfactory.faults import virtual_clock

HOUR = 3600
Clock = Callable[[], float]


class Breaker:
    def __init__(self, reset: float = 30, clock: Clock = time.monotonic) -> None:
        self.clock = clock


class Bucket:
    __slots__ = ("clock",)

    def __init__(self, *, clock: Clock = monotonic) -> None:
        self.clock = clock


@dataclass(frozen=True, slots=True)
class Span:
    began: float = field(default_factory=time.monotonic)


class Watch:
    told = staticmethod(time.monotonic)
    bare = time.monotonic
    by_name: ClassVar[dict[str, Clock]] = {"monotonic": time.monotonic}


def closing() -> Clock:
    ask = time.monotonic
    return lambda: ask()


def asked(ask: Clock = time.monotonic) -> float:
    return ask()


def call(ask: Clock) -> float:
    return ask()


BREAKER, BUCKET, CLOSED = Breaker(), Bucket(), closing()
CLOCKS, SEVERAL, SPACE = {"monotonic": time.monotonic}, [time.monotonic], SimpleNamespace(ask=time.monotonic)
PARTIAL = functools.partial(time.monotonic)
GIVEN = functools.partial(call, time.monotonic)
GIVEN_BY_NAME = functools.partial(call, ask=time.monotonic)

TAKEN: dict[str, Clock] = {
    "a default": asked,
    "a default of a method": lambda: Breaker().clock(),
    "a default of a parameter by keyword": lambda: Bucket().clock(),
    "an attribute": lambda: BREAKER.clock(),
    "a slot": lambda: BUCKET.clock(),
    "a factory of a field": lambda: Span().began,
    "a static method": lambda: Watch.told(),
    "a static method of an instance": lambda: Watch().told(),
    "an attribute of a class": lambda: call(getattr(Watch, "bare")),  # noqa: B009  # checkers take it for a method
    "an attribute of a class by an instance": lambda: call(getattr(Watch(), "bare")),  # noqa: B009
    "a table of a class": lambda: Watch.by_name["monotonic"](),
    "a closure": CLOSED,
    "a dict": lambda: CLOCKS["monotonic"](),
    "a list": lambda: SEVERAL[0](),
    "a namespace": lambda: SPACE.ask(),
    "a partial": PARTIAL,
    "an argument of a partial": GIVEN,
    "a keyword of a partial": GIVEN_BY_NAME,
}


@pytest.mark.parametrize("ask", TAKEN.values(), ids=list(TAKEN))
def test_what_has_taken_the_real_function_is_on_the_clock_and_then_real_again(ask: Clock) -> None:
    before = ask()
    for _ in range(2):
        with virtual_clock():
            began = ask()
            time.sleep(HOUR)
            assert ask() - began == pytest.approx(HOUR)
    assert ask() - before < HOUR


def test_an_object_made_before_the_clock_began_is_on_it() -> None:
    with virtual_clock():
        pass
    breaker = SimpleNamespace(clock=monotonic, rest=time.sleep)
    with virtual_clock() as clock:
        began = breaker.clock()
        breaker.rest(HOUR)
        assert breaker.clock() - began == clock.elapsed == pytest.approx(HOUR)


def test_the_time_of_a_loop_that_was_taken_before_is_on_it() -> None:
    async def main() -> float:
        ask = asyncio.get_running_loop().time
        with virtual_clock():
            began = ask()
            await asyncio.sleep(HOUR)
            return ask() - began

    assert asyncio.run(main()) == pytest.approx(HOUR)


def test_timers_that_a_loop_is_given_before_it_runs_are_not_moved_twice() -> None:
    with virtual_clock() as clock:
        clock.advance(HOUR)
        with contextlib.closing(asyncio.new_event_loop()) as loop:
            rung: list[float] = []
            loop.call_later(5, lambda: rung.append(clock.elapsed))
            loop.run_until_complete(asyncio.sleep(10))
    assert rung == [pytest.approx(HOUR + 5, abs=1)]


def test_what_libraries_offer_as_a_default_is_on_it() -> None:
    rung: list[float] = []
    with virtual_clock() as clock:
        plan = sched.scheduler()
        plan.enter(HOUR, 1, lambda: rung.append(clock.elapsed))
        plan.run()
    assert rung == [pytest.approx(HOUR)]


def test_a_block_looks_for_who_has_taken_them_only_when_there_are_new_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    with virtual_clock():
        pass
    looked: list[object] = []
    original = gc.get_referrers

    def look(*things: object) -> list[object]:
        looked.append(things)
        return original(*things)

    monkeypatch.setattr(gc, "get_referrers", look)
    with virtual_clock():
        pass
    Breaker()  # what is made by a default that a clock has seen holds nothing new
    with virtual_clock():
        pass
    assert looked == []


LAZY = """
import time
from time import monotonic, sleep

class Bucket:
    now = monotonic
    def __init__(self, clock=monotonic):
        self.clock = clock

def nap(seconds, rest=time.sleep):
    rest(seconds)
"""


@pytest.fixture
def lazy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    (tmp_path / "lazy_import_of_a_test.py").write_text(LAZY)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield "lazy_import_of_a_test"
    sys.modules.pop("lazy_import_of_a_test", None)


def test_a_module_imported_while_a_clock_is_at_work_is_on_real_time_when_it_ends(lazy: str) -> None:
    real = time.monotonic
    with virtual_clock():
        module = importlib.import_module(lazy)
        inside = module.Bucket()
        time.sleep(HOUR)
    assert module.monotonic is real
    assert module.sleep is time.sleep
    for clock in (inside.clock, module.Bucket().clock, module.Bucket().now, module.Bucket.now):
        assert abs(clock() - time.monotonic()) < HOUR / 2


def test_and_it_is_on_the_clocks_of_later_blocks(lazy: str) -> None:
    with virtual_clock():
        module = importlib.import_module(lazy)
        bucket = module.Bucket()
    with virtual_clock() as clock:
        began = bucket.clock()
        module.nap(HOUR)
        module.sleep(HOUR)
        assert clock.elapsed == bucket.clock() - began == module.monotonic() - began == pytest.approx(2 * HOUR)


def test_what_was_taken_on_a_clock_can_be_copied_and_pickled() -> None:
    with virtual_clock():
        taken = time.monotonic
        inside = pickle.dumps(taken)
    assert b"mockfactory" not in pickle.dumps(taken)
    for again in (copy.copy(taken), copy.deepcopy(taken), pickle.loads(inside), pickle.loads(pickle.dumps(taken))):
        assert again == time.monotonic
        assert {time.monotonic: "known"}[again] == "known"
        assert repr(again) == repr(time.monotonic)


def test_queues_and_pools_wait_in_earnest_and_their_time_outs_end() -> None:
    with virtual_clock() as clock, concurrent.futures.ThreadPoolExecutor(1) as pool:
        gate = threading.Event()
        job = pool.submit(gate.wait)
        with pytest.raises(TimeoutError):
            list(concurrent.futures.as_completed([job], timeout=0.01))
        with pytest.raises(queue.Empty):
            importlib.reload(queue).Queue[int]().get(timeout=0.01)
        gate.set()
        assert clock.elapsed == 0


@pytest.mark.parametrize(
    ("seconds", "error"),
    [(-1, ValueError), (float("nan"), ValueError), (float("inf"), OverflowError), ("1", TypeError), (None, TypeError)],
)
def test_a_sleep_that_the_real_one_refuses_is_refused(seconds: float, error: type[Exception]) -> None:
    with pytest.raises(error) as real:
        time.sleep(seconds)
    with virtual_clock() as clock:
        with pytest.raises(error) as told:
            time.sleep(seconds)
        assert clock.elapsed == 0
    assert str(told.value) == str(real.value)


def test_what_measures_the_machine_is_real() -> None:
    with virtual_clock():
        began = time.perf_counter()
        time.sleep(HOUR)
        assert time.perf_counter() - began < HOUR
