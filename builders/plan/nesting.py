"""Names that lead into nested objects: `tenant__plan="pro"`, or `tenant={"plan": "pro"}`, or `users=[{"plan": "pro"}]`.

All names are checked against the plan before anything is drawn.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from builders.draws.gathering import ITEM
from builders.errors import InvalidOverride, UnknownName
from builders.plan.deferred import Deferred
from builders.plan.field import Field, field_draw
from builders.plan.items import Items, items_of
from builders.plan.record import Record
from builders.plan.several import explain_whole, way_to
from builders.plan.standing import Standing, explain_arms, fitting, in_words, refusals, standing
from builders.seed.mixing import inner

SEPARATOR: Final = "__"


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
        try:
            return standing.record.build(inner(state, standing.address), index, depth, overrides)
        except InvalidOverride as error:
            explain_arms(error, self.choices)
            explain_whole(error, standing.record, overrides)
            raise

    def misfit(self) -> str:
        refused = [refusals(standing.record, overrides) for standing, overrides in self.choices]
        return in_words(refused[0]) if all(refused) else ""


def resolved(record: Record, overrides: Mapping[str, object], path: str = "") -> dict[str, object]:
    """Check the names of overrides and gather those that lead into the same nested object.

    Args:
        record: whose fields they are.
        overrides: as the user wrote them.
        path: where the record stands, for errors; its title by default.

    Returns:
        A value for each field named; a `Within` for a nested object of which only parts were given, and `Items` for a
        list with such objects.

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
                result[name] = _filled_up(record.fields[name], value, f"{path}.{name}")
            else:
                inner.setdefault(name, {}).update(parts)
            continue
        head, separator, rest = name.partition(SEPARATOR)
        if separator and rest and head in record.fields:
            inner.setdefault(head, {})[rest] = value
        elif record.extra and head not in record.aliases:
            result[name] = value
        else:
            raise unknown(path, name, record.fields, meant=record.aliases.get(name, ""))
    for name, parts in inner.items():
        if name in result:
            named = ", ".join(f"{name}{SEPARATOR}{part}" for part in parts)
            raise InvalidOverride(
                f"{path}.{name} is given as a whole and in parts ({named}).\n  write:  one of the two"
            )
        result[name] = within(record.fields[name], parts, f"{path}.{name}")
    return result


def unknown(path: str, name: str, known: Iterable[str], what: str = "field", *, meant: str = "") -> UnknownName:
    """The error for a name that is none, with the one that is meant for certain, or else those that are near."""
    names = list(known)
    near = [meant] if meant else difflib.get_close_matches(name, names, n=3, cutoff=0.6)
    lines = [f"{path} has no {what} {name!r}."]
    if near:
        lines.append(f"  did you mean:  {', '.join(near)}?")
    lines.append(f"  known:  {', '.join(names) or 'none'}")
    return UnknownName("\n".join(lines))


def _as_parts(field: Field, value: object) -> Mapping[str, object] | None:
    """A mapping that stands for parts of a nested object; `None` for any other value."""
    if not _names_fields(value):
        return None
    draw = field_draw(field)
    if draw is None or not any(True for _ in standing(draw, field.name)):
        return None
    return cast("dict[str, object]", value)


def _names_fields(value: object) -> bool:
    return type(value) is dict and all(isinstance(key, str) for key in cast("dict[object, object]", value))


def _filled_up(field: Field, value: object, path: str) -> object:
    """A list of objects in which mappings stand for parts of one; any other value as it is."""
    if type(value) not in (list, tuple) or not any(map(_names_fields, cast("Sequence[object]", value))):
        return value
    draw = items_of(field)
    if draw is None:
        return value
    found = list(standing(draw.item, ITEM))
    entries = [
        _chosen(found, cast("dict[str, object]", entry), f"{path}[{position}]") if _names_fields(entry) else entry
        for position, entry in enumerate(cast("Sequence[object]", value))
    ]
    # Mappings can't stand in a set, so a list with some is given for one.
    gather = draw.gather if field.items is not None and draw.gather is not None else type(value)
    return Items(draw, field.name, gather, entries)


def within(field: Field, parts: Mapping[str, object], path: str) -> Within:
    """The object of a field, of which parts are given.

    Raises:
        UnknownName: the field holds no object with such parts.
    """
    draw = field_draw(field)
    found = list(standing(draw, field.name)) if draw is not None else []
    if not found:
        raise _leading_nowhere(field, next(iter(parts)), path)
    return _chosen(found, parts, path)


def _leading_nowhere(field: Field, part: str, path: str) -> UnknownName:
    said = f"so {field.name}{SEPARATOR}{part} leads nowhere."
    way = way_to(field, part.split(SEPARATOR))
    if not way:
        return UnknownName(f"{path} is no object with fields, {said}\n  write:  {field.name}=...")
    return UnknownName(f"{path} holds several objects, {said}\n  write:  {way}")


def _chosen(found: Sequence[Standing], parts: Mapping[str, object], path: str) -> Within:
    """The object of which parts are given, among those that may stand there."""
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
    return Within(tuple(fitting(named)))
