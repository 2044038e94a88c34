"""Makes objects of a mapped class."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm.attributes import set_committed_value

from builders.plan.maker import Refusal
from builders.plan.reading.sqlalchemy_models.judging import Judge
from builders.plan.reading.sqlalchemy_models.keys import Key
from builders.plan.reading.sqlalchemy_models.overlapping import Overlap
from builders.plan.reading.sqlalchemy_models.siblings import Siblings
from builders.plan.reading.sqlalchemy_models.taking_along import Belonging
from builders.plan.reading.sqlalchemy_models.validating import validated_attribute


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
        order: the fields in the order of the model. Attributes are set in it, whatever was given: a validator
            (`@validates`) finds those before it set.
        asked: the relationships that the constructor can't do without.
        judges: what is asked of the values, by field.
        composites: the attributes that are made of several columns.
        overlaps: the relationships that fill the same column, those that share all of it first.
        keys: the columns that relationships fill.
        belongings: the relationships to objects that can be in one such object only.
    """

    type: type
    parameters: frozenset[str] | None
    order: Mapping[str, object] = field(default_factory=dict[str, object])
    asked: Collection[str] = ()
    judges: dict[str, Judge] = field(default_factory=dict[str, Judge])
    composites: dict[str, Composite] = field(default_factory=dict[str, Composite])
    overlaps: list[Overlap | Siblings] = field(default_factory=list["Overlap | Siblings"])
    keys: list[Key] = field(default_factory=list[Key])
    belongings: list[Belonging] = field(default_factory=list[Belonging])

    def make_given(self, values: dict[str, object], given: Collection[str]) -> object:
        """The object of values of which some were given.

        Raises:
            Refused: these do not fit. What was drawn is known to.
        """
        judges = self.judges
        reasons = {name: reason for name in given if name in judges and (reason := judges[name](values[name]))}
        if not reasons:
            self._settle(values, given)
        for key in self.keys if not reasons else ():
            reasons.update(key.contradictions(values, given))
        own = [belonging for belonging in self.belongings if belonging.relation in given]
        for belonging in own if not reasons else ():
            reasons.update(belonging.refused(values))
        if reasons:
            raise Refused(reasons)
        built = self._built(values, given)
        for belonging in own:
            belonging.took(built, values)
        return built

    def refused(self, name: str, value: object) -> str:
        """What is wrong with the value of a field, "" for nothing."""
        judge = self.judges.get(name)
        return judge(value) if judge is not None else ""

    def make(self, values: dict[str, object]) -> object:
        self._settle(values, ())
        return self._built(values, ())

    def _settle(self, values: dict[str, object], given: Collection[str]) -> None:
        for overlap in self.overlaps:
            overlap.settle(values, given)

    def _built(self, values: dict[str, object], given: Collection[str]) -> object:
        if self.composites:
            values = self._composed(values)
        if given or self.composites:
            values = {name: values[name] for name in self.order if name in values}
        if self.parameters is None:
            return self.type(**values)
        # Its key is given, so there is no object.
        missing = [name for name in self.asked if name not in values]
        built: object = self.type(
            **{name: value for name, value in values.items() if name in self.parameters}, **dict.fromkeys(missing)
        )
        there = built.__dict__
        for name in missing:
            # SQLAlchemy would empty the key, were the object known to be set to None.
            set_committed_value(built, name, None)
            there.pop(name, None)
        for name, value in values.items():
            # What the constructor has worked out itself stays.
            if name not in self.parameters and (name in given or name not in there):
                setattr(built, name, value)
        return built

    def refusal(self, error: Exception) -> Refusal | None:
        if isinstance(error, Refused):
            return Refusal(error.reasons, alone=error.reasons.keys())
        # A validator (`@validates`) or the author's constructor refuses so.
        if not isinstance(error, ValueError | AssertionError):
            return None
        return Refusal({validated_attribute(self.type, error): str(error)})

    def _composed(self, values: dict[str, object]) -> dict[str, object]:
        values = dict(values)
        for name, (make, columns) in self.composites.items():
            if name not in values and all(column in values for column in columns):
                values[name] = make(*(values.pop(column) for column in columns))
        return values
