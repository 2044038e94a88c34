"""Contexts to run in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from builders.builder import Builder
from builders.domain.models.context import UserExecutionContext
from builders.domain.models.identifiers import run_id_of
from builders.domain.models.identity import Tenant, User
from builders.domain.recipes.belonging import ADMIN, HOME, must_be_of, someone_of
from builders.domain.recipes.material import LATEST, Material, drawn_by
from builders.domain.recipes.seeding import seed_tenants
from builders.errors import InvalidOverride


@dataclass(frozen=True)
class ForUser:
    """An option: for whom the context is.

    Attributes:
        user: the seeded admin of `a` where there is none; for another tenant, an id is made up.
    """

    user: User | None = None


def _tenant(context: UserExecutionContext, options: ForUser) -> Tenant:
    wanted = options.user.tenant_id if options.user is not None else HOME.id
    for tenant in seed_tenants().tenants:
        if tenant.id == wanted:
            return tenant
    raise InvalidOverride(
        f"UserExecutionContext.tenant has to be the tenant {wanted!r} of the user, and only its id is known\n"
        "  write:  contexts.build(user=user, tenant=tenant)"
    )


def _user_id(context: UserExecutionContext, options: ForUser) -> str:
    if options.user is None:
        return someone_of(context.tenant)
    must_be_of(options.user, context.tenant)
    return options.user.id


def _check_user(context: UserExecutionContext, options: ForUser) -> None:
    """Refuse a context that is of another user or tenant than the one that was named."""
    if options.user is None:
        return
    must_be_of(options.user, context.tenant)
    if context.user_id != options.user.id:
        raise InvalidOverride(
            f"UserExecutionContext.user_id={context.user_id!r} is not the id of user={options.user.id!r}\n"
            "  write:  one of the two alone"
        )


contexts: Final = (
    Builder(
        UserExecutionContext,
        thread_id=drawn_by(lambda material: material.id("thread")),
        request_id=drawn_by(lambda material: material.id("req")),
    )
    .transient(ForUser)
    .deriving(
        tenant=_tenant,
        user_id=_user_id,
        run_id=lambda context, options: run_id_of(context.thread_id, 1),
        created_at=lambda context, options: Material.of(context.request_id).moment(
            "created",
            max(context.tenant.created_at, (options.user or ADMIN).created_at),
            max(context.tenant.created_at, LATEST),
        ),
    )
    .after(_check_user)
    .trait("websocket", websocket_client_id=drawn_by(lambda material: material.id("ws")))
)
"""Builds contexts of requests. Option: `user`. Trait: `websocket`, with a client that listens."""
