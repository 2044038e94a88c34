"""Nodes of collections: lists, sets, tuples, mappings."""

from __future__ import annotations

import collections
import functools
from collections.abc import Callable
from typing import Any, Final, cast

from builders.draws.distinct import DistinctItems, values_of
from builders.draws.draw import Draw
from builders.draws.gathering import Many, Together
from builders.draws.supplied import how_many
from builders.plan.reading.pydantic.bounds import both, contradiction, said_by
from builders.plan.reading.pydantic.node import Node, Spot, contradictory

Walk = Callable[[Node, Spot], Draw]
_ANY: Final[Node] = {"type": "any"}
_MORE: Final = 3
"""How many items there are at most beyond those that have to be."""
LISTS: Final[dict[str, Callable[[list[object]], object] | None]] = {
    "list": None,
    "generator": None,
    "deque": collections.deque,
}
SETS: Final[dict[str, Callable[[dict[object, object]], object]]] = {"set": set, "frozenset": frozenset}
MAPPINGS: Final[dict[str, Callable[[dict[object, object]], object] | None]] = {
    "dict": None,
    "frozen-dict": None,
    "ordered-dict": collections.OrderedDict,
    "counter": cast("Callable[[dict[object, object]], object]", collections.Counter),
}


def list_of(node: Node, spot: Spot, walk: Walk) -> Draw:
    """A list, or what is made of one."""
    said = both(said_by(node), spot.said)
    if why := contradiction(said):
        return contradictory(spot, why)
    item = walk(node.get("items_schema") or _ANY, spot.item())
    least, most = how_many(item, *_size(said.min_length, said.max_length), said.max_length)
    return Many(item, least, most, LISTS[node["type"]], said.max_length)


def set_of(node: Node, spot: Spot, walk: Walk) -> Draw:
    """A set, or a frozen one."""
    item = walk(node.get("items_schema") or _ANY, spot.item())
    return _distinct(node, spot, item, None, SETS[node["type"]])


def mapping_of(node: Node, spot: Spot, walk: Walk) -> Draw:
    """A mapping."""
    key = walk(node.get("keys_schema") or _ANY, spot.item(0, "[key]"))
    value = walk(node.get("values_schema") or _ANY, spot.item(1))
    return _distinct(node, spot, key, value, MAPPINGS[node["type"]])


def tuple_of(node: Node, spot: Spot, walk: Walk) -> Draw:
    """A tuple: of a fixed length, of any, or with a middle of any length."""
    items = cast("list[Node]", node["items_schema"])
    middle: object = node.get("variadic_item_index")
    if not isinstance(middle, int):
        return Together(tuple(walk(item, spot.item(n, f"[{n}]")) for n, item in enumerate(items)))
    said = both(said_by(node), spot.said)
    if why := contradiction(said):
        return contradictory(spot, why)
    fixed = len(items) - 1
    longest = said.max_length - fixed if said.max_length is not None else None
    least, most = _size(said.min_length - fixed if said.min_length is not None else None, longest)
    draw = walk(items[middle], spot.item(middle))
    many = Many(draw, *how_many(draw, least, most, longest), tuple, longest)
    if not fixed:
        return many
    draws = tuple(many if n == middle else walk(item, spot.item(n, f"[{n}]")) for n, item in enumerate(items))
    return Together(draws, functools.partial(_unpacked, middle))


def _distinct(
    node: Node, spot: Spot, item: Draw, value: Draw | None, gather: Callable[[dict[object, object]], object] | None
) -> Draw:
    said = both(said_by(node), spot.said)
    least, most = _size(said.min_length, said.max_length)
    known = values_of(item)
    if why := contradiction(said):
        return contradictory(spot, why)
    if known is not None:
        if known < least:
            return contradictory(spot, f"{least} different items are asked for, and there are only {known}")
        most = min(most, known)
    for draw in (item, value):
        if draw is not None:
            least, most = how_many(draw, least, most, said.max_length)
    return DistinctItems(item, value, least, most, gather, spot.path, said.max_length)


def _size(least: int | None, most: int | None) -> tuple[int, int]:
    low = max(least or 0, 0)
    return low, low + _MORE if most is None else max(min(most, low + _MORE), low)


def _unpacked(middle: int, *values: Any) -> tuple[object, ...]:
    return (*values[:middle], *values[middle], *values[middle + 1 :])
