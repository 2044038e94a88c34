"""What is decided of a type, as plain values."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Nature(enum.Enum):
    """What a type is to a factory."""

    VALUE = "a value"
    """Built, real and valid."""
    WORK = "does work"
    """Never constructed unless it is bound: doubled."""
    PARTS = "holds parts"
    """A plain container of what does work: real, and its parts are created one by one."""
    STANDS_FOR = "stands for another type"
    """An arm of a union, what a `NewType` or an alias names: that is created."""
    CLASS_ITSELF = "a class itself"
    """`type[C]` of a class that does work: a class double."""
    UNKNOWN = "unknown"
    """Nobody can say what is meant: an error."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that an object is made of: a field, a parameter, the items of a list."""

    label: str
    annotation: object


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a type is, and why.

    Attributes:
        nature: what it is.
        reason: why, in words that go on from "because".
        parts: what it is made of, where that is asked for (`PARTS`), or the one type that it stands for.
    """

    nature: Nature
    reason: str
    parts: tuple[Part, ...] = ()
