"""Answering a user: ask the model, stream its tokens to the browser, keep both turns."""

from __future__ import annotations

from collections.abc import Sequence

from mockfactory.demo.chat.ports import (
    Clock,
    Conversations,
    LLMClient,
    LLMError,
    Message,
    UserContext,
    WebSocketEmitter,
)


class BudgetExceeded(Exception):
    """The user has no tokens left for this question."""


class ReplyFailed(Exception):
    """The model broke off."""


class ChatService:
    """Answers one user in one browser tab."""

    def __init__(self, llm: LLMClient, emitter: WebSocketEmitter, conversations: Conversations, clock: Clock) -> None:
        self._llm = llm
        self._emitter = emitter
        self._conversations = conversations
        self._clock = clock

    async def reply(self, user: UserContext, conversation_id: str, text: str) -> Message:
        """Answer `text`.

        Raises:
            BudgetExceeded: before the model is asked.
            ReplyFailed: the model failed; the tab is told, and nothing is kept.
        """
        cost = await self._llm.count_tokens(text)
        if cost > user.token_budget:
            raise BudgetExceeded(f"{cost} tokens asked, {user.token_budget} left")
        question = Message("user", text, self._clock.now())
        history = await self._conversations.history(conversation_id, limit=10)
        await self._emitter.emit("typing")
        answer = Message("assistant", await self._stream([*history, question], user), self._clock.now())
        async with self._conversations.transaction() as transaction:
            await transaction.append(conversation_id, question)
            await transaction.append(conversation_id, answer)
        if self._emitter.is_connected:
            await self._emitter.emit("done")
        return answer

    async def _stream(self, messages: Sequence[Message], user: UserContext) -> str:
        tokens: list[str] = []
        try:
            async for token in self._llm.stream(messages, max_tokens=user.token_budget):
                tokens.append(token)
                if self._emitter.is_connected:
                    await self._emitter.emit("token", token)
        except LLMError as error:
            await self._emitter.emit("error", str(error))
            raise ReplyFailed("the model broke off") from error
        return "".join(tokens)
