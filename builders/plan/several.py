"""What to write for a field that holds several objects: in lists alone, an object may be given in part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, cast

from builders.draws.choices import Maybe
from builders.draws.distinct import DistinctItems
from builders.draws.draw import Draw
from builders.draws.gathering import Together
from builders.errors import BuildError
from builders.plan.field import Field, field_draw
from builders.plan.items import items_of
from builders.plan.nested import records_in
from builders.plan.record import Record

_FURTHEST: Final = 3
"""So many items before one that is meant are written down."""


def way_to(field: Field, steps: Sequence[str]) -> str:
    """What to write instead of a name that leads into one of several objects; "" where a field holds no objects.

    Args:
        field: that the name begins with.
        steps: that it goes on with, `["0", "lives"]` of `pets__0__lives`: positions, keys and fields.
    """
    items = items_of(field)
    draw = _plain(items or field_draw(field))
    records = list(records_in(draw)) if draw is not None else []
    if draw is None or not records:
        return ""
    known = {name for record in records for name in record.fields}
    # A position or a key stands before the field of the object.
    key, inner = ("", steps) if steps[0] in known else (steps[0], steps[1:])
    part = "__".join(inner)
    record = next((one for one in records if inner and inner[0] in one.fields), records[0])
    if isinstance(draw, DistinctItems) and draw.value is not None:
        return f"{field.name}={{{repr(key) if key else '...'}: {_built(record, part)}}}"
    if isinstance(draw, Together):
        return f"{field.name}=({', '.join(_built(one, part if one is record else '') for one in records)})"
    declared = f"Builder({record.title}, {part}=...)" if part else f"Builder({record.title})"
    ways = [f"{field.name}=fresh_many({declared}, 2) in a Builder"]
    if items is not None:
        given = f'{{"{part}": ...}}' if part else "..."
        ways.append(f"{field.name}=[{_items_before(key)}{given}{'' if key else ', {}'}]")
    return ", or ".join(reversed(ways) if key else ways)


def explain_whole(error: BuildError, record: Record, given: Mapping[str, object]) -> None:
    """Say of a value that was refused that the objects in it are given whole, where parts of one stand there.

    Args:
        error: the refusal.
        record: the type that refused.
        given: values, by field.
    """
    for name, value in given.items():
        if name in record.fields and str(error).startswith(f"{record.title}.{name}=") and not error.complete:
            kind, way = _whole(record.fields[name], value)
            if way:
                error.args = (f"{error}\n  so:     objects in a {kind} are given whole\n  write:  {name}={way}",)


def _whole(field: Field, value: object) -> tuple[str, str]:
    """How the objects would be written of which a value has parts, and what they stand in; "" where it has none."""
    draw = _plain(field_draw(field))
    if isinstance(draw, DistinctItems) and draw.value is not None and type(value) is dict:
        mapping = cast("dict[object, object]", value)
        entries = [f"{key!r}: {way}" for key, inner in mapping.items() if (way := _of_parts(draw.value, inner))]
        return "mapping", f"{{{', '.join(entries)}}}" if entries else ""
    if isinstance(draw, Together) and type(value) in (tuple, list):
        pairs = zip(draw.draws, cast("Sequence[object]", value), strict=False)
        items = [way for inner, item in pairs if (way := _of_parts(inner, item))]
        return "tuple", f"({', '.join(items)})" if items else ""
    return "", ""


def _of_parts(draw: Draw, value: object) -> str:
    records = list(records_in(draw))
    if type(value) is not dict:
        return ""
    names = [str(name) for name in cast("dict[object, object]", value)]
    record = next((one for one in records if all(name in one.fields for name in names)), None)
    return "" if record is None else _built(record, *names)


def _built(record: Record, *parts: str) -> str:
    return f"build({', '.join((record.title, *(f'{part}=...' for part in parts if part)))})"


def _items_before(position: str) -> str:
    if not position.isdecimal():
        return ""
    return "{}, " * int(position) if int(position) <= _FURTHEST else "..., "


def _plain(draw: Draw | None) -> Draw | None:
    while isinstance(draw, Maybe):
        draw = draw.draw
    return draw
