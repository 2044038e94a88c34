"""Which session a plan puts on virtual time, and what the clock of a block counts."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator

import pytest

from mockfactory import MisuseError, Session, double, when
from mockfactory.double.recording import current
from mockfactory.double.recording.current import made_for
from mockfactory.double.recording.record import Ledger
from mockfactory.faults import FaultPlan, delays, faulty_transport, inject, raises, virtual_clock
from mockfactory.faults.applying.messages import MessagesUnderPlan

REAL = id(time.monotonic)  # the function itself would be replaced here, too


class Pay:
    def charge(self, order: str) -> str:
        raise NotImplementedError

    def refund(self, order: str) -> str:
        raise NotImplementedError

    async def notify(self, order: str) -> None: ...


def on_real_time() -> bool:
    return id(time.monotonic) == REAL


def failing(plan: FaultPlan) -> Pay:
    pay = double(Pay)
    when(pay.charge).fails(plan)
    return pay


@pytest.fixture
def wider() -> Iterator[Session]:
    """A session as a fixture of a module has one: it is parked when it is set up."""
    session = Session(allow=["unused-stubs"])
    session.open()
    yield session
    session.open()
    session.close()


class TestAPlanThatTestsShare:
    def test_puts_those_on_virtual_time_that_ask_it_from_then_to_their_end(self, wider: Session) -> None:
        pay = failing(delays(5) | raises(OSError()).on_call(9))
        pay.charge("while it is set up")
        assert not on_real_time()
        wider.park()
        assert on_real_time()

        for _ in range(2):
            with Session():
                assert on_real_time()
                pay.charge("a")
                assert not on_real_time()
            with Session():
                assert on_real_time()

    @pytest.mark.parametrize("plan", [raises(OSError()).on_call(9), raises(OSError()).given(order="b")], ids=repr)
    def test_need_not_fire_for_that(self, wider: Session, plan: FaultPlan) -> None:
        pay = failing(plan)
        wider.park()

        with Session():
            pay.charge("a")
            assert not on_real_time()
        assert on_real_time()

    def test_for_all_methods_of_an_object_too_also_for_those_touched_later(self, wider: Session) -> None:
        pay = double(Pay)
        pay.charge("touched before")
        inject(pay, delays(5))
        wider.park()

        for call in (pay.charge, pay.refund):
            with Session(), virtual_clock() as clock:
                call("a")
                assert clock.elapsed == 5
            assert on_real_time()

    def test_for_exchanges_and_messages_too(self, wider: Session) -> None:
        httpx = pytest.importorskip("httpx")
        transport = faulty_transport(httpx.MockTransport(lambda request: httpx.Response(200)), delays(5))
        messages = MessagesUnderPlan(delays(5), "ada to server")
        wider.park()

        with Session(), httpx.Client(transport=transport, timeout=None) as client:
            client.get("http://shop.example/")
            assert not on_real_time()
        with Session():
            messages.decide("a")
            assert not on_real_time()
        assert on_real_time()

    def test_also_if_a_test_was_the_first_to_make_it(self) -> None:
        with Session():
            with made_for(Ledger()):
                pay = failing(delays(5))
            assert not on_real_time()
        with Session():
            assert on_real_time()
            pay.charge("a")
            assert not on_real_time()
        assert on_real_time()

    def test_may_be_asked_in_the_thread_of_a_server(self, wider: Session) -> None:
        pay = double(Pay)
        when(pay.notify).fails(delays(3600))
        wider.park()
        said: list[bool] = []

        with Session():
            thread = threading.Thread(target=lambda: asyncio.run(pay.notify("a")))
            thread.start()
            thread.join()
            with virtual_clock():  # it is this thread's, for the test's own waiting is to take no time either
                said.append(not on_real_time())
        assert said == [True]
        assert on_real_time()


def test_a_plan_that_a_test_left_behind_has_virtual_time_in_the_next_one() -> None:
    with Session():
        pay = failing(delays(3600))
        pay.charge("a")
    with Session():
        assert on_real_time()
        pay.charge("a")
        assert not on_real_time()
    assert on_real_time()


def test_a_plan_of_a_thread_that_has_ended_is_on_the_time_of_who_asks() -> None:
    made: list[Pay] = []
    with Session(allow=["unused-stubs"]):
        thread = threading.Thread(target=lambda: made.append(failing(delays(3600))))
        thread.start()
        thread.join()
        (pay,) = made
    with Session(), virtual_clock() as clock:
        pay.charge("a")
        assert clock.elapsed == 3600


def test_a_plan_made_without_a_session_has_virtual_time_in_each_session_that_asks_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(current, "_open", [])
        pay = failing(delays(3600))

    with Session():
        assert on_real_time()
        pay.charge("a")
        assert not on_real_time()
    assert on_real_time()


class TestAClock:
    def test_counts_from_the_beginning_of_its_block(self) -> None:
        pay = failing(delays(5))
        pay.charge("warm up")
        with virtual_clock() as outer:
            pay.charge("a")
            with virtual_clock() as inner:
                pay.charge("b")
                assert (outer.elapsed, inner.elapsed) == (10, 5)
                assert outer.now() == inner.now() == time.monotonic()

    def test_adds_whole_seconds_without_an_error(self) -> None:
        for _ in range(20):
            with virtual_clock() as clock:
                began = time.monotonic()
                for seconds in (3600, 60, 7):
                    time.sleep(seconds)
                assert clock.elapsed == time.monotonic() - began == 3667

    def test_stands_still_when_its_block_is_over(self) -> None:
        with virtual_clock() as outer:
            with virtual_clock() as inner:
                inner.advance(5)
            outer.advance(5)
            assert (outer.elapsed, inner.elapsed) == (10, 5)
            with pytest.raises(MisuseError, match="the block of this clock is over"):
                inner.advance(5)
        assert outer.elapsed == 10

    @pytest.mark.asyncio
    async def test_shares_its_time_with_those_of_other_tasks(self) -> None:
        async def worker(late: float) -> float:
            await asyncio.sleep(late)
            with virtual_clock() as clock:
                await asyncio.sleep(5)
            return clock.elapsed

        with virtual_clock() as clock:
            assert list(await asyncio.gather(worker(0), worker(1))) == [5, 5]
            assert clock.elapsed == 6

    @pytest.mark.parametrize("seconds", ["3", -1, float("nan"), float("inf"), True, 10**400])
    def test_advances_by_seconds_only(self, seconds: float) -> None:
        with virtual_clock() as clock, pytest.raises(MisuseError, match="time passes by 0 seconds or more, not by"):
            clock.advance(seconds)

    @pytest.mark.parametrize("most", ["60", 0, float("nan"), True])
    def test_takes_seconds_as_its_most(self, most: float) -> None:
        with (
            pytest.raises(MisuseError, match=r"virtual_clock\(most=...\) takes seconds above 0"),
            virtual_clock(most=most),
        ):
            pass


TESTS = """
import time
import pytest
from mockfactory import double, when
from mockfactory.faults import raises

class Pay:
    def charge(self, order: str) -> str:
        raise NotImplementedError

@pytest.fixture(scope="module")
def flaky():
    pay = double(Pay)
    when(pay.charge).fails(raises(OSError()).on_call(1))
    return pay

def test_that_uses_it(flaky, virtual_clock):
    with pytest.raises(OSError):
        flaky.charge("x")
    time.sleep(3600)
    assert virtual_clock.elapsed == 3600

def test_the_next_one(virtual_clock):
    time.sleep(60)
    assert virtual_clock.elapsed == 60

def test_on_real_time():
    assert type(time.sleep).__name__ == "builtin_function_or_method"
"""


def test_tests_beside_those_that_use_a_wider_fixture_are_on_real_time(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(TESTS)
    pytester.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=3)
