"""Options have types, and functions take so many arguments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from builders import Builder, CannotBuild, InvalidOverride, sequence


@dataclass
class Order:
    status: str
    total: int


@dataclass(frozen=True)
class Options:
    shipped: bool = False
    size: int | None = None

    def __post_init__(self) -> None:
        if self.size == 0:
            raise ValueError("no size")


orders = Builder(Order).transient(Options).deriving(status=lambda order, options: "out" if options.shipped else "in")


def wrong(function: object) -> Any:
    return function


class TestOptions:
    @pytest.mark.parametrize(
        ("build", "told"),
        [
            (
                lambda: orders.build(shipped="no"),
                r"Order\.shipped='no' is refused: .*bool\n.*option, Options\.shipped",
            ),
            (lambda: orders.build(size="x"), r"Order\.size='x' is refused"),
            (lambda: orders.trait("out", shipped=3).build("out"), r"Order\.shipped=3 is refused"),
            (lambda: orders.having(shipped=3).build(), r"Order\.shipped=3 is refused"),
            (lambda: orders.having(size=sequence(int)).build(), r"Order\.size=sequence\(\.\.\.\): options take plain"),
            (lambda: orders.build(size=0), r"Order: the options Options can't be made: no size\n  given:  size=0"),
        ],
    )
    def test_of_another_type(self, build: Callable[[], object], told: str) -> None:
        with pytest.raises(InvalidOverride, match=f"(?s){told}"):
            build()

    def test_that_are_right(self) -> None:
        assert orders.build(shipped=True, size=3).status == "out"
        assert orders.having(size=None).trait("out", shipped=True).build("out").status == "out"


class TestFunctions:
    @pytest.mark.parametrize(
        ("builder", "told"),
        [
            (
                lambda: orders.deriving(total=wrong(lambda order: 3)),
                r"rule for Order\.total can't be called: it takes \(order\)\n  promised:  two arguments, .*Options\n"
                r".*write:     \.deriving\(total=lambda order, options: \.\.\.\)",
            ),
            (
                lambda: Builder(Order).deriving(total=wrong(lambda order, options: 3)),
                r"rule for Order\.total.*one argument, the object\n.*lambda order: \.\.\.\), or \.transient\(",
            ),
            (lambda: orders.after(wrong(lambda order: None)), r"Order: step 1 of 1 can't .*two arguments"),
            (lambda: Builder(Order).after(wrong(lambda one, two: None)), r"Order: step 1 of 1 can't .*one argument"),
        ],
    )
    def test_of_other_arguments(self, builder: Callable[[], Builder[Order, Any]], told: str) -> None:
        with pytest.raises(CannotBuild, match=f"(?s){told}"):
            builder().build()

    def test_that_are_right(self) -> None:
        def total(order: Order, options: Options, factor: int = 2) -> int:
            return factor * (options.size or 1)

        assert orders.deriving(total=total).after(lambda *both: None).build(size=3).total == 6

        def twice(order: Order, factor: int = 2) -> int:
            return factor * len(order.status)

        assert Builder(Order, status="out").deriving(total=twice).build().total == 6
