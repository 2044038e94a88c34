"""What belongs together."""

from __future__ import annotations

import asyncio
import dataclasses

import pytest

from builders.domain import check_isolated, seed_tenants, tenants, users
from mockfactory import MisuseError, MockFactory, Session
from mockfactory.faults import returns
from mockfactory.interfaces import LLMClient
from mockfactory.realtime import AgentWebSocketBridge, InMemoryAgentWebSocketBridge


def test_a_suite_is_of_one_user_one_run_and_one_bridge(mock_factory: MockFactory) -> None:
    suite = mock_factory.create_mock_suite()

    assert suite.user.tenant_id == suite.tenant.id == suite.registration.tenant_id
    assert suite.context.user_id == suite.user.id == suite.emitter.user_id == suite.registration.user_id
    assert suite.context.run_id == suite.execution_context.run_id == suite.registration.run_id
    assert suite.bridge.registration_of(suite.context.run_id) == suite.registration
    assert suite.context.db_session is suite.execution_context.db_session is suite.database_session
    assert suite.llm_manager.client() is suite.llm_client
    assert suite.llm_client.model == suite.configuration.llm_model
    with pytest.raises(dataclasses.FrozenInstanceError):
        suite.bridge = suite.bridge  # type: ignore[misc]


@pytest.mark.asyncio
async def test_events_of_its_run_reach_its_user(mock_factory: MockFactory) -> None:
    suite = mock_factory.create_mock_suite()
    assert await suite.bridge.notify_agent_started(suite.context.run_id, suite.agent.name)
    assert suite.bridge.connection_state(suite.user.id) == "connected"


def test_of_all_it_is_known_what_is_real(mock_factory: MockFactory) -> None:
    suite = mock_factory.create_mock_suite()
    kinds = {
        field.name: mock_factory.provenance(getattr(suite, field.name)).kind for field in dataclasses.fields(suite)
    }
    assert {name for name, kind in kinds.items() if kind == "real"} == {
        "tenant",
        "user",
        "context",
        "execution_context",
        "registration",
        "configuration",
    }
    assert set(kinds.values()) == {"real", "double"}


def test_a_suite_in_memory(mock_factory: MockFactory) -> None:
    suite = mock_factory.create_mock_suite(implementation="in_memory")
    assert isinstance(suite.bridge, InMemoryAgentWebSocketBridge)
    assert mock_factory.provenance(suite.bridge).kind == mock_factory.provenance(suite.emitter).kind == "real"


@pytest.mark.asyncio
async def test_a_suite_whose_bridge_fails(mock_factory: MockFactory) -> None:
    suite = mock_factory.create_mock_suite(should_fail=True)
    assert not await suite.bridge.notify_agent_started(suite.context.run_id, "triage")
    planned = mock_factory.create_mock_suite(should_fail=returns(False).on_call(1))
    assert [await planned.bridge.notify_agent_started(planned.context.run_id, name) for name in ("a", "b")] == [
        False,
        True,
    ]


def test_a_suite_for_a_user_who_is_there_already(mock_factory: MockFactory) -> None:
    seeded = seed_tenants()
    suite = mock_factory.create_mock_suite(user=seeded.user("viewer", of="a"))
    assert (suite.user, suite.tenant) == (seeded.user("viewer", of="a"), seeded.tenant("a"))
    tenant = tenants.build()
    user = users.build(tenant=tenant)
    assert mock_factory.create_mock_suite(user=user, tenant=tenant).tenant == tenant
    with pytest.raises(MisuseError, match=r"write: +create_mock_suite\(user=user, tenant=tenant\)"):
        MockFactory().create_mock_suite(user=user)
    with pytest.raises(MisuseError, match="tenant"):
        mock_factory.create_mock_suite(user=user, tenant=seeded.tenant("b"))


def test_two_suites_share_nothing(mock_factory: MockFactory) -> None:
    one, other = mock_factory.create_mock_suite(), mock_factory.create_mock_suite()
    check_isolated(one.context, other.context)
    assert one.user.id != other.user.id
    assert one.tenant.id != other.tenant.id
    assert one.bridge.registration_of(other.context.run_id) is None


def test_a_service_is_wired_with_it(mock_factory: MockFactory) -> None:
    class Service:
        def __init__(self, bridge: AgentWebSocketBridge, llm: LLMClient) -> None:
            self.bridge, self.llm = bridge, llm

    suite = mock_factory.create_mock_suite()
    mock_factory.bind(AgentWebSocketBridge, to=suite.bridge)
    mock_factory.bind(LLMClient, to=suite.llm_client)
    service = mock_factory.wire(Service)
    assert service.bridge is suite.bridge
    assert service.llm is suite.llm_client


def test_without_pytest_it_is_the_same() -> None:
    def ids(seed: int) -> tuple[str, ...]:
        with Session() as session:
            suite = MockFactory(session, seed=seed).create_mock_suite()
            asyncio.run(suite.bridge.notify_agent_started(suite.context.run_id, "triage"))
            return suite.user.id, suite.context.run_id, suite.tenant.id

    assert ids(1) == ids(1)
    assert ids(1) != ids(2)
