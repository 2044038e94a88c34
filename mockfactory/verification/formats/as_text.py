"""For people."""

from __future__ import annotations

from collections.abc import Sequence

from mockfactory.rules.telling.findings import Report, Severity


def as_text(reports: Sequence[Report]) -> str:
    """What is wrong, or was not judged as a whole, in full; of the rest the sums."""
    told = [str(report) for report in reports if not report.substitutable or _is_half_judged(report)]
    return "\n\n".join([*told, summary(reports)])


def _is_half_judged(report: Report) -> bool:
    return any(not finding.member for finding in report.of(Severity.UNVERIFIED))


def summary(reports: Sequence[Report]) -> str:
    """One line: how many pairs there are, and how they did."""
    pairs = [report for report in reports if report.interface]
    modules = len(reports) - len(pairs)
    incompatible = sum(bool(report.of(Severity.INCOMPATIBLE)) for report in reports)
    failed = sum(report.failed for report in pairs)
    unverified = sum(len(report.of(Severity.UNVERIFIED)) for report in reports)
    parts = [f"{len(pairs)} pair{'s' * (len(pairs) != 1)}"]
    parts += [f"{incompatible} incompatible"] if incompatible else []
    parts += [f"{failed} could not be verified"] if failed else []
    parts += [f"{modules} module{'s' * (modules != 1)} could not be imported"] if modules else []
    fine = reports and not (incompatible or failed or modules)
    parts += (["none incompatible"] if unverified else ["all verified"]) if fine else []
    parts += [f"{unverified} finding{'s' * (unverified != 1)} unverified"] if unverified else []
    return ", ".join(parts)
