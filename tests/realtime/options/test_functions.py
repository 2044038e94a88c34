"""A function that is to be awaited is looked at when it is given, as far as that tells."""

from __future__ import annotations

import functools
import types
from collections.abc import AsyncIterator, Awaitable, Generator, Mapping

import pytest

from mockfactory.realtime import OptionError
from mockfactory.realtime.events.connections import Listener
from mockfactory.realtime.loopback import LoopbackAgentWebSocketBridge

Message = Mapping[str, object]


async def hears(listener: Listener, message: Message) -> None: ...


def hands_on(listener: Listener, message: Message) -> Awaitable[None]:
    return hears(listener, message)


def hands_on_or_not(listener: Listener, message: Message) -> object:
    return message and hears(listener, message)


@types.coroutine
def of_old(listener: Listener, message: Message) -> Generator[None, None, None]:
    yield


class Application:
    async def hear(self, listener: Listener, message: Message) -> None: ...

    async def __call__(self, listener: Listener, message: Message) -> None: ...

    def deaf(self, listener: Listener, message: Message) -> None: ...


def plain(listener: Listener, message: Message) -> None: ...


def says(listener: Listener, message: Message) -> str:
    if message:
        return "yes"
    return "no"


def refuses(listener: Listener, message: Message) -> None:
    raise NotImplementedError


async def yields(listener: Listener, message: Message) -> AsyncIterator[None]:
    yield


def generates(listener: Listener, message: Message) -> Generator[None, None, None]:
    yield


async def hears_less(message: Message) -> None: ...


@pytest.mark.parametrize(
    "hear",
    [
        hears,
        hands_on,
        hands_on_or_not,
        of_old,
        lambda listener, message: hears(listener, message),
        functools.partial(hears),
        Application().hear,
        Application(),
    ],
)
def test_what_may_be_awaited_is_taken(hear: object) -> None:
    assert LoopbackAgentWebSocketBridge(on_message=hear).health()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "hear",
    [plain, says, refuses, yields, generates, lambda one, two: None, functools.partial(plain), Application().deaf],
)
def test_what_nobody_could_await_is_refused(hear: object) -> None:
    with pytest.raises(OptionError, match="on_message has to be an async function of .* is not async: write async def"):
        LoopbackAgentWebSocketBridge(on_message=hear)  # type: ignore[arg-type]


def test_what_does_not_take_a_listener_and_a_message_is_refused() -> None:
    with pytest.raises(OptionError, match="on_message has to be .* does not take both: too many positional arguments"):
        LoopbackAgentWebSocketBridge(on_message=hears_less)  # type: ignore[arg-type]
