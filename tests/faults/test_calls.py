"""What each effect is for a call of a double's method: sync, async, a generator, a context manager."""

from __future__ import annotations

import asyncio
import itertools
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from typing import TypedDict, Unpack

import httpx
import pytest

from mockfactory import (
    MisuseError,
    Session,
    TypeViolation,
    any_,
    calls_to,
    capture,
    double,
    double_class,
    matching,
    verify,
    when,
)
from mockfactory.double.recording import current
from mockfactory.faults import (
    Disconnected,
    FaultPlan,
    PlanError,
    StuckError,
    corrupts,
    delays,
    disconnects,
    drops,
    duplicates,
    faulty_transport,
    hangs,
    in_sequence,
    partially,
    passes,
    raises,
    reorders,
    returns,
    truncates,
    virtual_clock,
)
from mockfactory.faults.applying.messages import MessagesUnderPlan
from mockfactory.faults.clock.running import switch_on


class Options(TypedDict, total=False):
    limit: int


class Store:
    size: int

    def get(self, key: str, default: str = "") -> str:
        raise NotImplementedError

    def put(self, key: str, body: bytes = b"", *, note: str = "") -> None: ...

    def put_all(self, rows: list[int]) -> int:
        raise NotImplementedError

    def keys(self) -> list[str]:
        raise NotImplementedError

    def find(self, **filters: str) -> int:
        raise NotImplementedError

    def tag(self, *words: str, **labels: str) -> None: ...

    def count(self, *args: int, **named: int) -> int:
        raise NotImplementedError

    def page(self, **options: Unpack[Options]) -> None: ...

    async def fetch(self, key: str) -> str:
        raise NotImplementedError

    async def push(self, key: str) -> None: ...

    def scan(self) -> Iterator[int]:
        yield 0

    async def stream(self) -> AsyncIterator[int]:
        yield 0

    @contextmanager
    def locked(self) -> Iterator[int]:
        yield 0

    @asynccontextmanager
    async def session(self) -> AsyncIterator[int]:
        yield 0


def outcomes(call: Callable[[], object], times: int) -> list[object]:
    """What the calls give, or the class of what they raise."""
    found: list[object] = []
    for _ in range(times):
        try:
            found.append(call())
        except Exception as error:
            found.append(type(error))
    return found


class Noting:
    """Gives its argument, and keeps it."""

    def __init__(self, made: list[str]) -> None:
        self.made = made

    def __call__(self, key: str) -> str:
        self.made.append(key)
        return key


def failing(plan: FaultPlan) -> Store:
    store = double(Store)
    when(store.get).returns("value")
    when(store.get).fails(plan)
    return store


def has_two(values: tuple[int, ...]) -> bool:
    return len(values) == 2


class TestWhen:
    @pytest.mark.parametrize(
        ("plan", "failed"),
        [
            (raises(OSError()), {1, 2, 3, 4, 5, 6}),
            (raises(OSError()).on_call(3), {3}),
            (raises(OSError()).on_call(1, 4), {1, 4}),
            (raises(OSError()).from_call(5), {5, 6}),
            (raises(OSError()).every(2), {2, 4, 6}),
            (raises(OSError()).until_call(2), {1, 2}),
            (raises(OSError()).from_call(2).every(2).until_call(5), {2, 4}),
            (raises(OSError()).with_probability(0), set()),
            (raises(OSError()).with_probability(1), {1, 2, 3, 4, 5, 6}),
            (raises(OSError()).on_call(2) | raises(OSError()).on_call(5), {2, 5}),
            (in_sequence(raises(OSError()), passes(), raises(OSError())), {1, 3}),
            (in_sequence(raises(OSError()), raises(OSError())).every(2), {2, 4}),
            (in_sequence(raises(OSError()) | delays(0), passes()), {1}),
        ],
        ids=repr,
    )
    def test_a_call_fails_when_the_plan_says_so_and_else_answers_as_before(
        self, plan: FaultPlan, failed: set[int]
    ) -> None:
        store = failing(plan)

        found = outcomes(lambda: store.get("a"), 6)

        assert found == [OSError if number in failed else "value" for number in range(1, 7)]
        assert len(calls_to(store.get)) == 6

    def test_what_answers_may_be_said_afterwards(self) -> None:
        store = double(Store)
        when(store.get).fails(raises(OSError()).on_call(1))
        when(store.get).returns("a", "b")

        assert outcomes(lambda: store.get("k"), 3) == [OSError, "a", "b"]

    def test_a_later_plan_takes_the_place_of_an_earlier_one(self) -> None:
        store = failing(raises(OSError()))
        when(store.get).fails(raises(KeyError()).on_call(1))

        assert outcomes(lambda: store.get("k"), 2) == [KeyError, "value"]

    def test_given_counts_the_calls_with_these_arguments(self) -> None:
        store = failing(raises(OSError()).given(key="a").on_call(2))

        assert outcomes(lambda: store.get("b"), 3) == ["value"] * 3
        assert outcomes(lambda: store.get(key="a"), 3) == ["value", OSError, "value"]

    def test_all_that_is_given_must_be_there(self) -> None:
        store = double(Store)
        when(store.put).fails(raises(OSError()).given(key="a", note="x"))

        assert outcomes(lambda: store.put("a", note="y"), 1) == [None]
        assert outcomes(lambda: store.put("b", note="x"), 1) == [None]
        assert outcomes(lambda: store.put("a", note="x"), 1) == [OSError]

    def test_given_takes_matchers_and_what_kwargs_collect(self) -> None:
        store = double(Store)
        when(store.find).fails(raises(OSError()).given(name=any_(str)))

        assert outcomes(lambda: store.find(name="x"), 1) == [OSError]
        assert outcomes(lambda: store.find(other="x"), 1) == [0]

    @pytest.mark.parametrize(
        ("given", "fails"),
        [
            ({"args": (1, 2)}, True),
            ({"args": (1, any_(int))}, True),
            ({"args": matching(has_two)}, True),
            ({"args": (1,)}, False),
            ({"named": {"z": 3}}, True),
            ({"named": {}}, False),
            ({"z": 3, "args": any_(tuple)}, True),
        ],
        ids=repr,
    )
    def test_given_takes_what_args_and_kwargs_collect_as_the_record_of_the_call_has_it(
        self, given: dict[str, object], fails: bool
    ) -> None:
        store = double(Store)
        when(store.count).returns(0)
        when(store.count).fails(raises(OSError()).given(**given).lenient())

        assert outcomes(lambda: store.count(1, 2, z=3), 1) == [OSError if fails else 0]
        assert calls_to(store.count)[0].arguments == {"args": (1, 2), "named": {"z": 3}}

    def test_given_takes_any_parameter_and_the_defaults_of_calls_that_do_not_say_it(self) -> None:
        store = double(Store)
        when(store.get).fails(raises(OSError()).given(default="x") | raises(KeyError()).given(default=""))

        assert outcomes(lambda: store.get("a", "x"), 1) == [OSError]
        assert outcomes(lambda: store.get("a"), 1) == [KeyError]

    def test_a_lambda_means_this_call(self) -> None:
        store = failing(raises(OSError()).on_call(9).lenient())
        when(lambda: store.get("b", default=any_(str))).fails(raises(KeyError()).on_call(2))

        assert outcomes(lambda: store.get("a"), 3) == ["value"] * 3
        assert outcomes(lambda: store.get("b"), 3) == ["value", KeyError, "value"]

    def test_a_call_that_fails_is_checked_like_any_other(self) -> None:
        store = failing(raises(OSError()))

        with pytest.raises(TypeViolation, match="argument 'key' is int"):
            store.get(1)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="missing"):
            store.get()  # type: ignore[call-arg]
        assert outcomes(lambda: store.get("a"), 1) == [OSError]

    def test_a_property_fails_when_it_is_read(self) -> None:
        store = double(Store)
        when(lambda: store.size).returns(3)
        when(lambda: store.size).fails(raises(OSError()).on_call(2))

        assert outcomes(lambda: store.size, 3) == [3, OSError, 3]

    def test_an_attribute_that_was_written_is_late(self) -> None:
        store = double(Store)
        store.size = 3
        when(lambda: store.size).fails(delays(10))

        assert store.size == 3

    def test_an_error_comes_each_time_as_it_was_given(self) -> None:
        error = OSError("x")
        error.add_note("planned")
        store = double(Store)
        when(store.get).fails(raises(error))
        for _ in range(2):
            with pytest.raises(OSError, match="^x\nplanned$") as caught:
                store.get("a")
            assert caught.value.__notes__ == ["planned"]
            caught.value.add_note("where it was caught")

    def test_functions_and_classes_fail_when_they_are_called(self) -> None:
        def upper(text: str) -> str:
            raise NotImplementedError

        upper_double = double(upper)
        when(upper_double).fails(raises(OSError()).given(text="b"))
        store_class = double_class(Store)
        when(store_class).fails(raises(KeyError()).on_call(2))

        assert [outcomes(lambda: upper_double(text), 1)[0] for text in "ab"] == ["", OSError]
        assert outcomes(lambda: type(store_class()), 2)[1] is KeyError

    def test_what_python_itself_calls_fails_too(self) -> None:
        class Box:
            def __getitem__(self, key: str) -> int:
                raise NotImplementedError

            def __iter__(self) -> Iterator[int]:
                raise NotImplementedError

            def __next__(self) -> int:
                raise NotImplementedError

        box = double(Box)
        when(lambda: box["a"]).fails(raises(KeyError("a")).on_call(1))
        when(box.__next__).returns(7)
        when(box.__next__).fails(raises(StopIteration()).on_call(2))

        assert outcomes(lambda: box["a"], 2) == [KeyError, 0]
        assert outcomes(box.__next__, 3) == [7, StopIteration, 7]

    def test_captors_capture_what_a_plan_was_asked_about_in_a_lambda_only(self) -> None:
        store, key, given = double(Store), capture(str), capture(str)
        when(lambda: store.get(key.arg)).fails(raises(OSError()))
        when(store.find).fails(raises(OSError()).given(name=given.arg))

        assert outcomes(lambda: store.get("a"), 1) == [OSError]
        assert outcomes(lambda: store.find(name="b"), 1) == [OSError]
        verify(store.get).once()
        assert (key.values, given.values) == (["a"], [])

    def test_verify_and_lambdas_ask_without_making_it_fail(self) -> None:
        store = failing(raises(OSError()).on_call(1))

        verify(lambda: store.get("a")).never()
        assert outcomes(lambda: store.get("a"), 1) == [OSError]


class TestWhatASyncCallDoes:
    def test_delays_pass_on_the_virtual_clock_and_grow(self) -> None:
        store = failing(delays(10, growth=3, most=50).until_call(4))
        moments = [time.monotonic()]
        for _ in range(5):
            assert store.get("a") == "value"
            moments.append(time.monotonic())

        passed = [round(after - before) for before, after in itertools.pairwise(moments)]
        assert passed == [10, 30, 50, 50, 0]

    def test_delays_come_first_then_what_ends_the_call_first(self) -> None:
        store = failing(raises(OSError()) | returns("other").lenient() | delays(10))
        before = time.monotonic()

        assert outcomes(lambda: store.get("a"), 1) == [OSError]
        assert round(time.monotonic() - before) == 10

    def test_returns(self) -> None:
        assert failing(returns("other").on_call(1)).get("a") == "other"

    def test_drops_answers_none_and_the_call_is_not_made(self) -> None:
        store, made = double(Store), list[str]()
        when(store.put).calls(lambda key, body=b"", *, note="": made.append(key))
        when(store.put).fails(drops().on_call(2))

        for key in "abc":
            store.put(key)

        assert made == ["a", "c"]

    def test_duplicates_makes_it_twice_and_gives_what_came_first(self) -> None:
        store = double(Store)
        when(store.get).returns("a", "b", "c")
        when(store.get).fails(duplicates().on_call(1))

        assert outcomes(lambda: store.get("k"), 2) == ["a", "c"]

    def test_reorders_makes_it_after_others_and_at_the_end_at_the_latest(self) -> None:
        made: list[str] = []
        with Session():
            store = double(Store)
            when(store.put).calls(lambda key, body=b"", *, note="": made.append(key))
            when(store.put).fails(reorders(window=1).on_call(1, 4))
            for key in "abcd":
                store.put(key)
            assert made == ["b", "a", "c"]
        assert made == ["b", "a", "c", "d"]

    def test_what_is_held_back_may_come_twice_and_spoiled(self) -> None:
        made: list[str] = []
        with Session() as session:
            store = double(Store)
            when(store.put).calls(lambda key, body=b"", *, note="": made.append(key))
            when(store.put).fails((truncates() | duplicates() | reorders(window=1)).on_call(1))
            for key in ("aA", "bB", "cC"):
                store.put(key)
            fired = [fault.effect for fault in session.injected]
        assert made == ["bB", "a", "a", "cC"]
        assert fired == ["reorders(window=1)", "duplicates()", "truncates()"]

    def test_what_comes_twice_is_spoiled_once(self) -> None:
        with Session() as session:
            store = double(Store)
            when(store.put).fails(truncates() | duplicates())
            store.put("abc")
            assert [fault.effect for fault in session.injected] == ["truncates()", "duplicates()"]

    def test_corrupts_changes_one_character_or_bit(self) -> None:
        store, got = double(Store), list[tuple[str, bytes, str]]()
        when(store.put).calls(lambda key, body=b"", *, note="": got.append((key, body, note)))
        when(store.put).fails(
            in_sequence(corrupts(), corrupts(argument="body"), corrupts(argument="note"), corrupts(argument="note"))
        )
        store.put("abc", b"xyz")
        store.put("abc", b"xyz")
        store.put("abc", b"xyz", note="hello")
        store.put("abc", b"xyz")

        (key, same_body, _), (same_key, body, _), (_, _, note), untouched = got
        assert (same_key, same_body) == ("abc", b"xyz")
        assert untouched == ("abc", b"xyz", "")
        assert sum(one != other for one, other in zip(key, "abc", strict=True)) == 1
        assert sum((one ^ other).bit_count() for one, other in zip(body, b"xyz", strict=True)) == 1
        assert sum(one != other for one, other in zip(note, "hello", strict=True)) == 1
        assert calls_to(store.put)[0].args == ("abc", b"xyz")

    def test_truncates_cuts_off(self) -> None:
        store, got = double(Store), list[tuple[str, bytes]]()
        when(store.put).calls(lambda key, body=b"", *, note="": got.append((key, body)))
        when(store.put).fails(truncates(keep=0.3, argument="body") | truncates(keep=0, argument="key"))

        store.put("abc", b"0123456789")

        assert got == [("", b"012")]

    def test_what_args_and_kwargs_collect_is_spoiled_by_their_names(self) -> None:
        got: list[tuple[tuple[str, ...], dict[str, str]]] = []
        store = double(Store)
        when(store.tag).calls(lambda *words, **labels: got.append((words, labels)))
        when(store.tag).fails(truncates(argument="words") | truncates(argument="labels"))

        store.tag("abcd", "efgh", unit="metres")

        assert got == [(("ab", "efgh"), {"unit": "met"})]

    def test_of_what_is_empty_nothing_can_be_spoiled(self) -> None:
        store, got = double(Store), list[tuple[str, bytes]]()
        when(store.put).calls(lambda key, body=b"", *, note="": got.append((key, body)))
        plan = corrupts(argument="key") | corrupts(argument="body") | truncates(argument="key")
        when(store.put).fails(plan.lenient())

        store.put("", b"")

        assert got == [("", b"")]

    def test_a_stub_for_these_arguments_answers_though_they_are_spoiled(self) -> None:
        store = double(Store)
        when(lambda: store.get("abc")).returns("right")
        when(store.get).fails(corrupts())

        assert store.get("abc") == "right"

    def test_partially_keeps_a_part_of_a_batch_or_of_the_answer(self) -> None:
        store = double(Store)
        when(store.put_all).calls(lambda rows: len(rows))
        when(store.put_all).fails(partially(keep=0.4, argument="rows"))
        when(store.keys).returns(["a", "b", "c"])
        when(store.keys).fails(partially().on_call(1))

        assert store.put_all([1, 2, 3, 4, 5]) == 2
        assert outcomes(store.keys, 2) == [["a"], ["a", "b", "c"]]

    def test_disconnects_raises_with_the_code(self) -> None:
        store = failing(disconnects(1012, "restart"))

        with pytest.raises(Disconnected, match="disconnected with code 1012: restart") as gone:
            store.get("a")
        assert gone.value.code == 1012

    def test_an_error_that_is_raised_again_carries_no_old_frames(self) -> None:
        store = failing(raises(OSError("x")))
        depths = []
        for _ in range(3):
            with pytest.raises(OSError, match="x") as caught:
                store.get("a")
            depths.append(len(caught.traceback))
        assert len(set(depths)) == 1


@pytest.mark.asyncio
class TestWhatAnAsyncCallDoes:
    async def test_it_fails_when_it_is_awaited(self) -> None:
        store = double(Store)
        when(store.fetch).fails(raises(OSError()).on_call(1))

        failing, passing = store.fetch("a"), store.fetch("b")

        assert await passing == ""
        with pytest.raises(OSError, match="^$"):
            await failing
        verify(store.fetch).times(2)

    async def test_an_hour_of_back_off_passes_in_order(self) -> None:
        store = double(Store)
        when(store.fetch).fails(delays(600, growth=2).until_call(3) | raises(OSError()).until_call(2))
        started = asyncio.get_running_loop().time()

        for _ in range(2):
            with pytest.raises(OSError, match="^$"):
                await store.fetch("a")
            await asyncio.sleep(60)
        assert await store.fetch("a") == ""

        assert round(asyncio.get_running_loop().time() - started) == 600 + 60 + 1200 + 60 + 2400

    async def test_a_delay_that_is_too_long_is_ended_by_the_time_out(self) -> None:
        store = double(Store)
        when(store.fetch).fails(delays(30))

        with pytest.raises(TimeoutError):
            async with asyncio.timeout(5):
                await store.fetch("a")

    async def test_hangs_until_cancelled(self) -> None:
        store = double(Store)
        when(store.fetch).fails(hangs().on_call(1))
        task = asyncio.create_task(store.fetch("a"))
        await asyncio.sleep(3600)

        assert not task.done()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    async def test_a_hang_that_nothing_can_end_is_an_error_that_says_what_hangs(self) -> None:
        store = double(Store)
        when(store.fetch).fails(hangs())

        with pytest.raises(StuckError, match=r"Store.fetch\(\) \(call 1\) hangs"):
            await store.fetch("a")

    async def test_cancelling_a_delay_passes_through(self) -> None:
        store, made = double(Store), list[str]()
        when(store.fetch).calls(Noting(made))
        when(store.fetch).fails(delays(100) | duplicates())
        task = asyncio.create_task(store.fetch("a"))
        await asyncio.sleep(1)
        task.cancel()

        with pytest.raises(asyncio.CancelledError):
            await task
        assert made == []

    async def test_tasks_overtake_one_that_is_delayed(self) -> None:
        store, made = double(Store), list[str]()
        when(store.fetch).calls(Noting(made))
        when(store.fetch).fails(delays(5).given(key="slow"))

        assert await asyncio.gather(*map(store.fetch, ["slow", "a", "b"])) == ["slow", "a", "b"]
        assert made == ["a", "b", "slow"]

    async def test_drops_duplicates_and_returns(self) -> None:
        store, made = double(Store), list[str]()
        when(store.push).calls(lambda key: made.append(key))
        when(store.push).fails(in_sequence(drops(), duplicates(), passes()))
        for key in "abc":
            await store.push(key)

        when(store.fetch).fails(returns("other"))
        assert await store.fetch("a") == "other"
        assert made == ["b", "b", "c"]

    async def test_reorders_makes_it_after_others_or_after_a_while(self) -> None:
        store, made = double(Store), list[str]()
        when(store.push).calls(lambda key: made.append(key))
        when(store.push).fails(reorders(window=1).on_call(1, 4))
        for key in "abcd":
            await store.push(key)

        assert made == ["b", "a", "c"]
        await asyncio.sleep(10)
        assert made == ["b", "a", "c", "d"]

    async def test_a_call_that_nobody_awaits_is_still_reported(self) -> None:
        session = Session()
        session.open()
        store = double(Store)
        when(store.fetch).fails(raises(OSError()))
        coroutine = store.fetch("a")

        problems = session.close()

        assert [problem.splitlines()[0].partition(", called")[0] for problem in problems] == [
            "Never awaited: Store.fetch('a')"
        ]
        coroutine.close()


class TestGeneratorsAndContextManagers:
    def test_a_generator_fails_on_its_first_step(self) -> None:
        store = double(Store)
        when(store.scan).yields(1, 2)
        when(store.scan).fails(in_sequence(raises(OSError()), delays(10), raises(OSError()) | delays(10)))
        before = time.monotonic()

        first, second, third = store.scan(), store.scan(), store.scan()
        assert time.monotonic() == before
        assert outcomes(lambda: next(first), 1) == [OSError]
        assert list(second) == [1, 2]
        assert round(time.monotonic() - before) == 10
        assert outcomes(lambda: next(third), 1) == [OSError]
        assert list(store.scan()) == [1, 2]

    def test_a_context_manager_fails_when_it_is_entered(self) -> None:
        store = double(Store)
        when(store.locked).enters(7)
        when(store.locked).fails(in_sequence(raises(OSError()), delays(10)))

        manager = store.locked()
        with pytest.raises(OSError, match="^$"):
            manager.__enter__()
        before = time.monotonic()
        with store.locked() as value:
            assert value == 7
        assert round(time.monotonic() - before) == 10

    @pytest.mark.asyncio
    async def test_an_async_iterator_that_is_no_generator_is_late_too(self) -> None:
        class Countdown:
            def __init__(self) -> None:
                self.left = 2

            def __aiter__(self) -> AsyncIterator[int]:
                return self

            async def __anext__(self) -> int:
                if not self.left:
                    raise StopAsyncIteration
                self.left -= 1
                return self.left

        store = double(Store)
        when(store.stream).calls(Countdown)
        when(store.stream).fails(delays(10))

        assert [item async for item in store.stream()] == [1, 0]

    @pytest.mark.asyncio
    async def test_async_ones_too(self) -> None:
        store = double(Store)
        when(store.stream).yields(1, 2)
        when(store.stream).fails(in_sequence(raises(OSError()), delays(10), hangs()))
        when(store.session).enters(7)
        when(store.session).fails(in_sequence(disconnects(1011), delays(10), hangs()))

        with pytest.raises(OSError, match="^$"):
            await anext(store.stream())
        assert [item async for item in store.stream()] == [1, 2]
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1):
                await anext(store.stream())
        with pytest.raises(Disconnected):
            async with store.session():
                pass
        async with store.session() as value:
            assert value == 7
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1), store.session():
                pass


class TestWhatAMethodCantActOut:
    @pytest.mark.parametrize(
        ("method", "plan", "told"),
        [
            ("get", hangs(), "hangs(): Store.get is not async: nothing could cancel it."),
            ("get", drops(), "drops(): Store.get may not answer None, which a lost call does."),
            ("get", reorders(), "reorders(): Store.get may not answer None"),
            ("fetch", drops(), "Store.fetch may not answer None"),
            ("scan", duplicates(), "gives an iterator"),
            ("keys", corrupts(), None),
            ("put_all", corrupts(), "none of its arguments is a text or bytes"),
            ("put_all", truncates(argument="rows"), "its argument 'rows' is not a text or bytes"),
            ("put", corrupts(argument="bdy"), "no parameter 'bdy'. Did you mean 'body'?"),
            ("get", partially(), "Store.get answers no list"),
            ("get", partially(argument="key"), "its argument 'key' is not a list or a tuple"),
            ("get", raises(OSError()).given(kye="a"), "has no parameter 'kye'. Did you mean 'key'?"),
            ("get", raises(OSError()).given(key=3), "can never fire: 'key' is int (3), not str"),
            ("get", in_sequence(raises(OSError()).given(k=3)), "has no parameter 'k'"),
            ("find", raises(OSError()).given(name=3), "can never fire: 'name' is int (3), not str"),
            ("find", raises(OSError()).given(name="x"), None),
            ("find", raises(OSError()).given(filters={"name": 3}), "can never fire: an item of 'filters' is int (3)"),
            ("find", raises(OSError()).given(name=any_(int)), "'name' is str, and any_(int) matches none"),
            ("count", raises(OSError()).given(args=1), "can never fire: *args is a tuple"),
            ("count", raises(OSError()).given(args=any_(int)), "can never fire: *args is a tuple"),
            (
                "count",
                raises(OSError()).given(args=(1, "a")),
                "can never fire: an item of 'args' is str ('a'), not int",
            ),
            ("get", raises(OSError()).given(key=any_(int)), "can never fire: 'key' is str, and any_(int) matches none"),
            ("get", raises(OSError()).given(key=any_(object)), None),
            ("page", raises(OSError()).given(lmit=3), "has no parameter 'lmit'. Did you mean 'limit'?"),
            ("page", raises(OSError()).given(limit=3), None),
        ],
    )
    def test_is_refused_at_once(self, method: str, plan: FaultPlan, told: str | None) -> None:
        store = double(Store)
        if told is None:
            when(getattr(store, method)).fails(plan).lenient()
            return
        with pytest.raises(PlanError) as refused:
            when(getattr(store, method)).fails(plan)
        assert told in str(refused.value)
        assert "promised:" in str(refused.value)

    def test_an_error_that_the_interface_does_not_declare(self) -> None:
        store = double(Store, raises=(KeyError,))
        when(store.get).fails(raises(KeyError("x"))).lenient()

        with pytest.raises(MisuseError, match="does not declare that it raises OSError"):
            when(store.get).fails(raises(OSError()))
        with pytest.raises(MisuseError, match="does not declare that it raises Disconnected"):
            when(store.get).fails(in_sequence(passes(), disconnects(1011)))

    def test_a_value_of_the_wrong_type(self) -> None:
        store = double(Store)
        with pytest.raises(TypeViolation, match=r"^returns\(3\) on Store.get: the value is int \(3\), not str"):
            when(store.get).fails(returns(3))
        with pytest.raises(TypeViolation, match="the value is int"):
            when(store.fetch).fails(in_sequence(passes(), returns(3)))

    def test_what_is_no_plan(self) -> None:
        store = double(Store)
        with pytest.raises(MisuseError, match=r"fails\(\) takes a fault plan, not OSError"):
            when(store.get).fails(OSError())  # type: ignore[arg-type]


def test_without_a_session_a_plan_works_on_real_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "_open", [])
    now = time.monotonic
    store = failing(delays(0) | raises(OSError()).on_call(2))

    assert outcomes(lambda: store.get("a"), 3) == ["value", OSError, "value"]
    assert time.monotonic is now


def test_where_time_cant_be_virtual_a_plan_that_takes_none_still_works() -> None:
    with ThreadPoolExecutor(1) as pool:
        # The clock of another thread: there is one at a time.
        leave = pool.submit(lambda: switch_on(threading.get_ident())).result()
        try:
            store = failing(raises(OSError()).on_call(1))
            assert outcomes(lambda: store.get("a"), 2) == [OSError, "value"]
            with Session():  # which tells of no plan that was refused
                with pytest.raises(MisuseError, match="another thread"):
                    when(store.get).fails(delays(1))
                with pytest.raises(MisuseError, match="another thread"):
                    faulty_transport(httpx.MockTransport(lambda request: httpx.Response(200)), delays(1))
                with pytest.raises(MisuseError, match="another thread"):
                    MessagesUnderPlan(delays(1), "ada to server")
        finally:
            pool.submit(leave).result()


@pytest.mark.asyncio
async def test_waiting_between_two_attempts_takes_no_time_under_any_plan() -> None:
    store = failing(raises(OSError()).until_call(3))
    started, attempts = asyncio.get_running_loop().time(), 0
    while outcomes(lambda: store.get("a"), 1) == [OSError]:
        attempts += 1
        await asyncio.sleep(1000)
        time.sleep(200)

    assert attempts == 3
    assert round(asyncio.get_running_loop().time() - started) == 3600


def test_a_clock_of_the_tests_own_is_the_one_that_delays_run_on() -> None:
    store = failing(delays(100))
    with virtual_clock() as clock:
        before = clock.elapsed
        store.get("a")
        assert round(clock.elapsed - before) == 100
