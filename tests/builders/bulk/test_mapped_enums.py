"""Members of enums in the rows of a mapped class: as SQLAlchemy stores them."""

from __future__ import annotations

import enum
from collections.abc import Callable

from sqlalchemy import Enum, create_engine, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from builders import Builder, build_many
from builders.bulk import columns


class Base(DeclarativeBase):
    pass


class Color(enum.Enum):
    RED = "#f00"
    CRIMSON = "#f00"  # noqa: PIE796  # a second name
    BLUE = "#00f"


def _values(members: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in members]


class Shirt(Base):
    __tablename__ = "shirts"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    named: Mapped[Color]
    valued: Mapped[Color] = mapped_column(Enum(Color, values_callable=_values))
    maybe: Mapped[Color | None]


def stored(make: Callable[[int], list[Shirt]]) -> list[tuple[object, ...]]:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all(make(40))
        session.flush()
        found = session.execute(text("SELECT number, named, valued, maybe FROM shirts")).all()
    engine.dispose()
    return sorted(tuple(row) for row in found)


def test_rows_hold_what_the_database_stores() -> None:
    rows = [tuple(row.values()) for row in columns(Shirt, 40).to_pylist()]
    assert sorted(rows) == stored(lambda count: build_many(Shirt, count))
    assert {row[1] for row in rows} == {"RED", "BLUE"}
    assert {row[2] for row in rows} == {"#f00", "#00f"}


def test_a_member_that_is_given_is_stored_so_too() -> None:
    given = {"named": Color.BLUE, "valued": Color.BLUE}
    assert set(columns(Shirt, 3, having=given)["named"].to_pylist()) == {"BLUE"}
    shirts = Builder(Shirt, **given)
    assert sorted(tuple(row.values()) for row in columns(shirts, 40).to_pylist()) == stored(shirts.build_many)
