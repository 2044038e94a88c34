"""A foreign key and the object that it refers to, both given."""

from __future__ import annotations

import pytest
from sqlalchemy import ForeignKey, create_engine, func
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, Session, mapped_column, relationship

from builders import Builder, InvalidOverride, build, fresh, sequence
from builders.persistence import save


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    user: Mapped[User] = relationship(foreign_keys=user_id)
    packer_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    packer: Mapped[User | None] = relationship(foreign_keys=packer_id)


class DataBase(MappedAsDataclass, DeclarativeBase):
    pass


class Owner(DataBase):
    __tablename__ = "owners"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)


class Account(DataBase):
    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id"), init=False)
    owner: Mapped[Owner] = relationship()


class Strict(Base):
    __tablename__ = "strict"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    user: Mapped[User] = relationship()
    name: Mapped[str]

    def __init__(self, user: User, name: str) -> None:
        self.user = user
        self.name = f"{name} of {user.id}"


def test_one_of_the_two_is_enough() -> None:
    user = build(User, id=1)
    assert build(Order, user=user).user is user
    assert build(Order, user_id=99).user_id == 99
    assert build(Order, user=user, packer_id=7).packer_id == 7


def test_both_may_say_the_same() -> None:
    user = build(User, id=1)
    assert build(Order, user_id=1, user=user).user is user
    assert build(Order, user_id=func.max(1), user=user).user is user


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"user_id": 99, "user": User(id=1)}, "Order.user_id=99 is refused: the user that is given too has id=1"),
        ({"user_id": 99, "user": User()}, "Order.user_id=99 is refused: the user that is given too gets its id when"),
        ({"packer_id": 3, "packer": None}, "Order.packer_id=3 is refused: packer=None is given too, which empties it"),
    ],
)
def test_a_contradiction_is_refused(given: dict[str, object], reason: str) -> None:
    with pytest.raises(InvalidOverride) as caught:
        build(Order, **given)
    assert str(caught.value).startswith(reason)
    assert str(caught.value).endswith("\n  write:  one of the two")


def test_what_a_builder_declares_counts_as_given() -> None:
    orders = Builder(Order, user=fresh(Builder(User, id=5)))
    assert orders.build(user_id=5).user.id == 5
    with pytest.raises(InvalidOverride, match="has id=5"):
        orders.build(user_id=6)


def test_a_parent_whose_key_is_not_loaded() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        Base.metadata.create_all(connection)
        with Session(connection) as session:
            user = save(session, build(User))
            session.expire(user)
            assert build(Order, user_id=1, user=user).user is user
    engine.dispose()


def test_a_key_is_enough_for_a_constructor_that_asks_for_the_object() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        DataBase.metadata.create_all(connection)
        with Session(connection) as session:
            owner = save(session, build(Owner))
            account = build(Account, owner_id=owner.id)
            assert account.owner_id == owner.id
            assert save(session, account).owner is owner
            assert save(session, build(Account, owner=owner)).owner_id == owner.id
    engine.dispose()


def test_a_constructor_that_breaks_without_the_object() -> None:
    with pytest.raises(InvalidOverride) as raised:
        build(Strict, user_id=3)
    assert "so:     without it, it can be made" in str(raised.value)
    assert build(Strict, user=build(User, id=3), name="desk").name == "desk of 3"


def test_a_rule_for_a_key_would_give_way_to_the_parent() -> None:
    with pytest.raises(InvalidOverride) as raised:
        Builder(Order).deriving(user_id=lambda _: 7).build()
    assert "a user is built along, and its id is another" in str(raised.value)
    assert "write:  user_id=sequence(...), or a rule for user" in str(raised.value)
    orders = Builder(Order, user_id=sequence(lambda number: number + 7)).build_many(2)
    assert [order.user for order in orders] == [None, None]
    assert Builder(Order).deriving(packer_id=lambda _: 7).build().packer_id == 7
    same = Builder(Order, user__id=7).deriving(user_id=lambda order: order.user.id).build()
    assert same.user_id == same.user.id == 7
