"""The column that tells a row's class is the mapper's: nobody draws it, and nobody else sets it."""

from __future__ import annotations

import pytest
from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from builders import InvalidOverride, build, coverage


class Base(DeclarativeBase):
    pass


class Person(Base):
    __tablename__ = "persons"
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "person"}

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    active: Mapped[bool]


class Engineer(Person):
    __mapper_args__ = {"polymorphic_identity": "engineer"}

    remote: Mapped[bool | None]


class Page(Base):
    __tablename__ = "pages"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    public: Mapped[bool]
    __mapper_args__ = {"version_id_col": version}


def test_coverage_leaves_it_as_the_mapper_sets_it() -> None:
    persons, engineers = coverage(Person), coverage(Engineer)
    assert {person.kind for person in persons} == {"person"}
    assert {person.active for person in persons} == {True, False}
    assert {engineer.kind for engineer in engineers} == {"engineer"}
    assert {engineer.remote for engineer in engineers} == {True, False, None}


def test_coverage_leaves_the_version_of_a_row_to_the_mapper() -> None:
    assert all("version" not in page.__dict__ for page in coverage(Page))


def test_it_can_be_given_only_as_it_is() -> None:
    assert build(Engineer, kind="engineer").kind == "engineer"
    with pytest.raises(InvalidOverride, match=r"Person\.kind='engineer' is refused: .* is 'person' for each Person"):
        build(Person, kind="engineer")
