"""The fields of a type, from their nodes: what is drawn, what keeps its default, and under which name it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Protocol, cast

from builders.draws.draw import Draw
from builders.plan.ending import is_unknown
from builders.plan.field import Field
from builders.plan.reading.defaults import keeps
from builders.plan.reading.pydantic.bounds import both, said_by, said_by_function
from builders.plan.reading.pydantic.node import UNKNOWN, Node, Spot, bare, looks_aside
from builders.plan.reading.reading import Reading
from builders.plan.record import Record
from builders.values.constraints import NONE

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo


class Walking(Protocol):
    """What draws a node; see `builders.plan.reading.pydantic.walking`."""

    @property
    def reading(self) -> Reading: ...

    @property
    def within(self) -> Record | None: ...

    @property
    def definitions(self) -> dict[str, Node]: ...

    def draw(self, node: Node, spot: Spot) -> Draw: ...

    def read(self, type_: object, spot: Spot) -> Draw: ...

    def inside(self, record: Record, config: Node | None = None) -> Walking: ...


def add(record: Record, walking: Walking, name: str, node: Node, hint: object = UNKNOWN) -> None:
    """Add a field to a record.

    Args:
        record: gets the field.
        walking: draws nodes for the record.
        name: the field's.
        node: the field's value; a "default" node where it has a default.
        hint: its annotation.
    """
    spot = Spot(name, f"{record.title}.{name}", hint)
    default = _default_of(node)

    def drawn_as(other: str) -> Draw:
        return walking.draw(node, replace(spot, name=other))

    def by_type() -> Draw:
        return drawn_as(name)

    is_supplied = supplied_at(hint, walking.reading) is not None
    draw = None if default is not None and _is_kept(default) and not is_supplied else by_type()
    if draw is not None and default is not None and is_unknown(draw):
        draw = None
    record.fields[name] = Field(
        name,
        None if hint is UNKNOWN else bare(hint),
        draw,
        constraint=_in_words(node),
        type_draw=by_type if draw is None else None,
        draw_as=drawn_as,
    )


def supplied_at(hint: object, reading: Reading) -> Draw | None:
    """What others give for the annotation of a value, or for its type alone; `None` where nobody does."""
    if hint is UNKNOWN:
        return None
    return reading.supplied(hint) or reading.supplied(bare(hint))


def said_of(info: FieldInfo) -> object:
    """The annotation of a field with what `Annotated` says of it."""
    said: object = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
    return said


def aliases_of(fields: Mapping[str, Node]) -> dict[str, list[str]]:
    """The names that a caller may give a field by, other than its own, the first choice first.

    An alias that leads into a structure is named by its first step alone, which is what an error calls it.
    """
    found: dict[str, list[str]] = {}
    for name, field in fields.items():
        alias: object = field.get("validation_alias")
        if isinstance(alias, str):
            found[name] = [alias]
        elif isinstance(alias, list):
            paths = cast("list[object]", alias)
            # One path, or several.
            choices = cast("list[list[object]]", paths if paths and isinstance(paths[0], list) else [paths])
            found[name] = [str(path[0]) for path in sorted(choices, key=len) if path]
    return found


def other_names(fields: Mapping[str, Node]) -> dict[str, str]:
    """The field that each alias stands for, where that is no field's own name."""
    return {alias: name for name, aliases in aliases_of(fields).items() for alias in aliases if alias not in fields}


def plain_aliases(fields: Mapping[str, Node]) -> dict[str, str]:
    """The alias of each field that has one which is a name and no path."""
    plain: dict[str, str] = {}
    for name, field in fields.items():
        alias: object = field.get("validation_alias")
        if isinstance(alias, str):
            plain[name] = alias
        elif isinstance(alias, list):
            for path in cast("list[object]", alias):
                steps = cast("list[object]", path) if isinstance(path, list) else []
                if len(steps) == 1:
                    plain.setdefault(name, str(steps[0]))
    return plain


def refused_alone(fields: Mapping[str, Node], definitions: Mapping[str, Node]) -> frozenset[str]:
    """The fields whose validators look at nothing but the value."""
    return frozenset(name for name, field in fields.items() if not looks_aside(field["schema"], definitions))


def _default_of(node: Node) -> Node | None:
    """The node that says a default; validators may stand around it."""
    while node["type"].startswith("function-") and "schema" in node:
        node = node["schema"]
    return node if node["type"] == "default" else None


def _is_kept(default: Node) -> bool:
    """Whether a default gives the same value on every run, or follows from the other fields."""
    factory: Callable[..., object] | None = default.get("default_factory")
    if factory is None or keeps(factory) or default.get("default_factory_takes_data"):
        return True
    # Of `Any` only the factory says what it is.
    inside: Node = default["schema"]
    kind: str = inside["type"]
    return kind == "any"


def _in_words(node: Node) -> str:
    """What a field asks for beyond its type."""
    said = NONE
    while "schema" in node and node["type"] not in ("definitions", "model", "dataclass"):
        said = both(said, said_by_function(node))
        node = node["schema"]
    if node["type"] in ("literal", "enum"):
        return f"one of {', '.join(map(repr, node.get('expected') or node['members']))}"
    said = both(said, said_by(node))
    return said.in_words() if said != NONE else ""
