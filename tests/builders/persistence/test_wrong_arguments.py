"""What is no session, and what is no object of a mapped class, is refused with the line to write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from pydantic import BaseModel
from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import Session, sessionmaker

from builders import build, build_many
from builders.persistence import NotSaved, save, save_async, save_many, save_many_async
from tests.builders.persistence.shop import Customer


class Model(BaseModel):
    name: str


@dataclass
class Record:
    name: str


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (AsyncSession(), r"^save got an async session\.\n  write:  await save_async\(session, \.\.\.\)$"),
        (sessionmaker(), r"^sessionmaker makes sessions, and is none\."),
        (
            create_engine("sqlite://"),
            r"^The first argument is no SQLAlchemy session\.\n  promised:  Session\n  got:       Engine",
        ),
        (Session, r"no SQLAlchemy session"),
        (None, r"no SQLAlchemy session"),
    ],
)
def test_no_session(given: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        save(given, build(Customer))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (Session(), r"^save_async got a sync session\.\n  write:  save\(session, \.\.\.\)$"),
        (async_sessionmaker(), r"^async_sessionmaker makes sessions"),
        (None, r"promised:  AsyncSession"),
    ],
)
@pytest.mark.asyncio
async def test_no_async_session(given: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        await save_async(given, build(Customer))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (build(Model), r"^the object can't be saved: Model is a pydantic model, and is mapped to no table\."),
        (build(Record), r"Record is a dataclass, and is mapped to no table"),
        (3, r"int is no SQLAlchemy model"),
        (None, r"NoneType is no SQLAlchemy model"),
        (Customer, r"^the object is the class Customer, and no object of it\.\n  write:  build\(Customer\)$"),
        (build_many(Customer, 2), r"^save takes one object\.\n  write:  save_many\(session, objects\)$"),
    ],
)
def test_no_object_of_a_model(given: object, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        save(Session(), given)


def test_one_of_several_is_none() -> None:
    with pytest.raises(TypeError, match=r"^objects\[1\] can't be saved: Model is a pydantic model"):
        save_many(Session(), [build(Customer), build(Model)])


def test_one_object_for_several() -> None:
    with pytest.raises(TypeError, match=r"^save_many takes several objects\.\n  write:  save\(session, obj\)$"):
        save_many(Session(), build(Customer))  # type: ignore[arg-type, type-var, unused-ignore]  # the mistake


def test_nothing_to_go_through() -> None:
    with pytest.raises(TypeError, match=r"^save_many takes several objects\.\n  got:    3\n"):
        save_many(Session(), 3)  # type: ignore[arg-type]  # the mistake


def test_a_session_without_an_engine() -> None:
    with pytest.raises(NotSaved, match=r"^The session has no engine\."):
        save(Session(), build(Customer))


@pytest.mark.asyncio
async def test_an_iterator_of_objects_will_do() -> None:
    with pytest.raises(NotSaved, match=r"^The session has no engine\."):
        await save_many_async(AsyncSession(), iter(build_many(Customer, 2)))


def test_without_sqlalchemy(monkeypatch: pytest.MonkeyPatch) -> None:
    customer = build(Customer)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match=r"install:  pip install 'mockfactory\[sql\]'"):
        save(Session(), customer)
