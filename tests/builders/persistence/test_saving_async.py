"""Saving through async sessions: what is read afterwards waits for nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from builders import build, build_many
from builders.persistence import NotSaved, save_async, save_many_async
from tests.builders.persistence.shop import Customer, Invoice, Line

pytestmark = pytest.mark.asyncio


async def rows(session: AsyncSession, model: type) -> int:
    return await session.scalar(select(func.count()).select_from(model)) or 0


async def test_an_object_is_saved_with_what_it_refers_to(async_session: AsyncSession) -> None:
    line = await save_async(async_session, build(Line))

    assert line.invoice.customer.id == line.invoice.customer_id
    assert await rows(async_session, Customer) == 1


async def test_everything_can_be_read_without_waiting(async_session: AsyncSession) -> None:
    invoice = await save_async(async_session, build(Invoice, total=50))

    assert invoice.tax == 10
    assert invoice.lines == []
    assert invoice.customer.created_at is not None
    assert invoice.customer.referred_by is None
    assert invoice.customer.invoices == [invoice]


async def test_everything_can_be_read_after_a_commit(async_session: AsyncSession) -> None:
    invoice = await save_async(async_session, build(Invoice), commit=True)

    assert invoice.number
    assert invoice.lines == []
    assert invoice.customer.created_at is not None
    assert invoice.customer.invoices == [invoice]


async def test_a_parent_given_by_its_key_is_loaded(async_session: AsyncSession) -> None:
    customer = await save_async(async_session, build(Customer))
    invoice = await save_async(async_session, build(Invoice, customer_id=customer.id))

    assert invoice.customer is customer


async def test_children_given_by_key_in_the_same_call_are_found(async_session: AsyncSession) -> None:
    customer = build(Customer, id=77)
    invoice = build(Invoice, customer_id=77)
    await save_async(async_session, customer)
    await save_many_async(async_session, [customer, invoice])

    assert invoice.customer is customer


async def test_many_over_a_shared_parent(async_session: AsyncSession) -> None:
    ada = build(Customer)
    invoices = await save_many_async(async_session, build_many(Invoice, 20, customer=ada))

    assert {invoice.customer_id for invoice in invoices} == {ada.id}
    assert all(invoice.tax is not None for invoice in invoices)


async def test_a_failure_saves_nothing_and_leaves_everything_readable(async_session: AsyncSession) -> None:
    ada = await save_async(async_session, build(Customer))
    with pytest.raises(NotSaved, match=r"^Invoice\.number could not be saved: UNIQUE refused the row\."):
        await save_many_async(async_session, build_many(Invoice, 3, customer=ada, number="1"))

    assert ada.email
    assert await rows(async_session, Invoice) == 0
    assert await rows(async_session, Customer) == 1
    assert (await save_async(async_session, build(Invoice, customer=ada))).customer_id == ada.id


async def test_nothing_is_committed_unless_asked(async_engine: AsyncEngine) -> None:
    async with AsyncSession(async_engine) as session:
        await save_async(session, build(Customer))
        await session.rollback()
        assert await rows(session, Customer) == 0
