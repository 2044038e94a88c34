"""That the benchmarks run, have all their rows, and measure what they say. No time is looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from mockfactory import SignatureViolation, TypeViolation, calls_to, double, verify
from tests.benchmarks import calling, making, run, stubbing, timing, wiring
from tests.benchmarks.subjects import FakeMailer, Mailer, fresh_class

pytestmark = pytest.mark.integration

GOALS = {
    "making a double of a class with 12 methods": {"create_autospec"},
    "first double of a class with 12 methods, two of them called": {"create_autospec"},
    "sync call, all by position": {"autospec'd", "hand-written fake"},
    "sync call, two by name": {"autospec'd", "hand-written fake"},
    "sync call, one left to its default": {"autospec'd", "hand-written fake"},
    "sync call with a list": {"autospec'd"},
    "async call, awaited": {"autospec'd"},
    "matching one of 20 stubs": {"decoy"},
    "create of a type that is doubled": {"3 us"},
    "create of a type that is bound": {"3 us"},
    "wiring a service with ten dependencies": {"create_autospec"},
    "a virtual hour with 20 timers": {"0.2 s"},
    "verifying 10 pairs by the rules": {"2 s"},
    "comparing snapshots of 5 classes": {"3 s"},
    "verifying 2 pairs by mypy, cold": {"mypy over the same"},
    "a prepared message to the loopback server and back": {"a bare websockets server"},
    "building a pydantic user with nine fields": {"polyfactory", "factory_boy", "a mimesis row"},
    "build_many of 100,000 users, each": {"build, each"},
    "a row of nine fields into Parquet": {"a mimesis loop into CSV"},
    "memory to write 1,000 rows": {"1,000 rows"},
    "importing mockfactory": {"import unittest.mock"},
    "importing mockfactory and its plugin, after pytest": {"import unittest.mock"},
}
"""What has a goal, and against which peer."""
FOR_INFORMATION = {
    ("an event, made, checked, sent and read again", "echo of a bare websockets server"),
    ("5 clients, 20 events: none lost, none crossed, in order", "one client, the same events"),
    ("making a double of a class with 12 methods", "decoy"),
    ("making a double of a class with 12 methods", "mockito"),
    ("first double of a class with 200 methods, two of them called", "create_autospec"),
    ("sync call, all by position", "decoy"),
    ("sync call, all by position", "mockito"),
    ("matching one of 20 stubs", "mockito"),
    ("memory of a recorded call", "Mock"),
    ("the same, its address an EmailStr", "polyfactory"),
    ("the same by a Builder", "build"),
    ("first object of a pydantic model with nine fields", "polyfactory"),
    ("2,000 calls, then verify: time for each call", "200 calls"),
}


def test_the_table_has_every_row(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, mypy_cache: str
) -> None:
    monkeypatch.setenv("MYPY_CACHE_DIR", mypy_cache)
    run.main(["--quick"])
    printed = [line.split("|")[1:-1] for line in capsys.readouterr().out.splitlines() if "|" in line]
    lines = [[cell.strip() for cell in line] for line in printed]
    head, rows = lines[0], lines[2:]
    assert head == ["what", "mockfactory", "against", "peer", "ratio", "goal", "met", "noise"]
    found = {(row[0], row[2]): row for row in rows}
    for what, peers in GOALS.items():
        for peer in peers:
            assert found[what, peer][6] in ("yes", "NO")
    assert found.keys() >= FOR_INFORMATION
    assert all(row[1] and row[3] and row[4] for row in rows)


def test_only_the_parts_asked_for_are_run(capsys: pytest.CaptureFixture[str]) -> None:
    run.main(["--quick", "--only", "warm"])
    out = capsys.readouterr().out
    assert "making a double" in out
    assert "importing" not in out


@pytest.mark.parametrize("call", [c for c in calling.SHAPES.values() if c is not calling.call_and_await])
def test_the_sync_loops_record_each_call(call: Callable[[Any, int], None]) -> None:
    mailer = double(Mailer)
    call(mailer, 3)
    assert len(calls_to(mailer.send)) + len(calls_to(mailer.send_many)) == 3


def test_the_async_loop_records_and_awaits() -> None:
    mailer = double(Mailer)
    calling.call_and_await(mailer, 3)
    verify(lambda: mailer.fetch("ada@example.org", "Welcome", 3)).times(3)
    assert all(call.awaited for call in calls_to(mailer.fetch))


def test_the_double_that_is_timed_checks_each_call() -> None:
    mailer = making.make_double(Mailer)
    calling.call_by_position(mailer, 2)
    with pytest.raises(TypeViolation):
        mailer.send("ada@example.org", "Welcome", "three")
    with pytest.raises(SignatureViolation):
        mailer.send()


def test_the_fake_records_what_a_double_does() -> None:
    fake = FakeMailer()
    calling.call_by_name(fake, 1)
    calling.call_with_list(fake, 1)
    asyncio.run(fake.fetch("ada@example.org", "Welcome"))
    assert fake.calls == [
        ("send", ("ada@example.org", "Welcome", 3)),
        ("send_many", (calling.NAMES, "Welcome")),
        ("fetch", ("ada@example.org", "Welcome", 0)),
    ]
    assert fake.calls[1][1][0] is not calling.NAMES


@pytest.mark.parametrize("make", [stubbing.stubbed_double, stubbing.stubbed_decoy, stubbing.stubbed_mockito])
def test_each_stub_is_found_by_its_argument(make: Callable[[int], Mailer]) -> None:
    mailer = make(5)
    assert [mailer.find(number) for number in stubbing.spread(5, 5)] == [stubbing.answer(n) for n in range(5)]


def test_the_service_that_is_timed_gets_ten_doubles() -> None:
    parts = wiring.Parts()
    assert isinstance(wiring.wire(parts).part, parts.classes[0])
    assert isinstance(wiring.autospec(parts).part, parts.classes[0])


def test_stubs_are_asked_for_evenly() -> None:
    assert list(stubbing.spread(1000, 4)) == [0, 250, 500, 750]


def test_a_cold_class_is_new_and_its_source_can_be_read() -> None:
    first, second = fresh_class(4), fresh_class(4)
    assert first is not second
    # What only the source tells: the attributes that `__init__` sets.
    made = making.first_use(making.make_double, first)
    assert made.host == ""
    verify(made.send0).once()
    verify(made.move0).once()


def test_the_least_time_counts_and_the_peers_take_turns() -> None:
    order: list[str] = []

    def case(name: str) -> timing.Case:
        def loop(n: int) -> None:
            order.append(f"{name} {n}")

        return timing.Case(name, lambda: loop, 2)

    times = timing.compare([case("a"), case("b")], rounds=2)
    assert order == ["a 2", "b 2", "b 2", "a 2"]
    assert times["a"].least > 0
    assert times["a"].noise >= 0
