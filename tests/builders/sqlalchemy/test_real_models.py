"""Mapped classes of many kinds, each built fifty times and judged by the database."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import create_engine, event, inspect, select
from sqlalchemy.orm import Session

from builders import build, build_many, seeded
from builders.persistence import save_many
from tests.builders.sqlalchemy.models import MODELS, Base


def values(obj: object) -> dict[str, object]:
    return {attribute.key: getattr(obj, attribute.key) for attribute in inspect(type(obj)).column_attrs}


@pytest.fixture(scope="module")
def tables() -> Any:
    engine = create_engine("sqlite://")
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys = ON"))
    with engine.connect() as connection:
        Base.metadata.create_all(connection)
        yield connection
    engine.dispose()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_fifty_objects_are_saved_and_read_as_they_were_built(model: type[Any], tables: Any) -> None:
    with Session(tables) as session:
        built = save_many(session, build_many(model, 50))
        saved = [(inspect(obj).identity, values(obj)) for obj in built]
        session.expunge_all()
        session.scalars(select(model)).all()
        for identity, row in saved:
            assert values(session.get(model, identity)) == row
        session.rollback()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_same_seed_gives_the_same_object(model: type[Any]) -> None:
    with seeded(5):
        first = build(model)
    with seeded(5):
        assert values(build(model)) == values(first)
