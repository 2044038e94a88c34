"""What can't be saved says so, nothing of it is saved, and the session can be used on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, create_engine, event, func, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session, make_transient

from builders import build, build_many
from builders.persistence import NotSaved, save, save_many
from tests.builders.persistence.shop import Base, Customer, Invoice, Line


def everything(session: Session) -> list[int]:
    return [session.scalar(select(func.count()).select_from(model)) or 0 for model in (Customer, Invoice, Line)]


def squeezed(message: str) -> str:
    return " ".join(message.split())


@contextmanager
def nothing_saved(session: Session, cause: type[Exception] = IntegrityError) -> Iterator[Callable[[], str]]:
    """The block is refused; what was saved before is there, nothing else is, and saving goes on."""
    ada = save(session, build(Customer))
    before = everything(session)
    message = ""
    with pytest.raises(NotSaved) as caught:
        yield lambda: message
    message = str(caught.value)
    assert isinstance(caught.value.__cause__, cause)
    assert everything(session) == before
    assert ada.email
    assert save(session, build(Invoice, customer=ada)).customer_id == ada.id


@contextmanager
def listening(target: object, name: str, hook: Callable[..., None]) -> Iterator[None]:
    event.listen(target, name, hook)
    try:
        yield
    finally:
        event.remove(target, name, hook)


def test_the_same_unique_value_twice(session: Session) -> None:
    with nothing_saved(session) as message:
        save_many(session, build_many(Invoice, 3, number="INV-1"))

    assert message().startswith(
        "Invoice.number could not be saved: UNIQUE refused the row.\n  object:      objects[1]: Invoice("
    )
    assert "number='INV-1'" in message()
    assert "on invoices (number)" in message()
    assert message().endswith("\nNothing of this call was saved, and the session can be used on.")


def test_a_value_that_is_in_the_database_already(session: Session) -> None:
    save(session, build(Invoice, number="INV-1"))
    with nothing_saved(session) as message:
        save(session, build(Invoice, number="INV-1"))

    assert "object: Invoice(id=" in squeezed(message())


def test_a_parent_that_is_not_there(session: Session) -> None:
    with nothing_saved(session) as message:
        save_many(session, [build(Invoice), build(Invoice, customer_id=99)])

    assert message().startswith(
        "Invoice.customer_id could not be saved: FOREIGN KEY refused the row.\n  object:      objects[1]:"
    )
    assert "build(Invoice, customer=...), with an object of Customer" in message()


def test_a_column_that_may_not_be_null(session: Session) -> None:
    invoices = build_many(Invoice, 3)
    invoices[2].customer.email = None  # type: ignore[assignment]  # as a test may do by mistake
    with nothing_saved(session) as message:
        save_many(session, invoices)

    assert message().startswith(
        "Customer.email could not be saved: NOT NULL refused the row.\n  object:      objects[2].customer:"
    )


def test_a_parent_taken_away(session: Session) -> None:
    invoice = build(Invoice)
    invoice.customer = None  # type: ignore[assignment]
    with nothing_saved(session) as message:
        save(session, invoice)

    assert message().startswith("Invoice.customer_id could not be saved: NOT NULL refused the row.")


def test_a_check_that_fails(session: Session) -> None:
    with nothing_saved(session) as message:
        save_many(session, [*build_many(Invoice, 3), build(Invoice, total=-1)])

    assert message().startswith("Invoice.total could not be saved: CHECK refused the row.\n")
    assert ": objects[3]:" in squeezed(message())
    assert "CHECK total_is_not_negative on invoices (total): total >= 0" in message()


def test_a_value_of_another_type(session: Session) -> None:
    invoice = build(Invoice)
    invoice.total = "much"  # type: ignore[assignment]
    with nothing_saved(session, StatementError) as message:
        save_many(session, [build(Invoice), invoice])

    # SQLite's numbers are made before it is asked.
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    words = "its row could not be written" if on_sqlite else "the database refused the row"
    assert message().startswith(f"Invoice.total could not be saved: {words}.\n")
    assert "object: objects[1]:" in squeezed(message())
    assert "total='much', and it is no Decimal or int" in message()


def test_a_document_that_is_no_json(session: Session) -> None:
    customer = build(Customer, settings={"tags": {"a set"}})
    with nothing_saved(session, Exception) as message:
        save_many(session, [build(Customer), customer])

    assert message().startswith("Customer.settings could not be saved: its row could not be written.\n")
    assert "object: objects[1]:" in squeezed(message())
    assert "value: settings={'tags': {'a set'}}, and it can't be written as JSON" in squeezed(message())
    assert "reason: Object of type set is not JSON serializable" in squeezed(message())
    customer.settings = {"tags": ["a list"]}
    assert save(session, customer).settings == {"tags": ["a list"]}


def test_an_error_in_code_of_the_authors_is_their_own(session: Session) -> None:
    def stop(*_: object) -> None:
        raise TypeError("stopped")

    with listening(session, "before_flush", stop), pytest.raises(TypeError, match="^stopped$"):
        save(session, build(Customer))
    assert save(session, build(Customer)).id


def test_an_object_that_was_deleted(session: Session) -> None:
    customer = save(session, build(Customer))
    session.delete(customer)
    session.flush()
    with pytest.raises(NotSaved, match="^Customer has been deleted, and its row is gone"):
        save(session, customer)
    make_transient(customer)
    assert save(session, customer).id


def test_an_object_that_the_session_held_besides(session: Session) -> None:
    with nothing_saved(session) as message:
        session.add(Customer(email="ada@example.org"))
        save(session, build(Customer))

    assert "held by the session besides: Customer(email='ada@example.org'" in message()


def test_what_was_refused_can_be_mended_and_saved(session: Session) -> None:
    save(session, build(Customer, email="ada@example.org"))
    invoice = build(Invoice, customer__email="ada@example.org")
    with pytest.raises(NotSaved):
        save(session, invoice)
    assert invoice.customer.id is None
    others = save_many(session, build_many(Customer, 5))
    invoice.customer.email = "bob@example.org"
    save(session, invoice)

    assert invoice.customer_id not in {other.id for other in others}


def test_an_object_of_another_session(engine: Engine, session: Session) -> None:
    with Session(engine) as other:
        ada = build(Customer)
        other.add(ada)
        with pytest.raises(NotSaved, match=r"^Invoice\.customer \(a Customer\) belongs to another session\."):
            save(session, build(Invoice, customer=ada))
        other.expunge(ada)
    assert save(session, build(Invoice, customer=ada)).customer is ada


def test_what_the_session_held_besides_is_still_held(session: Session) -> None:
    customer = build(Customer)
    session.add(customer)
    with pytest.raises(NotSaved, match=r"^Invoice\.number"):
        save_many(session, build_many(Invoice, 2, number="INV-1"))

    assert customer in session
    assert everything(session) == [1, 0, 0]


def test_a_session_that_has_failed_before(session: Session) -> None:
    session.add(Customer())
    with pytest.raises(IntegrityError):
        session.flush()
    with pytest.raises(NotSaved, match=r"^The session has failed before, and waits for a rollback\."):
        save(session, build(Customer))
    session.rollback()
    assert save(session, build(Customer)).id


def test_an_error_of_the_authors_own_goes_through(session: Session) -> None:
    def refuse(*_: object) -> None:
        raise LookupError("not on a Sunday")

    event.listen(Invoice, "before_insert", refuse)
    try:
        with pytest.raises(LookupError, match="not on a Sunday"):
            save(session, build(Invoice))
    finally:
        event.remove(Invoice, "before_insert", refuse)
    assert everything(session) == [0, 0, 0]
    assert save(session, build(Invoice)).customer.id


def test_a_table_that_is_not_there(engine: Engine) -> None:
    Base.metadata.drop_all(engine)
    with Session(engine) as session:
        with pytest.raises(NotSaved, match="Customer could not be saved") as caught:
            save(session, build(Invoice))
        assert "Base.metadata.create_all(engine)" in str(caught.value)


def test_no_connection() -> None:
    with Session(create_engine("postgresql+psycopg://tests@/postgres?host=/nowhere")) as session:
        with pytest.raises(NotSaved, match=r"^There is no connection to the database\."):
            save(session, build(Customer))


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_connection_that_is_lost(engine: Engine, session: Session) -> None:
    process = session.scalar(text("select pg_backend_pid()"))
    with engine.connect() as other:
        other.execute(text(f"select pg_terminate_backend({process})"))
    with pytest.raises(NotSaved, match=r"^The connection to the database was lost\.\n  write:  session\.rollback\(\)$"):
        save(session, build(Customer))
    session.rollback()
    assert save(session, build(Customer)).id
