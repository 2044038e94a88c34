"""Calls that are annotated as awaitable and queued by the class at hand: nobody awaits a command of a pipeline."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Literal, Protocol, overload

import pytest
from redis.asyncio import Redis
from redis.asyncio.client import Pipeline
from redis.asyncio.cluster import ClusterPipeline, RedisCluster

from mockfactory import (
    Session,
    SessionFailure,
    VerificationError,
    calls_to,
    double,
    in_order,
    no_more_calls,
    verify,
    when,
)
from mockfactory.spec import read_spec
from mockfactory.spec.members.awaiting import must_be_awaited


class TestPipeline:
    def test_commands_need_no_awaiting(self) -> None:
        async def main() -> None:
            pipe = double(Pipeline)
            when(pipe.execute).returns([True, 1])
            pipe.set("name", "ada")
            pipe.incr("visits")
            assert await pipe.execute() == [True, 1]
            verify(lambda: pipe.set("name", "ada")).once()
            assert [call.awaited for call in calls_to(pipe.incr)] == [True]
            with in_order():
                verify(pipe.set).once()
                verify(pipe.incr).once()
                verify(pipe.execute).once()
            no_more_calls(pipe)

        with Session():
            asyncio.run(main())

    def test_nor_do_they_forbid_it(self) -> None:
        async def main() -> None:
            pipe = double(Pipeline)
            await pipe.get("name")
            verify(pipe.get).once()

        with Session():
            asyncio.run(main())

    def test_but_to_execute_it_does(self) -> None:
        with pytest.raises(SessionFailure, match=r"Never awaited: Pipeline.execute\(\)"), Session():
            double(Pipeline).execute()  # type: ignore[unused-coroutine]

    @pytest.mark.parametrize(
        "command", [lambda p: p.georadius("k", 0, 0, 1), lambda p: p.eval("return 1", 0), lambda p: p.zinter(["a"])]
    )
    def test_whatever_way_a_command_takes(self, command: Callable[[Any], object]) -> None:
        with Session():
            command(double(Pipeline))
            command(double(ClusterPipeline))
        with pytest.raises(SessionFailure) as caught, Session():
            command(double(Redis))
            command(double(RedisCluster))
        assert [problem.startswith("Never awaited") for problem in caught.value.problems] == [True, True]


class TestClient:
    def test_commands_must_be_awaited(self) -> None:
        with pytest.raises(SessionFailure, match=r"Never awaited: Redis.set\('name', 'ada'\)"), Session():
            double(Redis).set("name", "ada")

    def test_one_that_was_not_is_not_counted(self) -> None:
        with Session(allow=["un-awaited"]):
            store = double(Redis)
            store.set("name", "ada")
            with pytest.raises(VerificationError, match="1 more call was made and not awaited"):
                verify(store.set).once()

    def test_awaited(self) -> None:
        async def main() -> None:
            store = double(Redis)
            when(store.get).returns(b"ada")
            assert await store.get("name") == b"ada"
            verify(store.get).once()

        with Session():
            asyncio.run(main())


class IsAsync(Protocol):
    is_async: Literal[True]


class IsSync(Protocol):
    is_async: Literal[False]


class Commands:
    @overload
    def get(self: IsAsync, key: str) -> Awaitable[str]: ...
    @overload
    def get(self: IsSync, key: str) -> str: ...
    def get(self: Any, key: str) -> str | Awaitable[str]:
        return self.execute(key)  # type: ignore[no-any-return]


class Client(Commands):
    is_async: Literal[True] = True

    async def execute(self, key: str) -> str:
        raise NotImplementedError


class Queue(Client):
    def execute(self, key: str) -> Queue:  # type: ignore[override]
        raise NotImplementedError


class Alone:
    is_async: Literal[True] = True

    @overload
    def get(self: IsAsync, key: str) -> Awaitable[str]: ...
    @overload
    def get(self: IsSync, key: str) -> str: ...
    def get(self: Any, key: str) -> str | Awaitable[str]:
        raise NotImplementedError


class Overloaded:
    @overload
    def get(self, key: str) -> Awaitable[str]: ...
    @overload
    def get(self, key: int) -> Awaitable[int]: ...
    def get(self, key):  # type: ignore[no-untyped-def]
        return self.ask(key)  # type: ignore[no-untyped-call]

    def ask(self, key):  # type: ignore[no-untyped-def]
        raise NotImplementedError


class Plain:
    def later(self) -> Awaitable[int]:
        return self.compute()

    async def compute(self) -> int:
        raise NotImplementedError


class TestOwnClasses:
    def test_a_client_awaits(self) -> None:
        with pytest.raises(SessionFailure, match="Never awaited: Client.get"), Session():
            double(Client).get("a")

    def test_a_queue_made_of_it_does_not(self) -> None:
        with Session():
            queue = double(Queue)
            queue.get("a")
            verify(queue.get).once()

    def test_a_body_that_tells_nothing_leaves_it_to_the_overload(self) -> None:
        with pytest.raises(SessionFailure, match="Never awaited: Alone.get"), Session():
            double(Alone).get("a")

    def test_overloads_that_all_say_so_are_believed(self) -> None:
        with pytest.raises(SessionFailure, match="Never awaited: Overloaded.get"), Session():
            double(Overloaded).get("a")

    def test_a_plain_method_that_gives_an_awaitable(self) -> None:
        with pytest.raises(SessionFailure, match="Never awaited: Plain.later"), Session():
            double(Plain).later()


def told_about(name: str, result: object) -> object:
    return result


class Told:
    def get(self, key: str) -> Awaitable[bytes] | bytes:
        return told_about(key, self.read(key))  # type: ignore[return-value]

    def drop(self, key: str) -> Awaitable[bytes] | bytes:
        return told_about(key, self.queue(key))  # type: ignore[return-value]

    async def read(self, key: str) -> bytes:
        raise NotImplementedError

    def queue(self, key: str) -> bytes:
        raise NotImplementedError


@pytest.mark.parametrize(("name", "awaited"), [("get", True), ("drop", False)])
def test_the_call_that_tells_may_stand_behind_another_argument(name: str, awaited: bool) -> None:
    members = read_spec(Told).members
    assert must_be_awaited(members[name], members) is awaited
