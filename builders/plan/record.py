"""A type with fields: what each field draws, and who makes the object."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from builders.draws.draw import Draw
from builders.draws.writer import DrawFunction, Writer
from builders.errors import BuildError
from builders.plan.checks import Miscomputed, refuse_computed, refuse_declared, refuse_given
from builders.plan.deferred import Deferred
from builders.plan.drawing import Drawing
from builders.plan.field import Field
from builders.plan.fitting import unfitting
from builders.plan.maker import Check, Maker, Refusal, Steps
from builders.plan.redrawing import Choice
from builders.plan.refusing import passed_on
from builders.plan.retrying import Refused
from builders.plan.said import Said

Finish = Callable[[dict[str, object]], None]


@dataclass(eq=False)
class Record:
    """How objects of one type are built.

    Attributes:
        type: the class, or the alias of a generic one.
        title: its name, for messages.
        maker: makes and validates.
        fields: by name; filled after the record is made, because a field may lead back to it.
        extra: whether an override may name what is no field.
        height: how many objects at least stand within one another in one of its objects (see `builders.plan.ending`).
        aliases: names that the maker takes for a field's, and that are none for an override, each with the field's.
        check: what is wrong with a value given for a field, "" for nothing; `None` where the maker finds out itself.
        takes: the same where the maker does, asked only to choose among the arms of a union.
        make_given: makes an object like `maker`, of values and the names of those that were given, where these need a
            closer look than what was drawn; `None` where they don't.
        beside: the record for objects of which some fields are given the same value each, where others are drawn in
            another way then; `None` where none are.
    """

    type: object
    title: str
    maker: Maker
    fields: dict[str, Field] = field(default_factory=dict[str, Field])
    extra: bool = False
    aliases: Mapping[str, str] = field(default_factory=dict[str, str])
    height: float = math.inf
    check: Check | None = None
    takes: Check | None = None
    make_given: Callable[[dict[str, object], Collection[str]], object] | None = None
    beside: Callable[[Collection[str]], Record] | None = None

    def __post_init__(self) -> None:
        self.draw: DrawFunction = self._compile
        self.drawing = Drawing(self.title, self.fields)

    def _compile(self, state: int, index: int, depth: int) -> object:
        """Write and compile what draws all fields and makes the object; from then on it stands in this one's place."""
        writer = Writer()
        entries = ", ".join(
            f"{writer.constant(field.name)}: {self._written(field.draw, field.name, writer)}"
            for field in self.fields.values()
            if field.draw is not None
        )
        values = writer.assigned(f"{{{entries}}}")
        result = writer.variable()
        with writer.block("try:"):
            writer.line(f"{result} = {writer.constant(self.maker.make)}({values})")
        with writer.block(f"except {writer.constant(Exception)} as error:"):
            writer.line(f"{result} = {writer.constant(self._again)}(state, index, depth, {values}, error)")
        self.draw = writer.function(result, self.title)
        return self.draw(state, index, depth)

    def _written(self, draw: Draw, name: str, writer: Writer) -> str:
        """An expression for the value of a field. An error in what it is made of says which field that was."""
        if not draw.may_fail():
            return draw.write(writer, "state", name)
        result = writer.variable()
        with writer.block("try:"):
            writer.line(f"{result} = {draw.write(writer, 'state', name)}")
        with writer.block(f"except {writer.constant(BuildError)} as error:"):
            writer.line(f"{writer.constant(passed_on)}(error, {writer.constant(self.title)}, {writer.constant(name)})")
        return result

    def build(
        self,
        state: int,
        index: int,
        depth: int,
        overrides: Mapping[str, object],
        finish: Finish | None = None,
        finished: Collection[str] = (),
        said: Said | None = None,
    ) -> object:
        """Draw the fields that `overrides` leaves open, and make the object.

        Args:
            state: the object's.
            index: the object's.
            depth: how often a recursive type has been entered.
            overrides: values of fields, by names that are known to be right; `Deferred` ones are asked for theirs.
            finish: completes the values before they are made an object, each time that some are drawn again.
            finished: the fields that `finish` gives; they are not drawn.
            said: of which of `overrides` it is said first that they are to blame; `None` where all are the same.
        """
        record = self.fitting(overrides)
        if record is not self:
            return record.build(state, index, depth, overrides, finish, finished, said)
        if self.check is not None and overrides:
            refuse_given(self.title, self.check, overrides)
        drawn = self.drawing.drawn
        values = {
            name: drawn(name, overrides, state, index, depth)
            for name in self.drawing.functions
            if name not in finished and not self.fields[name].is_said(overrides)
        }
        for name, value in overrides.items():
            if isinstance(value, Deferred):
                values[name] = drawn(name, overrides, state, index, depth)
                if self.check is not None and value.declared is not None:
                    refuse_declared(self.title, self.check, name, values[name], value.declared)
            else:
                values[name] = value
        try:
            return self.made(values, overrides, finish, finished)
        except Exception as error:
            return _Making(self, index, depth, overrides, finish, finished, said).again(state, values, error)

    def fitting(self, overrides: Mapping[str, object]) -> Record:
        """The record for objects of which something is given; itself where that changes nothing for the rest."""
        if self.beside is None or not overrides:
            return self
        return self.beside([name for name, value in overrides.items() if not isinstance(value, Deferred)])

    def made(
        self, values: dict[str, object], given: Collection[str], finish: Finish | None, finished: Collection[str]
    ) -> object:
        """The object of values, some of which were given. It raises what the maker raises."""
        if finish is not None:
            finish(values)
            if self.check is not None:
                refuse_computed(self.check, values, finished)
        if self.make_given is None:
            return self.maker.make(values)
        return self.make_given(values, {*given, *finished})

    def _again(self, state: int, index: int, depth: int, values: dict[str, object], error: Exception) -> object:
        """The object of which all was drawn, and something refused."""
        return _Making(self, index, depth, {}, None, ()).again(state, values, error)


@dataclass(frozen=True, slots=True, eq=False)
class _Making:
    """One object that is being made."""

    record: Record
    index: int
    depth: int
    given: Mapping[str, object]
    finish: Finish | None
    finished: Collection[str]
    said: Said | None = None

    def again(self, state: int, values: dict[str, object], error: Exception) -> object:
        """The object, drawn again until it is accepted."""
        record, given = self.record, self.given
        # What was given stays; but of what is known only for each object, there may be another.
        fixed = [name for name, value in given.items() if not isinstance(value, Deferred) or value.is_settled()]
        drawable = record.drawing.functions.keys()
        drawn = [name for name in drawable if name not in self.finished and not record.fields[name].is_said(given)]
        light = [name for name in drawn if name in record.drawing.light]
        drawn += [name for name in given if name not in fixed]
        asked = {name: field.constraint for name, field in record.fields.items()}
        choice = Choice(drawn, light, self.finished, self._kin)
        last = () if self.said is None else [name for name in given if name in self.said.fields]
        return Refused(record.title, state, values, given, fixed, drawable, asked, choice, self, last).made(error)

    def _kin(self, name: str) -> Collection[str]:
        """The fields that are drawn together with one; what was given has none, and is no one's."""
        if name in self.given:
            return ()
        return self.record.drawing.kin[name] - self.given.keys()

    def said_by(self, names: Collection[str]) -> Sequence[str]:
        fields, left = self.record.fields, [name for name in self.given if name not in names]
        drawable = [
            fields[name]
            for name in self.record.drawing.functions
            if name not in self.finished and name not in self.given
        ]
        return [entry.name for entry in drawable if entry.is_said(self.given) and not entry.is_said(left)]

    def unfitting(self, given: Collection[str], reasons: Mapping[str, str]) -> Sequence[str]:
        record = self.record
        drawn = [
            name
            for name in record.drawing.functions
            if name not in self.finished and not record.fields[name].is_said(self.given)
        ]
        return unfitting(record.fields, drawn, given, reasons, lambda name: record.drawing.kin.get(name, ()))

    def draw(self, name: str, state: int) -> object:
        return self.record.drawing.drawn(name, self.given, state, self.index, self.depth)

    def draw_anyway(self, name: str, state: int) -> object:
        return self.record.drawing.drawn(name, {}, state, self.index, self.depth)

    def make_without(self, names: Collection[str], state: int) -> object:
        assert self.said is not None
        return self.said.without(names)(state, self.index)

    def redraw(self, name: str, value: object, steps: Steps, state: int) -> object:
        return self.record.drawing.redrawn(name, value, steps, state, self.index, self.depth)

    def make(self, values: dict[str, object], given: Collection[str]) -> object:
        return self.record.made(values, given, self.finish, self.finished)

    def refusal(self, error: Exception) -> Refusal | None:
        if isinstance(error, Miscomputed):
            return Refusal(error.reasons, alone=tuple(error.reasons))
        return self.record.maker.refusal(error)
