"""The fields that a value which was given may not fit: a start that comes after the end that was drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Final

from builders.plan.field import Field

_WORD: Final = re.compile(r"\w+")
_SHORTEST: Final = 3


def unfitting(
    fields: Mapping[str, Field],
    drawn: Collection[str],
    given: Collection[str],
    reasons: Mapping[str, str],
    kin: Callable[[str], Collection[str]],
) -> list[str]:
    """Name the drawn fields that may not fit what was given.

    Args:
        fields: of the type.
        drawn: the names of those that were drawn.
        given: the names of those that were given.
        reasons: what was refused, by field, "" for the whole.
        kin: the fields that are made of the same as one.

    Returns:
        Those that the refusal names; else those that are drawn together with what was given; else, where one value was
        given, those of its type.
    """
    words = {word for reason in reasons.values() for word in _WORD.findall(reason)}
    family = {other for name in given for other in kin(name)}
    # Of several values that were given, some may not fit the others.
    types = [fields[name].annotation for name in given if name in fields] if len(given) == 1 else []
    ways: tuple[Callable[[str], bool], ...] = (
        lambda name: name in reasons or name in words,
        lambda name: _is_meant(name, words),
        lambda name: name in family,
        lambda name: fields[name].annotation in types,
    )
    for is_one in ways:
        found = [name for name in drawn if is_one(name)]
        if found:
            return found
    return []


def _is_meant(name: str, words: Collection[str]) -> bool:
    """Whether a text speaks of a field in other words: of `ends_at` as "it ends before"."""
    stem = name.partition("_")[0].lower().rstrip("s")
    return len(stem) >= _SHORTEST and any(word.lower().rstrip("s") == stem for word in words)
