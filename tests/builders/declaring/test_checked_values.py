"""What a declaration or a rule gives is looked at like a value that is written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple, TypedDict

import attrs
import pytest
from pydantic import Field

from builders import (
    Builder,
    InvalidOverride,
    LintError,
    build_many,
    drawn,
    fresh,
    fresh_many,
    lint,
    sequence,
    shared,
    unique,
)


@dataclass
class Room:
    name: str


@dataclass
class Price:
    cents: int


@dataclass
class Data:
    price: Price
    number: int
    pair: tuple[Price, Price]
    few: Annotated[list[Price], Field(max_length=2)]
    other: Price | None = None


@attrs.define
class Attrs:
    price: Price
    number: int
    pair: tuple[Price, Price]
    few: Annotated[list[Price], Field(max_length=2)]
    other: Price | None = None


class Row(NamedTuple):
    price: Price
    number: int
    pair: tuple[Price, Price]
    few: Annotated[list[Price], Field(max_length=2)]
    other: Price | None = None


class Keys(TypedDict):
    price: Price
    number: int
    pair: tuple[Price, Price]
    few: Annotated[list[Price], Field(max_length=2)]
    other: Price | None


class Plain:
    def __init__(
        self,
        price: Price,
        number: int,
        pair: tuple[Price, Price],
        few: Annotated[list[Price], Field(max_length=2)],
        other: Price | None = None,
    ) -> None:
        self.values = (price, number, pair, few, other)


prices = Builder(Price)
rooms = Builder(Room)
TYPES = [Data, Attrs, Row, Keys, Plain]


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize(
    ("declared", "told"),
    [
        (lambda: {"price": fresh(rooms)}, r"\.price=Room\(.*Price\n  declared:  price=fresh\(\.\.\.\)"),
        (lambda: {"other": fresh(rooms)}, r"\.other=Room\(.*declared:  other=fresh\(\.\.\.\)"),
        (lambda: {"price": shared(rooms)}, r"\.price=Room\(.*Price\n  declared:  price=shared\(\.\.\.\)"),
        (
            lambda: {"number": sequence("a{}")},
            r"\.number='a\d' is refused.*int\n  declared:  number=sequence\(\.\.\.\)",
        ),
        (lambda: {"pair": fresh_many(prices, 3)}, r"\.pair=.*expected 2, got 3.*declared:  pair=fresh_many"),
        (lambda: {"few": fresh_many(prices, 5)}, r"\.few=.*at most 2 long\n  declared:  few=fresh_many"),
        (lambda: {"few": fresh_many(rooms, 1)}, r"\.few=.*Price\n  declared:  few=fresh_many"),
        (lambda: {"few": [3]}, r"\.few=\[3\] is refused: .*Price$"),
    ],
)
def test_what_a_declaration_gives(type_: Any, declared: Callable[[], dict[str, object]], told: str) -> None:
    builder = Builder(type_, **declared())

    with pytest.raises(InvalidOverride, match=rf"(?s)^{type_.__name__}{told}"):
        builder.build()
    with pytest.raises(LintError, match="1 of 1"):
        lint(builder)


@pytest.mark.parametrize("type_", TYPES)
def test_what_a_rule_computes(type_: Any) -> None:
    builder = Builder(type_).deriving(number=lambda made: "x")

    with pytest.raises(InvalidOverride, match=r"\.number='x' is refused: .*int\n  computed:  by its rule"):
        builder.build()
    with pytest.raises(LintError, match="1 of 1"):
        lint(builder)


@pytest.mark.parametrize("type_", TYPES)
def test_what_is_right(type_: Any) -> None:
    builder = Builder(
        type_,
        price=shared(prices),
        pair=fresh_many(prices, 2),
        few=fresh_many(prices, range(3)),
        other=fresh(prices),
    ).deriving(number=lambda made: 3)

    assert len(builder.build_many(10)) == 10
    assert lint(builder, Builder(type_, number=sequence(int), few=drawn()), Builder(type_, number=unique())) == 3


def test_a_rule_is_asked_again_where_another_value_may_do() -> None:
    @dataclass
    class Sum:
        one: Annotated[int, Field(ge=0, le=9)]
        total: Annotated[int, Field(le=9)]

    sums = Builder(Sum).deriving(total=lambda made: made.one * 2).build_many(15)

    assert all(made.total == made.one * 2 <= 9 for made in sums)


def test_an_override_of_many_objects() -> None:
    @dataclass
    class Tags:
        tags: list[str]

    with pytest.raises(InvalidOverride, match=r"Tags\.tags=\['a', 1\]"):
        build_many(Tags, 2, tags=["a", 1])
    assert build_many(Tags, 1, tags=["a"]) == [Tags(["a"])]


def test_items_of_a_collection_have_bounds() -> None:
    @dataclass
    class Marks:
        marks: list[Annotated[int, Field(ge=3)]]
        by_name: dict[str, Annotated[int, Field(ge=3)]]
        two: tuple[Annotated[int, Field(ge=3)], int]

    for given, told in (
        ({"marks": [3, 1]}, r"marks=\[3, 1\] is refused: at 1: it has to be at least 3"),
        ({"by_name": {"a": 1}}, r"by_name=.* refused: at 'a': it has to be at least 3"),
        ({"two": (1, 1)}, r"two=\(1, 1\) is refused: at 0: it has to be at least 3"),
    ):
        with pytest.raises(InvalidOverride, match=told):
            Builder(Marks, **given).build()
    made = Builder(Marks, marks=[3, 4], by_name={"a": 3}, two=(3, 1)).build()
    assert made == Marks([3, 4], {"a": 3}, (3, 1))
