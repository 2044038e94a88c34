"""Which objects may stand in a field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from builders.draws.choices import ARM, Constant, Maybe, OneOf, Pick
from builders.draws.draw import Draw
from builders.errors import InvalidOverride
from builders.plan.deferred import Deferred
from builders.plan.field import field_draw
from builders.plan.nested import Nested
from builders.plan.record import Record
from builders.seed.mixing import LANE_BITS, lane


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A record of which an object may stand in a field.

    Attributes:
        record: the record.
        address: where its object stands in the outer one.
        turns: for each union on the way there, the address where an arm is chosen, which arm leads there, of how many.
    """

    record: Record
    address: str
    turns: tuple[tuple[str, int, int], ...] = ()

    def is_drawn(self, state: int) -> bool:
        """Whether the outer object of this state has it, as it is drawn."""
        return all(lane(state, address) * arms >> LANE_BITS == arm for address, arm, arms in self.turns)


def standing(draw: Draw, address: str, turns: tuple[tuple[str, int, int], ...] = ()) -> Iterator[Standing]:
    """The records of which an object may stand at `address`."""
    if isinstance(draw, Nested):
        yield Standing(draw.record, address, turns)
    elif isinstance(draw, Maybe):
        yield from standing(draw.draw, address, turns)
    elif isinstance(draw, OneOf):
        for number, (name, arm) in enumerate(draw.arms):
            turn = (address + ARM, number, len(draw.arms))
            yield from standing(arm, f"{address}|{name}", (*turns, turn))


Choice = tuple[Standing, Mapping[str, object]]
"""A record whose objects can have certain fields, and what is given for these."""


def fitting(choices: Sequence[Choice]) -> Sequence[Choice]:
    """Those whose objects may have all that is given; where none may, those that a discriminator leaves; else all.

    A value that none takes has no say: it may be one that is known only for each object.
    """
    if len(choices) == 1:
        return choices
    left = list(choices)
    for name in choices[0][1]:
        taking = [choice for choice in choices if not _refused(choice, name)]
        left = [choice for choice in left if choice in taking] if taking else left
    return left or [choice for choice in choices if _is_told(*choice)] or choices


def refusals(record: Record, overrides: Mapping[str, object]) -> dict[str, str]:
    """What is wrong with values given for fields of a record, as far as it is known before there is an object."""
    reasons: dict[str, str] = {}
    for name, value in overrides.items():
        judge = record.takes or record.check
        if isinstance(value, Deferred):
            reason = value.misfit()
        elif judge is not None:
            reason = judge(name, value)
        else:
            reason = "" if _may_be(value, _draw_of(record, name)) else "it is another"
        if reason:
            reasons[name] = reason
    return reasons


def explain_arms(error: InvalidOverride, choices: Sequence[Choice]) -> None:
    """Say what each of several types asks for, where none takes what is given."""
    reasons = {standing.record.title: refusals(standing.record, overrides) for standing, overrides in choices}
    if len(reasons) < 2 or not all(reasons.values()):
        return
    width = max(map(len, reasons)) + 3
    lines = [f"  {title + ':':<{width}}{in_words(refused)}" for title, refused in reasons.items()]
    error.args = ("\n".join([f"{error}", *lines]),)


def in_words(refused: Mapping[str, str]) -> str:
    return "; ".join(f"{name}: {reason}" for name, reason in refused.items())


def _refused(choice: Choice, name: str) -> bool:
    standing, overrides = choice
    return bool(refusals(standing.record, {name: overrides[name]}))


def _is_told(standing: Standing, overrides: Mapping[str, object]) -> bool:
    """Whether fields of few values may have those that are given: a discriminator says which arm is meant."""
    return all(_may_be(value, _draw_of(standing.record, name)) for name, value in overrides.items())


def _draw_of(record: Record, name: str) -> Draw | None:
    return field_draw(record.fields[name]) if name in record.fields else None


def _may_be(value: object, draw: Draw | None) -> bool:
    if isinstance(draw, Constant):
        return _is_meant(value, draw.value)
    if isinstance(draw, Pick):
        return any(_is_meant(value, item) for item in draw.items)
    return True


def _is_meant(value: object, item: object) -> bool:
    """Whether a value is an item, or the value of an enum's member."""
    return isinstance(value, Deferred) or value == item or (isinstance(item, Enum) and value == item.value)
