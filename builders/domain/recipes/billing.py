"""Plans, usage and invoices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from builders.builder import Builder
from builders.domain.models.billing import (
    Invoice,
    InvoiceLine,
    InvoiceStatus,
    Metric,
    Plan,
    Totals,
    UsageRecord,
    added_up,
)
from builders.domain.models.identity import PlanTier
from builders.domain.names import meant
from builders.domain.recipes.belonging import OfTenant, check_size
from builders.domain.recipes.material import REFERENCE, Material, drawn_by, number_in
from builders.errors import UnknownName

PLANS: Final[Mapping[PlanTier, Plan]] = {
    "free": Plan(
        tier="free", name="Free", currency="EUR", monthly_price=Decimal("0.00"), included_tokens=50_000,
        price_per_1k_tokens=Decimal(0), max_users=2,
    ),
    "pro": Plan(
        tier="pro", name="Pro", currency="EUR", monthly_price=Decimal("49.00"), included_tokens=2_000_000,
        price_per_1k_tokens=Decimal("0.0125"), max_users=25,
    ),
    "enterprise": Plan(
        tier="enterprise", name="Enterprise", currency="EUR", monthly_price=Decimal("990.00"),
        included_tokens=50_000_000, price_per_1k_tokens=Decimal("0.0095"), max_users=None,
    ),
}  # fmt: skip
"""The plans that `Tenant.plan` names."""
_TIERS: Final[tuple[PlanTier, ...]] = ("free", "pro", "enterprise")
_METRICS: Final[tuple[Metric, ...]] = ("tokens", "api_calls", "storage_gb")
_MOST: Final[Mapping[Metric, int]] = {"tokens": 3_000_000, "api_calls": 40_000, "storage_gb": 250}
_TAXES: Final = (Decimal("0.19"), Decimal("0.20"), Decimal("0.21"), Decimal("0.25"))


def plan_of(tier: PlanTier) -> Plan:
    """The plan of a tier.

    Raises:
        UnknownName: there is no such tier; the message says which there are.

    Example:
        >>> plan_of("pro").monthly_price
        Decimal('49.00')
    """
    plan = PLANS.get(tier)
    if plan is None:
        raise UnknownName(f"{tier!r} is no plan{meant(tier, PLANS)}")
    return plan


def _like(plan: Plan) -> Plan:
    """The plan of a tier; a tier that is none is refused by the model, and not here."""
    return PLANS.get(plan.tier, PLANS["pro"])


plans: Final = (
    Builder(Plan, tier=drawn_by(lambda material: material.pick("tier", _TIERS)))
    .deriving(
        name=lambda plan: _like(plan).name,
        currency=lambda plan: _like(plan).currency,
        monthly_price=lambda plan: _like(plan).monthly_price,
        included_tokens=lambda plan: _like(plan).included_tokens,
        price_per_1k_tokens=lambda plan: _like(plan).price_per_1k_tokens,
        max_users=lambda plan: _like(plan).max_users,
    )
    .trait("free", tier="free")
    .trait("pro", tier="pro")
    .trait("enterprise", tier="enterprise")
)
"""Builds plans: those of `plan_of`, unless something is given. Traits: the tiers."""


def _begins(text: str, since: dt.datetime) -> dt.date:
    """The first day of a month that was over a month ago, so that it is billed and paid, and the tenant was there.

    A tenant that is younger than that has its first period, from the day after it came.
    """
    first = since.date().replace(day=1)
    months = (REFERENCE.year - first.year) * 12 + REFERENCE.month - first.month
    earliest = 0 if since <= _midnight(first) else 1
    if months - 2 < earliest:
        return first if not earliest else since.date() + dt.timedelta(days=1)
    month = first.month - 1 + Material.of(text).number("month", earliest, months - 2)
    return dt.date(first.year + month // 12, month % 12 + 1, 1)


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)


usage_records: Final = (
    Builder(
        UsageRecord,
        id=drawn_by(lambda material: material.id("usage")),
        metric=drawn_by(lambda material: material.pick("metric", _METRICS)),
    )
    .transient(OfTenant)
    .deriving(
        tenant_id=lambda usage, options: options.tenant.id,
        quantity=lambda usage, options: Material.of(usage.id).number("quantity", 0, _MOST.get(usage.metric, 0)),
        period_start=lambda usage, options: _midnight(_begins(usage.id, options.tenant.created_at)),
        period_end=lambda usage, options: _midnight(_next_month(usage.period_start.date())),
        recorded_at=lambda usage, options: (
            usage.period_end + dt.timedelta(minutes=Material.of(usage.id).number("delay", 1, 90))
        ),
    )
)
"""Builds usage records, each of a month. Option: `tenant`."""


@dataclass(frozen=True)
class Billed(OfTenant):
    """Options: who pays, and for how much.

    Attributes:
        tokens: that were used in the month; drawn where nothing is said.
    """

    tokens: int | None = None

    def __post_init__(self) -> None:
        if self.tokens is not None:
            check_size("tokens", self.tokens, 10**12)


def _lines(invoice: Invoice, options: Billed) -> tuple[InvoiceLine, ...]:
    plan = PLANS[options.tenant.plan]
    material = Material.of(invoice.id)
    most = plan.included_tokens + plan.included_tokens // 2
    used = options.tokens if options.tokens is not None else material.number("tokens", 0, most)
    lines = [
        InvoiceLine.of(
            f"{plan.name} plan, one month", quantity=1, unit_price=plan.monthly_price, currency=invoice.currency
        )
    ]
    beyond = -(-max(used - plan.included_tokens, 0) // 1000)
    if beyond and plan.price_per_1k_tokens:
        lines.append(
            InvoiceLine.of(
                "1,000 tokens beyond the plan",
                quantity=beyond,
                unit_price=plan.price_per_1k_tokens,
                currency=invoice.currency,
            )
        )
    return tuple(lines)


def _totals(invoice: Invoice) -> Totals:
    return added_up(invoice.lines, invoice.tax_rate, invoice.currency)


def _number(invoice: Invoice, options: Billed) -> str:
    counted = number_in(invoice.id) or str(Material.of(invoice.id).number("number", 1, 999_999))
    return f"INV-{invoice.issued_on.year:04}-{int(counted) % 1_000_000:06}"


def _status(invoice: Invoice, options: Billed) -> InvoiceStatus:
    """Most are paid. Where there is nothing to pay, none is open."""
    statuses: tuple[InvoiceStatus, ...] = ("open", "paid", "paid", "paid")
    return Material.of(invoice.id).pick("status", statuses) if invoice.total else "paid"


def _paid_on(invoice: Invoice, options: Billed) -> dt.date | None:
    if invoice.status != "paid":
        return None
    return invoice.issued_on + dt.timedelta(days=Material.of(invoice.id).number("paid", 0, 14))


invoices: Final = (
    Builder(
        Invoice,
        id=drawn_by(lambda material: material.id("invoice")),
        tax_rate=drawn_by(lambda material: material.pick("tax", _TAXES)),
    )
    .transient(Billed)
    .deriving(
        tenant_id=lambda invoice, options: options.tenant.id,
        currency=lambda invoice, options: PLANS[options.tenant.plan].currency,
        period_start=lambda invoice, options: _begins(invoice.id, options.tenant.created_at),
        period_end=lambda invoice, options: _next_month(invoice.period_start) - dt.timedelta(days=1),
        issued_on=lambda invoice, options: invoice.period_end + dt.timedelta(days=1),
        due_on=lambda invoice, options: invoice.issued_on + dt.timedelta(days=14),
        status=_status,
        number=_number,
        lines=_lines,
        subtotal=lambda invoice, options: _totals(invoice).subtotal,
        tax=lambda invoice, options: _totals(invoice).tax,
        total=lambda invoice, options: _totals(invoice).total,
        paid_on=_paid_on,
    )
    .trait("draft", status="draft")
    .trait("open", status="open")
    .trait("paid", status="paid")
    .trait("void", status="void")
)
"""Builds invoices of a month that add up. Options: `tenant`, `tokens`. Traits: `draft`, `open`, `paid`, `void`."""
