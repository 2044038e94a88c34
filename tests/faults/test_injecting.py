"""`inject`: a real object that fails as planned, and is checked and recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import Mock

import httpx
import pytest
from redis.asyncio import Redis

from mockfactory import MisuseError, Session, SpecError, TypeViolation, calls_to, double, spy, verify, when
from mockfactory.faults import (
    Disconnected,
    PlanError,
    delays,
    disconnects,
    drops,
    duplicates,
    hangs,
    in_sequence,
    inject,
    passes,
    raises,
    returns,
)


class Counter:
    name = "counter"

    def __init__(self) -> None:
        self.value = 0

    def add(self, by: int) -> int:
        self.value += by
        return self.value

    def wrong(self) -> int:
        return "three"  # type: ignore[return-value]

    def reset(self) -> None:
        self.value = 0

    async def fetch(self, key: str) -> str:
        await asyncio.sleep(1)
        return key.upper()


def test_calls_that_pass_reach_the_real_object() -> None:
    real = Counter()
    counter = inject(real, add=raises(OSError("gone")).on_call(2))

    assert isinstance(counter, Counter)
    assert counter.add(2) == 2
    with pytest.raises(OSError, match="gone"):
        counter.add(3)
    assert counter.add(4) == 6
    assert real.value == 6
    assert [call.arguments["by"] for call in calls_to(counter.add)] == [2, 3, 4]


def test_one_plan_for_all_methods_counts_for_each() -> None:
    counter = inject(Counter(), raises(OSError()).on_call(2))

    assert counter.add(1) == 1
    counter.reset()
    with pytest.raises(OSError, match="^$"):
        counter.add(1)
    with pytest.raises(OSError, match="^$"):
        counter.reset()
    assert counter.name == "counter"


def test_a_plan_of_its_own_goes_before_the_plan_for_all() -> None:
    counter = inject(Counter(), raises(OSError()), add=duplicates())

    assert counter.add(1) == 1
    assert counter.value == 2
    with pytest.raises(OSError, match="^$"):
        counter.reset()


def test_methods_that_cant_act_the_plan_out_are_left_alone() -> None:
    counter = inject(Counter(), drops())

    assert counter.add(1) == 1
    counter.reset()
    assert counter.value == 1


def test_a_plan_that_no_method_can_act_out_is_refused() -> None:
    class Plain:
        def size(self) -> int:
            raise NotImplementedError

    with pytest.raises(PlanError, match=r"hangs\(\): .*size is not async"):
        inject(Plain(), hangs())


def test_arguments_are_checked_against_the_annotations() -> None:
    counter = inject(Counter(), delays(0).lenient())

    with pytest.raises(TypeViolation, match="argument 'by' is str"):
        counter.add("1")  # type: ignore[arg-type]


def test_what_the_object_answers_is_handed_on_whatever_its_annotations_promise() -> None:
    """Libraries have annotations that are wrong; a spy checks them, and to make a failure is not to ask for that."""

    class Pipeline:
        """As that of redis: annotated as the client, which gives results, but it gives itself."""

        limit: int = "no int"  # type: ignore[assignment]

        def set(self, key: str) -> bool:
            return self  # type: ignore[return-value]

        def get(self, key: str) -> str:
            return key.encode()  # type: ignore[return-value]

        async def fetch(self, key: str) -> str:
            return key.encode()  # type: ignore[return-value]

        def execute(self) -> list[str]:
            return ["ok"]

    pipeline = inject(Pipeline(), execute=raises(ConnectionError()).on_call(1), get=passes())

    assert pipeline.set("a") is pipeline  # type: ignore[comparison-overlap]
    assert pipeline.get("a") == b"a"  # type: ignore[comparison-overlap]
    assert asyncio.run(pipeline.fetch("a")) == b"a"  # type: ignore[comparison-overlap]
    assert pipeline.limit == "no int"  # type: ignore[comparison-overlap]
    with pytest.raises(ConnectionError):
        pipeline.execute()
    assert pipeline.execute() == ["ok"]
    verify(pipeline.set).once()


def test_a_function_answers_what_it_answers() -> None:
    def size(text: str) -> int:
        return text  # type: ignore[return-value]

    assert inject(size, raises(OSError()).on_call(2).lenient())("a") == "a"  # type: ignore[comparison-overlap]


def test_a_spy_that_is_given_checks_as_ever() -> None:
    counter = inject(spy(Counter()), delays(0).lenient())
    with pytest.raises(TypeViolation, match="the real object gave str"):
        counter.wrong()


def test_what_the_plan_itself_answers_is_checked() -> None:
    with pytest.raises(TypeViolation, match=r"returns\('x'\) on Counter.add: the value is str"):
        inject(Counter(), add=returns("x"))


@pytest.mark.asyncio
async def test_async_methods_of_a_real_object() -> None:
    counter = inject(Counter(), fetch=delays(3600).on_call(1) | disconnects(1011).on_call(2))

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(60):
            await counter.fetch("a")
    with pytest.raises(Disconnected):
        await counter.fetch("a")
    assert await counter.fetch("a") == "A"
    verify(counter.fetch).times(3)


def test_a_function_takes_one_plan() -> None:
    def upper(text: str) -> str:
        return text.upper()

    flaky = inject(upper, raises(OSError()).on_call(1))

    with pytest.raises(OSError, match="^$"):
        flaky("a")
    assert flaky("a") == "A"
    with pytest.raises(PlanError, match="is a function, and has no method 'get'"):
        inject(upper, get=raises(OSError()))


def test_spies_and_doubles_are_taken_as_they_are() -> None:
    for counter in (spy(Counter()), double(Counter)):
        assert inject(counter, add=raises(OSError())) is counter
        with pytest.raises(OSError, match="^$"):
            counter.add(1)


def test_generators_and_context_managers_of_a_real_object() -> None:
    class Shelf:
        def rows(self) -> Iterator[int]:
            yield from (1, 2, 3)

        @contextmanager
        def locked(self) -> Iterator[str]:
            yield "key"

    shelf = inject(
        Shelf(), rows=in_sequence(raises(OSError()), delays(5)), locked=in_sequence(raises(OSError()), delays(5))
    )
    broken = shelf.rows()

    with pytest.raises(OSError, match="^$"):
        next(broken)
    assert list(shelf.rows()) == list(shelf.rows()) == [1, 2, 3]
    with pytest.raises(OSError, match="^$"):
        shelf.locked().__enter__()
    with shelf.locked() as key:
        assert key == "key"


@pytest.mark.asyncio
async def test_an_http_client_of_which_every_request_fails_once() -> None:
    server = httpx.MockTransport(lambda request: httpx.Response(200))
    async with inject(httpx.AsyncClient(transport=server), raises(httpx.ConnectError("down")).on_call(1)) as client:
        for send in (client.get, client.post):
            with pytest.raises(httpx.ConnectError, match="down"):
                await send("http://shop.example/")
            assert (await send("http://shop.example/")).status_code == 200


def test_methods_touched_before_fail_too_and_a_shared_spy_is_itself_again_after_the_test() -> None:
    fixture = Session()
    fixture.open()
    counter = spy(Counter())
    counter.add(1)
    fixture.park()
    with Session():
        inject(counter, raises(OSError()).from_call(1))
        for call in (lambda: counter.add(1), counter.reset):
            with pytest.raises(OSError, match="^$"):
                call()
    with Session():
        assert counter.add(1) == 2
        counter.reset()
    assert fixture.close() == []


def test_where_one_of_several_plans_is_refused_none_is_at_work() -> None:
    counter = double(Counter)
    with Session():
        with pytest.raises(PlanError, match="is not async"):
            inject(counter, raises(OSError()), add=raises(OSError()), reset=hangs())
        counter.reset()


def test_what_was_written_wrong() -> None:
    with pytest.raises(PlanError, match=r"returns\(3\) is an answer of one method, not of all"):
        inject(Counter(), returns(3))
    with pytest.raises(PlanError, match=r"inject\(\) was given no plan"):
        inject(Counter())
    with pytest.raises(PlanError, match="takes fault plans, not OSError"):
        inject(Counter(), add=OSError())  # type: ignore[arg-type]
    with pytest.raises(PlanError, match="takes fault plans, not OSError"):
        inject(Counter(), OSError())  # type: ignore[arg-type]
    with pytest.raises(PlanError, match="'ad' is no method of Counter. Did you mean 'add'?"):
        inject(Counter(), ad=raises(OSError()))
    with pytest.raises(PlanError, match="'value' is an attribute, and no method"):
        inject(Counter(), value=raises(OSError()))
    for thing, told in (
        (Counter, r"inject\(\) takes an instance, and Counter is a class: give inject\(Counter\(...\), ...\)"),
        (3, r"inject\(\) takes a real object with methods, or a function: int is a value"),
        (None, r"inject\(\) takes a real object with methods, or a function: NoneType is a value"),
        (pytest, r"inject\(\) takes a real object or a function, and pytest is a module"),
        (Mock(), r"inject\(\) takes a real object or a double, and this is a mock of unittest.mock"),
    ):
        with pytest.raises(SpecError, match=told):
            inject(thing, raises(OSError()))
    with pytest.raises(MisuseError, match="can't be made without arguments"):
        inject(Counter(), add=raises(UnicodeDecodeError))


@pytest.mark.asyncio
async def test_commands_that_a_real_pipeline_queues_are_queued() -> None:
    """They are annotated as awaitable, as those of the client, and nobody awaits them."""
    real = Redis().pipeline()
    pipeline = inject(
        real, execute=raises(ConnectionError("x")), get=raises(OSError("y")).on_call(2), delete=delays(60)
    )

    assert pipeline.set("a", "1").get("b") is pipeline  # type: ignore[attr-defined]
    assert pipeline.delete("c") is pipeline
    with pytest.raises(OSError, match="^y$"):
        pipeline.get("b")
    assert [command[0][0] for command in real.command_stack] == ["SET", "GET", "DEL"]
    with pytest.raises(ConnectionError, match="^x$"):
        await pipeline.execute()
    verify(lambda: pipeline.set("a", "1")).once()
    assert [call.awaited for call in calls_to(pipeline.get)] == [True, True]


@pytest.mark.asyncio
async def test_so_they_are_by_a_spy_until_they_are_stubbed() -> None:
    real = Redis().pipeline()
    pipeline = spy(real)
    pipeline.set("a", "1")
    when(pipeline.get).returns("x")
    assert await pipeline.get("b") == "x"
    assert [command[0][0] for command in real.command_stack] == ["SET"]
