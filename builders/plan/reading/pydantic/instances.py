"""Values of which a core schema says nothing but the class, or nothing at all."""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Final, cast

from builders.draws.choices import Constant
from builders.draws.draw import Draw
from builders.draws.gathering import Many
from builders.plan.ending import is_unknown
from builders.plan.reading.generics import is_any_of
from builders.plan.reading.pydantic.fields import Walking
from builders.plan.reading.pydantic.node import UNKNOWN, Node, Spot, bare, class_looked_for

_ANYTHING: Final[tuple[object, ...]] = (Hashable, typing.Hashable, typing.Any, object)
_PATTERNS: Final[tuple[object, ...]] = (re.Pattern, typing.Pattern)


def instance(class_: object, spot: Spot, walking: Walking) -> Draw:
    """An object of a class that is looked for."""
    if isinstance(class_, tuple):
        class_ = cast("tuple[object, ...]", class_)[0]
    if is_any_of(class_, _ANYTHING):
        return hinted(spot, walking.read(str, spot), walking)
    if class_ is type:
        return Constant(str)
    if is_any_of(class_, _PATTERNS):
        return Constant(re.compile(r"\w+"))
    return walking.read(class_, spot)


def chain(node: Node, spot: Spot, walking: Walking) -> Draw:
    """What the first step takes that does more than to look at the class."""
    steps = cast("list[Node]", node["steps"])
    classes = [class_ for class_ in map(class_looked_for, steps) if class_ is not None]
    rest = [step for step in steps if class_looked_for(step) is None]
    if not rest:
        return instance(classes[0], spot, walking) if classes else walking.draw(steps[0], spot)
    draw = walking.draw(rest[0], spot)
    for class_ in classes:
        if isinstance(draw, Many) and draw.gather is None and not _is_list(class_):
            draw = replace(draw, gather=cast("Callable[[list[object]], object]", class_))
    return draw


def hinted(spot: Spot, instead: Draw, walking: Walking) -> Draw:
    """By the annotation, where it says more than the core schema does."""
    plain = bare(spot.hint)
    if plain is not UNKNOWN and not is_any_of(plain, _ANYTHING) and not _has_own_schema(plain):
        draw = walking.read(plain, spot)
        if not is_unknown(draw):
            return draw
    return instead


def _is_list(class_: object) -> bool:
    plain: object = typing.get_origin(class_) or class_
    return isinstance(plain, type) and (issubclass(list, plain) or inspect.isabstract(plain))


def _has_own_schema(type_: object) -> bool:
    return hasattr(type_, "__get_pydantic_core_schema__") and not hasattr(type_, "__pydantic_core_schema__")
