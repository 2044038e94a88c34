"""The findings of the rules and the refusals of mypy, put together."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from mockfactory.rules.findings import Finding, Report, Severity, in_order
from mockfactory.rules.pair import Pair, written
from mockfactory.rules.untold import is_untold
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
    of_rules = {} if alone else {member: _said(pair, report, member) for member in only}
    return dataclasses.replace(report, findings=in_order([*findings, *_refusals(pair, only, of_rules)]))


def _beside(finding: Finding, message: str | None) -> Finding:
    """What the rules found, with what mypy says of it."""
    if message is None:
        return dataclasses.replace(finding, mypy="accepts it")
    return dataclasses.replace(finding, mypy=message, found_by=("rules", "mypy"))


def _said(pair: Pair, report: Report, member: str) -> str:
    """What the rules say of a member that only mypy refuses, or of the whole."""
    asked, given = pair.demanded.get(member), pair.impl.members.get(member)
    unknown = [one for one in report.of(Severity.UNVERIFIED) if member in ("", one.member)]
    if unknown or (asked is not None and given is not None and is_untold(pair, asked, given)):
        return "the rules could not tell"
    return "the rules accept it"


def _refusals(pair: Pair, messages: Mapping[str, str], of_rules: Mapping[str, str]) -> Iterable[Finding]:
    """What mypy alone refuses."""
    for member, message in messages.items():
        asked, given = pair.iface.members.get(member), pair.impl.members.get(member)
        title = f"{pair.impl.name}.{member}".rstrip(".")
        problem = ", and ".join(filter(None, (f"{title} is refused by mypy", of_rules.get(member))))
        yield Finding(
            None,
            Severity.INCOMPATIBLE,
            member,
            problem,
            "" if asked is None else written(asked),
            "" if given is None else written(given),
            found_by=("mypy",),
            mypy=message,
        )
