"""On whose behalf something runs: passed down every call of a multi-tenant service, and never changed on the way."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Final, Self

from pydantic import Field, field_validator, model_validator

from builders.domain.models.data import Data, jsonable
from builders.domain.models.entity import Entity, Instant
from builders.domain.models.frozen import FrozenDict
from builders.domain.models.identifiers import Identifier, thread_of
from builders.domain.models.identity import Tenant
from builders.seed.mixing import key_of
from builders.seed.namespaces import HERE

_LONG: Final = 120
_OPERATION: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_STEP: Final = dt.timedelta(milliseconds=1)


class UserExecutionContext(Entity):
    """The user, thread, run and request that work is done for.

    It is frozen, and so is all data in it: a copy is made of what is given, and nothing that one context holds can be
    changed through another. The one exception is `db_session`, which is an object of the outside; `check_isolated`
    tells whether two contexts share it, or anything else.

    Attributes:
        user_id: for whom.
        thread_id: the conversation that it belongs to.
        run_id: the run of that thread, `run_<thread>_<number>`: a run of another thread is refused.
        request_id: this step of the run; another one for each child.
        websocket_client_id: where events for the user go; `None`: nobody listens.
        tenant: whose data may be seen.
        db_session: the session to use; it is no part of `to_dict` or of the representation.
        agent_context: data for the agents, JSON-like, frozen.
        audit_metadata: data for the audit trail, JSON-like, frozen.
        created_at: when the request came.
        operation_depth: 0 for the request of the user, one more for each child.
        parent_request_id: the request that this is a part of; `None` exactly at depth 0.

    Example:
        >>> acme = Tenant(
        ...     id="tenant_acme", slug="acme", name="Acme", domain="acme.example", plan="pro",
        ...     created_at=dt.datetime(2024, 5, 1, tzinfo=dt.UTC),
        ... )
        >>> context = UserExecutionContext(
        ...     user_id="user_ada", thread_id="thread_42", run_id="run_thread_42_1", request_id="req_7f3a", tenant=acme,
        ...     created_at=dt.datetime(2024, 5, 2, tzinfo=dt.UTC),
        ... )
        >>> child = context.create_child_context("search")
        >>> child.request_id, child.operation_depth, child.parent_request_id
        ('req_7f3a.search.1', 1, 'req_7f3a')
    """

    user_id: Identifier
    thread_id: Identifier
    run_id: Identifier
    request_id: Identifier
    websocket_client_id: Identifier | None = None
    tenant: Tenant
    db_session: object | None = Field(default=None, exclude=True, repr=False)
    agent_context: Data = FrozenDict[str, object]()
    audit_metadata: Data = FrozenDict[str, object]()
    created_at: Instant
    operation_depth: int = Field(default=0, ge=0)
    parent_request_id: Identifier | None = None

    @field_validator("db_session")
    @classmethod
    def _is_an_object(cls, session: object) -> object:
        if isinstance(session, str | bytes | int | float | Mapping | list | tuple):
            raise ValueError(f"a session is needed, and {session!r} is only data")
        return session

    @model_validator(mode="after")
    def _belongs_together(self) -> Self:
        thread = thread_of(self.run_id)
        if thread != self.thread_id:
            raise ValueError(
                f"run_id {self.run_id!r} belongs to the thread {thread!r}, not to {self.thread_id!r}:"
                f" the runs of that one are 'run_{self.thread_id}_1', 'run_{self.thread_id}_2', ..."
            )
        if (self.operation_depth == 0) != (self.parent_request_id is None):
            has = "has no parent_request_id" if self.parent_request_id is None else "has a parent_request_id"
            raise ValueError(
                f"a context at operation_depth {self.operation_depth} {has}: use create_child_context for a child"
            )
        if self.parent_request_id == self.request_id:
            raise ValueError(f"request_id {self.request_id!r} is its own parent")
        if self.created_at < self.tenant.created_at:
            raise ValueError(f"created_at is before there was the tenant {self.tenant.id!r} (tenant.created_at)")
        return self

    def create_child_context(
        self,
        operation: str,
        *,
        agent_context: Mapping[str, object] | None = None,
        audit_metadata: Mapping[str, object] | None = None,
    ) -> Self:
        """The context of a step within this one: the same user, thread, run, tenant and session; a request of its own.

        The new request id is this one's, the operation, and how many times that was asked for from this request in this
        test (`req_7f3a.search.1`): the same on each run, in whatever order concurrent steps begin. Where that gets
        long, the front of it is a hash.

        Args:
            operation: what the step does: letters, digits, `_` and `-`. It is kept as `audit_metadata["operation"]`.
            agent_context: data to add; an entry of the same key is replaced, in the child alone.
            audit_metadata: the same for the audit trail.

        Raises:
            ValueError: the operation is no name, or the data can't be kept.

        Example:
            >>> from builders.domain import seed_tenants
            >>> context = seed_tenants().context("admin", of="a")
            >>> child = context.create_child_context("search", agent_context={"query": "tea"})
            >>> child.agent_context["query"], "query" in context.agent_context
            ('tea', False)
        """
        if not _OPERATION.fullmatch(operation):
            raise ValueError(f"operation {operation!r} is no name: use up to 64 letters, digits, '_' and '-'")
        path = f"{_shortened(self.request_id)}.{operation}"
        # Counted in the test's namespace, and apart for each request and operation: tasks that run side by side
        # do not move each other's numbers.
        number = HERE.namespace.count_of(f"{type(self).__qualname__}.create_child_context {path}").next_index() + 1
        return self.changed(
            request_id=f"{path}.{number}",
            parent_request_id=self.request_id,
            operation_depth=self.operation_depth + 1,
            created_at=self.created_at + _STEP * number,
            agent_context={**self.agent_context, **(agent_context or {})},
            audit_metadata={**self.audit_metadata, **(audit_metadata or {}), "operation": operation},
        )

    def with_db_session(self, session: object) -> Self:
        """The same context with a database session.

        Raises:
            ValueError: it is `None`, or data.
        """
        if session is None:
            raise ValueError("a session is needed, and None is none")
        return self.changed(db_session=session)

    def with_websocket_connection(self, client_id: str) -> Self:
        """The same context, with the WebSocket client that its events go to.

        Raises:
            ValueError: the id is empty or a placeholder.
        """
        return self.changed(websocket_client_id=client_id)

    def to_dict(self) -> dict[str, object]:
        """A JSON-able copy, without the session. `UserExecutionContext.model_validate` reads it again.

        Example:
            >>> import json
            >>> from builders.domain import seed_tenants
            >>> context = seed_tenants().context("admin", of="a")
            >>> json.loads(json.dumps(context.to_dict()))["user_id"]
            'user_a_admin'
        """
        data = {"agent_context", "audit_metadata"}
        return {
            name: jsonable(getattr(self, name)) if name in data else value
            for name, value in self.model_dump(mode="json").items()
        }


def _shortened(request_id: str) -> str:
    """A request id that leaves room for more behind it; another one for each."""
    if len(request_id) <= _LONG:
        return request_id
    return f"req_{key_of(0, 'request', request_id):016x}"
