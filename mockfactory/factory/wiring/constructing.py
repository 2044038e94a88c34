"""Calling a class or a function with all that it depends on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, cast

from mockfactory.double.planning.refusals import is_double
from mockfactory.factory.binding.callables import name_of_callable
from mockfactory.factory.deciding.forms import class_in
from mockfactory.factory.errors import CannotCreate
from mockfactory.factory.making.chain import making
from mockfactory.factory.making.decision import Decision, Made
from mockfactory.factory.making.workshop import Workshop
from mockfactory.factory.wiring.checking import (
    check_bounds,
    check_constructible,
    check_overrides,
    check_service,
    check_single,
)
from mockfactory.factory.wiring.deciding import decision_for
from mockfactory.factory.wiring.dependencies import Asked, asked_by_class, asked_by_function
from mockfactory.factory.wiring.drawing import draw
from mockfactory.factory.wiring.refusing import is_refusal, may_be_drawn_again, refuse
from mockfactory.spec.check.words import describe_type
from mockfactory.spec.looking.raw import module_name_of
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.places import Place
from mockfactory.wording.text import report


def construct(workshop: Workshop, target: Any, overrides: Mapping[str, object], place: Place) -> object:
    """Call a class or a function with all that it depends on.

    Args:
        workshop: creates what it depends on.
        target: the class, an alias of it with type arguments, or the function.
        overrides: arguments that are given, by parameter.
        place: the line that asks.

    Returns:
        What the call gives.

    Raises:
        CannotCreate: something that it depends on can't be made; the message has the path to it.
        MisuseError: an argument that is given does not fit.
    """
    __tracebackhide__ = True
    cls = class_in(target)
    title = title_of_target(target)
    asked = asked_by(target, cls, title)
    made = _called(workshop, asked, target, title, overrides, place)
    if cls is not None:
        workshop.tools.real(made, target, f"it was wired at {place}")
    return made


def _called(
    workshop: Workshop, asked: Asked, target: Any, title: str, overrides: Mapping[str, object], place: Place
) -> object:
    """What the call gives; where a model refuses what was drawn for it, with other values."""
    __tracebackhide__ = True
    cls, left = class_in(target), _TRIES
    while True:
        with making(mark_of(workshop, target), title):
            args, kwargs, drawn = _arguments(workshop, asked, target, title, overrides, place)
        # What it does when it runs needs nothing to be made first: a handler may well call itself.
        try:
            called: object = target(*args, **kwargs)
        except ValueError as error:
            if cls is None or not is_refusal(error, cls):
                raise
            left -= 1
            if not left or not may_be_drawn_again(error, drawn):
                refuse(cls, title, error, overrides)
        else:
            return called


_TRIES: Final = 100
"""How often values are drawn for a model whose validators refuse them."""


def mark_of(workshop: Workshop, target: object) -> tuple[int, int]:
    """What says that it is this which is being made."""
    cls = class_in(target)
    return id(workshop), id(target if cls is None else cls)


def title_of_target(target: object) -> str:
    """A class or a function in messages."""
    return describe_type(target) if class_in(target) is not None else name_of_callable(target)


def asked_by(target: Any, cls: type | None, title: str) -> Asked:
    """What a class or a function asks for.

    Raises:
        CannotCreate: that can't be read.
        MisuseError: it has no objects of its own.
    """
    __tracebackhide__ = True
    if cls is None:
        asked = asked_by_function(target) if callable(target) else None
    else:
        check_constructible(cls, title)
        asked = asked_by_class(getattr(cls, "__mockfactory_real__", target) if is_double(cls) else target)
    if asked is None and cls is not None and module_name_of(cls) == "builtins":
        return Asked((), takes_more=False)  # an error, a dict: Python's own need nothing
    if asked is None:
        raise CannotCreate(
            report(
                f"{title} can't be wired: what it asks for can't be read.",
                write=f"a function that calls it, and factory.call(...) of that; or bind({title}, to=...)",
            )
        )
    return asked


def _arguments(
    workshop: Workshop, asked: Asked, target: object, title: str, overrides: Mapping[str, object], place: Place
) -> tuple[list[object], dict[str, object], Collection[str]]:
    """What it is called with, by position and by name, and for which parameters a value was drawn."""
    __tracebackhide__ = True
    check_overrides(asked, title, overrides)
    decisions: dict[str, Decision] = {}
    for one in asked.dependencies:  # no comprehension: in a test's report it would be a frame of its own
        decision = None if one.parameter in overrides else decision_for(workshop, one, title)
        if decision is not None:
            decisions[one.parameter] = decision
    check_single(asked, decisions)
    drawn = {
        one.parameter: one.written if one.written is not one.hint.annotation else decisions[one.parameter].builds
        for one in asked.dependencies
        if one.parameter in decisions and _is_drawn_by_name(decisions[one.parameter])
    }
    values = dict(overrides)
    if drawn:
        module = str(getattr(target, "__module__", ""))
        for name, value in draw(workshop, asked, title, module, drawn, place).items():
            values[name] = workshop.tools.real(value, decisions[name].annotation, decisions[name].reason)
    for parameter, decision in decisions.items():
        if parameter not in drawn:
            values[parameter] = _made(workshop, decision, place)
    for one in asked.dependencies:
        if one.stated is not None and one.parameter not in values:
            values[one.parameter] = one.stated()
        elif one.parameter in decisions and (one.parameter not in drawn or workshop.supplies.stand_in(one.written)):
            created = one.parameter not in drawn and decisions[one.parameter].made not in (Made.BOUND, Made.FAKE)
            check_bounds(one, title, values[one.parameter], created=created)
    return *_placed(asked, values), drawn


def _made(workshop: Workshop, decision: Decision, place: Place) -> object:
    __tracebackhide__ = True
    if decision.made is Made.ERROR or decision.is_drawn:
        return decision.make(place)
    return workshop.share(decision, place)


def _is_drawn_by_name(decision: Decision) -> bool:
    return decision.is_drawn and decision.builds is not None


def _placed(asked: Asked, values: dict[str, object]) -> tuple[list[object], dict[str, object]]:
    """The arguments as they have to be passed; by position up to the last one that must be."""
    by_position = [one for one in asked.dependencies if one.by_position]
    while by_position and by_position[-1].parameter not in values:
        by_position.pop()
    return [values.pop(one.parameter, one.default) for one in by_position], values


def wire(workshop: Workshop, service: object, overrides: Mapping[str, object], place: Place) -> object:
    """Construct a class with all that it depends on."""
    __tracebackhide__ = True
    if class_in(service) is None:
        raise MisuseError(
            report(f"wire() takes a class, not {describe_type(service)}.", write="call(...) of a function")
        )
    check_service(service)
    return construct(workshop, service, overrides, place)


def call(workshop: Workshop, function: Callable[..., object], overrides: Mapping[str, object], place: Place) -> object:
    """Call a function with all that it depends on."""
    __tracebackhide__ = True
    if class_in(function) is not None:
        name = describe_type(function)
        raise MisuseError(report(f"call() takes a function, and {name} is a class.", write=f"wire({name})"))
    if not callable(cast("object", function)):
        raise MisuseError(report(f"call() takes a function, not {function!r}."))
    return construct(workshop, function, overrides, place)
