"""For people."""

from __future__ import annotations

from collections.abc import Sequence

from mockfactory.rules.telling.findings import Report, Severity
from mockfactory.verification.formats.shared import shared_in, without


def as_text(reports: Sequence[Report]) -> str:
    """What is wrong, or was not verified, in full; what fails many pairs, once; of the rest the sums."""
    shared = shared_in(reports)
    told = [without(report, shared) for report in reports if is_told(report)]
    return "\n\n".join([*filter(None, told), *map(str, shared), summary(reports)])


def is_told(report: Report) -> bool:
    """Whether a report says more than that all is well."""
    return any(finding.severity is not Severity.NOTE for finding in report.findings)


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
