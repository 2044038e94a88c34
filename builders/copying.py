"""Collections of one's own: what is declared once must not be shared by all objects."""

from __future__ import annotations

from typing import cast


def copied(value: object) -> object:
    """A collection of its own, and the collections in it; what else is in them stays the same object."""
    if type(value) is list:
        return [copied(item) for item in cast("list[object]", value)]
    if type(value) is dict:
        return {key: copied(item) for key, item in cast("dict[object, object]", value).items()}
    if type(value) is set:
        return set(cast("set[object]", value))
    if type(value) is bytearray:
        return bytearray(value)
    return value
