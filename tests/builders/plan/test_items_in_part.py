"""Objects in a list, given in part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, NotRequired, TypedDict

import msgspec
import pytest
from pydantic import BaseModel, Field

from builders import Builder, InvalidOverride, UnknownName, build, build_many, fresh, seeded, sequence, unique


@dataclass
class Line:
    sku: str
    quantity: Annotated[int, Field(ge=0)]
    id: int


@dataclass
class Order:
    lines: list[Line]
    note: str


class Model(BaseModel):
    lines: list[Line] = Field(min_length=2, max_length=2)
    more: tuple[Line, ...] | None
    maps: list[dict[str, int]]


class Struct(msgspec.Struct):
    lines: list[Line]


class Keys(TypedDict):
    sku: str
    quantity: NotRequired[int]


class TestInPart:
    @pytest.mark.parametrize("type_", [Order, Model, Struct])
    def test_the_rest_is_drawn(self, type_: Any) -> None:
        made = build(type_, lines=[{"quantity": 3}, {}])

        assert made.lines[0].quantity == 3
        assert all(type(line) is Line for line in made.lines)
        assert made.lines[0].id != made.lines[1].id

    def test_what_is_not_given_stays_as_it_was(self) -> None:
        with seeded(1):
            drawn = build(Model)
        with seeded(1):
            made = build(Model, lines=[{"quantity": 3}, {}])

        drawn.lines[0].quantity = 3
        assert made == drawn

    def test_beside_whole_objects(self) -> None:
        line = build(Line)
        assert build(Order, lines=[line, {"sku": "a"}]).lines[0] is line

    def test_in_a_tuple_that_may_be_left_out(self) -> None:
        made = build(Model, more=({"sku": "a"},)).more
        assert made is not None
        assert made[0].sku == "a"

    def test_in_a_builder(self) -> None:
        orders = Builder(Order, lines=[{"sku": unique(), "quantity": sequence(int)}, {"sku": unique()}])
        made = orders.build_many(20)

        assert len({line.sku for order in made for line in order.lines}) == 40
        assert made[0].lines is not made[1].lines
        assert [line.sku for line in orders.build(lines=[{"sku": "a"}]).lines] == ["a"]
        assert [line.sku for line in orders.build(lines=[{"sku": "b"}]).lines] == ["b"]

    def test_ids_differ_in_lists_longer_than_drawn_ones(self) -> None:
        made = build_many(Order, 10, lines=[{}] * 8)
        assert len({line.id for order in made for line in order.lines}) == 80


class TestAsItIs:
    def test_items_that_are_mappings(self) -> None:
        assert build(Model, maps=[{"quantity": 3}]).maps == [{"quantity": 3}]

    def test_items_that_may_be_mappings(self) -> None:
        @dataclass
        class Both:
            either: list[Line | dict[str, int]]
            keys: list[Keys]

        made = build(Both, either=[{"quantity": 3}], keys=[{"sku": "a"}])
        assert (made.either, made.keys) == ([{"quantity": 3}], [{"sku": "a"}])


class TestRefused:
    @pytest.mark.parametrize(
        ("given", "told"),
        [
            ({"lines": [{}, {"quantityy": 3}]}, r"Order\.lines\[1\] has no field 'quantityy'.*mean:  quantity"),
            (
                {"lines__quantity": 3},
                r"Order\.lines holds several.*fresh_many\(Builder\(Line, quantity=...\), 2\)",
            ),
            ({"lines__quantity": 3}, r'or lines=\[\{"quantity": \.\.\.\}, \{\}\]'),
        ],
    )
    def test_names_that_lead_nowhere(self, given: dict[str, object], told: str) -> None:
        with pytest.raises(UnknownName, match=f"(?s){told}"):
            build(Order, **given)

    def test_a_part_of_a_mapping_of_objects(self) -> None:
        @dataclass
        class Shelf:
            lines: dict[str, Line]

        with pytest.raises(UnknownName, match=r"lines=\{\.\.\.: build\(Line, quantity=\.\.\.\)\}"):
            build(Shelf, lines__quantity=3)
        assert build(Shelf, lines={"a": build(Line, quantity=3)}).lines["a"].quantity == 3

    @pytest.mark.parametrize(
        ("lines", "told"),
        [
            ([{"quantity": -3}], r"Order\.lines\.quantity=-3 is refused"),
            ([{"quantity": 3}, 3], r"Order\.lines=\[Line\(.*, 3\] is refused: item 1 of list"),
            (({"quantity": 3},), r"Order\.lines=\(Line\(.* is refused: tuple is not a list"),
            ([{}, Builder(Line)], r"Order\.lines is given a list with Builder\(Line\)"),
            ([{}, fresh(Builder(Line))], r"Order\.lines is given a list with fresh"),
            ([{"sku": Builder(Line)}], r"Order\.lines\.sku is given Builder\(Line\)"),
        ],
    )
    def test_values(self, lines: Any, told: str) -> None:
        with pytest.raises(InvalidOverride, match=f"(?s){told}"):
            build(Order, lines=lines)
        if "sku" not in told:
            with pytest.raises(InvalidOverride, match="(?s)lines"):
                Builder(Order, lines=lines).build()
