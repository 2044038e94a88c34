"""A field's value, declared once and known for each object."""

from __future__ import annotations

import abc
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from builders.plan.deferred import Deferred
from builders.plan.field import Field
from builders.plan.record import Record

V_co = TypeVar("V_co", covariant=True)


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """The field that a declaration is for.

    Attributes:
        record: the type that has the field.
        field: the field.
        within: where the record stands in an outer one, by names that are the same on every run; "" where it does not.
        path: both, for errors: "User.tenant".
    """

    record: Record
    field: Field
    within: str = ""

    @property
    def path(self) -> str:
        return f"{self.record.title}.{self.field.name}"


class Declaration(abc.ABC, Generic[V_co]):
    """Says how a field gets its value. Made by `sequence`, `unique`, `fresh`, `fresh_many`, `shared` and `drawn`."""

    __slots__ = ()

    takes_parts: ClassVar[bool] = False
    """Whether a dict in its place gives fields of the object that it gives."""
    shown: ClassVar[str] = "a declaration"
    """How it is written, for messages."""

    @abc.abstractmethod
    def bound(self, place: Place, parts: dict[str, object]) -> Deferred:
        """The value at a place.

        Args:
            place: the field.
            parts: overrides for fields of the object that it gives, where it gives one.

        Raises:
            BuildError: it can't stand there.
        """
        raise NotImplementedError
