"""How real tenants, users and contexts are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, cast

from builders.domain.models.context import UserExecutionContext
from builders.domain.models.identifiers import thread_of
from builders.domain.models.identity import Tenant, User
from builders.domain.models.isolation import check_isolated
from builders.domain.recipes.context import contexts
from builders.domain.recipes.identity import tenants, users
from builders.domain.recipes.seeding import seed_tenants
from mockfactory.factory.making.workshop import Workshop
from mockfactory.suite.own_classes import Settable, check_own, settled
from mockfactory.suite.real_objects import as_own, built, known_as_real, told_of_refusal
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.text import report

_TENANT: Final = "create_mock_tenant"
_USER: Final = "create_mock_user"
_CONTEXT: Final = "create_mock_user_context"
_STEP: Final = "create_mock_execution_context"
ISOLATED: Final = "create_mock_isolated_execution_context"


def made_tenant(workshop: Workshop, cls: type[Tenant] | None, given: Mapping[str, object]) -> Tenant:
    """A tenant."""
    __tracebackhide__ = True
    own, fields = _apart(Tenant, cls, given, _TENANT)
    tenant: Tenant = built(workshop, tenants, _TENANT, fields)
    if cls is not None:
        tenant = as_own(tenant, cls, own, _TENANT)
    return known_as_real(workshop, tenant, Tenant, "it is built by builders.domain.tenants")


def made_user(workshop: Workshop, cls: type[User] | None, given: Mapping[str, object]) -> User:
    """A user."""
    __tracebackhide__ = True
    own, fields = _apart(User, cls, given, _USER, "tenant")
    tenant, tenant_id = fields.get("tenant"), fields.get("tenant_id")
    if isinstance(tenant, Tenant) and tenant_id not in (None, tenant.id):
        because = f"tenant is {tenant.id!r}, and tenant_id is {tenant_id!r}"
        raise MisuseError(report(f"{_USER}() is given two tenants.", because=because, write="one of the two alone"))
    user: User = built(workshop, users, _USER, fields)
    if cls is not None:
        user = as_own(user, cls, own, _USER)
    return known_as_real(workshop, user, User, "it is built by builders.domain.users")


def made_tenant_user(workshop: Workshop, tenant: object, asked: str) -> User:
    """A user of a tenant.

    Raises:
        MisuseError: it is none; the message names what was asked.
    """
    __tracebackhide__ = True
    user: User = built(workshop, users, asked, {"tenant": tenant})
    return known_as_real(workshop, user, User, "it is built by builders.domain.users")


def made_context(
    workshop: Workshop,
    cls: type[UserExecutionContext] | None,
    given: Mapping[str, object],
    known: Mapping[str, Tenant],
    asked: str,
) -> UserExecutionContext:
    """A context of a request.

    Args:
        workshop: where it counts.
        cls: a subclass that it is to be of.
        given: fields.
        known: the tenants that the factory has seen, by id.
        asked: the method that it was asked of, for messages.
    """
    __tracebackhide__ = True
    own, fields = _apart(UserExecutionContext, cls, given, asked, "user")
    user, run_id = fields.get("user"), fields.get("run_id")
    user = _seeded_user(fields.get("user_id")) if user is None else user
    if isinstance(user, User) and "tenant" not in fields:
        fields["tenant"] = known_tenant(user, known, asked)
    if isinstance(run_id, str):
        fields["thread_id"] = _thread_of(run_id, fields.get("thread_id"), asked)
    context: UserExecutionContext = built(workshop, contexts, asked, fields, "websocket")
    if cls is not None:
        context = as_own(context, cls, own, asked)
    return known_as_real(workshop, context, UserExecutionContext, "it is built by builders.domain.contexts")


def _seeded_user(user_id: object) -> User | None:
    """The seeded user of an id: its tenant is known, though no more than the id was said."""
    return next((user for user in seed_tenants().users if user.id == user_id), None)


def known_tenant(user: User, known: Mapping[str, Tenant], asked: str) -> Tenant:
    """The tenant of a user: one that this factory has seen, or a seeded one.

    Raises:
        MisuseError: it is neither; only its id is known.
    """
    __tracebackhide__ = True
    for tenant in (*known.values(), *seed_tenants().tenants):
        if tenant.id == user.tenant_id:
            return tenant
    raise MisuseError(
        report(
            f"{asked}(user=...) is given a user of a tenant of which only the id is known: {user.tenant_id!r}.",
            write=f"{asked}(user=user, tenant=tenant)",
        )
    )


def _thread_of(run_id: str, thread_id: object, asked: str) -> str:
    """The thread of a run, which has to be the one that is given."""
    __tracebackhide__ = True
    try:
        thread = thread_of(run_id)
    except ValueError as error:
        raise MisuseError(report(f"{asked}() takes the id of a run.", because=f"run_id: {error}")) from None
    if thread_id not in (None, thread):
        raise MisuseError(
            report(
                f"{asked}() is given a run of another thread.",
                because=f"run_id {run_id!r} is a run of the thread {thread!r}, and thread_id is {thread_id!r}",
                write="one of the two alone",
            )
        )
    return thread


def said_of_step(given: Mapping[str, object]) -> Mapping[str, object]:
    """What was said of a step.

    Raises:
        MisuseError: something was said that nobody knows, or is of the wrong type.
    """
    __tracebackhide__ = True
    return settled(
        _STEP,
        given,
        takes_class=False,
        of=Settable(None, UserExecutionContext | None),
        operation=Settable("agent", str),
        db_session=Settable(None, object),
        agent_context=Settable(None, Mapping[str, object] | None),
    )


def made_step(workshop: Workshop, request: UserExecutionContext, said: Mapping[str, object]) -> UserExecutionContext:
    """A child of a context."""
    __tracebackhide__ = True
    agent_context = cast("Mapping[str, object] | None", said["agent_context"])
    try:
        step = request.create_child_context(cast("str", said["operation"]), agent_context=agent_context)
        step = step if said["db_session"] is None else step.with_db_session(said["db_session"])
    except ValueError as error:
        because = told_of_refusal(type(request), error)
        raise MisuseError(report(f"{_STEP}() can't make a child context of what was given.", because=because)) from None
    return known_as_real(workshop, step, UserExecutionContext, f"it is a child of {request.request_id}")


def check_apart(context: UserExecutionContext, others: Iterable[UserExecutionContext]) -> None:
    """Look whether a context has nothing to do with others.

    Raises:
        NotIsolated: something that can change is in both.
        MisuseError: they are of one user, tenant or run.
    """
    __tracebackhide__ = True
    for other in others:
        for name, mine, theirs in (
            ("user_id", context.user_id, other.user_id),
            ("tenant", context.tenant.id, other.tenant.id),
            ("run_id", context.run_id, other.run_id),
        ):
            if mine == theirs:
                raise MisuseError(
                    report(
                        f"{ISOLATED}() is given a {name} that another context of this factory has: {mine!r}.",
                        write=f"another {name}, or none; or create_mock_user_context() for one that is not apart",
                    )
                )
        check_isolated(other, context)


def _apart(
    model: type[Tenant | User | UserExecutionContext],
    cls: object,
    given: Mapping[str, object],
    asked: str,
    *options: str,
) -> tuple[dict[str, object], dict[str, object]]:
    """The fields that only a class of the user's own has, and those that the builder knows."""
    __tracebackhide__ = True
    if cls is None:
        return {}, dict(given)
    check_own(cls, model, asked)
    known = {*model.model_fields, *options}
    return (
        {name: value for name, value in given.items() if name not in known},
        {name: value for name, value in given.items() if name in known},
    )
