"""Invoices add up, usage has a period, plans have a price."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from builders import InvalidOverride, seeded
from builders.domain import Invoice, InvoiceLine, Plan, UsageRecord, invoices, plan_of, plans, tenants, usage_records
from builders.domain.models.identity import PlanTier
from builders.domain.models.money import Currency
from builders.errors import UnknownName


def line(quantity: str | int = 1, price: str = "49.00", currency: Currency = "EUR") -> InvoiceLine:
    return InvoiceLine.of("Pro", quantity=Decimal(quantity), unit_price=Decimal(price), currency=currency)


def invoice(*lines: InvoiceLine, tax: str = "0.19", currency: Currency = "EUR") -> Invoice:
    return Invoice.of(
        lines or [line()],
        id="inv_1",
        number="INV-2024-000001",
        tenant_id="tenant_acme",
        currency=currency,
        period_start=dt.date(2024, 5, 1),
        period_end=dt.date(2024, 5, 31),
        issued_on=dt.date(2024, 6, 1),
        due_on=dt.date(2024, 6, 15),
        tax_rate=Decimal(tax),
    )


def test_an_invoice_is_added_up() -> None:
    made = invoice(line(), line("1500", "0.0035"))
    assert (made.subtotal, made.tax, made.total) == (Decimal("54.25"), Decimal("10.31"), Decimal("64.56"))


@pytest.mark.parametrize(
    ("price", "amount"),
    [("0.005", "0.01"), ("0.015", "0.02"), ("0.025", "0.03"), ("0.0149", "0.01"), ("2.675", "2.68")],
)
def test_half_a_cent_goes_up(price: str, amount: str) -> None:
    assert line(1, price).amount == Decimal(amount)


def test_a_yen_has_no_cents() -> None:
    assert line(3, "33.5", "JPY").amount == Decimal(101)
    assert invoice(line(3, "33.5", "JPY"), currency="JPY", tax="0.1").total == Decimal(111)
    with pytest.raises(ValidationError, match=r"lines\[0\].amount is 100.50"):
        invoice(line(3, "33.5", "EUR"), currency="JPY")


@pytest.mark.parametrize(
    ("field", "wrong", "words"),
    [
        ("subtotal", "49.01", "subtotal is 49.01, and the sum of the lines is 49.00"),
        ("tax", "9.30", "tax is 9.30, and 0.19 of the subtotal is 9.31"),
        ("total", "58.30", "total is 58.30, and subtotal + tax is 58.31"),
    ],
)
def test_an_invoice_that_does_not_add_up_is_refused(field: str, wrong: str, words: str) -> None:
    assert invoice().total == Decimal("58.31")
    with pytest.raises(ValidationError) as raised:
        invoice().changed(**{field: Decimal(wrong)})
    assert words in str(raised.value)


def test_a_line_that_is_not_its_product_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"lines\[0\].amount is 48.00, and 1 x 49.00 is 49.00"):
        invoice(line().changed(amount=Decimal("48.00")))


def test_an_invoice_has_lines_and_each_is_of_something() -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        invoice().changed(lines=())
    with pytest.raises(ValidationError, match="greater than 0"):
        line(0)
    with pytest.raises(ValidationError, match="greater than or equal to 0"):
        line(1, "-1")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"period_end": dt.date(2024, 4, 30)}, "period_end .* is before period_start"),
        ({"issued_on": dt.date(2024, 5, 30)}, "issued_on .* is before period_end"),
        ({"due_on": dt.date(2024, 5, 31)}, "due_on .* is before issued_on"),
        ({"number": "INV-2023-000001"}, "of another year than issued_on"),
        ({"number": "1"}, "String should match pattern"),
        ({"status": "paid"}, "an invoice that is paid has no paid_on"),
        ({"paid_on": dt.date(2024, 6, 2)}, "an invoice that is open has a paid_on"),
        ({"status": "paid", "paid_on": dt.date(2024, 5, 31)}, "paid_on .* is before issued_on"),
        ({"tax_rate": Decimal("1.5")}, "less than or equal to 1"),
    ],
)
def test_days_numbers_and_status_agree(changes: dict[str, object], words: str) -> None:
    assert invoice().changed(status="paid", paid_on=dt.date(2024, 6, 1)).status == "paid"
    with pytest.raises(ValidationError, match=words):
        invoice().changed(**changes)


@settings(max_examples=30, deadline=None)
@given(
    lines=st.lists(
        st.tuples(st.decimals("0.001", "9999", places=3), st.decimals("0", "999", places=5)), min_size=1, max_size=5
    ),
    tax=st.decimals("0", "1", places=4),
    currency=st.sampled_from(["USD", "EUR", "GBP", "JPY"]),
)
def test_whatever_is_added_up_is_accepted_and_a_coin_more_is_not(
    lines: list[tuple[Decimal, Decimal]], tax: Decimal, currency: Currency
) -> None:
    made = invoice(
        *(line(str(quantity), str(price), currency) for quantity, price in lines), tax=str(tax), currency=currency
    )
    assert made.total == sum(one.amount for one in made.lines) + made.tax
    assert made.tax >= 0
    assert Invoice.model_validate_json(made.model_dump_json()) == made
    coin = Decimal(1) if currency == "JPY" else Decimal("0.01")
    for field in ("subtotal", "tax", "total"):
        with pytest.raises(ValidationError, match=field):
            made.changed(**{field: getattr(made, field) + coin})


def test_the_free_plan_is_the_only_one_without_a_price() -> None:
    with pytest.raises(ValidationError, match="does not fit the tier"):
        plan_of("pro").changed(monthly_price=Decimal(0))
    with pytest.raises(ValidationError, match="does not fit the tier"):
        plan_of("free").changed(monthly_price=Decimal(1))
    with pytest.raises(ValidationError, match=r"monthly_price 9.999 is no amount of EUR"):
        plan_of("pro").changed(monthly_price=Decimal("9.999"))
    assert plan_of("free").monthly_price == 0
    assert plans.build("pro") == plan_of("pro")
    assert plans.build("pro", max_users=3).changed(max_users=25) == plan_of("pro")
    assert isinstance(plans.build(), Plan)


def test_a_usage_record_is_counted_when_its_period_is_over() -> None:
    made = usage_records.build()
    wrong: list[tuple[dict[str, object], str]] = [
        ({"period_end": made.period_start}, "the period is empty"),
        ({"recorded_at": made.period_end - dt.timedelta(seconds=1)}, "recorded_at .* is before period_end"),
        ({"quantity": -1}, "greater than or equal to 0"),
    ]
    for changes, words in wrong:
        with pytest.raises(ValidationError, match=words):
            made.changed(**changes)
    assert UsageRecord.model_validate_json(made.model_dump_json()) == made


def test_an_invoice_is_built_for_the_plan_of_the_tenant_and_its_tokens() -> None:
    acme = tenants.build("pro", id="tenant_acme")
    made = invoices.build("paid", tenant=acme, tokens=2_100_001, tax_rate=Decimal("0.19"))
    assert made.tenant_id == "tenant_acme"
    assert [(one.quantity, one.amount) for one in made.lines] == [
        (Decimal(1), Decimal("49.00")),
        (Decimal(101), Decimal("1.26")),
    ]
    assert made.paid_on is not None
    assert len(invoices.build(tenant=acme, tokens=2_000_000).lines) == 1
    assert invoices.build("draft").paid_on is None
    assert invoices.build(tenant=tenants.build("free")).total == 0
    assert len({one.number for one in invoices.build_many(50)}) == 50


@pytest.mark.parametrize(
    ("tier", "words"), [("prro", r"'prro' is no plan \(did you mean 'pro'\?\)"), ("gold", "free, pro, enterprise")]
)
def test_a_plan_that_nobody_sells(tier: PlanTier, words: str) -> None:
    with pytest.raises(UnknownName, match=words):
        plan_of(tier)
    assert [plan_of(known).tier for known in get_args(PlanTier)] == list(get_args(PlanTier))


def test_no_period_begins_before_its_tenant_came() -> None:
    for seed in range(60):
        with seeded(seed):
            tenant = tenants.build()
            invoice, usage = invoices.build(tenant=tenant), usage_records.build(tenant=tenant)
        assert tenant.created_at.date() < invoice.period_start <= invoice.period_end < invoice.issued_on
        assert tenant.created_at < usage.period_start < usage.period_end
    early = tenants.build(created_at=dt.datetime(2024, 10, 31, 23, tzinfo=dt.UTC))
    assert invoices.build(tenant=early).period_start == dt.date(2024, 11, 1)
    young = tenants.build(created_at=dt.datetime(2024, 12, 10, 9, tzinfo=dt.UTC))
    first = invoices.build(tenant=young)
    assert (first.period_start, first.period_end) == (dt.date(2024, 12, 11), dt.date(2024, 12, 31))


def test_a_rate_that_is_given_as_another_number() -> None:
    invoice = invoices.build(tax_rate=0.19)
    assert invoice.tax_rate == Decimal("0.19")
    assert invoice.subtotal + invoice.tax == invoice.total
    with pytest.raises(InvalidOverride, match=r"^Invoice.tax_rate='nope' is refused"):
        invoices.build(tax_rate="nope")
