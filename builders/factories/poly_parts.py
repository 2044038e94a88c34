"""Parts of an object inside another, as polyfactory takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from builders.factories.keys import key_of
from builders.plan.field import field_draw
from builders.plan.nesting import SEPARATOR, within
from builders.plan.record import Record
from builders.plan.standing import standing


def inside(record: Record, head: str, parts: Mapping[str, object], path: str) -> dict[str, object]:
    """The parts of a field's object as polyfactory takes them: `{"plan__tier": 1}` as `{"plan": {"tier": 1}}`.

    Args:
        record: the type that has the field.
        head: the field's name.
        parts: of its object.
        path: of the field, for errors.

    Raises:
        UnknownName: the field holds no object with these parts.
    """
    inner = within(record.fields[head], parts, path).choices[0][0].record
    found: dict[str, object] = {}
    deeper: dict[str, dict[str, object]] = {}
    for name, value in parts.items():
        first, _, rest = name.partition(SEPARATOR)
        if name not in inner.fields and first in inner.fields:
            deeper.setdefault(first, {})[rest] = value
        elif type(value) is dict and holds_object(inner, name):
            deeper.setdefault(name, {}).update(cast("dict[str, object]", value))
        else:
            found[key_of(inner.type, name, path)] = value
    for name, more in deeper.items():
        found[key_of(inner.type, name, path)] = inside(inner, name, more, f"{path}.{name}")
    return found


def holds_object(record: Record, name: str) -> bool:
    """Whether a field holds an object of which parts can be given."""
    draw = field_draw(record.fields[name]) if name in record.fields else None
    return draw is not None and any(True for _ in standing(draw, name))
