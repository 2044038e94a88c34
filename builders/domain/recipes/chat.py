"""Conversations of users with their assistant."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from builders.builder import Builder
from builders.domain.models.chat import Conversation, Message, MessageRole
from builders.domain.recipes.belonging import OfUser, check_size
from builders.domain.recipes.material import LATEST, Material, drawn_by

_INSTRUCTION: Final = "You are the assistant of a business. Answer briefly, and say so when you do not know."
_TOPICS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "Open invoices": (
        ("How many invoices are still open?", "Three are open, and one of them is past its due date."),
        ("Which one is past due?", "The one from last month. It was due eight days ago."),
        ("Please draft a reminder.", "Here is a draft: we kindly remind you of the invoice that was due last week."),
        ("Make it a little friendlier.", "Done. It now opens with thanks for the last order."),
    ),
    "Churn in the last quarter": (
        ("Did more customers leave than in the quarter before?", "Slightly more: 2.4 % left, after 2.1 %."),
        ("Why do you think that is?", "Most of them had not signed in for a month before they left."),
        ("Who else has not signed in for a month?", "Fourteen customers. I have put them into a list."),
        ("Send me that list every Monday.", "I can't schedule messages. An operator can set up a batch job for it."),
    ),
    "Slow API calls": (
        ("Why were the API calls slow this morning?", "The median was normal. The slowest calls waited for the model."),
        ("How long did they wait?", "About four seconds, between 9:10 and 9:25."),
        ("Did any of them fail?", "Two ended with status 503 and succeeded when they were tried again."),
        ("Is it over?", "Yes. The last slow call was at 9:24."),
    ),
    "Importing a data set": (
        ("Which format should the file have?", "CSV with a heading in its first line, in UTF-8."),
        ("May a value be missing?", "Yes, in a nullable column: leave it empty."),
        ("Can I correct a row later?", "Upload the file again. The new version takes the place of the old one."),
        ("How large may it be?", "On your plan, up to a million rows."),
    ),
}


@dataclass(frozen=True)
class Talk(OfUser):
    """Options: who talks, and how much is said.

    Attributes:
        turns: how often the user asks and the assistant answers, 0 to 1000.
        instructed: whether a system message comes first.
    """

    turns: int = 2
    instructed: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        check_size("turns", self.turns, 1000)


def _messages(conversation: Conversation, options: Talk) -> tuple[Message, ...]:
    material = Material.of(conversation.id)
    turns = _TOPICS.get(conversation.title) or material.pick("topic", tuple(_TOPICS.values()))
    said: list[tuple[MessageRole, str]] = [("system", _INSTRUCTION)] if options.instructed else []
    for turn in range(options.turns):
        question, answer = turns[turn % len(turns)]
        said.append(("user", question))
        said.append(("assistant", answer))
    messages: list[Message] = []
    at = conversation.created_at
    for number, (role, content) in enumerate(said, 1):
        # A reader needs longer than a model.
        at += dt.timedelta(
            seconds=material.number(f"pause{number}", 1, 8)
            if role == "assistant"
            else material.number(f"pause{number}", 5, 120)
        )
        messages.append(
            Message(
                id=f"{conversation.id}.message.{number}",
                conversation_id=conversation.id,
                role=role,
                content=content,
                created_at=at,
            )
        )
    return tuple(messages)


conversations: Final = (
    Builder(
        Conversation,
        id=drawn_by(lambda material: material.id("thread")),
        title=drawn_by(lambda material: material.pick("title", tuple(_TOPICS))),
    )
    .transient(Talk)
    .deriving(
        tenant_id=lambda conversation, options: options.tenant_id,
        user_id=lambda conversation, options: options.user_id,
        created_at=lambda conversation, options: Material.of(conversation.id).moment("opened", options.since, LATEST),
        messages=_messages,
    )
    .trait("empty", turns=0, instructed=False)
)
"""Builds conversations. Options: `user`, `tenant`, `turns` (2), `instructed` (no). Trait: `empty`."""


@dataclass(frozen=True)
class Said:
    """An option: where a message is said.

    Attributes:
        after: the conversation that it goes on; where there is none, it is the first message of one.
    """

    after: Conversation | None = None


def _role(message: Message, options: Said) -> MessageRole:
    return "assistant" if options.after is not None and options.after.awaits_reply else "user"


def _content(message: Message, options: Said) -> str:
    if message.role == "system":
        return _INSTRUCTION
    turns = [turn for turns in _TOPICS.values() for turn in turns]
    asked = options.after.messages[-1].content if options.after is not None and options.after.awaits_reply else None
    for question, answer in turns:
        if question == asked:
            return answer
    return Material.of(message.id).pick("content", turns)[message.role == "assistant"]


def _said_at(message: Message, options: Said) -> dt.datetime:
    material = Material.of(message.id)
    if options.after is None:
        return material.moment("said", dt.datetime(2024, 1, 1, tzinfo=dt.UTC), LATEST)
    return options.after.updated_at + dt.timedelta(seconds=material.number("pause", 1, 60))


messages: Final = (
    Builder(Message, id=drawn_by(lambda material: material.id("message")))
    .transient(Said)
    .deriving(
        conversation_id=lambda message, options: (
            options.after.id if options.after is not None else Material.of(message.id).id("thread")
        ),
        role=_role,
        content=_content,
        created_at=_said_at,
    )
    .trait("user", role="user")
    .trait("assistant", role="assistant")
    .trait("system", role="system")
)
"""Builds messages. Option: `after`, a conversation that the message fits to the end of. Traits: the roles."""
