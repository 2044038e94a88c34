"""A factory that outlives a test: what tests do with its doubles ends with them, whoever was the first to ask."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Protocol

import pytest

from mockfactory import MockFactory, Session, SessionFailure, calls_to, double, verify, when
from mockfactory.faults import raises


class Pay(Protocol):
    def sync(self, to: str) -> int: ...

    async def charge(self, to: str) -> int: ...


class Till:
    def __init__(self, pay: Pay) -> None:
        self.pay = pay

    def total(self) -> int:
        return self.pay.sync("total")


@pytest.fixture(params=["of a wider fixture", "of a test that is over"])
def factory(request: pytest.FixtureRequest) -> Iterator[MockFactory]:
    """Outlives the sessions of the tests below."""
    session = Session()
    session.open()
    factory = MockFactory()
    if request.param == "of a wider fixture":
        session.park()
    else:
        session.close()
    yield factory
    assert session.close() == []


def test_a_stub_ends_with_the_test_that_made_it(factory: MockFactory) -> None:
    with Session():
        when(factory[Pay].sync).returns(3)
        assert factory[Pay].sync("1") == 3
    with Session():
        assert factory[Pay].sync("1") == 0
        verify(lambda: factory[Pay].sync("1")).once()


def test_so_does_a_fault_plan(factory: MockFactory) -> None:
    with Session():
        when(factory[Pay].sync).fails(raises(TimeoutError()))
        with pytest.raises(TimeoutError):
            factory[Pay].sync("1")
    with Session():
        assert factory[Pay].sync("1") == 0


def test_doubles_in_what_is_wired_and_in_lists_too(factory: MockFactory) -> None:
    with Session():
        till, (listed,) = factory.wire(Till), factory.create(list[Pay])
        assert till.pay is listed
        when(till.pay.sync).returns(3)
        assert till.total() == 3
    with Session():
        assert till.total() == factory.wire(Till).total() == 0


def test_a_double_of_ones_own_keeps_its_stubs_as_long_as_its_test(factory: MockFactory) -> None:
    with Session() as session:
        own = factory.create(Pay)
        when(own.sync).returns(3)
        with Session():
            assert own.sync("1") == 3
        assert own.sync("1") == 3
        assert [str(call) for call in session.calls] == ["Pay.sync('1')", "Pay.sync('1')"]


def test_stubs_of_a_function_that_is_bound_stay(factory: MockFactory) -> None:
    def paid() -> Pay:
        pay = double(Pay)
        when(pay.sync).returns(7)
        return pay

    factory.bind(Pay, to=paid)
    for _ in range(2):
        with Session():
            assert factory[Pay].sync("1") == 7
            when(factory[Pay].sync).returns(8)
            assert factory[Pay].sync("1") == 8


def test_calls_and_unused_stubs_are_those_of_each_test(factory: MockFactory) -> None:
    with pytest.raises(SessionFailure, match="Unused stub"), Session():
        when(factory[Pay].sync).returns(3)
    with Session():
        assert calls_to(factory[Pay].sync) == []
        factory[Pay].sync("b")
        verify(factory[Pay].sync).once()


def test_what_goes_wrong_while_a_test_is_the_first_to_ask_is_told_in_this_test(factory: MockFactory) -> None:
    def careless() -> Pay:
        pay = double(Pay)
        try:
            pay.sync(1)  # type: ignore[arg-type]
        except Exception:
            pass
        return pay

    factory.bind(Pay, to=careless)
    with pytest.raises(SessionFailure, match=r"Swallowed: Pay\.sync\(\)"), Session():
        factory.wire(Till)
    with Session():
        assert factory.wire(Till).total() == 0


def test_a_coroutine_that_a_test_forgets_is_told_in_this_test(factory: MockFactory) -> None:
    with pytest.raises(SessionFailure, match=r"Never awaited: Pay\.charge\("), Session():
        factory[Pay].charge("1")  # type: ignore[unused-coroutine]
    with Session():
        assert asyncio.run(factory[Pay].charge("1")) == 0


def test_a_factory_of_an_open_session_keeps_its_stubs_whatever_is_opened_within() -> None:
    with Session() as session:
        factory = MockFactory()
        with Session():
            when(factory[Pay].sync).returns(3)
        assert factory[Pay].sync("1") == 3
        assert [str(call) for call in session.calls] == ["Pay.sync('1')"]


def test_a_session_that_is_given_is_the_one_its_doubles_belong_to() -> None:
    session = Session()
    factory = MockFactory(session)
    with session:
        factory[Pay].sync("1")
        assert [str(call) for call in session.calls] == ["Pay.sync('1')"]
