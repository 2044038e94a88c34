"""For people."""

from __future__ import annotations

from collections.abc import Sequence

from mockfactory.verification.findings import Report, Severity


def as_text(reports: Sequence[Report]) -> str:
    """What is wrong in full, the sums of the rest, and the verdict."""
    told = [str(report) for report in reports if not report.substitutable]
    return "\n\n".join([*told, summary(reports)])


def summary(reports: Sequence[Report]) -> str:
    """One line: how many pairs there are, and how they did."""
    incompatible = sum(bool(report.of(Severity.INCOMPATIBLE)) for report in reports)
    failed = sum(report.failed for report in reports)
    unverified = sum(len(report.of(Severity.UNVERIFIED)) for report in reports)
    parts = [f"{len(reports)} pair{'s' * (len(reports) != 1)}"]
    parts += [f"{incompatible} incompatible"] if incompatible else []
    parts += [f"{failed} could not be verified"] if failed else []
    parts += ["all verified"] if reports and not incompatible and not failed else []
    parts += [f"{unverified} member{'s' * (unverified != 1)} with nothing to compare"] if unverified else []
    return ", ".join(parts)
