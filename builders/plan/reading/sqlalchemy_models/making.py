"""Makes objects of a mapped class."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from builders.plan.maker import Refusal
from builders.plan.reading.sqlalchemy_models.judging import Judge
from builders.plan.reading.sqlalchemy_models.keys import Key
from builders.plan.reading.sqlalchemy_models.overlapping import Overlap


class Refused(Exception):
    """Values that do not fit: the reasons, by field."""

    def __init__(self, reasons: dict[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {reason}" for name, reason in reasons.items()))
        self.reasons = reasons


Composite = tuple[Callable[..., object], tuple[str, ...]]
"""A class, and the fields that its parameters are given, in their order."""


@dataclass(eq=False)
class ModelMaker:
    """Calls the constructor with what it takes, and sets the rest.

    Attributes:
        type: the class.
        parameters: what the constructor takes; `None` for any keyword.
        judges: what is asked of the values, by field.
        composites: the attributes that are made of several columns.
        overlaps: the relationships that fill the same column.
        keys: the columns that relationships fill.
    """

    type: type
    parameters: frozenset[str] | None
    judges: dict[str, Judge] = field(default_factory=dict[str, Judge])
    composites: dict[str, Composite] = field(default_factory=dict[str, Composite])
    overlaps: list[Overlap] = field(default_factory=list[Overlap])
    keys: list[Key] = field(default_factory=list[Key])

    def make_given(self, values: dict[str, object], given: Collection[str]) -> object:
        """The object of values of which some were given.

        Raises:
            Refused: these do not fit. What was drawn is known to.
        """
        judges = self.judges
        reasons = {name: reason for name in given if name in judges and (reason := judges[name](values[name]))}
        for key in self.keys if not reasons else ():
            reasons.update(key.contradictions(values, given))
        if reasons:
            raise Refused(reasons)
        built = self._built(values, given)
        for name in given:
            if self.parameters is not None and name not in self.parameters:
                setattr(built, name, values[name])
        return built

    def refused(self, name: str, value: object) -> str:
        """What is wrong with the value of a field, "" for nothing."""
        judge = self.judges.get(name)
        return judge(value) if judge is not None else ""

    def make(self, values: dict[str, object]) -> object:
        return self._built(values, ())

    def _built(self, values: dict[str, object], given: Collection[str]) -> object:
        for overlap in self.overlaps:
            overlap.settle(values, given)
        if self.composites:
            values = self._composed(values)
        if self.parameters is None:
            return self.type(**values)
        built = self.type(**{name: value for name, value in values.items() if name in self.parameters})
        there = built.__dict__
        for name, value in values.items():
            # What the constructor has worked out itself stays.
            if name not in self.parameters and name not in there:
                setattr(built, name, value)
        return built

    def refusal(self, error: Exception) -> Refusal | None:
        if isinstance(error, Refused):
            return Refusal(error.reasons, alone=error.reasons.keys())
        # A validator (`@validates`) or the author's constructor refuses so, and does not say which field it was.
        return Refusal({"": str(error)}) if isinstance(error, ValueError | AssertionError) else None

    def _composed(self, values: dict[str, object]) -> dict[str, object]:
        values = dict(values)
        for name, (make, columns) in self.composites.items():
            if name not in values and all(column in values for column in columns):
                values[name] = make(*(values.pop(column) for column in columns))
        return values
