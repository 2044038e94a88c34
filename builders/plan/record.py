"""A type with fields: what each field draws, who makes the object, and what to do when the maker refuses."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from builders.draws.compiling import compiled
from builders.draws.distinct import DistinctItems
from builders.draws.draw import Draw
from builders.draws.impossible import Impossible
from builders.draws.such import Such
from builders.draws.writer import DrawFunction, Writer
from builders.errors import BuildError
from builders.plan.deferred import Deferred
from builders.plan.refusing import broken, passed_on, refused_override, unaccepted
from builders.seed.mixing import inner, item

Finish = Callable[[dict[str, object]], None]
Check = Callable[[str, object], str]
"""Of a field's name and a value that was given for it: what is wrong with it, "" for nothing."""
TRIES: Final = 64
"""How many times what is refused is drawn again."""


class Maker(Protocol):
    """Makes objects of one type from the values of their fields, and knows what its refusals mean."""

    def make(self, values: dict[str, object], /) -> object:
        """The object, validated. The keys are the names of the fields."""
        ...

    def blamed(self, error: Exception) -> Mapping[str, str] | None:
        """Which fields an error refuses, each with the reason; "" is the whole object.

        Returns:
            `None` when the error is no refusal of values: a constructor that broke.
        """
        ...


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Field:
    """One field of a record.

    Attributes:
        name: by which an override names it.
        annotation: its type, for messages and for checks of overrides.
        draw: how it is drawn; `None` when it is left out, and the type's own default holds.
        constraint: what it has to be, in words; "" when its type says it all.
        type_draw: how it is drawn when it is asked for although it has a default; `None` when `draw` says it.
        draw_as: how it would be drawn if it had another name; `None` when nobody knows.
        said_by: other fields that say the same when all of them are given, so that this one is not drawn: the columns
            of a foreign key say which object is referred to.
    """

    name: str
    annotation: object
    draw: Draw | None
    constraint: str = ""
    type_draw: Callable[[], Draw] | None = None
    draw_as: Callable[[str], Draw] | None = None
    said_by: tuple[str, ...] = ()

    def is_said(self, given: Mapping[str, object]) -> bool:
        """Whether a value is given for it, or for what says the same."""
        return self.name in given or (bool(self.said_by) and all(name in given for name in self.said_by))


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
        check: what is wrong with a value given for a field, "" for nothing; `None` where the maker finds out itself.
        make_given: makes an object like `maker`, of values and the names of those that were given, where these need a
            closer look than what was drawn; `None` where they don't.
    """

    type: object
    title: str
    maker: Maker
    fields: dict[str, Field] = field(default_factory=dict[str, Field])
    extra: bool = False
    height: float = math.inf
    check: Check | None = None
    make_given: Callable[[dict[str, object], Collection[str]], object] | None = None

    def __post_init__(self) -> None:
        self.draw: DrawFunction = self._compile
        self._field_draws: dict[str, DrawFunction] | None = None

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
            writer.line(f"{result} = {writer.constant(self._again)}(state, index, depth, {values}, {{}}, error)")
        self.draw = writer.function(result, self.title)
        return self.draw(state, index, depth)

    def _written(self, draw: Draw, name: str, writer: Writer) -> str:
        """An expression for the value of a field. An error in what it is made of says which field that was."""
        if not _may_fail(draw):
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
    ) -> object:
        """Draw the fields that `overrides` leaves open, and make the object.

        Args:
            state: the object's.
            index: the object's.
            depth: how often a recursive type has been entered.
            overrides: values of fields, by names that are known to be right; `Deferred` ones are asked for theirs.
            finish: completes the values before they are made an object, each time that some are drawn again.
            finished: the fields that `finish` gives; they are not drawn.
        """
        if self.check is not None:
            self._refuse_wrong(overrides)
        values = {
            name: self._drawn(name, overrides, state, index, depth)
            for name in self._draws()
            if name not in finished and not self.fields[name].is_said(overrides)
        }
        for name, value in overrides.items():
            values[name] = self._drawn(name, overrides, state, index, depth) if isinstance(value, Deferred) else value
        try:
            if finish is not None:
                finish(values)
            return self._made(values, overrides, finished)
        except Exception as error:
            return self._again(state, index, depth, values, overrides, error, finish, finished)

    def _made(self, values: dict[str, object], given: Collection[str], finished: Collection[str]) -> object:
        if self.make_given is None:
            return self.maker.make(values)
        return self.make_given(values, {*given, *finished})

    def _refuse_wrong(self, given: Mapping[str, object]) -> None:
        """Refuse values that the maker would take although they are of another type."""
        assert self.check is not None
        wrong = {name: self.check(name, value) for name, value in given.items() if not isinstance(value, Deferred)}
        blamed = {name: reason for name, reason in wrong.items() if reason}
        if blamed:
            raise refused_override(self.title, blamed, given)

    def _draws(self) -> dict[str, DrawFunction]:
        if self._field_draws is None:
            self._field_draws = {
                field.name: compiled(field.draw, field.name, f"{self.title}.{field.name}")
                for field in self.fields.values()
                if field.draw is not None
            }
        return self._field_draws

    def _again(
        self,
        state: int,
        index: int,
        depth: int,
        values: dict[str, object],
        given: Mapping[str, object],
        error: Exception,
        finish: Finish | None = None,
        finished: Collection[str] = (),
    ) -> object:
        """Draw again what was refused, and nothing else, until it is accepted.

        A value may be refused for what stands beside it. So all that is drawn is drawn again where a given value is
        refused, and where half of the tries did not help.
        """
        retries = inner(state, "~again")
        # What was given stays; but of what is known only for each object, there may be another.
        fixed = {name for name, value in given.items() if not isinstance(value, Deferred)}
        drawn = [name for name in self._draws() if name not in finished and not self.fields[name].is_said(given)]
        drawn += [name for name in given if name not in fixed]
        blamed = self._blamed(error)
        attempt = 0
        while attempt < TRIES and drawn:
            names = (
                [name for name in drawn if name in blamed] if attempt < TRIES // 2 and fixed.isdisjoint(blamed) else []
            )
            another = item(retries, attempt)
            attempt += 1
            for name in names or drawn:
                values[name] = self._drawn(name, given, another, index, depth)
            try:
                if finish is not None:
                    finish(values)
                return self._made(values, given, finished)
            except Exception as next_error:
                blamed = self._blamed(next_error)
        if not given.keys().isdisjoint(blamed) or (given and not drawn):
            raise refused_override(self.title, blamed, {name: values[name] for name in given}) from None
        asked = {name: field.constraint for name, field in self.fields.items()}
        raise unaccepted(self.title, blamed, values, given, asked, attempt + 1, finished) from None

    def _blamed(self, error: Exception) -> Mapping[str, str]:
        """Which fields an error refuses, if it is a refusal."""
        if isinstance(error, BuildError):
            raise error
        blamed = self.maker.blamed(error)
        if blamed is None:
            raise broken(self.title, error) from error
        return blamed

    def _drawn(self, name: str, given: Mapping[str, object], state: int, index: int, depth: int) -> object:
        """The value of a field that is drawn, or given as one that is known only for each object."""
        value = given.get(name)
        try:
            return (
                value.at(state, index, depth)
                if isinstance(value, Deferred)
                else self._draws()[name](state, index, depth)
            )
        except BuildError as error:
            passed_on(error, self.title, name)

    def inner_records(self) -> Iterator[Record]:
        """The records that its fields lead to, one step away."""
        for entry in self.fields.values():
            if entry.draw is not None:
                yield from records_in(entry.draw)

    def reaches(self, other: Record) -> bool:
        """Whether `other` may be part of an object of this type, at any depth."""
        seen: set[int] = set()
        waiting: list[Record] = [self]
        while waiting:
            record = waiting.pop()
            if record is other:
                return True
            if id(record) not in seen:
                seen.add(id(record))
                waiting.extend(record.inner_records())
        return False


@dataclass(frozen=True, slots=True, eq=False)
class Nested(Draw):
    """An object of another record, in a field of `within` (`None`: it stands in no record)."""

    record: Record
    within: Record | None

    def leads_back(self) -> bool:
        return self.within is not None and self.record.reaches(self.within)

    def height(self) -> float:
        return self.record.height + 1

    def write(self, writer: Writer, state: str, address: str) -> str:
        # The record's function is not there yet when it leads back to the record that is being compiled.
        own = writer.inner(state, address)
        return f"{writer.constant(self.record)}.draw({own}, {writer.index}, depth{' + 1' if self.leads_back() else ''})"


def records_in(draw: Draw) -> Iterator[Record]:
    """The records that a draw may draw objects of, one step away."""
    if isinstance(draw, Nested):
        yield draw.record
    for part in draw.parts():
        yield from records_in(part)


def _may_fail(draw: Draw) -> bool:
    """Whether there may be no value: of what is made and may be refused, or of what is asked for too much."""
    return isinstance(draw, Nested | Impossible | Such | DistinctItems) or any(map(_may_fail, draw.parts()))
