"""Children that are given: each is in one parent only, some may be given in part, and the collection is of its kind."""

from __future__ import annotations

import pytest
from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    WriteOnlyMapped,
    attribute_keyed_dict,
    mapped_column,
    relationship,
)

from builders import Builder, InvalidOverride, UnknownName, build, build_many, fresh_many
from builders.persistence import save


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    lines: Mapped[list[Line]] = relationship(back_populates="order")
    marks: Mapped[set[Mark]] = relationship()
    bill: Mapped[Bill | None] = relationship(back_populates="order")


class Album(Base):
    __tablename__ = "albums"

    id: Mapped[int] = mapped_column(primary_key=True)
    songs: WriteOnlyMapped[Song] = relationship(back_populates="album")
    covers: Mapped[dict[str, Cover]] = relationship(collection_class=attribute_keyed_dict("side"))


class Song(Base):
    __tablename__ = "songs"

    id: Mapped[int] = mapped_column(primary_key=True)
    album_id: Mapped[int] = mapped_column(ForeignKey("albums.id"))
    album: Mapped[Album] = relationship(back_populates="songs")


class Cover(Base):
    __tablename__ = "covers"

    id: Mapped[int] = mapped_column(primary_key=True)
    album_id: Mapped[int | None] = mapped_column(ForeignKey("albums.id"))
    side: Mapped[str]


class Line(Base):
    __tablename__ = "lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    order: Mapped[Order] = relationship(back_populates="lines")
    quantity: Mapped[int]


class Mark(Base):
    __tablename__ = "marks"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))


class Bill(Base):
    __tablename__ = "bills"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    order: Mapped[Order] = relationship(back_populates="bill")


def test_children_can_not_be_given_to_several() -> None:
    with pytest.raises(InvalidOverride) as raised:
        build_many(Order, 2, lines=[build(Line)])
    assert "one Line in it is in another Order already, and can be in one only" in str(raised.value)
    assert "write:  Builder(Order, lines=fresh_many(Builder(Line), 2))" in str(raised.value)
    marks = {build(Mark)}
    with pytest.raises(InvalidOverride, match="one Mark in it is in another Order already"):
        build_many(Order, 2, marks=marks)


def test_children_that_a_builder_was_told_are_given_once() -> None:
    orders = Builder(Order, lines=[build(Line)])
    order = orders.build()
    assert len(order.lines) == 1
    with pytest.raises(InvalidOverride, match="fresh_many"):
        orders.build()
    assert len(order.lines) == 1


def test_one_to_one_of_both_sides() -> None:
    with pytest.raises(
        InvalidOverride, match=r"it is that of another Order already.*\n.*bill=fresh\(Builder\(Bill\)\)"
    ):
        build_many(Order, 2, bill=build(Bill))
    with pytest.raises(InvalidOverride, match="it is that of another Bill already"):
        build_many(Bill, 2, order=build(Order))
    order = build(Order)
    assert build(Bill, order=order).order is order


def test_collections_that_are_never_held_and_those_with_keys() -> None:
    with pytest.raises(InvalidOverride, match="one Song in it is in another Album already"):
        build_many(Album, 2, songs=[build(Song)])
    song = build(Song)
    album = build(Album, songs=[song])
    assert song.album is album
    with pytest.raises(
        InvalidOverride, match=r"Builder\(Album\)\.deriving\(covers=lambda _: {\.\.\.: build\(Cover\)}\)"
    ):
        build_many(Album, 2, covers={"front": build(Cover, side="front")})


def test_each_has_children_of_its_own() -> None:
    orders = Builder(Order, lines=fresh_many(Builder(Line), 2)).build_many(3)
    assert [len(order.lines) for order in orders] == [2, 2, 2]
    order = build(Order)
    assert {line.order for line in build_many(Line, 3, order=order)} == {order}
    assert len(build(Order, lines=build_many(Line, 2)).lines) == 2


def test_a_child_that_was_taken_out_may_go_elsewhere() -> None:
    line = build(Line)
    first = build(Order, lines=[line])
    first.lines.remove(line)
    assert build(Order, lines=[line]).lines == [line]


def test_children_are_given_in_part() -> None:
    order = build(Order, lines=[{"quantity": 3}, {}, build(Line, quantity=9)])
    assert [line.quantity for line in order.lines][::2] == [3, 9]
    assert all(line.order is order for line in order.lines)
    orders = Builder(Order, lines=[{"quantity": 3}]).build_many(2)
    assert [[line.quantity for line in order.lines] for order in orders] == [[3], [3]]
    assert build(Order).lines == []


def test_children_in_a_set_are_given_in_part_by_a_list() -> None:
    order = build(Order, marks=[{"id": 3}, {"id": 4}])
    assert {mark.id for mark in order.marks} == {3, 4}
    assert [len(order.marks) for order in Builder(Order, marks=[{}, {}]).build_many(2)] == [2, 2]


def test_children_in_part_are_saved() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        Base.metadata.create_all(connection)
        with Session(connection) as session:
            save(session, build(Order, lines=[{"quantity": 3}, {}]))
            assert session.query(Line).count() == 2
            assert session.query(Order).count() == 1
    engine.dispose()


def test_parts_of_many_say_how_they_are_given() -> None:
    with pytest.raises(UnknownName) as raised:
        build(Order, lines__quantity=3)
    assert 'lines=fresh_many(Builder(Line, quantity=...), 2) in a Builder, or lines=[{"quantity": ...}, {}]' in str(
        raised.value
    )
    with pytest.raises(UnknownName, match=r"Order\.lines\[0\] has no field 'quantiti'"):
        build(Order, lines=[{"quantiti": 3}])


def test_a_collection_of_another_kind() -> None:
    with pytest.raises(
        InvalidOverride, match=r"it is a tuple, and the relationship holds a list\n  write:  lines=\[...\]"
    ):
        build(Order, lines=(build(Line),))
    with pytest.raises(InvalidOverride, match=r"it is a list, and the relationship holds a set\n  write:  marks={...}"):
        build(Order, marks=[build(Mark)])
    mark = build(Mark)
    assert build(Order, marks={mark}).marks == {mark}
