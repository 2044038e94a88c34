"""What can be said by keyword of the real objects of a suite."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal, TypedDict

from builders.domain.models.identity import PlanTier, Role, Tenant, User
from mockfactory.faults import FaultPlan
from mockfactory.interfaces.configuration import Environment


class TenantFields(TypedDict, total=False):
    """The fields of a `Tenant`."""

    id: str
    slug: str
    name: str
    domain: str
    plan: PlanTier
    active: bool
    created_at: dt.datetime


class UserFields(TypedDict, total=False):
    """The fields of a `User`, and the tenant in the place of its id."""

    id: str
    tenant: Tenant
    email: str
    full_name: str
    role: Role
    active: bool
    created_at: dt.datetime
    last_login_at: dt.datetime | None


class ContextFields(TypedDict, total=False):
    """The fields of a `UserExecutionContext` of a request, and the user in the place of the id."""

    user: User
    user_id: str
    thread_id: str
    run_id: str
    request_id: str
    websocket_client_id: str | None
    tenant: Tenant
    db_session: object
    agent_context: Mapping[str, object]
    audit_metadata: Mapping[str, object]
    created_at: dt.datetime


class SuiteFields(TypedDict, total=False):
    """What can be said of a suite."""

    user: User | None
    tenant: Tenant | None
    should_fail: bool | FaultPlan
    implementation: Literal["double", "in_memory"]


class ConfigurationFields(TypedDict, total=False):
    """The fields of a `Configuration`."""

    service_name: str
    environment: Environment
    debug: bool
    database_url: str
    websocket_url: str
    llm_model: str
    llm_timeout: float
    max_retries: int
    secret_key: str
