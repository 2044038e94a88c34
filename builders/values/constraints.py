"""What a value has to be beyond its type, in one form for all that declare it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from builders.errors import CannotBuild


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """Bounds as `annotated_types` names them; `None` where there is none.

    Attributes:
        ge, gt, le, lt: bounds of the value, of the value's own type.
        multiple_of: a step.
        min_length, max_length: of a string (characters), bytes or a collection (items).
        pattern: a regular expression that is searched for.
        max_digits, decimal_places: of a decimal.
        aware: whether a time has a time zone; `None` leaves it open.
    """

    ge: object = None
    gt: object = None
    le: object = None
    lt: object = None
    multiple_of: object = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    max_digits: int | None = None
    decimal_places: int | None = None
    aware: bool | None = None

    def in_words(self) -> str:
        """What is asked, for messages: "greater than 3, at most 5"."""
        said = [words.format(getattr(self, name)) for name, words in _WORDS.items() if getattr(self, name) is not None]
        return ", ".join(said) or "of any kind"


_WORDS: Final = {
    "ge": "at least {!r}",
    "gt": "greater than {!r}",
    "le": "at most {!r}",
    "lt": "less than {!r}",
    "multiple_of": "a multiple of {!r}",
    "min_length": "at least {} long",
    "max_length": "at most {} long",
    "pattern": "matched by {!r}",
    "max_digits": "of at most {} digits",
    "decimal_places": "of at most {} decimal places",
    "aware": "with a time zone: {}",
}


NONE = Constraints()


def contradiction(path: str, what: str, constraints: Constraints) -> CannotBuild:
    """The error for constraints that leave no value.

    Args:
        path: where the value stands.
        what: is not there: "no number".
        constraints: what was asked for.
    """
    return CannotBuild(f"{path}: {what} is {constraints.in_words()}\n{LEAVE_ROOM}")


LEAVE_ROOM: Final = "  write:  bounds that leave room for a value"
