"""Nodes of a core schema, and where they stand."""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Union, get_args, get_origin
from uuid import UUID

from builders.draws.draw import Draw
from builders.draws.impossible import Impossible
from builders.plan.reading.place import singular
from builders.values.constraints import LEAVE_ROOM, NONE, Constraints

# A node is a dictionary whose keys depend on its "type"; they differ from one version of pydantic to another.
Node = dict[str, Any]
UNKNOWN: Final = object()
"""The annotation where none is known."""
INSIDE: Final = ("schema", "python_schema", "strict_schema", "lax_schema", "steps", "choices")
"""The keys under which a node has others that the same value goes through."""
STRUCTURES: Final = ("model", "dataclass", "typed-dict", "call", "named-tuple")
"""Nodes of types with fields."""
LEAVES: Final[dict[str, type]] = {
    "bool": bool,
    "int": int,
    "float": float,
    "decimal": Decimal,
    "complex": complex,
    "fraction": Fraction,
    "str": str,
    "bytes": bytes,
    "date": dt.date,
    "time": dt.time,
    "datetime": dt.datetime,
    "timedelta": dt.timedelta,
    "uuid": UUID,
}
"""Nodes of single values."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a node stands.

    Attributes:
        name: of the field, "" for none: it says which values are sensible.
        path: for messages: "User.tags[]".
        hint: the annotation that the node was made of, for types that the core schema says nothing of.
        said: constraints that were said around the node.
        inner: the node is pydantic's own way to take a value, so that not all arms of a union are the user's.
    """

    name: str
    path: str
    hint: object = UNKNOWN
    said: Constraints = NONE
    inner: bool = False

    def item(self, position: int = 0, mark: str = "[]") -> Spot:
        """The spot of an item of what stands here."""
        arguments = [] if self.hint is UNKNOWN else [item for item in get_args(bare(self.hint)) if item is not Ellipsis]
        hint = arguments[position] if position < len(arguments) else UNKNOWN
        return Spot(singular(self.name), self.path + mark, hint)

    def arm(self, position: int, count: int) -> Spot:
        """The spot of an arm of the union that stands here."""
        arms = arms_of(self.hint)
        return replace(self, hint=arms[position] if len(arms) == count else UNKNOWN, inner=False)


def contradictory(spot: Spot, why: str) -> Draw:
    """What stands for a value that can't be, whatever is given."""
    return Impossible(spot.path, f"{why}\n{LEAVE_ROOM}")


def unknown(spot: Spot, why: str) -> Draw:
    """What stands for a value that nobody knows how to draw."""
    field = spot.path.partition(".")[2].partition("[")[0]
    return Impossible(spot.path, f"{why}\n  give it:  build(..., {field}=...)" if field else why)


def bare(annotation: object) -> object:
    """An annotation without what was said of it."""
    while get_origin(annotation) is typing.Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def arms_of(annotation: object) -> list[object]:
    """The arms of a union, without `None`."""
    plain = bare(annotation)
    if get_origin(plain) not in (Union, types.UnionType):
        return [annotation]
    return [arm for arm in get_args(plain) if arm is not types.NoneType]


def around(node: Node) -> Iterator[Node]:
    """A node and those inside it that the same value goes through, the outermost first."""
    waiting = [node]
    while waiting:
        here = waiting.pop(0)
        yield here
        for key in INSIDE:
            below: object = here.get(key)
            if isinstance(below, dict) and "type" in below:
                waiting.append(typing.cast("Node", below))
            elif isinstance(below, list):
                waiting += nodes_in(typing.cast("list[object]", below))


def nodes_in(entries: list[object]) -> list[Node]:
    """The nodes in a list of them; a choice may be a pair of a node and its label."""
    nodes: list[Node] = []
    for entry in entries:
        if isinstance(entry, tuple):
            nodes.append(typing.cast("tuple[Node, str]", entry)[0])
        elif isinstance(entry, dict):
            nodes.append(typing.cast("Node", entry))
    return nodes


def function_of(node: Node) -> object:
    """The function of a validator's node; `None` for other nodes."""
    said: object = node.get("function")
    return typing.cast("Node", said).get("function") if isinstance(said, dict) else said


def class_looked_for(node: Node) -> object:
    """The class of a step that only looks whether the value is an instance; `None` for other steps."""
    while node["type"] == "json-or-python":
        node = node["python_schema"]
    return node["cls"] if node["type"] == "is-instance" else None


def looks_aside(node: object, definitions: Mapping[str, Node]) -> bool:
    """Whether a validator in a node may look at the fields beside it (`ValidationInfo.data`)."""
    waiting, seen = [node], set[str]()
    while waiting:
        here = waiting.pop()
        if isinstance(here, list | tuple):
            waiting += typing.cast("list[object]", here)
        elif isinstance(here, dict):
            found = typing.cast("Node", here)
            if found.get("type") == "with-info":
                return True
            if found.get("type") in STRUCTURES:
                # Its validators see its own fields.
                continue
            ref: object = found.get("schema_ref")
            if isinstance(ref, str) and ref not in seen:
                seen.add(ref)
                waiting.append(definitions.get(ref))
            waiting += [value for key, value in found.items() if key not in ("serialization", "metadata")]
    return False
