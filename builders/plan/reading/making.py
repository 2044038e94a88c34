"""Making objects by calling their class, and what is known of a refusal then."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from builders.plan.maker import Check, Refusal
from builders.plan.reading.checking import wrong
from builders.plan.reading.plainly import classes_of
from builders.plan.record import Record

_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, eq=False)
class Called:
    """Makes objects by calling a class.

    Attributes:
        call: the class.
        names: of its fields.
        by_position: the names of those that can't be passed by name.
    """

    call: Callable[..., object]
    names: Collection[str]
    by_position: tuple[str, ...] = ()

    def make(self, values: dict[str, object]) -> object:
        if not self.by_position:
            return self.call(**values)
        rest = dict(values)
        return self.call(*[rest.pop(name) for name in self.by_position if name in rest], **rest)

    def refusal(self, error: Exception) -> Refusal | None:
        return refusal(error, self.names)


def refusal(error: Exception, names: Collection[str]) -> Refusal | None:
    """The fields that an error's words name, else the whole; `None` for kinds of errors that refuse no values."""
    if not isinstance(error, ValueError | TypeError | AssertionError):
        return None
    reason = str(error) or type(error).__name__
    words = set(_WORD.findall(reason))
    return Refusal({name: reason for name in names if name in words} or {"": reason})


def checked(record: Record) -> Check:
    """The check of given values by the annotations of a record's fields, for makers that take anything."""
    right: dict[str, Collection[type]] = {}

    def check(name: str, value: object) -> str:
        # Builders ask this of each object, and most of them get the answer here.
        if name in right and type(value) in right[name]:
            return ""
        field = record.fields.get(name)
        if field is None:
            return ""
        if name not in right:
            right[name] = classes_of(field.annotation)
        return wrong(value, field.annotation)

    return check
