"""What is done for a container of what does work: it is real, and holds what the factory shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast, get_origin

from mockfactory.factory.binding.keys import key_of
from mockfactory.factory.deciding.forms import COLLECTIONS, MAPPINGS, class_in
from mockfactory.factory.deciding.judgement import Judgement
from mockfactory.factory.errors import CannotCreate
from mockfactory.factory.making.decision import Decision, Made
from mockfactory.factory.making.tools import Tools
from mockfactory.spec.check.words import describe_type
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.wording.places import Place

Share = Callable[[object, Place], object]
"""Gives the shared one of another type, for a line that asks."""


def parts_decision(tools: Tools, share: Share, annotation: object, name: str | None, judgement: Judgement) -> Decision:
    """What is done for a list, a mapping, a TypedDict or a NamedTuple of what does work."""

    def make_parts(place: Place) -> object:
        __tracebackhide__ = True
        made: dict[str, object] = {}
        for part in judgement.parts:
            try:
                made[part.label] = share(part.annotation, place)
            except CannotCreate as error:
                raise CannotCreate(f"{describe_type(annotation)}, {part.label}: {error}") from None
        return tools.real(_gathered(annotation, made), annotation, judgement.reason)

    return Decision(annotation, Made.REAL, judgement.reason, make_parts, key_of(annotation, name), is_drawn=True)


def _gathered(annotation: object, made: dict[str, object]) -> object:
    origin = get_origin(annotation)
    items = list(made.values())
    if is_one_of(origin, MAPPINGS):
        return {items[0]: items[1]}
    if origin is not None and origin in COLLECTIONS:
        return COLLECTIONS[origin](items)
    return cast("Callable[..., object]", class_in(annotation))(**made)
