"""Rules 4 to 15, 24 and 28: every call that the interface takes is taken."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from inspect import Parameter
from typing import Final, NamedTuple

from mockfactory.rules.comparing.making import makes
from mockfactory.rules.comparing.pair import Meeting
from mockfactory.rules.marking import mark_for_values
from mockfactory.rules.telling.findings import Finding, Severity
from mockfactory.rules.telling.mending import mend_of
from mockfactory.rules.telling.shortening import shortened
from mockfactory.spec import CallSpec
from mockfactory.spec.assigning.calls import refused_arguments, why_results_differ
from mockfactory.spec.calling.gaps import Gap, gaps
from mockfactory.spec.description.shown import shown_call

_REST: Final = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)

_OF_RESULTS: Final = (16, 24)
_NOT_ALL: Final = "can't take every call: "


class _Reason(NamedTuple):
    rule: int
    severity: Severity
    problem: str
    mend: str


def refused_calls(meeting: Meeting) -> Iterator[Finding]:
    """Rules 4 to 15; of each overload, where there are several, all of that is rule 24."""
    asked, given = meeting.asked, meeting.given
    if asked.call is None or given.call is None:
        return
    ways = given.overloads or (given.call,)
    calls = asked.overloads or (asked.call,)
    unread = next((one.unchecked for one in (*ways, *calls) if one.signature is None), None)
    if unread is not None:
        yield meeting.finding(30, Severity.UNVERIFIED, f"has no signature to compare: {unread}")
    for call in calls:
        if any(one.signature is None for one in (call, *ways)):
            continue
        found = min((_reasons(way, call, meeting) for way in ways), key=_distance)
        if found and takes_anything(call) and not any(_gaps(_lenient(way), _without_rest(call)) for way in ways):
            problem = "takes fewer calls than one that says nothing of its arguments"
            yield meeting.finding(13, Severity.UNVERIFIED, problem)
        elif found and asked.overloads:
            reason = found[0].problem.removeprefix(_NOT_ALL)
            problem = f"does not take the overload {shortened(shown_call(call))}: {reason}"
            yield meeting.finding(24, Severity.INCOMPATIBLE, problem)
        else:
            yield from (meeting.finding(*one) for one in found)


def _distance(found: Sequence[_Reason]) -> tuple[int, int]:
    """How far one way to call is from the right one: nearest is what takes the call, whatever it gives."""
    return sum(1 for one in found if one.rule not in _OF_RESULTS), len(found)


def _reasons(given: CallSpec, asked: CallSpec, meeting: Meeting) -> list[_Reason]:
    """Why one way to call does not take all calls of another; of an overload, does not give what that gives either."""
    same = meeting.pair.same
    found = [
        _Reason(gap.rule, Severity.INCOMPATIBLE, f"{_NOT_ALL}{gap.reason}", mend_of(gap, given, asked))
        for gap in _gaps(given, asked)
    ]
    types = {one.name: one for one in refused_arguments(given, asked, same)}
    for one in types.values():
        mark = mark_for_values(*one.types, meeting.pair, is_passed=True)
        mend = f"let it take {one.passed}{mark and ', or '}{mark}"
        found.append(_Reason(14 if one.absorbed else 15, Severity.INCOMPATIBLE, one.reason, mend))
    if meeting.asked.overloads or (meeting.given.overloads and not makes(meeting.pair)):
        problem = why_results_differ(given, asked, same)
        rule = 24 if meeting.asked.overloads else 16
        found += [] if problem is None else [_Reason(rule, Severity.INCOMPATIBLE, problem, "")]
    return found


def _gaps(given: CallSpec, asked: CallSpec) -> list[Gap]:
    assert given.signature is not None
    assert asked.signature is not None
    return gaps(given.signature, asked.signature)


def takes_anything(call: CallSpec) -> bool:
    """Whether it says nothing of its further arguments: `*args, **kwargs` without types.

    Source: the typing specification, "Meaning of `...` in Callable".
    """
    assert call.signature is not None
    more = [one for one in call.signature.parameters.values() if one.kind in _REST]
    return len(more) == 2 and all(call.hints[one.name].unchecked is not None for one in more)


def _without_rest(call: CallSpec) -> CallSpec:
    """The call without its further arguments."""
    assert call.signature is not None
    kept = [one for one in call.signature.parameters.values() if one.kind not in _REST]
    return dataclasses.replace(call, signature=call.signature.replace(parameters=kept))


def _lenient(call: CallSpec) -> CallSpec:
    """The call with nothing required in it: what it requires may be among what the other says nothing of."""
    assert call.signature is not None
    optional = [one if one.kind in _REST else one.replace(default=None) for one in call.signature.parameters.values()]
    return dataclasses.replace(call, signature=call.signature.replace(parameters=optional))


def other_defaults(meeting: Meeting) -> Iterator[Finding]:
    """Rule 28: an optional parameter has the default that it has in the interface."""
    asked, given = meeting.asked.call, meeting.given.call
    if asked is None or given is None or asked.signature is None or given.signature is None:
        return
    for name, parameter in asked.signature.parameters.items():
        mine = given.signature.parameters.get(name)
        if mine is None or Parameter.empty in (parameter.default, mine.default):
            continue
        if parameter.default is ... or mine.default is ... or _equal(parameter.default, mine.default):
            continue
        yield meeting.finding(
            28, Severity.NOTE, f"has another default for {name!r}: {mine.default!r}, not {parameter.default!r}"
        )


def _equal(one: object, other: object) -> bool:
    if one is other:
        return True
    try:
        return type(one) is type(other) and bool(one == other)
    except Exception:  # the value's own code
        return True
