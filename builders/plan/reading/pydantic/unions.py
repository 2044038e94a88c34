"""Nodes of unions, and the names of their arms."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final, cast

from builders.draws.choices import OneOf
from builders.draws.draw import Draw
from builders.plan.ending import is_unknown
from builders.plan.reading.pydantic.bounds import both
from builders.plan.reading.pydantic.fields import Walking
from builders.plan.reading.pydantic.node import (
    LEAVES,
    UNKNOWN,
    Node,
    Spot,
    arms_of,
    around,
    bare,
    class_looked_for,
    nodes_in,
)
from builders.values.constraints import NONE, Constraints

_NUMBERS: Final = (bool, int, float, Decimal, Fraction)


def union_of(node: Node, spot: Spot, walking: Walking) -> Draw:
    """A union: of types that the user wrote, or of the ways to give a value of one."""
    choices = nodes_in(node["choices"])
    if spot.inner or node.get("custom_error_type"):
        # The user wrote one type, and these are the ways to give a value of it.
        others = [choice for choice in choices if class_looked_for(choice) is None]
        return first_of([*others, *choices], spot, walking)
    return _one_of(
        [(_arm_name(choice, walking), choice, spot.arm(n, len(choices))) for n, choice in enumerate(choices)],
        spot,
        walking,
    )


def tagged_of(node: Node, spot: Spot, walking: Walking) -> Draw:
    """A union of which a tag says the type."""
    by_choice: dict[object, tuple[str, Node, Spot]] = {}
    hints = {_arm_label(hint): hint for hint in arms_of(spot.hint)} if spot.hint is not UNKNOWN else {}
    for choice in cast("dict[Hashable, object]", node["choices"]).values():
        if not isinstance(choice, dict):
            continue  # another name for a tag
        arm = cast("Node", choice)
        name = _arm_name(arm, walking)
        # Several tags may stand for one type.
        key: object = arm.get("schema_ref") or id(arm)
        by_choice.setdefault(key, (name, arm, replace(spot, hint=hints.get(name, UNKNOWN), inner=False)))
    return _one_of(list(by_choice.values()), spot, walking)


def _one_of(arms: Sequence[tuple[str, Node, Spot]], spot: Spot, walking: Walking) -> Draw:
    draws: dict[str, Draw] = {}
    fitting = [arm for arm in arms if _has_order(arm[1], spot.said)] or arms
    for name, node, place in fitting:
        draw = walking.draw(node, replace(place, said=both(spot.said, place.said) if spot.said is not NONE else NONE))
        unique = name
        while unique in draws:
            unique += "'"
        draws[unique] = draw
    if len(draws) == 1:
        return next(iter(draws.values()))
    return OneOf(tuple(draws.items()))


def first_of(nodes: Sequence[Node], spot: Spot, walking: Walking) -> Draw:
    """The first that can be drawn."""
    first: Draw | None = None
    for node in nodes:
        draw = walking.draw(node, spot)
        if not is_unknown(draw):
            return draw
        first = first or draw
    assert first is not None
    return first


def _arm_name(node: Node, walking: Walking) -> str:
    """The name of an arm of a union: its values depend on it."""
    for here in around(node):
        if "cls" in here:
            return _arm_label(here["cls"])
        if here["type"] == "definition-ref":
            # The same name as where the node stands here itself. The reference has an address in memory.
            target = walking.definitions.get(here["schema_ref"])
            return _arm_name(target, walking) if target is not None else "?"
    kinds = [str(here["type"]) for here in around(node)]
    return next((kind for kind in kinds if not kind.startswith("function")), kinds[0])


def _arm_label(type_: object) -> str:
    """The name of a type for an arm."""
    return getattr(bare(type_), "__name__", None) or str(type_)


def _has_order(node: Node, said: Constraints) -> bool:
    """Whether bounds that were said of a union can be said of an arm: 3 is no bound of a text."""
    bounds = [bound for bound in (said.ge, said.gt, said.le, said.lt) if bound is not None]
    type_ = LEAVES.get(node["type"])
    return not bounds or type_ is None or (type_ in _NUMBERS) == (type(bounds[0]) in _NUMBERS)
