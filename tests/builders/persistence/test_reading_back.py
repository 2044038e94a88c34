"""What SQLAlchemy writes, and fails to read when the row is loaded: after a commit, or in another test."""

from __future__ import annotations

import enum
from collections.abc import Iterator

import pytest
from sqlalchemy import Dialect, Engine, Enum, String, TypeDecorator, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import StaticPool

from builders import build
from builders.persistence import NotSaved, save, save_many


class _Loud(TypeDecorator[str]):
    impl = String
    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> str:
        return {"red": "RED", "blue": "BLUE"}[value or ""]


class Size(enum.StrEnum):
    SMALL = "small"
    LARGE = "large"


class Finish(str, enum.Enum):  # noqa: UP042  # as it was written before there was StrEnum
    MATT = "matt"
    GLOSSY = "glossy"


class Shelves(DeclarativeBase): ...


class Shelf(Shelves):
    __tablename__ = "shelves"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Enum("wood", "steel"))
    colour: Mapped[str] = mapped_column(_Loud(), default="red")
    number: Mapped[int | None]
    note: Mapped[str | None]


class Box(Shelves):
    __tablename__ = "boxes"
    id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[Size]
    finish: Mapped[Finish]


@pytest.fixture
def shelves() -> Iterator[Engine]:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    Shelf.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("commit", [True, False])
def test_a_text_that_is_none_of_an_enum(shelves: Engine, commit: bool) -> None:
    with Session(shelves) as session:
        kept = save(session, build(Shelf, kind="wood"), commit=commit)
        with pytest.raises(NotSaved) as caught:
            save_many(session, [build(Shelf), Shelf(kind="glass", colour="red")], commit=commit)

        words = "Shelf.kind='glass' could not be saved: it is none of 'wood', 'steel', so its row could not be read"
        assert str(caught.value).startswith(words)
        assert "object:  objects[1]: Shelf(kind='glass'" in str(caught.value)
        assert session.scalars(select(Shelf)).all() == [kept]


def test_what_the_authors_own_type_cannot_read(shelves: Engine) -> None:
    with Session(shelves) as session:
        kept = save(session, Shelf(kind="wood", colour="red"), commit=True)
        with pytest.raises(NotSaved, match=r"(?s)read it again raised KeyError: 'grey'.*objects\[1\]") as caught:
            save_many(session, [Shelf(kind="wood", colour="blue"), Shelf(kind="steel", colour="grey")], commit=True)

        assert isinstance(caught.value.__cause__, KeyError)
        assert session.scalars(select(Shelf)).all() == [kept]
        assert save(session, Shelf(kind="steel", colour="blue"), commit=True).colour == "BLUE"


@pytest.mark.parametrize(("name", "value"), [("number", 1 << 70), ("note", "\ud800")])
def test_what_the_driver_cannot_write(shelves: Engine, name: str, value: object) -> None:
    with Session(shelves) as session:
        with pytest.raises(NotSaved, match=rf"^Shelf\.{name} could not be saved"):
            save(session, Shelf(kind="wood", **{name: value}))
        assert session.scalars(select(Shelf)).all() == []


def test_a_member_of_an_enum_of_texts_is_no_other_text(shelves: Engine) -> None:
    with Session(shelves) as session:
        save_many(session, [build(Box), build(Box, size=Size.LARGE, finish=Finish.MATT)], commit=True)
        box = build(Box)
        box.size = "huge"  # type: ignore[assignment]  # as a test may do by mistake
        with pytest.raises(NotSaved, match="size='huge' could not be saved: it is none of 'SMALL', 'LARGE'"):
            save(session, box)
    with Session(shelves) as session:
        kept = session.get_one(Box, 2)
        assert (kept.size, kept.finish) == (Size.LARGE, Finish.MATT)
