"""A plan that several tests share counts anew in each: a test sees the same failures alone and among others."""

from __future__ import annotations

import asyncio
import gc
import re
import threading
import weakref
from collections.abc import Callable, Iterator

import httpx
import pytest

from mockfactory import Session, double, when
from mockfactory.double.recording import current
from mockfactory.faults import (
    FaultPlan,
    delays,
    duplicates,
    faulty_transport,
    in_sequence,
    inject,
    passes,
    raises,
    reorders,
    virtual_clock,
)
from mockfactory.faults.applying.messages import MessagesUnderPlan
from tests.plugin.suites import only, run

FAILS = raises(OSError())


class Store:
    def get(self, key: str) -> str:
        return key

    async def fetch(self, key: str) -> str:
        return key

    async def push(self, key: str) -> None: ...


@pytest.fixture
def wider() -> Iterator[Session]:
    """The session of a fixture that several tests share; it is to be parked when all is set up."""
    session = Session()
    session.open()
    yield session
    session.close()


def shared(wider: Session, plan: FaultPlan) -> Store:
    store = double(Store)
    when(store.get).fails(plan.lenient())
    wider.park()
    return store


def failing(call: Callable[[str], object], *keys: str) -> list[str]:
    """Which of these calls fail."""

    def fails(key: str) -> bool:
        try:
            call(key)
        except OSError:
            return True
        return False

    return [key for key in keys if fails(key)]


@pytest.mark.parametrize(
    ("plan", "failed"),
    [
        (FAILS.on_call(2), ["b"]),
        (FAILS.from_call(3), ["c", "d"]),
        (FAILS.every(2), ["b", "d"]),
        (FAILS.until_call(1), ["a"]),
        (FAILS.given(key="c").on_call(1), ["c"]),
        (in_sequence(passes(), FAILS, FAILS), ["b", "c"]),
        (FAILS.on_call(1) | FAILS.on_call(3), ["a", "c"]),
    ],
    ids=repr,
)
def test_numbers_begin_anew(wider: Session, plan: FaultPlan, failed: list[str]) -> None:
    store = shared(wider, plan)
    for _ in range(3):
        with Session():
            assert failing(store.get, *"abcd") == failed


def test_delays_grow_anew(wider: Session) -> None:
    store = shared(wider, delays(2, growth=3))
    for _ in range(2):
        with Session() as session:
            store.get("a")
            store.get("b")
            assert [fault.effect for fault in session.injected] == ["delays(2)", "delays(6)"]


def test_chance_is_that_of_the_test_and_not_of_those_before_it(wider: Session) -> None:
    store = shared(wider, FAILS.with_probability(0.5))
    keys = [str(number) for number in range(50)]
    with Session():
        first = failing(store.get, *keys)
    with Session():
        failing(store.get, "one more")
    with Session():
        assert failing(store.get, *keys) == first
    assert 10 < len(first) < 40


def test_the_set_up_of_what_is_shared_counts_for_itself(wider: Session) -> None:
    store = double(Store)
    when(store.get).fails(FAILS.on_call(2))
    assert failing(store.get, "a") == []
    wider.park()
    with Session():
        assert failing(store.get, "a", "b") == ["b"]
    wider.open()
    assert failing(store.get, "a", "b") == ["a"]


def test_a_session_within_a_test_has_numbers_of_its_own_and_the_test_goes_on(wider: Session) -> None:
    store = shared(wider, FAILS.on_call(2))
    with Session():
        assert failing(store.get, "a") == []
        with Session():
            assert failing(store.get, "a", "b", "c") == ["b"]
        assert failing(store.get, "b", "c") == ["b"]


def test_a_plan_of_a_test_that_is_over_counts_anew_too() -> None:
    with Session():
        store = double(Store)
        when(store.get).fails(FAILS.on_call(2))
        assert failing(store.get, *"abc") == ["b"]
    with Session():
        assert failing(store.get, *"abc") == ["b"]


def test_a_plan_of_the_test_goes_on_whoever_calls(wider: Session) -> None:
    with Session():
        store = double(Store)
        when(store.get).fails(FAILS.on_call(2))
        failing(store.get, "a")
        with Session():
            assert failing(store.get, "b") == ["b"]


@pytest.mark.asyncio
async def test_async_calls(wider: Session) -> None:
    store = double(Store)
    when(store.fetch).fails(FAILS.on_call(2))
    wider.park()
    for _ in range(2):
        with Session():
            assert await store.fetch("a") == ""
            with pytest.raises(OSError, match="^$"):
                await store.fetch("b")
            assert await store.fetch("c") == ""


def test_threads_of_one_test_count_together(wider: Session) -> None:
    store = shared(wider, FAILS.on_call(8))
    for _ in range(2):
        with Session() as session:
            threads = [threading.Thread(target=failing, args=(store.get, *"abcd")) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert [fault.number for fault in session.injected] == [8]
            assert session.faults_told.count("Store.get: ") == 1


def test_all_methods_of_an_object_and_those_touched_later(wider: Session) -> None:
    store = inject(Store(), FAILS.on_call(2))
    wider.park()
    for _ in range(2):
        with Session():
            assert failing(store.get, *"abc") == ["b"]
            assert failing(lambda key: asyncio.run(store.fetch(key)), *"abc") == ["b"]


def test_exchanges_and_messages(wider: Session) -> None:
    server = httpx.MockTransport(lambda request: httpx.Response(200))
    transport = faulty_transport(server, FAILS.on_call(2))
    messages = MessagesUnderPlan(duplicates().on_call(2), "to ada")
    wider.park()
    for _ in range(2):
        with Session() as session, httpx.Client(transport=transport) as client:
            assert failing(lambda key: client.get(f"http://shop.example/{key}"), *"abc") == ["b"]
            assert [len(messages.decide(text).send) for text in "abc"] == [1, 2, 1]
            assert [line.partition(":")[0].strip() for line in session.faults_told.splitlines()[1:3]] == [
                "http",
                "to ada",
            ]


def test_what_a_test_holds_back_is_not_made_in_the_next(wider: Session) -> None:
    store, made = double(Store), list[str]()
    when(store.push).calls(lambda key: made.append(key))
    when(store.push).fails(reorders(window=5).on_call(1))
    wider.park()
    for key in ("a", "b"):
        with Session():
            asyncio.run(store.push(key))
        assert made[-1] == key
    assert made == ["a", "b"]


def test_the_report_says_what_was_planned_where_it_is_used_and_what_of_it_never_came(wider: Session) -> None:
    store, other = double(Store), double(Store, name="other")
    when(store.get).fails(FAILS.on_call(1) | FAILS.on_call(3))
    when(other.get).fails(FAILS)
    wider.park()
    with Session() as session:
        store.fetch  # it is not called
        assert session.faults_told == ""
        failing(store.get, "a")
        assert session.faults_told.splitlines()[1:] == [
            "  Store.get: raises(OSError()).on_call(1) | raises(OSError()).on_call(3)"
            "  (never acted: raises(OSError()).on_call(3))",
            "fired:",
            "  Store.get('a'), call 1: raises(OSError())",
        ]
    assert "(never acted: raises(OSError()).on_call(3))" in session.faults_told  # when it is over, too
    with Session() as session:
        failing(store.get, "a", "b", "c")
        assert "never acted" not in session.faults_told
    (problem,) = wider.close()
    assert problem.startswith("Unused fault plan: raises(OSError()) on other.get at")


def test_what_never_comes_in_any_test_is_told_once_at_the_end(wider: Session) -> None:
    store = double(Store)
    when(store.get).fails(FAILS.on_call(2))
    wider.park()
    for _ in range(2):
        session = Session()
        session.open()
        store.get("a")
        assert session.close() == []
    (problem,) = wider.close()
    assert problem.startswith("Unused fault plan: raises(OSError()).on_call(2) on Store.get at")


def test_nothing_is_kept_of_tests_that_are_over(wider: Session) -> None:
    class Key(str): ...

    store = shared(wider, FAILS.given(key="x") | FAILS.with_probability(0))
    kept: list[weakref.ref[Key]] = []
    for _ in range(3):
        with Session():
            key = Key("a")
            kept.append(weakref.ref(key))
            store.get(key)
            del key
    store.get.__mockfactory_call__().rows.clear()  # type: ignore[attr-defined]
    gc.collect()
    assert [one() for one in kept] == [None] * 3


def test_without_any_session_numbers_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "_open", [])
    store = double(Store)
    when(store.get).fails(FAILS.on_call(2))
    assert failing(store.get, "a") == []
    with Session():
        assert failing(store.get, *"abc") == ["b"]
    assert failing(store.get, "b", "c") == ["b"]


def test_the_clock_is_on_in_each_test_that_uses_it(wider: Session) -> None:
    store = shared(wider, delays(3600))
    for _ in range(2):
        with Session(), virtual_clock() as clock:
            store.get("a")
            assert clock.elapsed == 3600


SUITE = """
import pytest
from mockfactory import double, when
from mockfactory.faults import raises

class Store:
    def get(self, key: str) -> str:
        raise NotImplementedError

@pytest.fixture(scope="{scope}")
def store():
    store = double(Store)
    when(store.get).fails(raises(OSError()).with_probability(0.4).lenient())
    return store

def failed(store):
    def fails():
        try:
            store.get("a")
        except OSError:
            return True
        return False
    return [number for number in range(1, 13) if fails()]

@pytest.mark.parametrize("number", range(4))
def test(store, number):
    pytest.fail(f"<{{number}}: {{failed(store)}}>")
"""


def seen(text: str) -> dict[str, str]:
    return dict(re.findall(r"^E?\s*(?:Failed: )?<(\d): (\[.*?\])>", text, re.MULTILINE))


@pytest.mark.parametrize("scope", ["session", "module"])
def test_a_test_fails_alone_as_among_others_in_whatever_order(pytester: pytest.Pytester, scope: str) -> None:
    body = SUITE.format(scope=scope)
    name = "test_a_test_fails_alone_as_among_others_in_whatever_order.py"

    whole = seen(run(pytester, body, plugins=only("builders")).stdout.str())
    ids = [f"{name}::test[{number}]" for number in (3, 1)]
    some = seen(run(pytester, body, *ids, plugins=only("builders")).stdout.str())

    assert len(whole) == 4
    assert len({*whole.values()}) > 1
    assert some == {number: whole[number] for number in ("1", "3")}


REPORTED = """
from mockfactory.faults import raises

class Store:
    def get(self, key: str) -> str:
        raise NotImplementedError

@pytest.fixture(scope="module")
def store():
    store = double(Store)
    when(store.get).fails(raises(OSError()).on_call(2))
    return store

def test_nothing_fired(store):
    store.get("a")
    assert False

def test_fired(store):
    store.get("a")
    store.get("b")

def test_does_not_use_it():
    assert False
"""


def test_the_report_of_a_failing_test_prints_the_plan_of_a_wider_fixture(pytester: pytest.Pytester) -> None:
    result = run(pytester, REPORTED, "--mockfactory-seed=7", plugins=only("builders"))

    result.assert_outcomes(failed=3)
    result.stdout.fnmatch_lines(
        [
            "planned, from seed 7 (the same again: --mockfactory-seed=7):",
            "  Store.get: raises(OSError()).on_call(2)  (never acted)",
            "fired:",
            "  nothing",
            "planned, from seed 7 (the same again: --mockfactory-seed=7):",
            "  Store.get: raises(OSError()).on_call(2)",
            "fired:",
            "  Store.get('b'), call 2: raises(OSError())",
        ]
    )
    assert result.stdout.str().count("injected faults") == 2
