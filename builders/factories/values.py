"""Values that are given to a factory: what their type refuses is an override that was given wrongly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import cast

from builders.errors import BuildError
from builders.plan.deferred import Deferred
from builders.plan.nesting import SEPARATOR, Within, resolved
from builders.plan.record import Record
from builders.plan.refusing import completed, passed_on, refused_override
from builders.seed.namespaces import HERE

Problem = Callable[[Record, str, object], str]
"""Of a type, a field and a value: what is wrong with the value for the field, "" for nothing."""


def refuse_wrong(record: Record, overrides: Mapping[str, object], problem: Problem) -> None:
    """See that the type of a factory's objects takes the values that are given, as far as a field alone tells.

    Args:
        record: the type.
        overrides: as they were given; their names are known to be right.
        problem: what is wrong with a value.

    Raises:
        InvalidOverride: the type refuses one.
    """
    known = {name: value for name, value in overrides.items() if name.partition(SEPARATOR)[0] in record.fields}
    try:
        values = resolved(record, known)
    except BuildError:
        # What stands there is the factory's to say.
        return
    try:
        _refuse(record, values, problem)
    except BuildError as error:
        raise completed(error, record.title, HERE.namespace, 0) from None


def _refuse(record: Record, values: Mapping[str, object], problem: Problem) -> None:
    blamed: dict[str, str] = {}
    for name, value in values.items():
        if isinstance(value, Within):
            # Of several types that may stand there, the factory takes the one that it likes.
            if len(value.choices) == 1:
                _refuse_inside(record, name, value, problem)
        elif name in record.fields and not _in_parts(value):
            reason = problem(record, name, value)
            if reason:
                blamed[name] = reason
    if blamed:
        raise refused_override(record.title, blamed, values)


def _refuse_inside(record: Record, name: str, value: Within, problem: Problem) -> None:
    standing, inner = value.choices[0]
    try:
        _refuse(standing.record, inner, problem)
    except BuildError as error:
        passed_on(error, record.title, name)


def _in_parts(value: object) -> bool:
    """Whether a value is known only later, or a factory may make objects of parts of it."""
    items: Iterable[object] = cast("Iterable[object]", value) if isinstance(value, list | tuple) else (value,)
    return isinstance(value, Deferred) or any(isinstance(item, dict) for item in items)
