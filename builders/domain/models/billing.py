"""What tenants pay: plans, usage, and invoices that add up.

The rounding rule: each line is rounded once, the tax is computed on the sum of the rounded lines and rounded once, and
half a coin goes up (see `money`). So the figures on the paper add up as they are printed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, StringConstraints, model_validator

from builders.domain.models.entity import Entity, Instant, in_order
from builders.domain.models.identifiers import Identifier
from builders.domain.models.identity import Name, PlanTier
from builders.domain.models.money import Currency, in_coins, rounded

Amount = Annotated[Decimal, Field(ge=0, max_digits=14)]
"""Money, or a price with any number of decimal places; not negative."""

Metric = Literal["tokens", "api_calls", "storage_gb"]

InvoiceStatus = Literal["draft", "open", "paid", "void"]
"""Draft: not sent yet. Open: to be paid. Paid. Void: sent by mistake."""


class Plan(Entity):
    """What a tenant can subscribe to.

    Attributes:
        tier: its place among the plans; `Tenant.plan` names it.
        name: for people.
        currency: of its prices.
        monthly_price: 0 exactly for the free plan.
        included_tokens: per month.
        price_per_1k_tokens: for each 1,000 tokens beyond; 0: no more tokens are sold.
        max_users: `None`: any number.
    """

    tier: PlanTier
    name: Name
    currency: Currency
    monthly_price: Amount
    included_tokens: int = Field(ge=0)
    price_per_1k_tokens: Amount
    max_users: int | None = Field(ge=1)

    @model_validator(mode="after")
    def _price_fits(self) -> Self:
        in_coins("monthly_price", self.monthly_price, self.currency)
        if (self.tier == "free") != (self.monthly_price == 0):
            raise ValueError(f"monthly_price {self.monthly_price} does not fit the tier {self.tier!r}: only free is 0")
        return self


class UsageRecord(Entity):
    """How much of something a tenant used in a period.

    Attributes:
        id: of the record.
        tenant_id: who used it.
        metric: what was used.
        quantity: how much, in whole units of the metric.
        period_start: the first moment of the period.
        period_end: the moment after its last.
        recorded_at: when it was counted; not before the period ended.
    """

    id: Identifier
    tenant_id: Identifier
    metric: Metric
    quantity: int = Field(ge=0)
    period_start: Instant
    period_end: Instant
    recorded_at: Instant

    @model_validator(mode="after")
    def _counted_afterwards(self) -> Self:
        in_order(period_start=self.period_start, period_end=self.period_end, recorded_at=self.recorded_at)
        if self.period_start == self.period_end:
            raise ValueError("period_end is period_start: the period is empty")
        return self


class InvoiceLine(Entity):
    """One line of an invoice. `InvoiceLine.of` computes its amount.

    Attributes:
        description: what is paid for.
        quantity: how many.
        unit_price: of one; may have more decimal places than the currency.
        amount: `quantity` x `unit_price`, rounded. The invoice checks it, since it knows the currency.

    Example:
        >>> InvoiceLine.of("1,000 tokens", quantity=1500, unit_price=Decimal("0.0035"), currency="EUR").amount
        Decimal('5.25')
    """

    description: Name
    quantity: Annotated[Decimal, Field(gt=0, max_digits=14)]
    unit_price: Amount
    amount: Amount

    @classmethod
    def of(cls, description: str, *, quantity: Decimal | int, unit_price: Decimal, currency: Currency) -> Self:
        """A line with its amount."""
        amount = rounded(quantity * unit_price, currency)
        return cls(description=description, quantity=Decimal(quantity), unit_price=unit_price, amount=amount)


class Invoice(Entity):
    """What a tenant has to pay for a period. `Invoice.of` adds it up.

    Attributes:
        id: of the invoice.
        number: as it is printed: `INV-2024-000042`.
        tenant_id: who pays.
        currency: of all amounts.
        period_start, period_end: the first and the last day that it is for.
        issued_on: not before the period's last day.
        due_on: not before `issued_on`.
        lines: at least one.
        tax_rate: from 0 to 1: `Decimal("0.19")` is 19 %.
        subtotal: the sum of the lines.
        tax: `subtotal` x `tax_rate`, rounded.
        total: `subtotal` + `tax`.
        status: draft, open, paid or void.
        paid_on: exactly when it is paid; not before `issued_on`.

    Example:
        >>> lines = [InvoiceLine.of("Pro", quantity=1, unit_price=Decimal("49.00"), currency="EUR")]
        >>> invoice = Invoice.of(
        ...     lines, id="inv_1", number="INV-2024-000001", tenant_id="tenant_acme", currency="EUR",
        ...     period_start=dt.date(2024, 5, 1), period_end=dt.date(2024, 5, 31), issued_on=dt.date(2024, 6, 1),
        ...     due_on=dt.date(2024, 6, 15), tax_rate=Decimal("0.19"),
        ... )
        >>> invoice.subtotal, invoice.tax, invoice.total
        (Decimal('49.00'), Decimal('9.31'), Decimal('58.31'))
    """

    id: Identifier
    number: Annotated[str, StringConstraints(pattern=r"^INV-[0-9]{4}-[0-9]{6}$")]
    tenant_id: Identifier
    currency: Currency
    period_start: dt.date
    period_end: dt.date
    issued_on: dt.date
    due_on: dt.date
    lines: Annotated[tuple[InvoiceLine, ...], Field(min_length=1)]
    tax_rate: Annotated[Decimal, Field(ge=0, le=1)]
    subtotal: Amount
    tax: Amount
    total: Amount
    status: InvoiceStatus = "open"
    paid_on: dt.date | None = None

    @classmethod
    def of(
        cls,
        lines: Iterable[InvoiceLine],
        *,
        id: str,
        number: str,
        tenant_id: str,
        currency: Currency,
        period_start: dt.date,
        period_end: dt.date,
        issued_on: dt.date,
        due_on: dt.date,
        tax_rate: Decimal,
        status: InvoiceStatus = "open",
        paid_on: dt.date | None = None,
    ) -> Self:
        """An invoice over `lines`, added up."""
        kept = tuple(lines)
        totals = added_up(kept, tax_rate, currency)
        return cls(
            id=id, number=number, tenant_id=tenant_id, currency=currency,
            period_start=period_start, period_end=period_end, issued_on=issued_on, due_on=due_on, lines=kept,
            tax_rate=tax_rate, subtotal=totals.subtotal, tax=totals.tax, total=totals.total, status=status,
            paid_on=paid_on,
        )  # fmt: skip

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        for number, line in enumerate(self.lines):
            _agree(f"lines[{number}].amount", line.amount, rounded(line.quantity * line.unit_price, self.currency),
                   f"{line.quantity} x {line.unit_price}")  # fmt: skip
        _agree("subtotal", self.subtotal, sum((line.amount for line in self.lines), Decimal(0)), "the sum of the lines")
        _agree(
            "tax", self.tax, rounded(self.subtotal * self.tax_rate, self.currency), f"{self.tax_rate} of the subtotal"
        )
        _agree("total", self.total, self.subtotal + self.tax, "subtotal + tax")
        return self

    @model_validator(mode="after")
    def _days_follow(self) -> Self:
        _days_in_order(
            period_start=self.period_start, period_end=self.period_end, issued_on=self.issued_on, due_on=self.due_on
        )
        if (self.status == "paid") != (self.paid_on is not None):
            has = "has no paid_on" if self.paid_on is None else "has a paid_on"
            raise ValueError(f"an invoice that is {self.status} {has}")
        _days_in_order(issued_on=self.issued_on, paid_on=self.paid_on)
        if self.number[4:8] != str(self.issued_on.year):
            raise ValueError(f"number {self.number!r} is of another year than issued_on ({self.issued_on.isoformat()})")
        return self


class Totals(NamedTuple):
    """The last three figures of an invoice."""

    subtotal: Decimal
    tax: Decimal
    total: Decimal


def added_up(lines: Iterable[InvoiceLine], tax_rate: Decimal, currency: Currency) -> Totals:
    """Add up lines, by the rounding rule of this module."""
    subtotal = sum((line.amount for line in lines), Decimal(0))
    tax = rounded(subtotal * tax_rate, currency)
    return Totals(subtotal, tax, subtotal + tax)


def _agree(what: str, given: Decimal, right: Decimal, why: str) -> None:
    if given != right:
        raise ValueError(f"{what} is {given}, and {why} is {right}")


def _days_in_order(**days: dt.date | None) -> None:
    midnights = {name: dt.datetime.combine(day, dt.time(), dt.UTC) for name, day in days.items() if day is not None}
    in_order(**midnights)
