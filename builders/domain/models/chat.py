"""Conversations: who said what, in which order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import StringConstraints, model_validator

from builders.domain.models.entity import Entity, Instant, in_order
from builders.domain.models.identifiers import Identifier

MessageRole = Literal["system", "user", "assistant"]
"""Who speaks, as the APIs of language models call them."""

Content = Annotated[str, StringConstraints(pattern=r"\S")]
"""Text that is not blank."""


class Message(Entity):
    """One message of a conversation.

    Attributes:
        id: of the message.
        conversation_id: where it was said.
        role: who said it.
        content: what was said; not blank.
        created_at: when.
    """

    id: Identifier
    conversation_id: Identifier
    role: MessageRole
    content: Content
    created_at: Instant


class Conversation(Entity):
    """A user's conversation with an assistant.

    The first message may be the system's; after it the user and the assistant take turns, the user first. Each message
    is later than the one before it.

    Attributes:
        id: the thread's id; a `UserExecutionContext` names it as its `thread_id`.
        tenant_id, user_id: whose conversation it is.
        title: a name for lists.
        created_at: when it was opened.
        messages: in order.

    Example:
        >>> opened = dt.datetime(2024, 5, 1, 9, tzinfo=dt.UTC)
        >>> empty = Conversation(
        ...     id="thread_42", tenant_id="tenant_acme", user_id="user_ada", title="Invoices", created_at=opened
        ... )
        >>> chat = empty.asked("How many are open?").answered("Three.")
        >>> [message.role for message in chat.messages], chat.awaits_reply
        (['user', 'assistant'], False)
    """

    id: Identifier
    tenant_id: Identifier
    user_id: Identifier
    title: Content
    created_at: Instant
    messages: tuple[Message, ...] = ()

    @model_validator(mode="after")
    def _reads_as_one(self) -> Self:
        in_order(
            created_at=self.created_at,
            **{"messages[0].created_at": self.messages[0].created_at if self.messages else None},
        )
        expected: Sequence[MessageRole] = ("system", "user")
        ids: set[str] = set()
        before: Message | None = None
        for number, message in enumerate(self.messages):
            if message.conversation_id != self.id:
                raise ValueError(
                    f"messages[{number}] is of the conversation {message.conversation_id!r}, not of {self.id!r}"
                )
            if message.id in ids:
                raise ValueError(f"messages[{number}] has the id {message.id!r} of an earlier one")
            if message.role not in expected:
                raise ValueError(f"messages[{number}] is the {message.role}'s, and it is the {expected[-1]}'s turn")
            if before is not None and message.created_at <= before.created_at:
                raise ValueError(
                    f"messages[{number}] is not later than the one before it ({before.created_at.isoformat()})"
                )
            ids.add(message.id)
            before = message
            expected = ("assistant",) if message.role == "user" else ("user",)
        return self

    @property
    def updated_at(self) -> dt.datetime:
        """When the last message came; when it was opened, if there is none."""
        return self.messages[-1].created_at if self.messages else self.created_at

    @property
    def awaits_reply(self) -> bool:
        """Whether the user spoke last."""
        return bool(self.messages) and self.messages[-1].role == "user"

    def instructed(self, content: str, *, after: dt.timedelta = dt.timedelta(seconds=1)) -> Self:
        """The conversation with a system message, which must be the first."""
        return self._with("system", content, after)

    def asked(self, content: str, *, after: dt.timedelta = dt.timedelta(seconds=30)) -> Self:
        """The conversation with one more message of the user.

        Args:
            content: what is said.
            after: how long after the last message.

        Raises:
            pydantic.ValidationError: it is the assistant's turn, the content is blank, or the time does not go on.
        """
        return self._with("user", content, after)

    def answered(self, content: str, *, after: dt.timedelta = dt.timedelta(seconds=2)) -> Self:
        """The conversation with one more message of the assistant; see `asked`."""
        return self._with("assistant", content, after)

    def _with(self, role: MessageRole, content: str, after: dt.timedelta) -> Self:
        message = Message(
            id=f"{self.id}.message.{len(self.messages) + 1}",
            conversation_id=self.id,
            role=role,
            content=content,
            created_at=self.updated_at + after,
        )
        return self.changed(messages=(*self.messages, message))

    def for_model(self) -> list[dict[str, str]]:
        """The messages as the chat APIs of language models take them: `{"role": ..., "content": ...}`."""
        return [{"role": message.role, "content": message.content} for message in self.messages]
