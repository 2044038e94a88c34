"""Real tenants, users and contexts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar, Unpack, overload

from mockfactory.suite.rooted import Rooted

if TYPE_CHECKING:
    from builders.domain.models.context import UserExecutionContext
    from builders.domain.models.identity import Tenant, User
    from mockfactory.suite.fields import ContextFields, TenantFields, UserFields

AnyTenant = TypeVar("AnyTenant", bound="Tenant")
AnyUser = TypeVar("AnyUser", bound="User")
AnyContext = TypeVar("AnyContext", bound="UserExecutionContext")


class People(Rooted):
    """What of a suite is real in every test: who it works for."""

    @overload
    def create_mock_tenant(self, **fields: Unpack[TenantFields]) -> Tenant: ...

    @overload
    def create_mock_tenant(self, *, cls: type[AnyTenant], **fields: object) -> AnyTenant: ...

    def create_mock_tenant(self, *, cls: type[Tenant] | None = None, **fields: object) -> Tenant:
        """Make a real tenant. What is not said is drawn, and fits.

        Args:
            cls: a subclass of `Tenant`, in its place.
            fields: of a `Tenant`, by name.

        Raises:
            MisuseError: a field is unknown or refused; the message names it.

        Example:
            >>> from mockfactory import MockFactory
            >>> MockFactory(seed=1).create_mock_tenant(plan="pro", id="tenant_acme").plan
            'pro'
        """
        __tracebackhide__ = True
        from mockfactory.suite.making_people import made_tenant

        tenant = made_tenant(self._workshop, cls, fields)
        self._tenants[tenant.id] = tenant
        return tenant

    @overload
    def create_mock_user(self, **fields: Unpack[UserFields]) -> User: ...

    @overload
    def create_mock_user(self, *, cls: type[AnyUser], **fields: object) -> AnyUser: ...

    def create_mock_user(self, *, cls: type[User] | None = None, **fields: object) -> User:
        """Make a real user. What is not said is drawn, and fits.

        Args:
            cls: a subclass of `User`, in its place.
            fields: of a `User`, by name; `tenant=` takes the tenant in the place of its id. The seeded tenant `a` where
                none is named.

        Raises:
            MisuseError: a field is unknown or refused, or two do not fit each other; the message names it.

        Example:
            >>> from mockfactory import MockFactory
            >>> factory = MockFactory(seed=1)
            >>> tenant = factory.create_mock_tenant()
            >>> factory.create_mock_user(tenant=tenant, role="admin").tenant_id == tenant.id
            True
        """
        __tracebackhide__ = True
        from builders.domain.models.identity import Tenant
        from mockfactory.suite.making_people import made_user

        user, tenant = made_user(self._workshop, cls, fields), fields.get("tenant")
        if isinstance(tenant, Tenant):
            self._tenants[tenant.id] = tenant
        return user

    @overload
    def create_mock_user_context(self, **fields: Unpack[ContextFields]) -> UserExecutionContext: ...

    @overload
    def create_mock_user_context(self, *, cls: type[AnyContext], **fields: object) -> AnyContext: ...

    def create_mock_user_context(
        self, *, cls: type[UserExecutionContext] | None = None, **fields: object
    ) -> UserExecutionContext:
        """Make a real context of a user's request. What is not said is drawn, and fits; each has a thread of its own.

        Args:
            cls: a subclass of `UserExecutionContext`, in its place.
            fields: of a `UserExecutionContext`, by name; `user=` takes the user in the place of the id. The seeded
                admin of the tenant `a` where nobody is named; the id of a seeded user alone names their tenant too.
                Without `websocket_client_id` there is one; `None` for a user who does not listen.

        Raises:
            MisuseError: a field is unknown or refused, or two do not fit each other; the message names it.

        Example:
            >>> from mockfactory import MisuseError, MockFactory
            >>> factory = MockFactory(seed=1)
            >>> context = factory.create_mock_user_context(run_id="run_thread_42_3", audit_metadata={"source": "web"})
            >>> context.thread_id, context.user_id
            ('thread_42', 'user_a_admin')
            >>> try:
            ...     factory.create_mock_user_context(user_id="None")
            ... except MisuseError as error:
            ...     print(error)
            create_mock_user_context() can't make a real one of what was given.
              because:  UserExecutionContext.user_id='None' is refused: ...'None' is a placeholder
              came:     user_id='None'
        """
        __tracebackhide__ = True
        return self._context(cls, fields, "create_mock_user_context")

    def _context(
        self, cls: type[UserExecutionContext] | None, fields: Mapping[str, object], asked: str
    ) -> UserExecutionContext:
        __tracebackhide__ = True
        from mockfactory.suite.making_people import made_context

        context = made_context(self._workshop, cls, fields, self._tenants, asked)
        self._contexts.append(context)
        self._tenants[context.tenant.id] = context.tenant
        return context

    @overload
    def create_mock_execution_context(
        self,
        *,
        of: AnyContext,
        operation: str = "agent",
        db_session: object = None,
        agent_context: Mapping[str, object] | None = None,
    ) -> AnyContext: ...

    @overload
    def create_mock_execution_context(
        self,
        *,
        of: None = None,
        operation: str = "agent",
        db_session: object = None,
        agent_context: Mapping[str, object] | None = None,
    ) -> UserExecutionContext: ...

    def create_mock_execution_context(
        self, *, of: UserExecutionContext | None = None, **said: object
    ) -> UserExecutionContext:
        """Make the real context in which one agent or tool works: a child of the context of a request.

        Args:
            of: the context of the request, or of the step around this one; a new one where there is none. The child is
                of the same class.
            operation: what the step does: letters, digits, `_` and `-`.
            db_session: the session to use; that of the request where there is none.
            agent_context: data for the agent, JSON-like.

        Raises:
            MisuseError: the operation is no name, or the data can't be kept.

        Example:
            >>> from mockfactory import MockFactory
            >>> factory = MockFactory(seed=1)
            >>> request = factory.create_mock_user_context()
            >>> step = factory.create_mock_execution_context(of=request, operation="triage")
            >>> step.run_id == request.run_id, step.operation_depth, step.parent_request_id == request.request_id
            (True, 1, True)
        """
        __tracebackhide__ = True
        from mockfactory.suite.making_people import made_step, said_of_step

        step = said_of_step({"of": of, **said})
        request = self.create_mock_user_context() if of is None else of
        context = made_step(self._workshop, request, step)
        self._contexts.append(context)
        return context

    @overload
    def create_mock_isolated_execution_context(self, **fields: Unpack[ContextFields]) -> UserExecutionContext: ...

    @overload
    def create_mock_isolated_execution_context(self, *, cls: type[AnyContext], **fields: object) -> AnyContext: ...

    def create_mock_isolated_execution_context(
        self, *, cls: type[UserExecutionContext] | None = None, **fields: object
    ) -> UserExecutionContext:
        """Make the real context of another user of another tenant, that shares nothing with those made before.

        Nothing that can change can be reached from it and from any other context of this factory: that is looked at.

        Args:
            cls: a subclass of `UserExecutionContext`, in its place.
            fields: as for `create_mock_user_context`.

        Raises:
            NotIsolated: something that was given is in another context too; the message says where.
            MisuseError: a field is unknown or refused, or the user, the tenant or the run is another context's.

        Example:
            >>> from mockfactory import MockFactory
            >>> factory = MockFactory(seed=1)
            >>> first, second = factory.create_mock_user_context(), factory.create_mock_isolated_execution_context()
            >>> first.user_id == second.user_id, first.tenant.id == second.tenant.id
            (False, False)
        """
        __tracebackhide__ = True
        from mockfactory.suite.making_people import ISOLATED, check_apart, made_tenant_user

        if "user" not in fields:
            tenant = fields.get("tenant") or self.create_mock_tenant()
            fields["tenant"] = tenant
            if "user_id" not in fields:
                fields["user"] = made_tenant_user(self._workshop, tenant, ISOLATED)
        before = list(self._contexts)
        context = self._context(cls, fields, ISOLATED)
        check_apart(context, before)
        return context
