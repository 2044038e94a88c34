"""Overloaded members at run time: which overload a call is for decides its types."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Literal, Protocol, overload

import pytest

from mockfactory import TypeViolation, any_, calls_to, double, spy, when


class Store(Protocol):
    @overload
    def get(self, key: int) -> int: ...
    @overload
    def get(self, key: str) -> str: ...


class Untyped:
    """The usual way: the overloads are typed, and what implements them is not."""

    @overload
    def get(self, key: int) -> int: ...
    @overload
    def get(self, key: str) -> str: ...
    def get(self, key):  # type: ignore[no-untyped-def]
        return "wrong"


class SyncLike(Protocol):
    is_async: Literal[False]


class AsyncLike(Protocol):
    is_async: Literal[True]


class Commands:
    """A base that sync and async clients share: the annotation of `self` tells the overloads apart."""

    @overload
    def ping(self: SyncLike, text: str) -> str: ...
    @overload
    def ping(self: AsyncLike, text: str) -> Awaitable[str]: ...
    def ping(self, text: str) -> str | Awaitable[str]:
        raise NotImplementedError


class Client(Commands):
    is_async: Literal[False] = False


class AsyncClient(Commands):
    is_async: Literal[True] = True


@pytest.mark.parametrize("spec", [Store, Untyped], ids=lambda spec: spec.__name__)
class TestByArguments:
    def test_each_answers_its_own_type(self, spec: type[Untyped]) -> None:
        store = double(spec)
        assert store.get(1) == 0
        assert store.get("a") == ""
        assert [call.arguments for call in calls_to(lambda: store.get("a"))]

    def test_arguments_of_none(self, spec: type[Untyped]) -> None:
        with pytest.raises(TypeViolation) as caught:
            double(spec).get(1.5)  # type: ignore[call-overload]
        text = str(caught.value)
        assert "none of its 2 overloads takes these arguments" in text
        assert "get(key: int) -> int" in text
        assert "get(key: str) -> str" in text

    def test_a_value_of_the_other(self, spec: type[Untyped]) -> None:
        store = double(spec)
        with pytest.raises(TypeViolation, match="is str"):
            when(lambda: store.get(1)).returns("x")  # type: ignore[arg-type]
        when(lambda: store.get(1)).returns(7)
        assert store.get(1) == 7

    def test_for_any_call_either_is_right(self, spec: type[Untyped]) -> None:
        store = double(spec)
        when(store.get).returns("x")  # type: ignore[arg-type]
        assert store.get("a") == "x"
        with pytest.raises(TypeViolation):
            when(store.get).returns(1.5)  # type: ignore[arg-type]

    def test_a_callback_is_held_to_the_one_that_was_called(self, spec: type[Untyped]) -> None:
        store = double(spec)
        when(store.get).calls(lambda key: key)
        assert (store.get(1), store.get("a")) == (1, "a")
        when(lambda: store.get(any_(int))).calls(lambda key: "x")  # type: ignore[arg-type, misc]
        with pytest.raises(TypeViolation):
            store.get(1)


def test_a_spy_is_held_to_the_one_that_was_called() -> None:
    store = spy(Untyped())
    assert store.get("a") == "wrong"
    with pytest.raises(TypeViolation, match="the real object gave str"):
        store.get(1)


def test_only_those_that_are_meant_for_the_class() -> None:
    assert double(Client).ping("x") == ""

    async def ping() -> str:
        return await double(AsyncClient).ping("x")

    assert asyncio.run(ping()) == ""


def test_awaited_or_not_is_known_to_stubs_too() -> None:
    client = double(AsyncClient)
    when(lambda: client.ping("x")).returns("pong")

    async def ping() -> str:
        return await client.ping("x")

    assert asyncio.run(ping()) == "pong"
