"""Rules 16 and 22: what is given back, read and written, by type."""

from __future__ import annotations

from collections.abc import Iterator
from types import NoneType
from typing import get_args

from mockfactory.rules.attributes import is_guessed, may_be_set
from mockfactory.rules.comparing.making import call_to_write, makes
from mockfactory.rules.comparing.pair import Meeting
from mockfactory.rules.kinds import other_uses
from mockfactory.rules.marking import mark_for_results, mark_for_values
from mockfactory.rules.telling.findings import Finding, Severity
from mockfactory.spec import Hint
from mockfactory.spec.annotations.forms import is_union
from mockfactory.spec.assigning.calls import why_results_differ, why_values_differ


def other_results(meeting: Meeting) -> Iterator[Finding]:
    """Rule 16."""
    asked, given = meeting.asked, meeting.given
    if asked.call is None or given.call is None or asked.overloads or (given.overloads and not makes(meeting.pair)):
        return  # what comes out of each overload of the interface is compared with its call
    if any(other_uses(meeting)):
        return  # that says it already
    problem = why_results_differ(given.call, asked.call, meeting.pair.same)
    if problem is not None:
        mend = mark_for_results(given.call, asked.call, meeting.pair) or call_to_write(meeting)
        yield meeting.finding(16, Severity.INCOMPATIBLE, problem, mend)


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
        yield meeting.finding(
            22, Severity.INCOMPATIBLE, problem, mark_for_values(given.value, asked.value, meeting.pair)
        )
    elif may_be_set(asked) and given.settable:
        written, taken = asked.written or asked.value, given.written or given.value
        problem = why_values_differ(written, taken, same, is_passed=True)
        if problem is not None:
            problem = f"can't be set to all that callers may set, which {problem}"
            mend = mark_for_values(written, taken, meeting.pair, is_passed=True)
            yield meeting.finding(22, Severity.INCOMPATIBLE, problem, mend)


def _other_guesses(meeting: Meeting) -> Iterator[Finding]:
    """The type of the implementation's attribute is known from values alone: one of those that it may take."""
    guess = meeting.given.guess
    if guess is None or guess.unchecked is not None:
        return
    arms: list[object] = [*get_args(guess.annotation)] if is_union(guess.annotation) else [guess.annotation]
    arms.sort(key=lambda arm: arm is NoneType)  # what is there before it is set is told last
    problems = [why_values_differ(Hint(arm), meeting.asked.value, meeting.pair.same) for arm in arms]
    if None not in problems:
        mend = mark_for_values(Hint(arms[0]), meeting.asked.value, meeting.pair)
        yield meeting.finding(22, Severity.INCOMPATIBLE, str(problems[0]), mend)
