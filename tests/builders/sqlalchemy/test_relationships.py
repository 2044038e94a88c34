"""Parents are built along where a row can't do without, and everything else is left empty."""

from __future__ import annotations

import pytest
from sqlalchemy import ForeignKey, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from builders import Builder, CannotBuild, InvalidOverride, UnknownName, build, build_many
from tests.builders.sqlalchemy.models import (
    Child,
    Employee,
    Engineer,
    Guardian,
    Lead,
    Like,
    Manager,
    Order,
    Parent,
    Pet,
    Post,
    Tag,
    Task,
    Ticket,
)


class Base(DeclarativeBase):
    pass


class Node(Base):
    __tablename__ = "nodes"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("nodes.id"))
    parent: Mapped[Node] = relationship(remote_side=id)


class Egg(Base):
    __tablename__ = "eggs"

    id: Mapped[int] = mapped_column(primary_key=True)
    hen_id: Mapped[int] = mapped_column(ForeignKey("hens.id"))
    hen: Mapped[Hen] = relationship(foreign_keys=hen_id)


class Hen(Base):
    __tablename__ = "hens"

    id: Mapped[int] = mapped_column(primary_key=True)
    egg_id: Mapped[int] = mapped_column(ForeignKey("eggs.id"))
    egg: Mapped[Egg] = relationship(foreign_keys=egg_id)


class Bare(Base):
    """Foreign keys without relationships."""

    __tablename__ = "bare"

    id: Mapped[int] = mapped_column(primary_key=True)
    node_id: Mapped[int] = mapped_column(ForeignKey("nodes.id"))
    egg_id: Mapped[int | None] = mapped_column(ForeignKey("eggs.id"))


class BrokenBase(DeclarativeBase):
    pass


class Broken(BrokenBase):
    __tablename__ = "broken"

    id: Mapped[int] = mapped_column(primary_key=True)
    other: Mapped[Node] = relationship("Missing")


def test_a_parent_that_must_be_is_built() -> None:
    child = build(Child)
    assert isinstance(child.parent, Parent)
    assert isinstance(child.guardian, Guardian)
    assert child.parent_id is None  # until it is flushed


def test_both_sides_know_each_other_once() -> None:
    child = build(Child)
    assert child.parent.children == [child]
    assert child.guardian.child is child


def test_what_may_be_missing_is_left_out() -> None:
    child = build(Child)
    assert child.friend is None
    parent = build(Parent)
    assert parent.children == []
    assert parent.by_name == {}
    assert build(Post).tags == set()


def test_objects_are_given() -> None:
    parent, friend = build(Parent), build(Child)
    child = build(Child, parent=parent, friend=friend)
    assert child.parent is parent
    assert child.friend is friend
    tag = build(Tag)
    assert build(Post, tags={tag}).tags == {tag}
    assert build(Parent, children=build_many(Child, 2)).children[1].parent.children[0] is not None
    assert build(Parent, by_name={"Rex": build(Pet, name="Rex")}).by_name["Rex"].name == "Rex"


def test_fields_of_a_parent_are_given() -> None:
    assert build(Child, parent__code="x").parent.code == "x"
    assert build(Child, parent={"code": "x"}).parent.code == "x"
    friend = build(Child, friend__parent__code="x").friend
    assert friend is not None
    assert friend.parent.code == "x"


def test_a_key_stands_for_its_parent() -> None:
    child = build(Child, parent_id=7)
    assert child.parent_id == 7
    assert child.parent is None
    assert child.guardian is not None


def test_a_key_of_two_columns() -> None:
    assert build(Ticket).seat.letter
    assert build(Ticket, seat_row=1, seat_letter="A").seat is None
    assert build(Ticket, seat__row=1).seat.row == 1


def test_a_part_of_a_key_is_no_key() -> None:
    with pytest.raises(InvalidOverride) as raised:
        build(Ticket, seat_row=1)
    assert str(raised.value).splitlines() == [
        "Ticket.seat_row=1 is refused: seat_row and seat_letter together say which seat is meant, "
        "and this is only a part of them",
        "  write:  seat_letter=... too, or seat=..., or seat__row=1",
    ]
    tickets = Builder(Ticket).deriving(seat_row=lambda ticket: ticket.seat.row)
    assert tickets.build(seat__row=1).seat_row == 1


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"parent": 3}, "Child.parent=3 is refused: it is no Parent"),
        ({"parent": None}, "Child.parent=None is refused: its foreign key is NOT NULL"),
        ({"friend": "Bo"}, "Child.friend='Bo' is refused: it is no Child"),
        (
            {"parent__code": "x" * 9},
            "code='xxxxxxxxx' is refused: it has 9 characters, and the column is String(8)",
        ),
    ],
)
def test_what_is_no_parent_is_refused(given: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidOverride) as caught:
        build(Child, **given)
    assert message in str(caught.value)


@pytest.mark.parametrize("children", [3, "Bo", [3], None, {"a": 1}])
def test_what_is_no_collection_of_children_is_refused(children: object) -> None:
    with pytest.raises(InvalidOverride, match=r"^Parent\.children="):
        build(Parent, children=children)


def test_a_wrong_name() -> None:
    with pytest.raises(UnknownName, match="did you mean:  parent"):
        build(Child, parnt=build(Parent))
    with pytest.raises(UnknownName, match="has no field 'cod'"):
        build(Child, parent__cod="x")


def test_a_foreign_key_without_a_relationship() -> None:
    with pytest.raises(CannotBuild) as caught:
        build(Bare)
    assert "Bare.node_id: it refers to nodes.id, and no relationship leads there." in str(caught.value)
    assert "build(Bare, node_id=...)" in str(caught.value)
    bare = build(Bare, node_id=3)
    assert (bare.node_id, bare.egg_id) == (3, None)


def test_a_row_that_needs_another_of_its_own_table() -> None:
    with pytest.raises(CannotBuild, match=r"Node\.parent"):
        build(Node)
    assert build(Node, parent_id=1).parent is None
    root = build(Node, parent_id=1)
    assert build(Node, parent=root).parent is root


def test_two_tables_that_need_each_other() -> None:
    with pytest.raises(CannotBuild, match=r"Egg\.hen -> Hen\.egg -> Egg"):
        build(Egg)
    assert build(Egg, hen_id=1).hen is None
    assert build(Egg, hen=build(Hen, egg_id=1)).hen.egg_id == 1


def test_a_mapping_that_is_wrong() -> None:
    with pytest.raises(CannotBuild, match="Broken: SQLAlchemy can't configure the mapping") as caught:
        build(Broken)
    assert "Missing" in str(caught.value)
    assert build(Bare, node_id=1).node_id == 1  # another registry


def test_inherited_classes() -> None:
    assert build(Engineer).kind == "engineer"
    lead = build(Lead)
    assert lead.kind == "lead"
    assert inspect(lead).transient
    assert "id" not in lead.__dict__
    assert "engineer_id" not in lead.__dict__
    assert build(Manager).kind == "manager"
    with pytest.raises(CannotBuild, match="Engineer or Manager or Lead"):
        build(Employee)


def test_a_parent_of_an_abstract_class_is_one_of_its_subclasses() -> None:
    assert {type(task.employee) for task in build_many(Task, 40)} == {Engineer, Lead, Manager}
    assert build(Task).reviewer is None


def test_an_association_object() -> None:
    like = build(Like)
    assert isinstance(like.post, Post)
    assert like.child.parent.children == [like.child]


def test_parents_can_be_shared() -> None:
    buyer = build(Parent)
    orders = build_many(Order, 3, buyer=buyer)
    assert {id(order.buyer) for order in orders} == {id(buyer)}
    assert len({id(order.seller) for order in orders}) == 3
