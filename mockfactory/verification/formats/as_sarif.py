"""SARIF 2.1.0, for code scanning."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from mockfactory.rules.telling.findings import Finding, Report, Severity
from mockfactory.verification.formats.lines import line_for

_LEVELS: Final = {
    Severity.INCOMPATIBLE: "error",
    Severity.FAILED: "error",
    Severity.UNVERIFIED: "warning",
    Severity.NOTE: "note",
}


def as_sarif(reports: Sequence[Report]) -> str:
    """One run, with a result for each finding."""
    run = {
        "tool": {"driver": {"name": "mockfactory", "informationUri": "https://pypi.org/project/mockfactory/"}},
        "results": [_result(report, finding) for report in reports for finding in report.findings],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=2)


def _result(report: Report, finding: Finding) -> dict[str, object]:
    return {
        "ruleId": _rule(finding),
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{report.title}: {finding}"},
        "locations": list(_locations(report, finding)),
    }


def _rule(finding: Finding) -> str:
    if finding.rule is not None:
        return f"rule-{finding.rule}"
    return "mypy" if finding.found_by else "could-not-verify"


def _locations(report: Report, finding: Finding) -> Iterator[dict[str, object]]:
    if report.file:
        file = Path(report.file)
        here = file.relative_to(Path.cwd()).as_posix() if file.is_relative_to(Path.cwd()) else file.as_uri()
        place: dict[str, object] = {"artifactLocation": {"uri": here}}
        line = line_for(report, finding)
        if line is not None:
            place["region"] = {"startLine": line}
        yield {"physicalLocation": place}
