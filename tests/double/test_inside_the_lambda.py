"""What stands in the arguments of the call inside a lambda, and what captors see of the calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pydantic
import pytest

from mockfactory import (
    MisuseError,
    MockFactory,
    Session,
    SessionFailure,
    VerificationError,
    calls_to,
    capture,
    double,
    in_order,
    verify,
    when,
)


@dataclass
class Event:
    order_id: int


class Checked(pydantic.BaseModel):
    order_id: int


class Order:
    id: int

    def number(self) -> int:
        raise NotImplementedError


class Bus:
    def publish(self, event: Event) -> None: ...
    def check(self, event: Checked) -> None: ...
    def several(self, events: list[Event]) -> None: ...
    def numbers(self, numbers: list[int]) -> None: ...
    def text(self, text: str) -> None: ...
    def keep(self, anything: Any) -> None: ...
    async def later(self, number: int) -> list[int]:
        raise NotImplementedError


WAYS: dict[str, Callable[[Bus, Order], object]] = {
    "in a dataclass": lambda bus, order: bus.publish(Event(order.id)),
    "what a method gives": lambda bus, order: bus.publish(Event(order.number())),
    "in a model": lambda bus, order: bus.check(Checked(order_id=order.id)),
    "in a list of them": lambda bus, order: bus.several([Event(order.id)]),
    "in a list": lambda bus, order: bus.numbers([order.id]),
    "in a text": lambda bus, order: bus.text(f"{order.id}"),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_nobody_has_said_is_no_argument(way: Callable[[Bus, Order], object]) -> None:
    bus, order = double(Bus), double(Order)
    way(bus, order)
    for ask in (verify, when, calls_to):
        with pytest.raises(MisuseError, match=r"order\.(id|number\(\)) in an argument, where nobody has said yet"):
            ask(lambda: way(bus, order))


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_was_said_is(way: Callable[[Bus, Order], object]) -> None:
    bus, order = double(Bus), double(Order)
    when(lambda: order.id).returns(3).lenient()
    when(order.number).returns(3).lenient()
    way(bus, order)
    verify(lambda: way(bus, order)).once()


def test_captors_in_order() -> None:
    bus, first, then = double(Bus), capture(int), capture(str)
    bus.numbers([1])
    bus.text("a")
    bus.text("b")
    with in_order():
        verify(lambda: bus.numbers([first.arg])).once()
        verify(lambda: bus.text(then.arg)).times(2)
    assert (first.values, then.values) == ([1], ["a", "b"])


def test_captors_have_nothing_of_calls_in_another_order() -> None:
    bus, text = double(Bus), capture(str)
    bus.text("a")
    bus.numbers([1])
    with pytest.raises(VerificationError), in_order():
        verify(lambda: bus.numbers([1])).once()
        verify(lambda: bus.text(text.arg)).once()
    assert text.values == []


def test_an_argument_nested_deeper_than_python_can_follow() -> None:
    deep: list[Any] = []
    for _ in range(5_000):
        deep = [deep]
    bus = double(Bus)
    bus.keep(deep)
    assert len(calls_to(bus.keep)) == 1


def test_doubles_of_a_factory_are_made_where_the_test_made_them() -> None:
    with Session() as session:
        bus = MockFactory(session).create(Bus)
    assert "test_inside_the_lambda.py:" in repr(bus)


async def forgetful(bus: Bus) -> int:
    return len(bus.later(1))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_a_failure_that_names_a_coroutine_says_which_call_was_not_awaited() -> None:
    with pytest.raises(TypeError) as failure, Session():
        run = forgetful(double(Bus))
        run.send(None)
    assert "coroutine" in str(failure.value)
    assert failure.value.__notes__[0].startswith("Never awaited: Bus.later(1), called at ")


def test_another_failure_says_nothing_of_it() -> None:
    with pytest.raises(ZeroDivisionError) as failure, Session():
        double(Bus).later(1)  # type: ignore[unused-coroutine]  # pyright: ignore[reportUnusedCoroutine]
        raise ZeroDivisionError
    assert not hasattr(failure.value, "__notes__")
    with pytest.raises(SessionFailure, match="Never awaited"), Session():
        double(Bus).later(1)  # type: ignore[unused-coroutine]  # pyright: ignore[reportUnusedCoroutine]
