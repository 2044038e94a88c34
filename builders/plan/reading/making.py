"""Making objects by calling their class, and what is known of a refusal then."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from builders.plan.maker import Check, Refusal
from builders.plan.reading.checking import wrong
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

    def check(name: str, value: object) -> str:
        field = record.fields.get(name)
        return wrong(value, field.annotation) if field is not None else ""

    return check
