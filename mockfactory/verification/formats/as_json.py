"""For programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from mockfactory.rules.telling.findings import Finding, Report


def as_json(reports: Sequence[Report]) -> str:
    """One object for each pair, with all of its findings."""
    return json.dumps({"pairs": [_pair(report) for report in reports]}, indent=2)


def _pair(report: Report) -> dict[str, object]:
    return {
        "implementation": report.implementation,
        "interface": report.interface,
        "source": report.source,
        "file": report.file,
        "substitutable": report.substitutable,
        "findings": [_finding(finding) for finding in report.findings],
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "member": finding.member,
        "problem": finding.problem,
        "promised": finding.promised,
        "came": finding.came,
        "mend": finding.mend,
        "found_by": list(finding.found_by),
        "mypy": finding.mypy,
        "line": finding.line,
        "members": list(finding.members),
    }
