"""The reference domain of a multi-tenant service for language models: real, validated objects and their builders.

    from builders.domain import User, seed_tenants, users

A model says what an object is, and refuses what it can't be (`models`). The builder that is named in the plural draws
plausible ones (`recipes`).
"""

from builders.domain.models.analytics import ApiCall, DailySummary, TokenUsage
from builders.domain.models.billing import Invoice, InvoiceLine, InvoiceStatus, Metric, Plan, UsageRecord
from builders.domain.models.chat import Conversation, Message, MessageRole
from builders.domain.models.context import UserExecutionContext
from builders.domain.models.datasets import Cell, Column, ColumnType, Dataset, Row
from builders.domain.models.events import (
    EVENTS,
    AgentCompleted,
    AgentDied,
    AgentErrored,
    AgentEvent,
    AgentStarted,
    AgentThinking,
    CustomEvent,
    EventType,
    ProgressUpdated,
    ToolCompleted,
    ToolExecuting,
)
from builders.domain.models.identifiers import run_id_of, thread_of, why_no_id
from builders.domain.models.identity import PlanTier, Role, Tenant, User
from builders.domain.models.isolation import NotIsolated, check_isolated
from builders.domain.models.jobs import BatchJob, JobKind, JobStatus
from builders.domain.models.money import Currency
from builders.domain.models.options import Option, OptionType, OptionValue
from builders.domain.models.plugins import Plugin, PluginConfiguration
from builders.domain.models.training import Algorithm, Scores, TrainedModel
from builders.domain.recipes.analytics import api_calls, daily_summaries, token_usages
from builders.domain.recipes.billing import invoices, plan_of, plans, usage_records
from builders.domain.recipes.chat import conversations, messages
from builders.domain.recipes.context import contexts
from builders.domain.recipes.datasets import datasets
from builders.domain.recipes.events import run_events
from builders.domain.recipes.identity import tenants, users
from builders.domain.recipes.jobs import batch_jobs
from builders.domain.recipes.plugins import plugin_configurations, plugins
from builders.domain.recipes.seeding import SeededTenants, seed_tenants
from builders.domain.recipes.training import trained_models

__all__ = [
    "EVENTS",
    "AgentCompleted",
    "AgentDied",
    "AgentErrored",
    "AgentEvent",
    "AgentStarted",
    "AgentThinking",
    "Algorithm",
    "ApiCall",
    "BatchJob",
    "Cell",
    "Column",
    "ColumnType",
    "Conversation",
    "Currency",
    "CustomEvent",
    "DailySummary",
    "Dataset",
    "EventType",
    "Invoice",
    "InvoiceLine",
    "InvoiceStatus",
    "JobKind",
    "JobStatus",
    "Message",
    "MessageRole",
    "Metric",
    "NotIsolated",
    "Option",
    "OptionType",
    "OptionValue",
    "Plan",
    "PlanTier",
    "Plugin",
    "PluginConfiguration",
    "ProgressUpdated",
    "Role",
    "Row",
    "Scores",
    "SeededTenants",
    "Tenant",
    "TokenUsage",
    "ToolCompleted",
    "ToolExecuting",
    "TrainedModel",
    "UsageRecord",
    "User",
    "UserExecutionContext",
    "api_calls",
    "batch_jobs",
    "check_isolated",
    "contexts",
    "conversations",
    "daily_summaries",
    "datasets",
    "invoices",
    "messages",
    "plan_of",
    "plans",
    "plugin_configurations",
    "plugins",
    "run_events",
    "run_id_of",
    "seed_tenants",
    "tenants",
    "thread_of",
    "token_usages",
    "trained_models",
    "usage_records",
    "users",
    "why_no_id",
]
