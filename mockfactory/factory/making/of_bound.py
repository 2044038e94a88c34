"""What is done for a type that is bound."""

from __future__ import annotations

from collections.abc import Callable

from mockfactory.factory.binding.binding import Binding, Means
from mockfactory.factory.binding.fitting import why_no_instance
from mockfactory.factory.binding.keys import key_of
from mockfactory.factory.making.chain import making
from mockfactory.factory.making.decision import Decision, Made
from mockfactory.factory.making.origins import Origin
from mockfactory.factory.making.tools import Tools, title_of
from mockfactory.spec.check.words import describe_type
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.places import Place
from mockfactory.wording.text import report

Call = Callable[[object, Place], object]
"""Calls a class or a function with all that it depends on."""


def bound_decision(tools: Tools, call: Call, annotation: object, name: str | None, binding: Binding) -> Decision:
    """What is done for a type that a test has bound."""
    made = Made.FAKE if binding.is_fake else Made.BOUND
    key, origin = key_of(annotation, name), Origin(made, annotation, binding.reason)
    if binding.means is Means.INSTANCE:
        value = binding.to
        tools.origins.remember(value, origin)
        return Decision(annotation, made, binding.reason, lambda place: value, key)

    def make_bound(place: Place) -> object:
        __tracebackhide__ = True
        if binding.means is Means.CLASS:  # which says itself what it is making
            value = call(binding.to, place)
        else:
            with making((id(tools), id(binding)), title_of(annotation, name)):
                value = _given(tools, call, binding, place)
        tools.origins.mark(value, origin)
        return value

    constructs = binding.to if binding.means in (Means.CLASS, Means.FUNCTION) else None
    return Decision(annotation, made, binding.reason, make_bound, key, constructs=constructs)


def _given(tools: Tools, call: Call, binding: Binding, place: Place) -> object:
    """What the function or builder gives, checked where nothing was known of it when it was bound."""
    __tracebackhide__ = True
    title = title_of(binding.annotation, binding.name)
    by_builder = binding.means is Means.BUILDER
    value = tools.values.build_by(binding.to, title) if by_builder else call(binding.to, place)
    reason = why_no_instance(binding.annotation, value)
    if reason is not None:
        raise MisuseError(
            report(
                f"{title} is bound to {binding.means.value} that gave something else: {reason}.",
                bound=f"at {binding.place}",
                write=f"one that gives an instance of {describe_type(binding.annotation)}",
            )
        )
    return value
