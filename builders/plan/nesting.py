"""Names that lead into a nested object: `tenant__plan="pro"`, or `tenant={"plan": "pro"}`.

All names are checked against the plan before anything is drawn.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, cast
from weakref import WeakKeyDictionary

from builders.draws.choices import Maybe, OneOf
from builders.draws.draw import Draw
from builders.errors import UnknownName
from builders.plan.deferred import Deferred
from builders.plan.record import Field, Nested, Record
from builders.seed.mixing import inner

SEPARATOR: Final = "__"
_by_type: Final[WeakKeyDictionary[Field, Draw]] = WeakKeyDictionary()
"""The draws of fields that keep their default otherwise: to read a type takes a thousand times as long as this."""


@dataclass(frozen=True, slots=True, eq=False)
class Within(Deferred):
    """A nested object of which some fields are given.

    Attributes:
        record: the nested object's.
        address: where it stands in the outer one.
        overrides: of its fields; nested ones among them.
    """

    record: Record
    address: str
    overrides: Mapping[str, object]

    def at(self, state: int, index: int, depth: int) -> object:
        return self.record.build(inner(state, self.address), index, depth, self.overrides)


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
            raise UnknownName(f"{path}.{name} is given as a whole and in parts ({named}).\n  write:  one of the two")
        result[name] = _within(record.fields[name], parts, f"{path}.{name}")
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


def _within(field: Field, parts: Mapping[str, object], path: str) -> Within:
    draw = field_draw(field)
    found = list(standing(draw, field.name)) if draw is not None else []
    if not found:
        name = next(iter(parts))
        raise UnknownName(
            f"{path} is no object with fields, so {field.name}{SEPARATOR}{name} leads nowhere.\n"
            f"  write:  {field.name}=..."
        )
    first_error: UnknownName | None = None
    for record, address in found:
        try:
            return Within(record, address, resolved(record, parts, path))
        except UnknownName as error:
            # Another arm of the union may have the name.
            first_error = first_error or error
    assert first_error is not None
    raise first_error


def field_draw(field: Field) -> Draw | None:
    """How a field is drawn, be it that its default holds otherwise."""
    if field.draw is not None or field.type_draw is None:
        return field.draw
    drawn = _by_type.get(field)
    if drawn is None:
        drawn = _by_type[field] = field.type_draw()
    return drawn


def standing(draw: Draw, address: str) -> Iterator[tuple[Record, str]]:
    """The records of which an object may stand at `address`, each with its own address."""
    if isinstance(draw, Nested):
        yield draw.record, address
    elif isinstance(draw, Maybe):
        yield from standing(draw.draw, address)
    elif isinstance(draw, OneOf):
        for name, arm in draw.arms:
            yield from standing(arm, f"{address}|{name}")
