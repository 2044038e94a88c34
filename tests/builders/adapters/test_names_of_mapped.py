"""Names of a mapped class are looked at where a strategy or fixture is declared, and nothing is configured."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, backref, mapped_column, relationship

from builders import Builder, UnknownName, as_fixture, build, strategy


class Base(DeclarativeBase):
    pass


class Team(Base):
    __tablename__ = "team"
    id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[int]
    members: Mapped[list[Member]] = relationship(back_populates="team")


class Member(Base):
    __tablename__ = "member"
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    team: Mapped[Team] = relationship(back_populates="members")


def test_a_misspelt_name_is_refused_at_once() -> None:
    for source in (Team, Builder(Team)):
        with pytest.raises(UnknownName, match=r"^Team has no field 'sise'.\n  did you mean:  size\?"):
            strategy(source, sise=st.integers())
        with pytest.raises(UnknownName, match=r"^Team has no field 'sise'.\n  did you mean:  size\?"):
            as_fixture(source, sise=3)
        strategy(source, size=st.integers())
        as_fixture(source, size=3)
    as_fixture(Builder(Member), team__size=3)


def test_when_the_mapping_is_configured_names_inside_are_looked_at_too() -> None:
    assert build(Member, team__size=3).team.size == 3
    with pytest.raises(UnknownName, match=r"^Member.team has no field 'sise'"):
        as_fixture(Builder(Member), team__sise=3)


def test_what_is_still_to_be_imported_may_add_names() -> None:
    class Other(DeclarativeBase):
        pass

    class Order(Other):
        __tablename__ = "orders"
        id: Mapped[int] = mapped_column(primary_key=True)
        owner_id: Mapped[int] = mapped_column(ForeignKey("owner.id"))
        owner = relationship("Owner", backref=backref("orders"))

    strategy(Order, anything=st.integers())

    class Owner(Other):
        __tablename__ = "owner"
        id: Mapped[int] = mapped_column(primary_key=True)

    # A backref adds its attribute when the mapping is configured.
    strategy(Owner, orders=st.just([]))
    assert build(Order).owner is not None
    with pytest.raises(UnknownName, match=r"^Order has no field 'anything'"):
        strategy(Order, anything=st.integers())
    strategy(Owner, orders=st.just([]))
