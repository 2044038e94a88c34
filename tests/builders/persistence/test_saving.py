"""What was built is saved: parents first, all or nothing, and complete."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, event, func, inspect, select
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from builders import build, build_many
from builders.persistence import save, save_many
from tests.builders.persistence.shop import Customer, Invoice, Line


def rows(session: Session, model: type) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_an_object_is_saved_with_what_it_refers_to(session: Session) -> None:
    line = save(session, build(Line))

    assert line.invoice.customer.id == line.invoice.customer_id
    assert [rows(session, model) for model in (Customer, Invoice, Line)] == [1, 1, 1]


def test_what_the_database_fills_can_be_read_when_the_session_is_closed(engine: Engine) -> None:
    with Session(engine) as session:
        invoice = save(session, build(Invoice, total=50))
        customer = invoice.customer
    assert inspect(customer).detached
    assert customer.id
    assert customer.created_at is not None
    assert customer.referred_by_id is None
    assert invoice.tax == 10


def test_it_can_be_read_after_a_commit_too(engine: Engine) -> None:
    with Session(engine) as session:
        customer = save(session, build(Customer), commit=True)
    assert customer.created_at is not None


def test_nothing_is_committed_unless_asked(engine: Engine) -> None:
    with Session(engine) as session:
        save(session, build(Customer))
        session.rollback()
        assert rows(session, Customer) == 0
        save(session, build(Customer), commit=True)
        session.rollback()
        assert rows(session, Customer) == 1


def test_a_shared_parent_is_saved_once(session: Session) -> None:
    ada = build(Customer)
    invoices = save_many(session, build_many(Invoice, 20, customer=ada))

    assert rows(session, Customer) == 1
    assert {invoice.customer_id for invoice in invoices} == {ada.id}
    assert ada.invoices == invoices


def test_a_parent_that_is_saved_already_is_not_saved_again(session: Session) -> None:
    ada = save(session, build(Customer))
    invoice = save(session, build(Invoice, customer=ada))

    assert invoice.customer_id == ada.id
    assert rows(session, Customer) == 1


def test_many_of_several_classes_in_any_order(session: Session) -> None:
    invoice = build(Invoice)
    save_many(session, [build(Line, invoice=invoice), invoice.customer, build(Line), invoice])

    assert [rows(session, model) for model in (Customer, Invoice, Line)] == [2, 2, 2]


def test_a_row_may_refer_to_one_of_its_own_table(session: Session) -> None:
    ada = build(Customer)
    bob = build(Customer, referred_by=ada)
    save_many(session, [bob, ada])

    assert bob.referred_by_id == ada.id


def test_hundreds_of_objects_with_unique_columns(session: Session) -> None:
    save_many(session, build_many(Line, 300))

    assert [rows(session, model) for model in (Customer, Invoice, Line)] == [300, 300, 300]


def test_an_object_that_is_in_the_session_already(session: Session) -> None:
    customer = build(Customer)
    session.add(customer)
    assert save(session, customer) is customer
    assert save(session, customer) is customer
    assert rows(session, Customer) == 1


def test_a_change_is_saved(session: Session) -> None:
    customer = save(session, build(Customer))
    customer.email = "ada@example.org"
    save(session, customer)

    assert session.scalar(select(Customer.email)) == "ada@example.org"


def test_no_objects_are_saved_to_no_effect(session: Session) -> None:
    assert save_many(session, []) == []


def test_a_scoped_session(engine: Engine) -> None:
    registry = scoped_session(sessionmaker(engine))
    assert save(registry, build(Customer)).id
    registry.remove()


@pytest.mark.parametrize("expire", [True, False])
def test_within_a_transaction_of_the_tests_own(engine: Engine, expire: bool) -> None:
    with engine.connect() as connection, connection.begin() as transaction:
        with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=expire) as session:
            assert save(session, build(Invoice), commit=True).tax is not None
        transaction.rollback()
    with Session(engine) as session:
        assert rows(session, Invoice) == 0


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_the_rows_of_a_table_go_in_a_batch(engine: Engine) -> None:
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    with Session(engine) as session:
        save_many(session, build_many(Invoice, 50))

    assert [statement.split()[2] for statement in statements if statement.startswith("INSERT")] == [
        "customers",
        "invoices",
    ]
    assert not [statement for statement in statements if statement.startswith("SELECT") and "FROM" in statement]
