"""Whatever fails, a run of the supervisor ends, and says how: it was retried, it is degraded, or it is reported."""

from __future__ import annotations

import pytest

from builders.domain import UserExecutionContext
from docs.examples.supervisor.tools import Mail
from mockfactory import MockFactory, calls_to, verify, when
from mockfactory.faults import (
    delays,
    disconnects,
    drops,
    hangs,
    in_sequence,
    inject,
    partially,
    passes,
    raises,
    returns,
    virtual_clock,
)
from mockfactory.realtime import EventContract, Inbox
from mockfactory.realtime.in_memory.pipe import Closing
from tests.examples.houses import RECIPIENTS, House, Office

QUESTION = "What did we sell?"
DONE = {"total": 42, "mailed": list(RECIPIENTS)}
CONTRACT = EventContract(main_agent="supervisor")


async def whole_run(inbox: Inbox) -> None:
    """Wait until the end of the run has come."""
    await inbox.until(
        lambda event: event.type in ("agent_completed", "agent_error") and event.agent_name == "supervisor"
    )


@pytest.mark.asyncio
async def test_a_bridge_that_raises_is_tried_again(
    house: House, context: UserExecutionContext, mock_factory: MockFactory
) -> None:
    inbox = await house.listen(context)
    bridge = inject(house.bridge, notify_agent_started=raises(ConnectionError("down")).on_call(2, 3))

    outcome = await Office(mock_factory, bridge).supervisor().handle(QUESTION, context)

    assert outcome.state == "completed"
    assert outcome.answer == DONE
    await whole_run(inbox)
    CONTRACT.check(inbox.received).assert_holds()


@pytest.mark.asyncio
async def test_a_bridge_that_goes_on_raising_degrades_the_run(
    house: House, context: UserExecutionContext, mock_factory: MockFactory
) -> None:
    inbox = await house.listen(context)
    bridge = inject(house.bridge, notify_agent_thinking=raises(ConnectionError("down")))

    outcome = await Office(mock_factory, bridge).supervisor().handle(QUESTION, context)

    assert outcome.state == "degraded"
    assert outcome.answer == DONE
    assert outcome.troubles == ("untold: supervisor thinking", "untold: triage thinking")
    await whole_run(inbox)
    report = CONTRACT.check(inbox.received)
    assert [failure.expected for failure in report.failures] == ["agent_thinking"]


@pytest.mark.asyncio
async def test_a_bridge_that_does_not_deliver_degrades_the_run(
    house: House, context: UserExecutionContext, mock_factory: MockFactory
) -> None:
    await house.listen(context)
    bridge = inject(house.bridge, notify_tool_completed=returns(False).on_call(1))

    outcome = await Office(mock_factory, bridge).supervisor().handle(QUESTION, context)

    assert outcome.state == "degraded"
    assert outcome.troubles == ("untold: sales completed",)


@pytest.mark.asyncio
async def test_what_is_lost_on_the_way_is_reported_by_the_contract(
    closed_house: House, context: UserExecutionContext, mock_factory: MockFactory
) -> None:
    await closed_house.open(to_clients=drops().given(type="tool_completed", tool_name="sales"))
    inbox = await closed_house.listen(context)

    outcome = await Office(mock_factory, closed_house.bridge).supervisor().handle(QUESTION, context)

    assert outcome.state == "completed"
    await whole_run(inbox)
    (failure,) = CONTRACT.check(inbox.received).failures
    assert failure.kind == "missing"
    assert failure.expected == "tool_completed with the tool_call_id 'req_a_admin.data.1.sales.1'"


@pytest.mark.asyncio
async def test_a_tool_that_takes_too_long_is_asked_again(
    house: House, context: UserExecutionContext, mock_factory: MockFactory
) -> None:
    inbox = await house.listen(context)
    office = Office(mock_factory, house.bridge)
    when(office.sales.execute).fails(delays(3600).until_call(2))

    with virtual_clock() as clock:
        outcome = await office.supervisor().handle(QUESTION, context)
        assert 23 <= clock.elapsed < 24  # twice ten seconds, and waits of one and two

    assert outcome.state == "completed"
    assert outcome.troubles == ("retried: sales", "retried: sales")
    verify(office.sales.execute).times(3)
    await whole_run(inbox)
    CONTRACT.check(inbox.received).assert_holds()


@pytest.mark.asyncio
async def test_a_tool_that_never_answers_is_reported(
    house: House, context: UserExecutionContext, mock_factory: MockFactory
) -> None:
    inbox = await house.listen(context)
    office = Office(mock_factory, house.bridge)
    when(office.sales.execute).fails(hangs())

    outcome = await office.supervisor().handle(QUESTION, context)

    assert outcome.state == "failed"
    assert outcome.answer is None
    await whole_run(inbox)
    EventContract(required=("agent_started", "tool_executing", "agent_error"), main_agent="supervisor").check(
        inbox.received
    ).assert_holds()
    errors = [event for event in inbox.received if '"agent_error"' in str(event.content)]
    assert len(errors) == 2
    assert all("sales did not answer, 3 times" in str(event.content) for event in errors)
    verify(office.mail.execute).never()


@pytest.mark.asyncio
async def test_a_model_that_hangs_is_guessed_for(
    house: House, context: UserExecutionContext, mock_factory: MockFactory
) -> None:
    inbox = await house.listen(context)
    office = Office(mock_factory, house.bridge, route="data")
    when(office.llm.complete).fails(hangs())

    outcome = await office.supervisor().handle(QUESTION, context)

    assert outcome.state == "degraded"
    assert outcome.answer == DONE
    assert outcome.troubles == ("guessed: what is wanted",)
    await whole_run(inbox)
    CONTRACT.check(inbox.received).assert_holds()


@pytest.mark.asyncio
async def test_who_was_left_out_by_a_tool_is_tried_again(
    house: House, context: UserExecutionContext, mock_factory: MockFactory
) -> None:
    inbox = await house.listen(context)
    office = Office(mock_factory, house.bridge)
    when(office.mail.execute).returns([RECIPIENTS[0]], [RECIPIENTS[1]])

    outcome = await office.supervisor().handle(QUESTION, context)

    assert outcome.state == "completed"
    assert outcome.answer == DONE
    assert outcome.troubles == (f"retried: mail to {RECIPIENTS[1]}",)
    assert [call.arguments["parameters"] for call in calls_to(office.mail.execute)] == [
        {"text": f"{QUESTION} 42 euros.", "to": RECIPIENTS},
        {"text": f"{QUESTION} 42 euros.", "to": RECIPIENTS[1:]},
    ]
    await whole_run(inbox)
    CONTRACT.check(inbox.received).assert_holds()


@pytest.mark.asyncio
async def test_a_tool_that_does_half_of_it_each_time_degrades_the_run(
    house: House, context: UserExecutionContext, mock_factory: MockFactory
) -> None:
    await house.listen(context)
    office = Office(mock_factory, house.bridge)
    when(office.mail.execute).fails(partially(0.5))

    outcome = await office.supervisor().handle(QUESTION, context)

    assert outcome.state == "degraded"
    assert outcome.troubles == (f"retried: mail to {RECIPIENTS[1]}", f"undone: mail to {RECIPIENTS[1]}")


@pytest.mark.asyncio
async def test_a_connection_that_is_reset_resumes_where_it_was(
    closed_house: House, context: UserExecutionContext, mock_factory: MockFactory
) -> None:
    await closed_house.open(to_clients=disconnects(1006).on_call(5))
    inbox = await closed_house.listen(context)

    outcome = await Office(mock_factory, closed_house.bridge).supervisor().handle(QUESTION, context)

    assert outcome.state == "degraded"
    assert outcome.answer == DONE
    assert all(trouble.startswith("untold: ") for trouble in outcome.troubles)
    before = [event async for event in inbox]
    assert inbox.closing == Closing(1006, "")
    assert len(before) == 4
    assert closed_house.bridge.health().status == "degraded"

    back = await closed_house.listen(context, resume_after=before[-1].id)

    await whole_run(back)
    CONTRACT.check([*inbox.received, *back.received]).assert_holds()
    assert closed_house.bridge.health().status == "healthy"


@pytest.mark.asyncio
async def test_all_at_once_ends_as_well(house: House, context: UserExecutionContext, mock_factory: MockFactory) -> None:
    inbox = await house.listen(context)
    bridge = inject(house.bridge, notify_agent_completed=raises(ConnectionError("down")).every(2))
    office = Office(mock_factory, bridge)
    when(office.llm.complete).fails(in_sequence(hangs(), passes()))
    when(office.sales.execute).fails(in_sequence(raises(ConnectionError("gone")), delays(60), passes()))
    office.mail = inject(Mail(), execute=partially(0.5).on_call(1))

    with virtual_clock() as clock:
        outcome = await office.supervisor().handle(QUESTION, context)
        assert clock.elapsed > 30

    assert outcome.state == "degraded"
    assert outcome.answer == DONE
    assert outcome.troubles == (
        "guessed: what is wanted",
        "retried: sales",
        "retried: sales",
        f"retried: mail to {RECIPIENTS[1]}",
    )
    await whole_run(inbox)
    CONTRACT.check(inbox.received).assert_holds()
