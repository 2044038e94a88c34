"""The objects that are saved along with those given, and how to name each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.orm import InstanceState, Mapper, RelationshipProperty

QUERIED: Final = ("dynamic", "write_only")
"""Relationships that hold no objects: each look at them asks the database."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """An object to be saved.

    Attributes:
        obj: the object.
        state: what SQLAlchemy knows of it.
        place: how to get to it from what was given: "objects[2].customer", or "Invoice.customer" where one was given.
    """

    obj: object
    state: InstanceState[Any]
    place: str

    @property
    def mapper(self) -> Mapper[Any]:
        return self.state.mapper

    @property
    def title(self) -> str:
        return self.mapper.class_.__qualname__


def reached(objects: Sequence[object]) -> list[Node]:
    """The objects given and all that saving them saves, each once, the nearest first."""
    many = len(objects) > 1
    nodes: dict[int, Node] = {}
    waiting: list[tuple[object, str]] = [
        (obj, f"objects[{position}]" if many else type(obj).__qualname__) for position, obj in enumerate(objects)
    ]
    while waiting:
        following: list[tuple[object, str]] = []
        for obj, place in waiting:
            if id(obj) in nodes:
                continue
            node = nodes[id(obj)] = Node(obj, cast("InstanceState[Any]", sa.inspect(obj)), place)
            following.extend(_next_to(node))
        waiting = following
    return list(nodes.values())


def besides(obj: object) -> Node:
    """An object that was not given, and that the session had to save along."""
    return Node(obj, cast("InstanceState[Any]", sa.inspect(obj)), "held by the session besides")


def _next_to(node: Node) -> Iterator[tuple[object, str]]:
    there = node.state.dict
    for relation in node.mapper.relationships:
        if relation.viewonly or relation.key not in there or "save-update" not in relation.cascade:
            continue
        path = f"{node.place}.{relation.key}"
        value: object = there[relation.key]
        if relation.uselist:
            for position, item in enumerate(_items(node, relation, value)):
                yield item, f"{path}[{position}]"
        elif value is not None:
            yield value, path


def _items(node: Node, relation: RelationshipProperty[Any], value: object) -> Iterable[object]:
    """The objects of a relationship to many."""
    if relation.lazy in QUERIED:
        # The object holds only what is still to be saved, apart from its other attributes.
        return node.state.attrs[relation.key].history.added or ()
    return cast("Iterable[object]", value.values() if isinstance(value, Mapping) else value)
