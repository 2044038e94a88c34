"""Objects as people define them: what adds up does, and ranges have an order."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, TypeVar

import pytest
from annotated_types import Ge, Gt, Le, MultipleOf
from pydantic import BaseModel, Field, model_validator

from builders import build_many, seeded

T = TypeVar("T")


def objects(type_: type[T]) -> list[T]:
    with seeded(11):
        return build_many(type_, 200)


class Invoice(BaseModel):
    subtotal: Decimal = Field(gt=0, max_digits=10, decimal_places=2)
    tax_rate: Decimal
    tax: Decimal
    total: Decimal = Field(ge=0)
    currency: str
    currency_symbol: str

    @model_validator(mode="after")
    def adds_up(self) -> "Invoice":
        assert self.subtotal + self.tax == self.total
        assert self.subtotal * self.tax_rate == self.tax
        return self


def test_an_invoice_adds_up() -> None:
    invoices = objects(Invoice)
    assert len({invoice.total for invoice in invoices}) > 100
    assert {invoice.currency_symbol for invoice in invoices if invoice.currency == "EUR"} == {"€"}


@dataclass
class Bill:
    net_amount: float
    vat_percent: int
    vat: float
    gross_amount: float
    discount: float


def test_a_bill_of_floats_adds_up_to_the_cent() -> None:
    for bill in objects(Bill):
        assert round(bill.net_amount + bill.vat, 2) == bill.gross_amount
        assert round(bill.net_amount * bill.vat_percent / 100, 2) == bill.vat
        assert 0 < bill.discount < bill.net_amount


class OrderItem(BaseModel):
    product_name: str
    quantity: Annotated[int, Field(ge=1)]
    unit_price: Annotated[Decimal, Gt(0), MultipleOf(Decimal("0.01"))]
    total: Decimal


@dataclass
class Cart:
    quantity: int
    price_cents: int
    amount_cents: int
    tax_cents: int
    total_cents: int


def test_a_line_costs_its_quantity_times_its_price() -> None:
    assert all(item.quantity * item.unit_price == item.total for item in objects(OrderItem))
    for cart in objects(Cart):
        assert cart.quantity * cart.price_cents == cart.amount_cents
        assert cart.amount_cents + cart.tax_cents == cart.total_cents


@dataclass
class Refund:
    order_total: int
    refund_amount: int


def test_a_sum_of_something_else_is_free() -> None:
    refunds = objects(Refund)
    assert sum(refund.order_total > refund.refund_amount for refund in refunds) not in (0, 200)


class Usage(BaseModel):
    prompt_tokens: int = Field(ge=0)
    completion_tokens: int = Field(ge=0)
    total_tokens: int = Field(ge=0)
    cached_tokens: int


@dataclass
class Message:
    input_tokens: int
    output_tokens: int
    tokens_used: int
    temperature: float
    top_p: float
    max_tokens: int


def test_tokens_add_up() -> None:
    for usage in objects(Usage):
        assert usage.prompt_tokens + usage.completion_tokens == usage.total_tokens
        assert usage.cached_tokens <= usage.prompt_tokens
    for message in objects(Message):
        assert message.input_tokens + message.output_tokens == message.tokens_used
        assert 0 <= message.temperature <= 1
        assert 0 <= message.top_p <= 1


class Filters(BaseModel):
    min_price: float = Field(ge=0)
    max_price: float = Field(ge=0)
    min_age: Annotated[int, Ge(0), Le(120)]
    max_age: Annotated[int, Ge(0), Le(120)]
    price_from: Decimal
    price_to: Decimal
    min_date: dt.date
    max_date: dt.date
    date_from: dt.date
    date_to: dt.date
    min_delay: dt.timedelta
    max_delay: dt.timedelta


@dataclass
class Box:
    x_min: float
    x_max: float
    y_min: int
    y_max: int
    lower: Annotated[int, Gt(0)]
    upper: Annotated[int, Gt(0)]
    start_x: int
    end_x: int


@dataclass
class Candle:
    open: float
    high: float
    low: float
    close: float
    volume: int


def test_the_ends_of_a_range_are_in_order() -> None:
    for one in objects(Filters):
        assert one.min_price < one.max_price
        assert one.min_age < one.max_age
        assert one.price_from < one.price_to
        assert one.min_date < one.max_date
        assert one.date_from < one.date_to
        assert one.min_delay < one.max_delay
    for box in objects(Box):
        assert box.x_min < box.x_max
        assert box.y_min < box.y_max
        assert box.lower < box.upper
        assert box.start_x < box.end_x
    for candle in objects(Candle):
        assert candle.low < min(candle.open, candle.close)
        assert max(candle.open, candle.close) < candle.high


class Span(BaseModel):
    start: int
    end: int
    text: str

    @model_validator(mode="after")
    def ends_after_its_start(self) -> "Span":
        assert self.start < self.end
        return self


@dataclass
class Narrow:
    minimum: Annotated[int, Ge(5), Le(6)]
    maximum: Annotated[int, Ge(5), Le(6)]
    min_level: Annotated[int, Ge(3), Le(3)]


def test_ranges_hold_within_narrow_bounds() -> None:
    assert all(span.start >= 0 for span in objects(Span))
    assert all((one.minimum, one.maximum, one.min_level) == (5, 6, 3) for one in objects(Narrow))


@dataclass
class Transfer:
    from_account: int
    to_account: int
    start_balance: int
    end_balance: int
    upper_body_weight: float
    lower_body_weight: float
    low_priority_jobs: int
    high_priority_jobs: int
    linked_from: int
    assigned_to: int
    total_usd: float
    total_eur: float


PAIRS = [("from_account", "to_account"), ("start_balance", "end_balance")]
PAIRS += [("lower_body_weight", "upper_body_weight"), ("low_priority_jobs", "high_priority_jobs")]
PAIRS += [("linked_from", "assigned_to"), ("total_usd", "total_eur")]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_names_that_only_look_like_ends_are_free(one: str, other: str) -> None:
    more = sum(getattr(transfer, one) > getattr(transfer, other) for transfer in objects(Transfer))
    assert 50 < more < 150
