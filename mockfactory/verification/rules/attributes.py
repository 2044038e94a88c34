"""Rules 22 and 23: what is read and written."""

from __future__ import annotations

from collections.abc import Iterator

from mockfactory.spec import Kind
from mockfactory.verification.findings import Finding, Severity
from mockfactory.verification.rules.pair import Meeting


def other_attributes(meeting: Meeting) -> Iterator[Finding]:
    """Rule 22 without the types, and rule 23."""
    asked, given = meeting.asked, meeting.given
    if asked.call is not None or given.call is not None:
        return
    if asked.settable and not given.settable:
        mend = "give it a setter" if given.kind is Kind.PROPERTY else "make it a field that can be set"
        yield meeting.finding(22, Severity.INCOMPATIBLE, "can't be set, and callers may set it", mend)
    if asked.kind is Kind.CLASS_ATTRIBUTE and given.kind in (Kind.INSTANCE_ATTRIBUTE, Kind.PROPERTY):
        yield meeting.finding(
            23, Severity.INCOMPATIBLE, "is there only on an object, and callers may read it on the class"
        )
