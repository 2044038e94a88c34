"""Of whom a user or a context tells."""

from __future__ import annotations

from builders.domain.models.context import UserExecutionContext
from builders.domain.models.identity import User
from mockfactory.realtime.options.kinds import of_kind


def ids_of(user: User | UserExecutionContext) -> tuple[str, str, str | None]:
    """The ids of the user, of the tenant, and of the client if there is one.

    Raises:
        OptionError: it is neither a user nor a context.
    """
    __tracebackhide__ = True
    of_kind("user", user, (User, UserExecutionContext), "a User or a UserExecutionContext")
    if isinstance(user, User):
        return user.id, user.tenant_id, None
    return user.user_id, user.tenant.id, user.websocket_client_id


def check_context(context: object) -> None:
    """See that something is a context.

    Raises:
        OptionError: it is not.
    """
    __tracebackhide__ = True
    of_kind("user_context", context, UserExecutionContext, "a UserExecutionContext")
