"""The supervisor where all goes well, over all three bridges."""

from __future__ import annotations

import asyncio

import pytest

from builders.domain import UserExecutionContext, check_isolated, seed_tenants
from docs.examples.supervisor.agents import Action, Data, Triage
from docs.examples.supervisor.supervisor import Outcome, Supervisor
from docs.examples.supervisor.tools import Mail, Sales
from mockfactory import MockFactory, any_, calls_to, verify, when
from mockfactory.interfaces import Agent, Tool
from mockfactory.realtime import EventContract
from mockfactory.suite.own_classes import check_own
from tests.examples.houses import RECIPIENTS, House, Office

QUESTION = "What did we sell?"


@pytest.mark.asyncio
async def test_a_question_is_answered_and_its_events_keep_the_contract(
    house: House, context: UserExecutionContext, mock_factory: MockFactory
) -> None:
    inbox = await house.listen(context)
    office = Office(mock_factory, house.bridge)

    outcome = await office.supervisor().handle(QUESTION, context)

    assert outcome == Outcome("completed", {"total": 42, "mailed": list(RECIPIENTS)})
    events = await inbox.until(lambda event: event.type == "agent_completed" and event.agent_name == "supervisor")
    assert [event.agent_name for event in events if event.type == "agent_started"] == [
        "supervisor",
        "triage",
        "data",
        "action",
    ]
    EventContract(main_agent="supervisor").check(
        inbox.received, runs=[context.run_id], user_id=context.user_id
    ).assert_holds()
    verify(
        lambda: office.mail.execute({"text": f"{QUESTION} 42 euros.", "to": RECIPIENTS}, any_(UserExecutionContext))
    ).once()


@pytest.mark.asyncio
async def test_a_question_about_data_alone_mails_nobody(
    house: House, context: UserExecutionContext, mock_factory: MockFactory
) -> None:
    await house.listen(context)
    office = Office(mock_factory, house.bridge, route="data")

    assert await office.supervisor().handle(QUESTION, context) == Outcome("completed", {"total": 42})
    verify(office.mail.execute).never()


@pytest.mark.asyncio
async def test_the_context_survives_each_hand_off(
    house: House, context: UserExecutionContext, mock_factory: MockFactory
) -> None:
    await house.listen(context)
    session = mock_factory.create_mock_database_session()
    request = context.with_db_session(session)
    triage = mock_factory.create_mock_agent("triage", result="action")
    office = Office(mock_factory, house.bridge)
    supervisor = Supervisor(
        triage,
        Data(office.sales, office.reporter),
        Action(office.mail, RECIPIENTS, office.reporter),
        office.reporter,
    )

    await supervisor.handle(QUESTION, request)

    calls = (*calls_to(triage.run), *calls_to(office.sales.execute), *calls_to(office.mail.execute))
    seen = [step for call in calls if isinstance(step := call.arguments["context"], UserExecutionContext)]
    assert [step.operation_depth for step in seen] == [1, 2, 2]
    assert [step.audit_metadata["operation"] for step in seen] == ["triage", "sales", "mail"]
    for step in seen:
        assert (step.user_id, step.tenant, step.run_id, step.thread_id, step.websocket_client_id, step.db_session) == (
            context.user_id,
            context.tenant,
            context.run_id,
            context.thread_id,
            context.websocket_client_id,
            session,
        )
    assert len({step.request_id for step in seen} | {context.request_id}) == 4
    check_isolated(*seen, sharing=[session])


@pytest.mark.asyncio
async def test_two_users_at_once_hear_of_their_own_runs_only(house: House, mock_factory: MockFactory) -> None:
    contexts = [seed_tenants().context("admin", of="a"), seed_tenants().context("admin", of="b")]
    inboxes = [await house.listen(context) for context in contexts]
    supervisor = Office(mock_factory, house.bridge).supervisor()

    outcomes = await asyncio.gather(*(supervisor.handle(QUESTION, context) for context in contexts))

    assert [outcome.state for outcome in outcomes] == ["completed", "completed"]
    for context, inbox in zip(contexts, inboxes, strict=True):
        await inbox.until(lambda event: event.type == "agent_completed" and event.agent_name == "supervisor")
        EventContract(main_agent="supervisor").check(
            inbox.received, runs=[context.run_id], user_id=context.user_id
        ).assert_holds()


@pytest.mark.asyncio
async def test_the_real_tools_see_their_own_tenant_only(mock_factory: MockFactory) -> None:
    one, other = mock_factory.create_mock_user_context(), mock_factory.create_mock_isolated_execution_context()
    sales = Sales({one.tenant.id: [1, 2], other.tenant.id: [3]})

    assert await sales.execute({}, one) == [1, 2]
    assert await sales.execute({"tenant": one.tenant.id}, other) == [3]
    mail = Mail()
    assert await mail.execute({"text": "Hi", "to": ["ada@acorn.example"]}, one) == mail.sent


@pytest.mark.parametrize("cls", [Triage, Data, Action])
def test_the_agents_are_agents(cls: type[Agent]) -> None:
    check_own(cls, Agent, "test")


@pytest.mark.parametrize("cls", [Sales, Mail])
def test_the_tools_are_tools(cls: type[Tool]) -> None:
    check_own(cls, Tool, "test")


@pytest.mark.asyncio
async def test_it_is_wired_over_doubles_of_the_interfaces(mock_factory: MockFactory) -> None:
    suite = mock_factory.create_mock_suite()
    when(suite.llm_client.complete).raises(ConnectionError("no model"))
    office = Office(mock_factory, suite.bridge)
    office.llm = suite.llm_client

    outcome = await office.supervisor().handle(QUESTION, suite.context)

    assert outcome.state == "degraded"
    assert outcome.troubles == ("guessed: what is wanted",)
