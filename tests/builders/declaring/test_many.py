"""`fresh_many`: several objects of another builder in one field."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from builders import Builder, CannotBuild, InvalidOverride, UnknownName, drawn, fresh, fresh_many, seeded, sequence


@dataclass(frozen=True)
class Line:
    sku: str
    price: int


@dataclass
class Order:
    lines: list[Line]
    note: str = ""


@dataclass
class Note:
    text: str


class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "authors"
    id: Mapped[int] = mapped_column(primary_key=True)
    books: Mapped[list[Book]] = relationship(back_populates="author")
    prizes: Mapped[set[Prize]] = relationship()


class Book(Base):
    __tablename__ = "books"
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id"))
    author: Mapped[Author] = relationship(back_populates="books")
    title: Mapped[str]


class Prize(Base):
    __tablename__ = "prizes"
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("authors.id"))


lines = Builder(Line, sku=sequence("sku-{}")).trait("cheap", price=1)


class TestNumber:
    def test_is_as_declared(self) -> None:
        order = Builder(Order, lines=fresh_many(lines, 3)).build()
        assert len(order.lines) == 3
        assert {type(line) for line in order.lines} == {Line}

    def test_none(self) -> None:
        assert Builder(Order, lines=fresh_many(lines, 0)).build().lines == []

    @given(start=st.integers(0, 4), more=st.integers(1, 4), seed=st.integers(0, 9))
    def test_of_a_range_is_drawn_by_each_object(self, start: int, more: int, seed: int) -> None:
        orders = Builder(Order, lines=fresh_many(lines, range(start, start + more)))
        with seeded(seed):
            numbers = [len(order.lines) for order in orders.build_many(60)]
        assert set(numbers) == set(range(start, start + more))
        with seeded(seed):
            assert [len(order.lines) for order in orders.build_many(60)] == numbers

    @pytest.mark.parametrize("wrong", ["3", 2.5, None, True])
    def test_that_is_none(self, wrong: int) -> None:
        with pytest.raises(TypeError, match="fresh_many takes a whole number of objects, not"):
            fresh_many(lines, wrong)

    @pytest.mark.parametrize("wrong", [-1, range(0), range(3, 1), range(-1, 2)])
    def test_that_can_not_be(self, wrong: int | range) -> None:
        with pytest.raises(ValueError, match="0 objects or more"):
            fresh_many(lines, wrong)


class TestItems:
    def test_have_numbers_of_their_own(self) -> None:
        with seeded(1):
            orders = Builder(Order, lines=fresh_many(lines, 2)).build_many(3)
        assert [[line.sku for line in order.lines] for order in orders] == [
            ["sku-1", "sku-2"],
            ["sku-3", "sku-4"],
            ["sku-5", "sku-6"],
        ]

    def test_differ(self) -> None:
        orders = Builder(Order, lines=fresh_many(Builder(Line), 3)).build_many(50)
        assert len({line for order in orders for line in order.lines}) == 150

    def test_of_a_longer_list_are_those_of_a_shorter_one_and_more(self) -> None:
        with seeded(1):
            [two] = Builder(Order, lines=fresh_many(Builder(Line), 2)).build_many(1)
        with seeded(1):
            [three] = Builder(Order, lines=fresh_many(Builder(Line), 3)).build_many(1)
        assert three.lines[:2] == two.lines

    def test_take_parts_and_traits(self) -> None:
        orders = Builder(Order, lines=fresh_many(lines, 2, "cheap"))
        assert [line.price for line in orders.build().lines] == [1, 1]
        assert [line.price for line in orders.build(lines__price=7).lines] == [7, 7]
        assert [line.price for line in orders.having(lines={"price": 8}).build().lines] == [8, 8]
        with pytest.raises(UnknownName, match="did you mean:  price"):
            orders.build(lines__prise=7)

    def test_can_be_given_as_a_whole(self) -> None:
        line = Line("a", 1)
        assert Builder(Order, lines=fresh_many(lines, 2)).build(lines=[line]).lines == [line]

    def test_with_children_of_their_own(self) -> None:
        @dataclass
        class Cart:
            orders: list[Order]

        orders = Builder(Order, lines=fresh_many(lines, 2))
        with seeded(1):
            carts = Builder(Cart, orders=fresh_many(orders, range(1, 3))).build_many(2)
        skus = [line.sku for cart in carts for order in cart.orders for line in order.lines]
        assert len(set(skus)) == len(skus)
        assert Builder(Cart, orders=fresh_many(orders, 2)).build(orders__lines__price=3).orders[1].lines[1].price == 3


class TestCollections:
    def test_are_those_that_the_field_asks_for(self) -> None:
        @dataclass
        class Bag:
            a: tuple[Line, ...]
            b: set[Line] | None
            c: frozenset[Line]
            d: Sequence[Line]
            e: AbstractSet[Line]
            f: deque[Line]
            g: tuple[Line, Line]
            h: list[Line] = field(default_factory=list)

        bag = Builder(Bag, **{name: fresh_many(lines, 2) for name in "abcdefgh"}).build()
        kinds = [type(getattr(bag, name)) for name in "abcdefgh"]
        assert kinds == [tuple, set, frozenset, list, set, deque, tuple, list]
        assert {len(getattr(bag, name)) for name in "abcdefgh"} == {2}

    def test_of_a_model(self) -> None:
        class Bag(BaseModel):
            lines: tuple[Line, ...]

        assert len(Builder(Bag, lines=fresh_many(lines, 2)).build().lines) == 2

    def test_of_mapped_classes(self) -> None:
        books = Builder(Book, title=sequence("book {}"))
        author = Builder(Author, books=fresh_many(books, 2), prizes=fresh_many(Builder(Prize), 2)).build()
        assert [book.title for book in author.books] == ["book 1", "book 2"]
        assert {book.author for book in author.books} == {author}
        assert len(author.prizes) == 2

    def test_a_set_of_what_can_not_be_hashed(self) -> None:
        @dataclass
        class Bag:
            notes: set[Note] = field(default_factory=set)

        with pytest.raises(CannotBuild, match=r"Bag\.notes is a set, which can't hold a Note: unhashable"):
            Builder(Bag, notes=fresh_many(Builder(Note), 2)).build()

    def test_a_set_of_equal_objects(self) -> None:
        @dataclass
        class Bag:
            lines: set[Line]

        with pytest.raises(CannotBuild, match=r"(?s)2 objects, of which only 1 differ.*unique\(\)"):
            Builder(Bag, lines=fresh_many(Builder(Line, sku="a", price=1), 2)).build()

    def test_a_field_that_holds_one(self) -> None:
        @dataclass
        class Single:
            line: Line

        with pytest.raises(InvalidOverride, match=r"(?s)Single\.line is declared as fresh_many.*line=fresh\(\.\.\.\)"):
            Builder(Single, line=fresh_many(lines, 2)).build()
        assert Builder(Single, line=fresh(lines)).build().line.price

    def test_an_item_that_the_type_refuses(self) -> None:
        class Bag(BaseModel):
            lines: list[int]

        with pytest.raises(InvalidOverride, match=r"Bag\.lines"):
            Builder(Bag, lines=fresh_many(lines, 2)).build()


class TestMisplaced:
    @pytest.mark.parametrize(
        ("given", "told"),
        [
            (lambda: [lines], r"a list with Builder\(Line\): a builder.*lines=fresh_many\(the_builder, 2\)"),
            (lambda: [fresh(lines)], r"a list with fresh\(\.\.\.\): a declaration.*lines=fresh_many\(\.\.\., 2\)"),
            (lambda: ({1: [lines]},), r"a tuple with Builder\(Line\)"),
            (lambda: lines, r"is given Builder\(Line\): a builder.*fresh_many\(the_builder, 2\).*build_many\(2\)"),
        ],
    )
    def test_for_a_collection(self, given: Callable[[], object], told: str) -> None:
        for order in (Builder(Order, lines=given()), Builder(Order, lines=drawn())):
            with pytest.raises(InvalidOverride, match=f"(?s)Order.lines.*{told}"):
                order.build(lines=given())
