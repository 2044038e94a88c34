"""Rules 16 and 22: what is given back, read and written, by type."""

from __future__ import annotations

from collections.abc import Iterator

from mockfactory.spec.assigning.calls import why_results_differ, why_values_differ
from mockfactory.verification.findings import Finding, Severity
from mockfactory.verification.rules.pair import Meeting


def other_results(meeting: Meeting) -> Iterator[Finding]:
    """Rule 16."""
    asked, given = meeting.asked, meeting.given
    if asked.call is None or given.call is None or asked.overloads or given.overloads:
        return  # what comes out of one overload, a signature for all can't say
    problem = why_results_differ(given.call, asked.call, meeting.pair.same)
    if problem is not None:
        yield meeting.finding(16, Severity.INCOMPATIBLE, problem)


def other_values(meeting: Meeting) -> Iterator[Finding]:
    """Rule 22: what is read is of the type that was promised; what is written too, where it can be."""
    asked, given, same = meeting.asked, meeting.given, meeting.pair.same
    if asked.call is not None or given.call is not None:
        return
    problem = why_values_differ(given.value, asked.value, same)
    if problem is not None:
        yield meeting.finding(22, Severity.INCOMPATIBLE, problem)
    elif asked.settable and given.settable:
        problem = why_values_differ(asked.written or asked.value, given.written or given.value, same)
        if problem is not None:
            yield meeting.finding(
                22, Severity.INCOMPATIBLE, f"can't be set to all that callers may set, which {problem}"
            )
