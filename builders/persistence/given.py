"""Is what was given a session, and are these objects that can be saved?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession, async_scoped_session, async_sessionmaker
from sqlalchemy.orm import InstanceState, Mapper, Session, scoped_session, sessionmaker
from typing_extensions import TypeIs

T = TypeVar("T")


def sync_session(given: object) -> Session:
    """The session.

    Raises:
        TypeError: it is none, or an async one.
    """
    if isinstance(given, scoped_session):
        given = cast("scoped_session[Session]", given)()
    if isinstance(given, Session):
        return given
    if isinstance(given, AsyncSession | async_scoped_session):
        raise TypeError("save got an async session.\n  write:  await save_async(session, ...)")
    raise _no_session(given, "Session")


def async_session(given: object) -> AsyncSession:
    """The session.

    Raises:
        TypeError: it is none, or a sync one.
    """
    if isinstance(given, async_scoped_session):
        given = cast("async_scoped_session[AsyncSession]", given)()
    if isinstance(given, AsyncSession):
        return given
    if isinstance(given, Session | scoped_session):
        raise TypeError("save_async got a sync session.\n  write:  save(session, ...)")
    raise _no_session(given, "AsyncSession")


def _no_session(given: object, promised: str) -> TypeError:
    kind = type(given)
    if issubclass(kind, sessionmaker | async_sessionmaker):
        return TypeError(f"{kind.__name__} makes sessions, and is none.\n  write:  with make() as session: ...")
    return TypeError(
        f"The first argument is no SQLAlchemy session.\n  promised:  {promised}\n  got:       {given!r:.80}"
    )


def one_object(given: T) -> list[T]:
    """The object, in a list.

    Raises:
        TypeError: it can't be saved.
    """
    if isinstance(given, list | tuple | set | frozenset):
        raise TypeError("save takes one object.\n  write:  save_many(session, objects)")
    _refuse_unmapped(given, "the object")
    return [given]


def several_objects(given: Iterable[T]) -> list[T]:
    """The objects, in a list.

    Raises:
        TypeError: one of them can't be saved.
    """
    if _state_of(given) is not None:
        raise TypeError("save_many takes several objects.\n  write:  save(session, obj)")
    try:
        listed = list(given)
    except TypeError:
        if hasattr(given, "__iter__"):
            raise  # its own
        words = f"save_many takes several objects.\n  got:    {given!r:.80}\n  write:  save(session, obj)"
        raise TypeError(words) from None
    for position, obj in enumerate(listed):
        _refuse_unmapped(obj, f"objects[{position}]")
    return listed


def _refuse_unmapped(obj: object, place: str) -> None:
    if _state_of(obj) is not None:
        return
    if isinstance(obj, type):
        mapped = isinstance(sa.inspect(obj, raiseerr=False), Mapper)
        hint = f"build({obj.__qualname__})" if mapped else "an object of a SQLAlchemy model"
        raise TypeError(f"{place} is the class {obj.__qualname__}, and no object of it.\n  write:  {hint}")
    raise TypeError(
        f"{place} can't be saved: {type(obj).__qualname__} is {_kind_of(obj)}, and is mapped to no table.\n"
        "  write:  an object of a SQLAlchemy model"
    )


def _state_of(obj: object) -> InstanceState[Any] | None:
    found: object = sa.inspect(obj, raiseerr=False)
    return found if _is_state(found) else None


def _is_state(found: object) -> TypeIs[InstanceState[Any]]:
    return isinstance(found, InstanceState)


def _kind_of(obj: object) -> str:
    type_ = type(obj)
    if hasattr(type_, "__pydantic_core_schema__"):
        return "a pydantic model"
    if hasattr(type_, "__dataclass_fields__"):
        return "a dataclass"
    return "no SQLAlchemy model"
