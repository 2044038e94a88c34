"""The findings of the rules and the refusals of mypy, put together."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from mockfactory.rules.findings import Finding, Report, Severity, in_order
from mockfactory.rules.pair import Pair, written
from mockfactory.verification.by_mypy.running import Refusal


def joined(pair: Pair, report: Report, refused: Iterable[Refusal], *, alone: bool) -> Report:
    """What the rules found and what mypy refuses, each with who found it, and where they disagree.

    Args:
        pair: that both judged.
        report: of the rules.
        refused: what mypy says.
        alone: whether the rules were not asked.
    """
    by_member = {one.member: one.message for one in refused}
    whole = by_member.pop("", None)
    findings = [
        _beside(finding, by_member.get(finding.member, whole)) if finding.severity is Severity.INCOMPATIBLE else finding
        for finding in report.findings
    ]
    told = {finding.member for finding in report.of(Severity.INCOMPATIBLE)}
    only = {member: message for member, message in by_member.items() if member not in told}
    if whole is not None and not told:
        only[""] = whole
    return dataclasses.replace(report, findings=in_order([*findings, *_refusals(pair, only, alone=alone)]))


def _beside(finding: Finding, message: str | None) -> Finding:
    """What the rules found, with what mypy says of it."""
    if message is None:
        return dataclasses.replace(finding, mypy="accepts it")
    return dataclasses.replace(finding, mypy=message, found_by=("rules", "mypy"))


def _refusals(pair: Pair, messages: Mapping[str, str], *, alone: bool) -> Iterable[Finding]:
    """What mypy alone refuses."""
    accepted = "" if alone else ", and the rules accept it"
    for member, message in messages.items():
        asked, given = pair.iface.members.get(member), pair.impl.members.get(member)
        title = f"{pair.impl.name}.{member}".rstrip(".")
        yield Finding(
            None,
            Severity.INCOMPATIBLE,
            member,
            f"{title} is refused by mypy{accepted}",
            "" if asked is None else written(asked),
            "" if given is None else written(given),
            found_by=("mypy",),
            mypy=message,
        )
