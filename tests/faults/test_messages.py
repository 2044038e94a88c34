"""Fault plans on a live connection: what is to be done with each message, as data."""

from __future__ import annotations

import json

import pytest

from mockfactory import Session, any_
from mockfactory.faults import (
    FaultPlan,
    PlanError,
    corrupts,
    delays,
    disconnects,
    drops,
    duplicates,
    hangs,
    in_sequence,
    partially,
    passes,
    raises,
    reorders,
    returns,
    truncates,
)
from mockfactory.faults.applying.messages import Close, Message, MessagesUnderPlan, Verdict


def carried(plan: FaultPlan, *messages: Message) -> list[Verdict]:
    between = MessagesUnderPlan(plan, "ada to server")
    return [between.decide(message) for message in messages]


def sent(plan: FaultPlan, *messages: Message) -> list[Message]:
    return [message for verdict in carried(plan, *messages) for message in verdict.send]


def test_what_passes_is_handed_on() -> None:
    assert carried(passes(), "a", b"b") == [Verdict(send=("a",)), Verdict(send=(b"b",))]


def test_drops_duplicates_and_returns() -> None:
    plan = in_sequence(drops(), duplicates(), returns("other"), returns({"n": 1}), returns(b"\x00"))
    assert sent(plan, *"abcdef") == ["b", "b", "other", '{"n": 1}', b"\x00", "f"]


def test_delays_add_up_and_come_with_what_else_happens() -> None:
    plan = delays(1) | delays(2, growth=2) | drops().on_call(2)
    assert carried(plan, "a", "b") == [Verdict(3, ("a",)), Verdict(5)]


def test_hangs_hands_nothing_on_any_more() -> None:
    assert carried(hangs().on_call(2), "a", "b") == [Verdict(send=("a",)), Verdict(hangs=True)]


def test_disconnects_closes_with_the_code() -> None:
    assert carried(disconnects(1012, "restart"), "a") == [Verdict(close=Close(1012, "restart"))]
    assert carried(disconnects(), "a") == [Verdict(close=Close(1006))]


def test_an_error_of_the_sender_closes_with_1011_and_a_reason_that_fits() -> None:
    assert carried(raises(OSError("disk full")), "a") == [Verdict(close=Close(1011, "disk full"))]
    assert carried(raises(OSError), "a") == [Verdict(close=Close(1011, "OSError"))]
    (verdict,) = carried(raises(OSError("é" * 200)), "a")
    assert verdict.close == Close(1011, "é" * 61)


@pytest.mark.parametrize("window", [1, 2, 5])
def test_reorders_within_the_window_and_loses_nothing(window: int) -> None:
    between = MessagesUnderPlan(reorders(window=window).with_probability(0.5), "ada to server")
    messages = [str(number) for number in range(300)]
    found: list[Message] = []
    for message in messages:
        found += between.decide(message).send
    found += between.release()

    assert sorted(map(int, found)) == list(range(300))
    assert found != messages
    overtaken = [sum(int(other) > int(one) for other in found[:place]) for place, one in enumerate(found)]
    assert max(overtaken) == window
    assert between.release() == ()


def test_given_asks_for_the_fields_of_json() -> None:
    plan = drops().given(type="ping", n=any_(int)).on_call(2)
    ping, text = '{"type": "ping", "n": 1}', '{"type": "ping", "n": "x"}'
    assert sent(plan, ping, text, "ping", "[1]", b"\xff", ping.encode(), ping) == [
        ping, text, "ping", "[1]", b"\xff", ping,
    ]  # fmt: skip


def test_corrupts_and_truncates_the_whole_or_a_field() -> None:
    message = json.dumps({"type": "said", "text": "hello", "n": 3})
    whole, field, number = sent(
        in_sequence(corrupts(), corrupts(argument="text"), corrupts(argument="n")), *[message] * 3
    )

    assert isinstance(whole, str)
    assert sum(one != other for one, other in zip(whole, message, strict=True)) == 1
    changed = json.loads(field)
    assert changed | {"text": "hello"} == json.loads(message)
    assert changed["text"] != "hello"
    assert number == message

    assert sent(truncates(keep=0.5), "abcd", b"abcd") == ["ab", b"ab"]
    assert json.loads(sent(truncates(argument="text"), message.encode())[0])["text"] == "he"


def test_partially_keeps_a_part_of_a_batch() -> None:
    assert sent(partially(), "[1, 2, 3, 4]", '{"a": 1}') == ["[1, 2]", '{"a": 1}']
    assert sent(partially(keep=0, argument="rows"), '{"rows": [1]}', "x") == ['{"rows": []}', "x"]


def test_what_fired_is_in_the_session() -> None:
    with Session() as session:
        carried(delays(2) | drops(), "a")
        carried(corrupts(argument="text").lenient(), "no JSON")
        assert [str(fault) for fault in session.injected] == [
            "ada to server('a'), call 1: delays(2)",
            "ada to server('a'), call 1: drops()",
        ]


def test_the_same_seed_does_the_same_to_each_connection() -> None:
    def fate(where: str) -> list[bool]:
        between = MessagesUnderPlan(drops().with_probability(0.5), where)
        return [bool(between.decide("x").send) for _ in range(64)]

    assert fate("ada") == fate("ada")
    assert fate("ada") != fate("bob")


def test_what_no_message_can_be_made_of_is_refused() -> None:
    with pytest.raises(PlanError, match="no message can be made of it"):
        MessagesUnderPlan(returns(object()), "ada to server")


def test_what_is_held_back_may_come_twice_and_spoiled() -> None:
    plan = (truncates() | duplicates() | reorders(window=1)).on_call(1)
    assert sent(plan, "aA", "bB", "cC") == ["bB", "a", "a", "cC"]

    between = MessagesUnderPlan(plan, "ada to server")
    assert between.decide("aA") == Verdict()
    assert between.release() == ("a", "a")
