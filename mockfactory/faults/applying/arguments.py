"""The arguments of a call, as a plan sees them: by name, and spoiled on their way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from inspect import Parameter
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias, cast

from mockfactory.double.matching.compare import Bound
from mockfactory.faults.applying.changing import is_batch, is_text, part_of, spoiled
from mockfactory.faults.deciding.conditions import ABSENT, Reader
from mockfactory.faults.plans.effects import Corrupts, Partially, Truncates

if TYPE_CHECKING:
    from mockfactory.double.planning.plan import Plan
    from mockfactory.faults.deciding.parts import Firing

Passed: TypeAlias = tuple[tuple[object, ...], dict[str, object]]
"""Arguments by position, and by name."""


def reader_of(plan: Plan) -> Reader[Bound]:
    """How the arguments of a call are read by name; what `**kwargs` collected, by its own names and as a whole."""
    places = {slot.parameter.name: place for place, slot in enumerate(plan.slots)}
    kinds = {slot.parameter.kind: place for place, slot in enumerate(plan.slots)}
    unread = plan.call.signature is None  # then it is `(args, kwargs)`, as passed
    rest = kinds.get(Parameter.VAR_KEYWORD, 1 if unread else len(plan.slots))

    def reader(name: str) -> Callable[[Bound], object]:
        if name in places and places[name] != rest:
            return itemgetter(places[name])

        def read(bound: Bound) -> object:
            collected = cast("dict[str, object]", bound[rest])
            return collected.get(name, collected if name in places else ABSENT)

        return read

    return reader


def changed(plan: Plan, passed: Passed, firing: Firing) -> Passed | None:
    """The arguments as they arrive; None where none of them can be changed in this way: a text with nothing in it."""
    effect = firing.effect
    assert isinstance(effect, Corrupts | Truncates | Partially)
    fits = is_batch if isinstance(effect, Partially) else is_text
    place = _place(plan, passed, effect.argument, fits)
    if place is None:
        return None
    args, kwargs = list(passed[0]), dict(passed[1])
    value = args[place] if isinstance(place, int) else kwargs[place]
    new = _new(value, effect, firing)
    if new is value:
        return None
    if isinstance(place, int):
        args[place] = new
    else:
        kwargs[place] = new
    return tuple(args), kwargs


def _new(value: object, effect: Corrupts | Truncates | Partially, firing: Firing) -> object:
    """What arrives of a value; the value itself where nothing of it could be changed."""
    if isinstance(effect, Partially):
        batch = cast("Sequence[object]", value)
        part = part_of(batch, effect.keep)
        return part if len(part) < len(batch) else value
    new = spoiled(value, firing)
    return value if new == value else new


def _place(plan: Plan, passed: Passed, name: str | None, fits: Callable[[object], bool]) -> int | str | None:
    args, kwargs = passed
    rest = {slot.parameter.kind: slot.parameter.name for slot in plan.slots}
    for index, value in enumerate(args):
        own = plan.slots[index].parameter.name if index < plan.positional else rest.get(Parameter.VAR_POSITIONAL)
        if name in (None, own) and fits(value):
            return index
    found = next((key for key, value in kwargs.items() if name in (None, key) and fits(value)), None)
    if found is not None or name != rest.get(Parameter.VAR_KEYWORD):
        return found
    own_names = {slot.parameter.name for slot in plan.slots}
    return next((key for key, value in kwargs.items() if key not in own_names and fits(value)), None)
