"""Rules 16 and 22: what is given back, read and written, by type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from mockfactory.rules.attributes import is_guessed, may_be_set
from mockfactory.rules.findings import Finding, Severity
from mockfactory.rules.kinds import other_uses
from mockfactory.rules.pair import Meeting
from mockfactory.spec import Hint
from mockfactory.spec.annotations.forms import is_union
from mockfactory.spec.assigning.calls import why_results_differ, why_values_differ


def other_results(meeting: Meeting) -> Iterator[Finding]:
    """Rule 16."""
    asked, given = meeting.asked, meeting.given
    if asked.call is None or given.call is None or asked.overloads or given.overloads:
        return  # what comes out of each overload of the interface is compared with its call
    if any(other_uses(meeting)):
        return  # that says it already
    problem = why_results_differ(given.call, asked.call, meeting.pair.same)
    if problem is not None:
        yield meeting.finding(16, Severity.INCOMPATIBLE, problem)


def other_values(meeting: Meeting) -> Iterator[Finding]:
    """Rule 22: what is read is of the type that was promised; what is written too, where it can be."""
    asked, given, same = meeting.asked, meeting.given, meeting.pair.same
    if asked.call is not None or given.call is not None or is_guessed(asked):
        return
    if is_guessed(given):
        yield from _other_guesses(meeting)
        return
    problem = why_values_differ(given.value, asked.value, same)
    if problem is not None:
        yield meeting.finding(22, Severity.INCOMPATIBLE, problem)
    elif may_be_set(asked) and given.settable:
        problem = why_values_differ(asked.written or asked.value, given.written or given.value, same)
        if problem is not None:
            yield meeting.finding(
                22, Severity.INCOMPATIBLE, f"can't be set to all that callers may set, which {problem}"
            )


def _other_guesses(meeting: Meeting) -> Iterator[Finding]:
    """The type of the implementation's attribute is known from a value alone: one of those that it may take."""
    guess = meeting.given.value.annotation
    arms = get_args(guess) if is_union(guess) else (guess,)
    problems = [why_values_differ(Hint(arm), meeting.asked.value, meeting.pair.same) for arm in arms]
    if meeting.given.value.unchecked is None and None not in problems:
        yield meeting.finding(22, Severity.INCOMPATIBLE, str(problems[0]))
