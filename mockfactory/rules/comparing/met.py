"""The types of two members, two by two: the values of the one have to be values of the other."""

from __future__ import annotations

from collections.abc import Iterator

from mockfactory.rules.attributes import is_guessed, may_be_set
from mockfactory.spec import CallSpec, Member
from mockfactory.spec.assigning.calls import parameters_met, results_met


def types_met(given: Member, asked: Member) -> Iterator[tuple[object, object]]:
    """Each type of which the values have to be of another; those that are known.

    Args:
        given: of an implementation.
        asked: the member of the interface that has the same name.
    """
    if given.overloads or asked.overloads:
        return
    if asked.call is not None and given.call is not None:
        yield from _of_calls(given.call, asked.call)
    elif asked.call is None and given.call is None and not is_guessed(given):
        yield from _of_values(given, asked)


def _of_calls(given: CallSpec, asked: CallSpec) -> Iterator[tuple[object, object]]:
    for _, one, other in results_met(given, asked):
        if one.unchecked is None and other.unchecked is None:
            yield one.annotation, other.annotation
    for parameter, taker in parameters_met(given, asked):
        passed, taken = asked.hints.get(parameter.name), given.hints.get(taker.name)
        if passed is not None and taken is not None and passed.unchecked is None and taken.unchecked is None:
            yield passed.annotation, taken.annotation


def _of_values(given: Member, asked: Member) -> Iterator[tuple[object, object]]:
    if given.value.unchecked is None and asked.value.unchecked is None:
        yield given.value.annotation, asked.value.annotation
        if may_be_set(asked) and given.settable:
            yield (asked.written or asked.value).annotation, (given.written or given.value).annotation
