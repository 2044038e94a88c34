"""Several things that belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Unpack

from mockfactory.suite.people import People
from mockfactory.suite.senders import Senders
from mockfactory.suite.workers import Workers

if TYPE_CHECKING:
    from builders.domain.models.identity import Tenant, User
    from mockfactory.faults.plans.plan import FaultPlan
    from mockfactory.realtime.interfaces.bridge import AgentWebSocketBridge
    from mockfactory.realtime.interfaces.emitter import WebSocketEmitter
    from mockfactory.suite.fields import SuiteFields
    from mockfactory.suite.mock_suite import MockSuite


class Together(People, Senders, Workers):
    """All of a suite, one by one or as a whole."""

    def create_mock_suite(self, **said: Unpack[SuiteFields]) -> MockSuite:
        """Make what belongs together: one user, one run of theirs, one bridge that knows the run, and all that works.

        What `wire` and `call` make uses it where it is bound: `factory.bind(AgentWebSocketBridge, to=suite.bridge)`.

        Args:
            user: whose run it is; a new one where there is none.
            tenant: the user's; a new one where there is none. It has to be given with a user whose tenant this factory
                did not make.
            should_fail: as for `create_mock_agent_websocket_bridge`; of the bridge alone.
            implementation: of the bridge and of the emitter.

        Raises:
            MisuseError: user and tenant do not fit each other, the tenant is not known, or something else is said.

        Example:
            >>> from mockfactory import MockFactory
            >>> suite = MockFactory(seed=1).create_mock_suite()
            >>> suite.emitter.user_id == suite.user.id == suite.registration.user_id
            True
            >>> suite.registration.run_id == suite.execution_context.run_id
            True
        """
        __tracebackhide__ = True
        from builders.domain.models.identity import Tenant, User
        from mockfactory.suite.mock_suite import MockSuite
        from mockfactory.suite.own_classes import Settable, settled

        settled(
            "create_mock_suite",
            said,
            takes_class=False,
            user=Settable(None, User | None),
            tenant=Settable(None, Tenant | None),
            should_fail=Settable(False, object),
            implementation=Settable("double", object),
        )
        user, tenant = said.get("user"), said.get("tenant")
        should_fail, implementation = said.get("should_fail", False), said.get("implementation", "double")
        tenant = self._tenant_of(user) if tenant is None else tenant
        user = self.create_mock_user(tenant=tenant) if user is None else user
        database_session = self.create_mock_database_session()
        context = self.create_mock_user_context(user=user, tenant=tenant, db_session=database_session)
        bridge, emitter = self._sending(user, should_fail, implementation)
        configuration = self.create_mock_configuration()
        llm_manager = self.create_mock_llm_manager([configuration.llm_model])
        registration = bridge.register_run(context)
        self._workshop.tools.real(registration, type(registration), "the bridge gave it")
        return MockSuite(
            tenant=tenant,
            user=user,
            context=context,
            execution_context=self.create_mock_execution_context(of=context),
            registration=registration,
            bridge=bridge,
            emitter=emitter,
            agent=self.create_mock_agent(),
            tool=self.create_mock_tool(),
            llm_client=llm_manager.client(configuration.llm_model),
            llm_manager=llm_manager,
            configuration=configuration,
            database_session=database_session,
            websocket=self.create_mock_websocket(),
            websocket_manager=self.create_mock_websocket_manager(),
        )

    def _tenant_of(self, user: User | None) -> Tenant:
        """The tenant of a user, as far as it is known; a new one for a new user."""
        __tracebackhide__ = True
        if user is None:
            return self.create_mock_tenant()
        from mockfactory.suite.making_people import known_tenant

        return known_tenant(user, self._tenants, "create_mock_suite")

    def _sending(
        self, user: User, should_fail: bool | FaultPlan, implementation: Literal["double", "in_memory"]
    ) -> tuple[AgentWebSocketBridge, WebSocketEmitter]:
        __tracebackhide__ = True
        if implementation == "in_memory":
            return (
                self.create_mock_agent_websocket_bridge(should_fail=should_fail, implementation="in_memory"),
                self.create_mock_websocket_emitter(user_id=user.id, implementation="in_memory"),
            )
        return (
            self.create_mock_agent_websocket_bridge(should_fail=should_fail, implementation=implementation),
            self.create_mock_websocket_emitter(user_id=user.id),
        )
