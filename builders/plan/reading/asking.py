"""Whether a value is what `Annotated` says of it: nobody else asks a dataclass's values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, cast

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
    """What an annotation says that is not true of a value, or of the items of a list, tuple, set or dict.

    Args:
        value: of the annotation's type, or `None`, of which nothing is asked.
        annotation: `Annotated` or any other.

    Returns:
        The reason, "" for none, or where it can't be asked.
    """
    metadata: tuple[object, ...] = getattr(annotation, "__metadata__", ())
    if value is None:
        return ""
    if not metadata:
        return _refused_within(value, annotation)
    return _refused(value, metadata) or _refused_within(value, getattr(annotation, "__origin__", None))


def _refused_within(value: object, annotation: object) -> str:
    arguments = cast("Sequence[object]", getattr(annotation, "__args__", ()))
    if all(isinstance(argument, type) for argument in arguments):
        # Nothing is said of the items.
        return ""
    if type(value) is not getattr(annotation, "__origin__", None):
        return ""
    asked: Iterable[tuple[object, object, object]] = ()
    if isinstance(value, dict):
        asked = ((key, item, arguments[1]) for key, item in cast("dict[object, object]", value).items())
    elif isinstance(value, tuple) and arguments[-1] is not Ellipsis:
        entries = enumerate(cast("tuple[object, ...]", value))
        asked = ((n, item, argument) for (n, item), argument in zip(entries, arguments, strict=False))
    elif isinstance(value, list | tuple | set | frozenset):
        asked = ((n, item, arguments[0]) for n, item in enumerate(cast("Iterable[object]", value)))
    return next((f"at {key!r}: {reason}" for key, item, hint in asked if (reason := refusal(item, hint))), "")


def _refused(value: object, metadata: tuple[object, ...]) -> str:
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
