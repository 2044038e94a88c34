"""What a method of a Faker provider does, read from its code.

Most of them look a word up in a table, and say no more than that; those we read as tables, with their weights. The few
that do more (a locale that declines its family names, say) are for `sampling`.

A method is recognized by its compiled code: it is the same as that of one of the patterns below, but for the name of
the table. So a locale that overrides a table, and one that overrides the method, both come out right.
"""

from __future__ import annotations

import dis
import enum
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType, MethodType
from typing import Any, Final, cast


class Kind(enum.Enum):
    """What is done with the entry that was looked up."""

    WORD = "the word"
    TEMPLATE = "a template: {{first_name}} {{last_name}}"
    DIGITS = "a mask with # for a digit"
    MARKS = "a mask with # for a digit and ? for a letter, in capitals"


def _word(self: Any) -> object:
    return self.random_element(self.table)


def _template(self: Any) -> object:
    pattern = self.random_element(self.table)
    return self.generator.parse(pattern)


def _template_at_once(self: Any) -> object:
    return self.generator.parse(self.random_element(self.table))


def _digits(self: Any) -> object:
    return self.numerify(self.random_element(self.table))


def _marks(self: Any) -> object:
    return self.bothify(self.random_element(self.table)).upper()


def _word_if_any(self: Any) -> object:
    if hasattr(self, "table"):
        return self.random_element(self.table)
    return self.other()


_PATTERNS: Final[tuple[tuple[Kind, Callable[[Any], object]], ...]] = (
    (Kind.WORD, _word),
    (Kind.TEMPLATE, _template),
    (Kind.TEMPLATE, _template_at_once),
    (Kind.DIGITS, _digits),
    (Kind.MARKS, _marks),
)


@dataclass(frozen=True, slots=True)
class Lookup:
    """A table, and what is done with an entry of it."""

    kind: Kind
    table: object


def lookup_in(method: MethodType) -> Lookup | MethodType | None:
    """What a provider's method does.

    Returns:
        The look-up; or the method that it leaves the matter to; or `None` when it does something else.
    """
    code = method.__func__.__code__
    provider: object = method.__self__
    for kind, pattern in _PATTERNS:
        names = _names_for(pattern.__code__, code)
        if names is not None:
            return Lookup(kind, getattr(provider, names["table"]))
    names = _names_for(_word_if_any.__code__, code)
    if names is None:
        return None
    if hasattr(provider, names["table"]):
        return Lookup(Kind.WORD, getattr(provider, names["table"]))
    return cast("MethodType", getattr(provider, names["other"]))


def _names_for(pattern: CodeType, code: CodeType) -> dict[str, str] | None:
    """The names in `code` that stand where `pattern` has `table` and `other`; `None` when anything else differs.

    Steps are compared and not bytes: a docstring moves the numbers of constants, and leaves a hole under `python -OO`.
    """
    ours, theirs = _steps(pattern), _steps(code)
    if len(ours) != len(theirs):
        return None
    names: dict[str, str] = {}
    for (operation, value), (other_operation, other_value) in zip(ours, theirs, strict=True):
        if operation != other_operation:
            return None
        if value in {"table", "other"} and isinstance(other_value, str):
            if names.setdefault(str(value), other_value) != other_value:
                return None
        elif value != other_value:
            return None
    return names


def _steps(code: CodeType) -> list[tuple[str, object]]:
    """What the code does: operations, each with the name, the constant or the number that it is done with."""
    return [(step.opname, step.argval) for step in dis.get_instructions(code) if step.opname != "NOP"]
