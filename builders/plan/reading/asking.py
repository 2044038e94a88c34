"""Whether a value is what `Annotated` says of it: nobody else asks a dataclass's values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from builders.plan.reading.metadata import Said
from builders.values.constraints import NONE

_QUESTIONS: Final[Mapping[str, Callable[[Any, Any], object]]] = {
    "ge": lambda value, bound: value >= bound,
    "gt": lambda value, bound: value > bound,
    "le": lambda value, bound: value <= bound,
    "lt": lambda value, bound: value < bound,
    "multiple_of": lambda value, step: value % step == 0,
    "min_length": lambda value, least: len(value) >= least,
    "max_length": lambda value, most: len(value) <= most,
    "pattern": lambda value, pattern: re.search(str(pattern), value) is not None,
}


def refusal(value: object, annotation: object) -> str:
    """What an annotation says, outermost, that is not true of a value.

    Args:
        value: of the annotation's type, or `None`, of which nothing is asked.
        annotation: `Annotated` or any other.

    Returns:
        The reason, "" for none, or where it can't be asked.
    """
    metadata: tuple[object, ...] = getattr(annotation, "__metadata__", ())
    if not metadata or value is None:
        return ""
    said = Said()
    said.add(metadata)
    for name, question in _QUESTIONS.items():
        bound: Any = getattr(said.constraints, name)
        if bound is not None and not _holds(question, value, bound):
            return f"it has to be {replace(NONE, **{name: bound}).in_words()}"
    if said.among is not None and value not in said.among.options:
        return f"it has to be one of {', '.join(map(repr, said.among.options))}"
    return next((f"it is not {asked.words}" for asked in said.conditions or () if not asked.accepts(value)), "")


def _holds(question: Callable[[Any, Any], object], value: object, bound: object) -> bool:
    try:
        return bool(question(value, bound))
    except TypeError:
        # One arm of a union has no order or length: the bound is not for it.
        return True
