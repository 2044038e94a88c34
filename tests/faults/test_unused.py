"""A plan that never made anything fail leaves a failure untested: it is told at the end, as a stub that nobody used."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Callable, Iterator

import httpx
import pytest

from mockfactory import Session, double, spy, when
from mockfactory.faults import (
    FaultPlan,
    PlanError,
    corrupts,
    delays,
    duplicates,
    faulty_transport,
    in_sequence,
    inject,
    passes,
    raises,
)
from mockfactory.faults.applying.messages import MessagesUnderPlan
from tests.plugin.suites import only, run


class Store:
    def get(self, key: str) -> str:
        return key

    def put(self, key: str) -> None: ...

    def rows(self) -> Iterator[int]:
        yield 1

    async def fetch(self, key: str) -> str:
        return key


def told(test: Callable[[], object]) -> list[str]:
    """The first lines of what a session says at the end of a test, without the places."""
    session = Session()
    session.open()
    test()
    return [problem.splitlines()[0].partition(" at tests")[0] for problem in session.close()]


def get(plan: FaultPlan, *keys: str) -> Callable[[], object]:
    """Calls of a double under a plan."""

    def test() -> None:
        store = double(Store)
        when(store.get).fails(plan)
        for key in keys:
            try:
                store.get(key)
            except OSError:
                pass

    return test


FAILS = raises(OSError())


@pytest.mark.parametrize(
    ("plan", "keys"),
    [
        (FAILS, ()),
        (FAILS.on_call(3), ("a", "b")),
        (FAILS.every(3), ("a", "b")),
        (FAILS.given(key="x"), ("a", "b")),
        (FAILS.given(key="a").on_call(2), ("a", "b")),
        (FAILS.with_probability(0.5), ()),
        (FAILS.on_call(3).with_probability(0.5), ("a", "b")),
        (FAILS.given(key="x").with_probability(0.5), ("a",)),
        (in_sequence(passes(), FAILS), ("a",)),
        (in_sequence(FAILS.given(key="x")), ("a",)),
        (corrupts(), ("",)),
    ],
    ids=repr,
)
def test_what_never_fired_is_told(plan: FaultPlan, keys: tuple[str, ...]) -> None:
    assert told(get(plan, *keys)) == [f"Unused fault plan: {plan!r} on Store.get"]


@pytest.mark.parametrize(
    ("plan", "keys"),
    [
        (FAILS.on_call(2), ("a", "b")),
        (FAILS.on_call(2, 9), ("a", "b")),
        (FAILS.with_probability(0), ("a",)),
        (FAILS.given(key="a").with_probability(0), ("a",)),
        (in_sequence(FAILS.with_probability(0), FAILS), ("a",)),
        (in_sequence(FAILS, passes(), delays(5)), ("a",)),
        (passes(), ()),
        (in_sequence(passes()), ()),
        (FAILS.on_call(3).lenient(), ("a",)),
        (in_sequence(FAILS).lenient(), ()),
    ],
    ids=repr,
)
def test_what_fired_or_was_left_to_chance_or_is_lenient_is_not(plan: FaultPlan, keys: tuple[str, ...]) -> None:
    assert told(get(plan, *keys)) == []


def test_of_a_union_each_part_is_to_fire() -> None:
    plan = delays(1) | FAILS.on_call(9) | FAILS.on_call(8).lenient()

    assert told(get(plan, "a")) == ["Unused fault plan: raises(OSError()).on_call(9) on Store.get"]
    assert told(get(FAILS | duplicates(), "a")) == ["Unused fault plan: duplicates() on Store.get"]


def test_the_text_says_what_was_asked_and_the_way_out() -> None:
    session = Session()
    session.open()
    get(FAILS.on_call(9) | delays(1), "a", "b", "c", "d")()

    (problem,) = session.close()

    assert [line.split() for line in problem.splitlines()[1:6]] == [
        ["plan:", "raises(OSError()).on_call(9)", "|", "delays(1)"],
        ["saw:", "4", "calls,", "the", "last", "are"],
        ["Store.get('b')"],
        ["Store.get('c')"],
        ["Store.get('d')"],
    ]
    assert "write:" in problem
    assert ".lenient()" in problem
    assert "unused-stubs" in problem


def test_ways_out() -> None:
    with Session(allow=["unused-stubs"]):
        get(FAILS)()
    with Session():
        store = double(Store)
        when(store.get).fails(FAILS).lenient()
        when(store.put).fails(FAILS)
        when(store.put).fails(delays(1))  # it takes the place of the other
        store.put("a")
    with pytest.raises(PlanError, match="the sequence is"):
        in_sequence(FAILS.lenient())


def test_a_generator_that_nobody_advances_has_not_failed() -> None:
    def make_only() -> None:
        store = double(Store)
        when(store.rows).fails(FAILS)
        store.rows()

    assert told(make_only) == ["Unused fault plan: raises(OSError()) on Store.rows"]


@pytest.mark.asyncio
async def test_a_call_that_is_cancelled_while_it_is_late_has_begun_to_fail() -> None:
    with Session():
        store = double(Store)
        when(store.fetch).fails(delays(60) | FAILS)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1):
                await store.fetch("a")


def test_a_plan_for_all_methods_is_to_fire_in_one_of_them() -> None:
    def touch(plan: FaultPlan) -> None:
        store = inject(Store(), plan)
        store.get("a")
        store.put("a")

    assert told(lambda: touch(FAILS.on_call(2))) == ["Unused fault plan: raises(OSError()).on_call(2) on Store.*"]
    assert told(lambda: inject(Store(), FAILS)) == ["Unused fault plan: raises(OSError()) on Store.*"]
    assert told(lambda: inject(Store(), get=FAILS)) == ["Unused fault plan: raises(OSError()) on Store.get"]
    assert told(lambda: inject(Store(), FAILS.lenient(), get=FAILS.lenient())) == []

    def replaced() -> None:
        store = spy(Store())
        inject(store, FAILS)
        inject(store, duplicates()).put("a")

    assert told(replaced) == []
    assert told(lambda: inject(Store(), delays(0)).put("a")) == []


def test_a_session_that_is_over_keeps_no_object_alive() -> None:
    real = Store()
    kept = weakref.ref(real)
    with Session() as session:
        inject(real, FAILS.lenient(), get=raises(KeyError()).on_call(2).lenient())
    del real
    gc.collect()

    assert kept() is None
    assert "(never acted)" not in session.faults_told
    assert "Store.get: raises(KeyError()).on_call(2).lenient()" in session.faults_told


def test_exchanges_and_messages() -> None:
    server = httpx.MockTransport(lambda request: httpx.Response(200))

    def exchange(plan: FaultPlan) -> None:
        with httpx.Client(transport=faulty_transport(server, plan)) as client:
            client.get("http://shop.example/")

    assert told(lambda: exchange(FAILS.on_call(2))) == ["Unused fault plan: raises(OSError()).on_call(2) on http"]
    assert told(lambda: exchange(delays(1))) == []
    assert told(lambda: MessagesUnderPlan(FAILS, "to ada").decide("x")) == []
    assert told(lambda: MessagesUnderPlan(FAILS.on_call(2), "to ada").decide("x")) == [
        "Unused fault plan: raises(OSError()).on_call(2) on to ada"
    ]


def test_a_plan_of_a_wider_fixture_is_judged_with_the_fixture() -> None:
    fixture = Session()
    fixture.open()
    store = double(Store)
    when(store.get).fails(FAILS.on_call(2))
    when(store.put).fails(FAILS)
    fixture.park()
    for calls in range(3):
        with Session():
            for _ in range(calls):
                try:
                    store.get("a")
                except OSError:
                    pass
    (problem,) = fixture.close()
    assert problem.startswith("Unused fault plan: raises(OSError()) on Store.put at")


SUITE = """
from mockfactory.faults import raises

class Store:
    def get(self, key: str) -> str:
        raise NotImplementedError

def test_that_never_comes_so_far():
    store = double(Store)
    when(store.get).fails(raises(TimeoutError()).on_call(2))
    store.get("a")

def test_that_fails_by_itself():
    store = double(Store)
    when(store.get).fails(raises(TimeoutError()).on_call(2))
    assert False
"""


def test_it_fails_the_test_and_is_a_note_where_the_test_fails_by_itself(pytester: pytest.Pytester) -> None:
    result = run(pytester, SUITE, plugins=only("builders"))

    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(
        [
            "Unused fault plan: raises(TimeoutError()).on_call(2) on Store.get at *py:24 never acted.",
            "  Store.get: raises(TimeoutError()).on_call(2)  (never acted)",
            "  Store.get: raises(TimeoutError()).on_call(2)  (never acted)",
        ]
    )
    assert result.stdout.str().count("Unused fault plan") == 1
