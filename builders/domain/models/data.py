"""Free-form data of an object: JSON-like, copied on the way in, frozen inside, copied on the way out."""

from __future__ import annotations

import datetime as dt
import enum
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Final, cast
from uuid import UUID

from pydantic import AfterValidator

from builders.domain.models.frozen import FrozenDict, FrozenList

_SINGLE: Final = (str, int, float, Decimal, dt.date, dt.time, dt.timedelta, UUID, enum.Enum, type(None))


def frozen(value: object, path: str = "") -> object:
    """A deep copy that cannot change.

    Args:
        value: texts, numbers, times, UUIDs, enum members, `None`, and dicts, lists, tuples and sets of them. The
            keys of dicts are texts.
        path: where the value stands, for errors: "agent_context".

    Returns:
        Dicts as `FrozenDict`, lists as `FrozenList`, tuples as tuples, sets as frozen sets.

    Raises:
        ValueError: something else is in it, and so two objects could share what may change; or it contains itself.

    Example:
        >>> frozen({"tools": ["search"]}) == {"tools": ["search"]}
        True
    """
    return _frozen(value, path, ())


def _frozen(value: object, path: str, around: tuple[int, ...]) -> object:
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{path or 'the value'} is {value}, and JSON has no such number")
    if isinstance(value, _SINGLE):
        return value
    if id(value) in around:
        raise ValueError(f"{path or 'the value'} contains itself")
    inside = (*around, id(value))
    if isinstance(value, Mapping):
        return FrozenDict(
            {
                _key(key, path): _frozen(item, f"{path}[{key!r}]", inside)
                for key, item in cast("Mapping[object, object]", value).items()
            }
        )
    if isinstance(value, list):
        items = cast("list[object]", value)
        return FrozenList([_frozen(item, f"{path}[{n}]", inside) for n, item in enumerate(items)])
    if isinstance(value, tuple):
        members = cast("tuple[object, ...]", value)
        return tuple(_frozen(item, f"{path}[{n}]", inside) for n, item in enumerate(members))
    if isinstance(value, set | frozenset):
        return frozenset(_frozen(item, path, inside) for item in cast("set[object]", value))
    raise ValueError(
        f"{path or 'the value'} is {_a(type(value).__qualname__)}, which two objects could share and change;"
        " use texts, numbers, times, and dicts and lists of them"
    )


def _key(key: object, path: str) -> str:
    if not isinstance(key, str):
        raise ValueError(f"{path or 'the value'} has the key {key!r}: keys are texts, as in JSON")
    return key


def _a(name: str) -> str:
    return f"an {name}" if name[:1].lower() in "aeiou" else f"a {name}"


def thawed(value: object) -> object:
    """A deep copy that may change: plain dicts, lists and sets.

    Example:
        >>> options = thawed(frozen({"tools": ["search"]}))
        >>> options["tools"].append("browse")
        >>> options
        {'tools': ['search', 'browse']}
    """
    if isinstance(value, Mapping):
        return {key: thawed(item) for key, item in cast("Mapping[object, object]", value).items()}
    if isinstance(value, list):
        return [thawed(item) for item in cast("list[object]", value)]
    if isinstance(value, tuple):
        return tuple(thawed(item) for item in cast("tuple[object, ...]", value))
    if isinstance(value, set | frozenset):
        return {thawed(item) for item in cast("set[object]", value)}
    return value


def jsonable(value: object) -> object:
    """A copy for `json.dumps`: times in ISO 8601, decimals and UUIDs as texts, sets as sorted lists.

    Example:
        >>> jsonable(frozen({"on": dt.date(2024, 5, 1), "amount": Decimal("9.90"), "tags": {"b", "a"}}))
        {'on': '2024-05-01', 'amount': '9.90', 'tags': ['a', 'b']}
    """
    if isinstance(value, enum.Enum):
        return jsonable(value.value)
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): jsonable(item) for key, item in cast("Mapping[object, object]", value).items()}
    if isinstance(value, list | tuple):
        return [jsonable(item) for item in cast("list[object]", value)]
    if isinstance(value, set | frozenset):
        return sorted((jsonable(item) for item in cast("set[object]", value)), key=repr)
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return value.total_seconds()
    return str(value)


def _frozen_mapping(value: Mapping[str, object]) -> FrozenDict[str, object]:
    return cast("FrozenDict[str, object]", frozen(value))


Data = Annotated[Mapping[str, object], AfterValidator(_frozen_mapping)]
"""A field of free-form data: any mapping is taken and copied, a `FrozenDict` is kept."""
