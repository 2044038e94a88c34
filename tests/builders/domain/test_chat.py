"""Conversations: turns, times, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from builders import InvalidOverride
from builders.domain import Conversation, Message, MessageRole, conversations, messages, seed_tenants, users

OPENED = dt.datetime(2024, 5, 1, 9, tzinfo=dt.UTC)


def said(role: MessageRole, minute: int, *, of: str = "thread_1", id_: str | None = None) -> Message:
    at = OPENED + dt.timedelta(minutes=minute)
    return Message(id=id_ or f"m_{minute}", conversation_id=of, role=role, content="words", created_at=at)


def conversation(*spoken: Message) -> Conversation:
    return Conversation(
        id="thread_1", tenant_id="tenant_a", user_id="user_a", title="Words", created_at=OPENED, messages=spoken
    )


@pytest.mark.parametrize(
    "roles",
    [
        [],
        ["user"],
        ["system"],
        ["user", "assistant"],
        ["system", "user", "assistant", "user"],
        ["user", "assistant"] * 3,
    ],
)
def test_turns_are_taken(roles: list[MessageRole]) -> None:
    chat = conversation(*(said(role, minute) for minute, role in enumerate(roles)))
    assert [message.role for message in chat.messages] == roles
    assert chat.awaits_reply == (roles[-1:] == ["user"])


@pytest.mark.parametrize(
    ("roles", "place"),
    [
        (["assistant"], "messages[0] is the assistant's, and it is the user's turn"),
        (["user", "user"], "messages[1] is the user's, and it is the assistant's turn"),
        (["user", "assistant", "assistant"], "messages[2] is the assistant's, and it is the user's turn"),
        (["user", "system"], "messages[1] is the system's, and it is the assistant's turn"),
        (["system", "system"], "messages[1] is the system's, and it is the user's turn"),
    ],
)
def test_a_turn_that_is_not_due_is_refused(roles: list[MessageRole], place: str) -> None:
    with pytest.raises(ValidationError) as raised:
        conversation(*(said(role, minute) for minute, role in enumerate(roles)))
    assert place in str(raised.value)


def test_time_goes_on() -> None:
    with pytest.raises(ValidationError, match=r"messages\[1\] is not later than the one before it"):
        conversation(said("user", 1), said("assistant", 1, id_="m_2"))
    with pytest.raises(ValidationError, match=r"messages\[0\]\.created_at .* is before created_at"):
        conversation(said("user", -1))
    assert conversation(said("user", 0), said("assistant", 1)).updated_at == OPENED + dt.timedelta(minutes=1)


def test_messages_are_of_the_conversation_and_each_its_own() -> None:
    with pytest.raises(ValidationError, match=r"messages\[0\] is of the conversation 'thread_2'"):
        conversation(said("user", 1, of="thread_2"))
    with pytest.raises(ValidationError, match="has the id 'm' of an earlier one"):
        conversation(said("user", 1, id_="m"), said("assistant", 2, id_="m"))


@pytest.mark.parametrize("content", ["", " ", "\n\t"])
def test_a_message_says_something(content: str) -> None:
    with pytest.raises(ValidationError, match="content"):
        Message(id="m_1", conversation_id="t_1", role="user", content=content, created_at=OPENED)


def test_a_conversation_goes_on_as_another_object() -> None:
    empty = conversation()
    chat = empty.instructed("Be brief.").asked("How many?").answered("Three.").asked("Which?")
    assert empty.messages == ()
    assert chat.for_model() == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "How many?"},
        {"role": "assistant", "content": "Three."},
        {"role": "user", "content": "Which?"},
    ]
    assert chat.awaits_reply
    with pytest.raises(ValidationError, match="it is the assistant's turn"):
        chat.asked("Hello?")
    with pytest.raises(ValidationError, match="not later"):
        chat.answered("No.", after=dt.timedelta(0))


def test_the_builder_makes_as_many_turns_as_asked() -> None:
    grace = seed_tenants().user("admin", of="b")
    chat = conversations.build(user=grace, turns=7, instructed=True)
    assert (chat.tenant_id, chat.user_id) == ("tenant_b", grace.id)
    assert [message.role for message in chat.messages] == ["system", *["user", "assistant"] * 7]
    assert chat.created_at >= grace.created_at
    assert conversations.build("empty").messages == ()
    assert len(conversations.build("empty", turns=3).messages) == 6
    assert conversations.build(turns=0).messages == ()
    with pytest.raises(InvalidOverride, match="turns=-1"):
        conversations.build(turns=-1)
    with pytest.raises(InvalidOverride, match="is of the tenant"):
        conversations.build(user=grace, tenant=seed_tenants().tenant("a"))


def test_a_message_can_be_built_to_go_on_a_conversation() -> None:
    chat = conversations.build()
    question = messages.build(after=chat)
    longer = chat.changed(messages=(*chat.messages, question))
    answer = messages.build(after=longer)
    assert (question.role, answer.role) == ("user", "assistant")
    assert len(longer.changed(messages=(*longer.messages, answer)).messages) == 6
    assert messages.build("assistant").role == "assistant"
    with pytest.raises(InvalidOverride, match="is not an instance of .*Conversation"):
        messages.build(after=users.build())
