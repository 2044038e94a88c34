"""Names that lead into a nested object: `tenant__plan="pro"`, or `tenant={"plan": "pro"}`.

All names are checked against the plan before anything is drawn.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, cast

from builders.draws.choices import ARM, Constant, Maybe, OneOf, Pick
from builders.draws.draw import Draw
from builders.errors import InvalidOverride, UnknownName
from builders.plan.deferred import Deferred
from builders.plan.field import Field, field_draw
from builders.plan.nested import Nested
from builders.plan.record import Record
from builders.seed.mixing import LANE_BITS, inner, lane

SEPARATOR: Final = "__"


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


@dataclass(frozen=True, slots=True, eq=False)
class Within(Deferred):
    """A nested object of which some fields are given.

    Attributes:
        choices: the records whose objects can have these fields, each with the overrides; at least one.
    """

    choices: tuple[tuple[Standing, Mapping[str, object]], ...]

    def at(self, state: int, index: int, depth: int) -> object:
        # The arm that would have been drawn, where it has the fields: what is not given stays as it was.
        chosen = next((choice for choice in self.choices if choice[0].is_drawn(state)), self.choices[0])
        standing, overrides = chosen
        return standing.record.build(inner(state, standing.address), index, depth, overrides)


def resolved(record: Record, overrides: Mapping[str, object], path: str = "") -> dict[str, object]:
    """Check the names of overrides and gather those that lead into the same nested object.

    Args:
        record: whose fields they are.
        overrides: as the user wrote them.
        path: where the record stands, for errors; its title by default.

    Returns:
        A value for each field named, or a `Within` for a nested object of which only parts were given.

    Raises:
        UnknownName: a name that is no field, or a nested one of a field that holds no such object.
        InvalidOverride: a field is given both as a whole and in parts.
    """
    path = path or record.title
    result: dict[str, object] = {}
    inner: dict[str, dict[str, object]] = {}
    for name, value in overrides.items():
        if name in record.fields:
            parts = _as_parts(record.fields[name], value)
            if parts is None:
                result[name] = value
            else:
                inner.setdefault(name, {}).update(parts)
            continue
        head, separator, rest = name.partition(SEPARATOR)
        if separator and rest and head in record.fields:
            inner.setdefault(head, {})[rest] = value
        elif record.extra:
            result[name] = value
        else:
            raise unknown(path, name, record.fields)
    for name, parts in inner.items():
        if name in result:
            named = ", ".join(f"{name}{SEPARATOR}{part}" for part in parts)
            raise InvalidOverride(
                f"{path}.{name} is given as a whole and in parts ({named}).\n  write:  one of the two"
            )
        result[name] = within(record.fields[name], parts, f"{path}.{name}")
    return result


def unknown(path: str, name: str, known: Iterable[str], what: str = "field") -> UnknownName:
    """The error for a name that is none, with those that are near."""
    names = list(known)
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.6)
    lines = [f"{path} has no {what} {name!r}."]
    if near:
        lines.append(f"  did you mean:  {', '.join(near)}?")
    lines.append(f"  known:  {', '.join(names) or 'none'}")
    return UnknownName("\n".join(lines))


def _as_parts(field: Field, value: object) -> Mapping[str, object] | None:
    """A mapping that stands for parts of a nested object; `None` for any other value."""
    if type(value) is not dict or not all(isinstance(key, str) for key in cast("dict[object, object]", value)):
        return None
    draw = field_draw(field)
    if draw is None or not any(True for _ in standing(draw, field.name)):
        return None
    return cast("dict[str, object]", value)


def within(field: Field, parts: Mapping[str, object], path: str) -> Within:
    """The object of a field, of which parts are given.

    Raises:
        UnknownName: the field holds no object with such parts.
    """
    draw = field_draw(field)
    found = list(standing(draw, field.name)) if draw is not None else []
    if not found:
        name = next(iter(parts))
        raise UnknownName(
            f"{path} is no object with fields, so {field.name}{SEPARATOR}{name} leads nowhere.\n"
            f"  write:  {field.name}=..."
        )
    named: list[tuple[Standing, Mapping[str, object]]] = []
    errors: list[UnknownName] = []
    for one in found:
        try:
            named.append((one, resolved(one.record, parts, path)))
        except UnknownName as error:
            # Another arm of the union may have the name.
            errors.append(error)
    if not named and len(found) > 1:
        known = dict.fromkeys(name for one in found for name in one.record.fields)
        for name in parts:
            if name not in known and name.partition(SEPARATOR)[0] not in known:
                raise unknown(path, name, known)
    if not named:
        raise errors[0]
    fitting = [choice for choice in named if _fits(choice[0].record, choice[1])]
    return Within(tuple(fitting or named))


def _fits(record: Record, overrides: Mapping[str, object]) -> bool:
    """Whether values that are given may stand in fields of few values: a discriminator says which arm is meant."""
    return all(
        _may_be(value, field_draw(record.fields[name])) for name, value in overrides.items() if name in record.fields
    )


def _may_be(value: object, draw: Draw | None) -> bool:
    if isinstance(draw, Constant):
        return _is_meant(value, draw.value)
    if isinstance(draw, Pick):
        return any(_is_meant(value, item) for item in draw.items)
    return True


def _is_meant(value: object, item: object) -> bool:
    """Whether a value is an item, or the value of an enum's member."""
    return isinstance(value, Deferred) or value == item or (isinstance(item, Enum) and value == item.value)


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
