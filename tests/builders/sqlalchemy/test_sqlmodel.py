"""SQLModel: its tables are mapped classes whose fields say more than their columns."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine
from sqlmodel import Session, SQLModel

from builders import InvalidOverride, UnknownName, build, build_many
from builders.persistence import save_many
from tests.builders.sqlalchemy.sql_models import Hero, HeroIn, Team


def test_the_constraints_of_the_fields_hold() -> None:
    heroes = build_many(Hero, 60)
    assert {hero.age for hero in heroes} == {18, 19, 20}
    assert all(len(hero.name) <= 30 for hero in heroes)
    assert {hero.level for hero in heroes} == {4}
    assert len({hero.id for hero in heroes}) == 60


def test_relationships() -> None:
    hero = build(Hero)
    assert hero.team.heroes == [hero]
    assert hero.mentor is None
    assert build(Hero, team_id=3).team_id == 3
    assert build(Hero, team__name="red").team.name == "red"


def test_what_is_wrong_is_refused() -> None:
    with pytest.raises(InvalidOverride, match="it is no int"):
        build(Hero, age="old")
    with pytest.raises(UnknownName, match="did you mean:  age"):
        build(Hero, agee=3)


def test_a_model_without_a_table_is_built_as_a_pydantic_model() -> None:
    assert build(HeroIn).age in {18, 19, 20}


def test_they_are_saved() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        SQLModel.metadata.create_all(connection)
        with Session(connection) as session:
            heroes = save_many(session, build_many(Hero, 50))
            assert len({hero.team_id for hero in heroes}) == 50
            assert session.get(Team, heroes[0].team_id) is heroes[0].team
    engine.dispose()
