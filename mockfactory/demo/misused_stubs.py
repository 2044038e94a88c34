"""Tests that tell a stand-in what its spec does not allow, or that do not do what they seem to.

mypy refuses some of these lines too: without the ignores, `make check` fails.
"""

from __future__ import annotations

from typing import Any, Final

from mockfactory import OtherArguments, SessionFailure, TypeViolation, verify, when
from mockfactory.demo.chat.ports import Clock, LLMClient, Message, WebSocketEmitter
from mockfactory.demo.misuse import Misuse


def _wrong_value(clock: Clock) -> None:
    when(clock.now).returns("noon")  # type: ignore[arg-type]
    clock.now()


def _right_value(clock: Clock, message: Message) -> None:
    when(clock.now).returns(message.at)
    clock.now()


def _mock_wrong_value(clock: Any) -> None:
    clock.now.return_value = "noon"
    clock.now()


def count_words(message: str) -> int:
    return len(message.split())


async def _wrong_callback(llm: LLMClient) -> None:
    when(llm.count_tokens).calls(count_words)  # type: ignore[arg-type]
    await llm.count_tokens("Hello")


def count_text(text: str) -> int:
    return len(text)


async def _right_callback(llm: LLMClient) -> None:
    when(llm.count_tokens).calls(count_text)
    await llm.count_tokens("Hello")


async def _mock_wrong_callback(llm: Any) -> None:
    llm.count_tokens.side_effect = count_words
    await llm.count_tokens("Hello")


def _unused_stub(llm: LLMClient) -> None:
    when(llm.count_tokens).returns(7)


async def _used_stub(llm: LLMClient) -> None:
    when(llm.count_tokens).returns(7)
    await llm.count_tokens("Hello")


def _mock_unused_stub(llm: Any) -> None:
    llm.count_tokens.return_value = 7


async def _other_arguments(llm: LLMClient) -> None:
    when(lambda: llm.count_tokens("Hello")).returns(7)
    await llm.count_tokens("Goodbye")


async def _same_arguments(llm: LLMClient) -> None:
    when(lambda: llm.count_tokens("Hello")).returns(7)
    await llm.count_tokens("Hello")


async def _mock_other_arguments(llm: Any) -> None:
    llm.count_tokens.return_value = 7
    await llm.count_tokens("Goodbye")


def _verify_without_verb(emitter: WebSocketEmitter) -> None:
    verify(emitter.emit)


async def _verify_with_verb(emitter: WebSocketEmitter) -> None:
    await emitter.emit("done")
    verify(emitter.emit).once()


def _mock_without_call(emitter: Any) -> None:
    emitter.emit.assert_called_once  # noqa: B018, PGH005


MISUSED_STUBS: Final = (
    Misuse("return value of the wrong type", TypeViolation, _wrong_value, _right_value, _mock_wrong_value),
    Misuse("callback with another signature", TypeViolation, _wrong_callback, _right_callback, _mock_wrong_callback),
    Misuse("stub that nothing uses", SessionFailure, _unused_stub, _used_stub, _mock_unused_stub),
    Misuse(
        "stub called with other arguments", OtherArguments, _other_arguments, _same_arguments, _mock_other_arguments
    ),
    Misuse("verify without a verb", SessionFailure, _verify_without_verb, _verify_with_verb, _mock_without_call),
)
