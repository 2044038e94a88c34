"""The tests of the chat service, written as a user of mockfactory would."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from mockfactory import calls_to, capture, double, in_order, no_more_calls, verify, when
from mockfactory.demo.chat.ports import (
    Clock,
    Conversations,
    LLMClient,
    LLMError,
    Message,
    Transaction,
    UserContext,
    WebSocketEmitter,
)
from mockfactory.demo.chat.service import BudgetExceeded, ChatService, ReplyFailed

ADA = UserContext("u-ada", "t-engines", token_budget=100)
NOON = datetime(2025, 6, 1, 12, 0, tzinfo=UTC)


class Chat:
    """The service, with a double for each thing that it talks to."""

    def __init__(self) -> None:
        self.llm = double(LLMClient, raises=(LLMError,))
        self.emitter = double(WebSocketEmitter)
        self.conversations = double(Conversations)
        self.transaction = double(Transaction)
        self.clock = double(Clock)
        when(self.llm.stream).yields("Good ", "morning").lenient()
        when(lambda: self.emitter.is_connected).returns(True).lenient()
        when(self.conversations.transaction).enters(self.transaction).lenient()
        when(self.clock.now).returns(NOON).lenient()

    def reply(self, text: str) -> Message:
        service = ChatService(self.llm, self.emitter, self.conversations, self.clock)
        return asyncio.run(service.reply(ADA, "c-1", text))


@pytest.fixture
def chat() -> Chat:
    return Chat()


def test_the_answer_is_streamed_token_by_token(chat: Chat) -> None:
    assert chat.reply("Hello").text == "Good morning"

    with in_order():
        verify(lambda: chat.emitter.emit("typing")).once()
        verify(lambda: chat.emitter.emit("token", "Good ")).once()
        verify(lambda: chat.emitter.emit("token", "morning")).once()
        verify(lambda: chat.emitter.emit("done")).once()
    no_more_calls(chat.emitter)


def test_both_turns_are_kept(chat: Chat) -> None:
    answer = chat.reply("Hello")

    kept = [call.arguments["message"] for call in calls_to(chat.transaction.append)]
    assert kept == [Message("user", "Hello", NOON), answer]


def test_the_model_is_given_the_history(chat: Chat) -> None:
    earlier = Message("user", "I am Ada", NOON)
    when(lambda: chat.conversations.history("c-1", limit=10)).returns([earlier])

    chat.reply("Who am I?")

    asked = capture(list[Message])
    verify(lambda: chat.llm.stream(asked.arg, max_tokens=100)).once()
    assert [message.text for message in asked.value] == ["I am Ada", "Who am I?"]


def test_who_is_over_budget_costs_nothing(chat: Chat) -> None:
    when(lambda: chat.llm.count_tokens("a long story")).returns(101)

    with pytest.raises(BudgetExceeded, match="101 tokens asked, 100 left"):
        chat.reply("a long story")

    verify(chat.llm.stream).never()
    verify(chat.emitter.emit).never()


def test_a_failing_model_is_told_to_the_browser_and_nothing_is_kept(chat: Chat) -> None:
    when(chat.llm.stream).raises(LLMError("overloaded"))

    with pytest.raises(ReplyFailed):
        chat.reply("Hello")

    verify(lambda: chat.emitter.emit("error", "overloaded")).once()
    verify(chat.conversations.transaction).never()


def test_an_answer_is_kept_although_the_browser_has_gone(chat: Chat) -> None:
    when(lambda: chat.emitter.is_connected).returns(True, False)

    chat.reply("Hello")

    verify(lambda: chat.emitter.emit("token", "Good ")).once()
    verify(lambda: chat.emitter.emit("token", "morning")).never()
    verify(chat.transaction.append).times(2)
