"""Values that go through a function of the user's, which may say what it takes."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import Final

from builders.draws.computed import Of
from builders.draws.draw import Draw
from builders.plan.reading.pydantic.bounds import both, said_by_function
from builders.plan.reading.pydantic.converting import defaulting, turned_by
from builders.plan.reading.pydantic.fields import Walking
from builders.plan.reading.pydantic.instances import hinted
from builders.plan.reading.pydantic.known import known
from builders.plan.reading.pydantic.node import LEAVES, UNKNOWN, Node, Spot, function_of, unknown

_BASES: Final = frozenset({*LEAVES.values()} - {bool})


def through(node: Node, spot: Spot, walking: Walking) -> Draw:
    """What goes through a function, or past a default."""
    draw = known(node, spot, walking.read)
    if draw is not None:
        return draw
    function = function_of(node)
    if isinstance(function, functools.partial) and function.func.__name__ == "defaultdict_validator":
        factory: object = function.keywords.get("default_default_factory")
        return Of(functools.partial(defaulting, factory), walking.draw(node["schema"], spot))
    taken = _declared_input(node)
    if taken is not None:
        return walking.draw(taken, replace(spot, hint=UNKNOWN))
    draw = walking.draw(node["schema"], replace(spot, said=both(spot.said, said_by_function(node))))
    turn = turned_by(function_of(node))
    return draw if turn is None else Of(turn, draw)


def plain(node: Node, spot: Spot, walking: Walking) -> Draw:
    """What a function takes of which nothing more is known."""
    taken = _declared_input(node)
    if taken is not None:
        return walking.draw(taken, replace(spot, hint=UNKNOWN))
    base = _built_in_base(function_of(node))
    if base is not None:
        return walking.read(base, spot)
    return hinted(spot, unknown(spot, "its validator is a function, and what it takes is known to it alone"), walking)


def _declared_input(node: Node) -> Node | None:
    """What a validator says that it takes (`json_schema_input_type`), if it says it."""
    taken: Node | None = node.get("json_schema_input_schema")
    return taken if taken is not None and taken["type"] != "any" else None


def _built_in_base(function: object) -> type | None:
    """The built-in type of which the class is that a validator belongs to: of `class Color(str)` it is `str`."""
    owner: object = getattr(function, "__self__", function)
    if not isinstance(owner, type):
        return None
    return next((base for base in owner.__mro__ if base in _BASES), None)
