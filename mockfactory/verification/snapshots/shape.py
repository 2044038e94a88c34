"""What a file that somebody may have written into has to look like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast


class Misshapen(ValueError):
    """Something is missing, or is of another kind; the message says what and where."""


def part(data: Mapping[str, object], key: str, where: str) -> object:
    """What stands under a key."""
    if key not in data:
        raise Misshapen(f"{where} has no {key!r}")
    return data[key]


def table(value: object, where: str) -> Mapping[str, object]:
    """An object of JSON."""
    if not isinstance(value, dict):
        raise Misshapen(f"{where} is {_kind(value)}, and has to be an object")
    return cast("Mapping[str, object]", value)


def text(data: Mapping[str, object], key: str, where: str) -> str:
    """A text under a key."""
    value = part(data, key, where)
    if not isinstance(value, str):
        raise Misshapen(f"{where}, {key} is {_kind(value)}, and has to be a text")
    return value


def texts(data: Mapping[str, object], key: str, where: str) -> list[str]:
    """A list of texts under a key."""
    value = part(data, key, where)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in cast("list[object]", value)):
        raise Misshapen(f"{where}, {key} is no list of texts")
    return cast("list[str]", value)


def _kind(value: object) -> str:
    if value is None:
        return "null"
    kinds: dict[type, str] = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    return kinds.get(type(value), "a number")
