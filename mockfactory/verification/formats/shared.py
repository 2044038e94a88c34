"""What fails many pairs at once, told once: a mypy that is not there, a module that can't be imported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mockfactory.rules.telling.findings import Finding, Report, Severity

_MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Shared:
    """A failure of several reports.

    Attributes:
        finding: the failure.
        reports: all that have it.
        of_all: whether that is every report there is.
    """

    finding: Finding
    reports: Sequence[Report]
    of_all: bool

    def __str__(self) -> str:
        modules = [report.title for report in self.reports if not report.interface]
        pairs = [report.title for report in self.reports if report.interface]
        what = f"{'all ' if self.of_all else ''}{len(pairs)} pair{'s' * (len(pairs) != 1)}"
        lines = [", ".join([*modules, what] if pairs else modules)]
        lines += [f"  {line}" for line in str(self.finding).splitlines()]
        if not self.of_all:
            lines += [f"    {title}" for title in pairs[:_MOST]]
            lines += [f"    and {len(pairs) - _MOST} more"] if len(pairs) > _MOST else []
        return "\n".join(lines)


def shared_in(reports: Sequence[Report]) -> list[Shared]:
    """The failures that several reports have, each with them."""
    found: dict[Finding, list[Report]] = {}
    for report in reports:
        for finding in dict.fromkeys(report.of(Severity.FAILED)):
            found.setdefault(finding, []).append(report)
    return [Shared(one, those, len(those) == len(reports)) for one, those in found.items() if len(those) > 1]


def without(report: Report, shared: Sequence[Shared]) -> str:
    """A report as text, without what is told elsewhere; "" where nothing is left."""
    told = {one.finding for one in shared}
    if all(finding in told for finding in report.findings):
        return ""
    return report.told([finding for finding in report.findings if finding not in told])
