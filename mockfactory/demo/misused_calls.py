"""Code under test that uses a stand-in in a way that its spec does not allow.

mypy refuses most of these lines too: without the ignores, `make check` fails.
"""

from __future__ import annotations

from typing import Final

from mockfactory import AttributeViolation, ProtocolViolation, SessionFailure, SignatureViolation, TypeViolation
from mockfactory.demo.chat.ports import Conversations, LLMClient, WebSocketEmitter
from mockfactory.demo.misuse import Misuse


async def _wrong_arity(conversations: Conversations) -> None:
    await conversations.history()  # type: ignore[call-arg]


async def _right_arity(conversations: Conversations) -> None:
    await conversations.history("c-1")


async def _unknown_keyword(conversations: Conversations) -> None:
    await conversations.history("c-1", limits=5)  # type: ignore[call-arg]


async def _known_keyword(conversations: Conversations) -> None:
    await conversations.history("c-1", limit=5)


async def _wrong_argument(emitter: WebSocketEmitter) -> None:
    await emitter.emit("token", 42)  # type: ignore[arg-type]


async def _right_argument(emitter: WebSocketEmitter) -> None:
    await emitter.emit("token", "42")


async def _unknown_attribute(emitter: WebSocketEmitter) -> None:
    await emitter.emitt("typing")  # type: ignore[attr-defined]


async def _known_attribute(emitter: WebSocketEmitter) -> None:
    await emitter.emit("typing")


def _read_only(emitter: WebSocketEmitter) -> None:
    emitter.is_connected = False  # type: ignore[misc]


def _settable(emitter: WebSocketEmitter) -> None:
    emitter.events_sent = 0


def _sync_with(conversations: Conversations) -> None:
    with conversations.transaction():  # type: ignore[attr-defined]
        pass


async def _async_with(conversations: Conversations) -> None:
    async with conversations.transaction():
        pass


async def _never_awaited(emitter: WebSocketEmitter) -> None:
    emitter.emit("done")  # type: ignore[unused-coroutine]


async def _awaited(emitter: WebSocketEmitter) -> None:
    await emitter.emit("done")


async def _swallowed(llm: LLMClient) -> None:
    try:
        await llm.count_tokens(text=None)  # type: ignore[arg-type]
    except Exception:
        print("could not count the tokens")


async def _nothing_to_swallow(llm: LLMClient) -> None:
    try:
        await llm.count_tokens(text="Hello")
    except Exception:
        print("could not count the tokens")


MISUSED_CALLS: Final = (
    Misuse("wrong number of arguments", SignatureViolation, _wrong_arity, _right_arity),
    Misuse("unknown keyword", SignatureViolation, _unknown_keyword, _known_keyword),
    Misuse("argument of the wrong type", TypeViolation, _wrong_argument, _right_argument),
    Misuse("unknown attribute", AttributeViolation, _unknown_attribute, _known_attribute),
    Misuse("write to a read-only property", AttributeViolation, _read_only, _settable),
    Misuse("`with` on an async context manager", ProtocolViolation, _sync_with, _async_with),
    Misuse("coroutine never awaited", SessionFailure, _never_awaited, _awaited),
    Misuse("violation swallowed by the code under test", SessionFailure, _swallowed, _nothing_to_swallow),
)
