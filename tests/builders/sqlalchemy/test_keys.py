"""A foreign key and the object that it refers to, both given."""

from __future__ import annotations

import pytest
from sqlalchemy import ForeignKey, create_engine, func
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

from builders import Builder, InvalidOverride, build, fresh
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
