"""Types with fields that pydantic reads, but that aren't pydantic's: dataclasses, typed dictionaries, named tuples.

In a model they may have constraints that only pydantic understands, so they are read from the model's core schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from typing_extensions import get_type_hints

from builders.draws.choices import Maybe
from builders.draws.draw import Draw
from builders.plan.nested import Nested
from builders.plan.reading.pydantic.fields import Walking, add, aliases_of, other_names, refused_alone
from builders.plan.reading.pydantic.judging import FieldJudge
from builders.plan.reading.pydantic.makers import Absent, StructureMaker, ValueMaker
from builders.plan.reading.pydantic.node import STRUCTURES, UNKNOWN, Node, Spot, around, unknown
from builders.plan.record import Record


def is_pydantic_dataclass(class_: object) -> bool:
    """Whether a class has been made by `pydantic.dataclasses.dataclass`."""
    return isinstance(class_, type) and "__is_pydantic_dataclass__" in vars(class_)


def is_structure(node: Node) -> bool:
    """Whether a node is a type with fields, be it that validators stand around it."""
    return any(here["type"] in STRUCTURES for here in around(node))


def refers_to(node: object, ref: str, definitions: Mapping[str, Node]) -> bool:
    """Whether a node leads back to the definition `ref`."""
    waiting, seen = [node], set[str]()
    while waiting:
        here = waiting.pop()
        if isinstance(here, list | tuple):
            waiting += cast("list[object]", here)
        elif isinstance(here, dict):
            found = cast("Node", here)
            if found.get("type") == "definition-ref":
                target: str = found["schema_ref"]
                if target == ref:
                    return True
                if target not in seen:
                    seen.add(target)
                    waiting.append(definitions.get(target))
            else:
                waiting += [value for key, value in found.items() if key not in ("serialization", "metadata")]
    return False


def alias(ref: str, node: Node, spot: Spot, walking: Walking) -> Draw:
    """A type that has no fields, but leads back to itself: `type Tree = list[Tree] | int`."""
    record = Record(ref, ref.partition(":")[0].rpartition(".")[2], ValueMaker())
    walking.reading.records["pydantic", ref] = record
    # Its value stands in a field that no caller sees.
    add(record, walking.inside(record), "value", {key: part for key, part in node.items() if key != "ref"})
    return Nested(record, walking.within)


def nested(node: Node, spot: Spot, walking: Walking) -> Draw:
    """An object of a type with fields that stands in a model."""
    ref: str | None = node.get("ref")
    known = walking.reading.records.get(("pydantic", ref)) if ref else None
    if known is not None:
        return Nested(known, walking.within)
    type_: object = node.get("cls") or node.get("function")
    fields = _fields_of(node)
    if fields is None or not isinstance(type_, type):
        return unknown(spot, f"no way is known to draw what the core schema calls {node['type']!r}")
    maker = StructureMaker(node, walking.definitions)
    record = Record(type_, type_.__qualname__, maker)
    if ref:
        # Not by the type alone: read by itself, it is made by its own constructor.
        walking.reading.records["pydantic", ref] = record
    record.extra = node.get("extra_behavior") == "allow"
    record.aliases = other_names(fields)
    maker.alone = refused_alone(fields, walking.definitions)
    record.takes = FieldJudge(fields, walking.definitions, node.get("config"))
    hints = _hints_of(type_)
    inside = walking.inside(record, node.get("config"))
    for name, choices in aliases_of(fields).items():
        maker.names.update(dict.fromkeys(choices, name))
    for name, field in fields.items():
        if field.get("init", True):
            add(record, inside, name, field["schema"], hints.get(name, UNKNOWN))
        added = record.fields.get(name)
        if field.get("required") is False and added is not None and added.draw is not None:
            # Left out once in eight times.
            record.fields[name] = replace(added, draw=Maybe(added.draw, Absent.ABSENT))
    return Nested(record, walking.within)


def fields_of_dataclass(node: Node) -> dict[str, Node]:
    """The fields of a "dataclass" node, by name."""
    for here in around(node):
        if here["type"] == "dataclass-args":
            return {field["name"]: field for field in here["fields"]}
    return {}


def _fields_of(node: Node) -> dict[str, Node] | None:
    match node["type"]:
        case "dataclass":
            return fields_of_dataclass(node)
        case "typed-dict":
            return cast("dict[str, Node]", node["fields"])
        case "call":
            arguments: Node = node["arguments_schema"]
            entries: object = arguments.get("arguments_schema")
        case _:
            entries = node.get("fields")
    if not isinstance(entries, list):
        return None
    return {entry["name"]: entry for entry in cast("list[Node]", entries)}


def _hints_of(type_: type) -> dict[str, object]:
    try:
        return dict(get_type_hints(type_, include_extras=True))
    except Exception:
        # The core schema says nearly all; a name that can't be looked up is not worth an error.
        return {}
