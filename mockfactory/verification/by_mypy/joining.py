"""The findings of the rules and the refusals of mypy, put together."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Final

from mockfactory.rules.assuming import all_fit_by_assumption, fits_by_assumption, may_fit_by_assumption
from mockfactory.rules.comparing.pair import Pair, written
from mockfactory.rules.telling.findings import Finding, Report, Severity, in_order
from mockfactory.rules.untold import is_untold
from mockfactory.spec import Member
from mockfactory.spec.assigning.standing import NOTHING
from mockfactory.verification.by_mypy.answering import Refusal
from mockfactory.verification.by_mypy.hiding import ACCEPTED
from mockfactory.verification.checking import of_member

_NOT_KNOWN: Final = "gives or takes a fake whose type arguments may be those of its interface, which nothing shows"
_SAID: Final = (Severity.INCOMPATIBLE, Severity.UNVERIFIED)


def joined(pair: Pair, report: Report, refused: Iterable[Refusal], *, rules: Report, alone: bool) -> Report:
    """What the rules found and what mypy refuses, each with who found it, and where they disagree.

    Args:
        pair: that both judged.
        report: of the rules; empty where they were not asked.
        refused: what mypy says.
        rules: what the rules say, whether they were asked or not.
        alone: whether they were not asked.
    """
    by_member = {one.member: one.message for one in refused}
    whole = by_member.pop("", None)
    findings = [
        _beside(finding, _said_by_mypy(finding, by_member, whole))
        if finding.severity is Severity.INCOMPATIBLE and not _is_of_a_class(finding)
        else finding
        for finding in report.findings
    ]
    told = {name for finding in report.of(Severity.INCOMPATIBLE) for name in finding.about}
    known = {name for finding in rules.findings if finding.severity in _SAID for name in finding.about}
    assumed = {member for member in by_member if member not in known and fits_by_assumption(pair, member)}
    only = {member: message for member, message in by_member.items() if member not in told | assumed}
    guessed = {member for member in only if member not in known and may_fit_by_assumption(pair, member)}
    if whole is not None and not told and not assumed | guessed and not (not known and all_fit_by_assumption(pair)):
        only[""] = whole
    at_once = list(_at_once(pair, only, rules))
    only = {member: only[member] for member in only.keys() - {name for one in at_once for name in one.members}}
    of_rules = {} if alone else {member: _said(pair, report, member) for member in only}
    refusals = [
        dataclasses.replace(one, severity=Severity.UNVERIFIED, problem=f"{_title(pair, one.member)} {_NOT_KNOWN}")
        if one.member in guessed
        else one
        for one in _refusals(pair, only, of_rules)
    ]
    return dataclasses.replace(report, findings=in_order([*findings, *at_once, *refusals]))


def _is_of_a_class(finding: Finding) -> bool:
    """Whether it is about a constructor, or a member of a class that is a member: mypy is asked about neither."""
    return finding.member == "__init__" or "." in finding.member


def _said_by_mypy(finding: Finding, by_member: Mapping[str, str], whole: str | None) -> str | None:
    """What mypy says of the first of its members that it refuses; else of the class as a whole."""
    return next((by_member[name] for name in finding.about if name in by_member), whole)


def _beside(finding: Finding, message: str | None) -> Finding:
    """What the rules found, with what mypy says of it."""
    if message is None:
        return dataclasses.replace(finding, mypy=ACCEPTED)
    return dataclasses.replace(finding, mypy=message, found_by=("rules", "mypy"))


def _said(pair: Pair, report: Report, member: str) -> str:
    """What the rules say of a member that only mypy refuses, or of the whole."""
    asked, given = pair.demanded.get(member), pair.impl.members.get(member)
    unknown = [one for one in report.of(Severity.UNVERIFIED) if member in ("", one.member)]
    if unknown or (asked is not None and given is not None and is_untold(pair, asked, given)):
        return "the rules could not tell"
    # What they accept on an assumption, they are not certain of: else mypy's refusal was not told.
    return "the rules could not tell" if _is_by_assumption(pair, member) else "the rules accept it"


def _is_by_assumption(pair: Pair, member: str) -> bool:
    """Whether the rules refuse a member too, where no class counts as another."""
    if member not in pair.demanded:
        return False
    alone = dataclasses.replace(pair, same=NOTHING)
    return any(finding.severity is Severity.INCOMPATIBLE for finding in of_member(alone, member))


def _at_once(pair: Pair, messages: Mapping[str, str], rules: Report) -> Iterable[Finding]:
    """What mypy alone refuses of what the rules would tell in one finding."""
    for finding in rules.findings:
        names = tuple(name for name in finding.members if name in messages)
        if len(names) > 1:
            problem = f"{pair.impl.name}.{names[0]} and {len(names) - 1} more are refused by mypy"
            yield dataclasses.replace(
                finding, rule=None, problem=problem, found_by=("mypy",), mypy=messages[names[0]], members=names
            )


def _title(pair: Pair, member: str) -> str:
    return f"{pair.impl.name}.{member}".rstrip(".")


def _refusals(pair: Pair, messages: Mapping[str, str], of_rules: Mapping[str, str]) -> Iterable[Finding]:
    """What mypy alone refuses."""
    for member, message in messages.items():
        asked, given = pair.iface.members.get(member), pair.impl.members.get(member)
        title = _title(pair, member)
        problem = ", and ".join(filter(None, (f"{title} is refused by mypy", of_rules.get(member))))
        yield Finding(
            None,
            Severity.INCOMPATIBLE,
            member,
            problem,
            "" if asked is None else written(asked),
            "" if given is None else written(given),
            mend=_annotation_for(asked, given),
            found_by=("mypy",),
            mypy=message,
        )


def _annotation_for(asked: Member | None, given: Member | None) -> str:
    """What to write where nothing says the type of an attribute: mypy goes by its value alone."""
    if asked is None or given is None or given.guess is None or given.guess.unchecked is None:
        return ""
    return f"annotate it, with what it gives, as {written(dataclasses.replace(asked, kind=given.kind))}"
