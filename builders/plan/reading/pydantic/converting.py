"""What is made of a drawn value before it goes into validation."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable
from typing import Any, Final, cast
from uuid import UUID

from builders.draws.uuids import uuid_of


def nothing(*_: object, **__: object) -> None:
    """Something that can be called."""


def of_version(version: int, uuid: Any) -> UUID:
    return uuid_of(cast("UUID", uuid).int & ~(0xF << 76) | version << 76)


def at_offset(zone: dt.tzinfo, moment: Any) -> object:
    return moment.astimezone(zone) if isinstance(moment, dt.datetime) else moment.replace(tzinfo=zone)


def defaulting(factory: Any, items: Any) -> object:
    return defaultdict(factory, items)


def as_json(to_json: Callable[..., bytes], value: object) -> str:
    return to_json(value).decode()


_TURNS: Final[dict[object, Callable[..., object]]] = {
    str.isupper: str.upper,
    str.islower: str.lower,
    str.istitle: str.title,
}


def turned_by(function: object) -> Callable[..., object] | None:
    """What makes a text as a predicate wants it: `Annotated[str, Predicate(str.isupper)]`.

    Pydantic wraps the predicate in a function of its own, which holds it.
    """
    cells: tuple[Any, ...] = getattr(function, "__closure__", None) or ()
    if not cells or not (getattr(function, "__module__", None) or "").startswith("pydantic."):
        return None
    for cell in cells:
        held: object = cell.cell_contents
        predicate: object = getattr(held, "func", held)
        if isinstance(predicate, Hashable) and predicate in _TURNS:
            return _TURNS[predicate]
    return None
