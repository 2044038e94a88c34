"""What worker processes of pytest-xdist hand over of the pairs that their tests made."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from typing import Any

from mockfactory.rules.findings import Finding, Report, Severity
from mockfactory.verification.pairs.made import Made


def handed_over(made: Iterable[Made], reports: Mapping[str, Report]) -> str:
    """As text.

    Args:
        made: the pairs that are found again by their words.
        reports: what the rules say of them, and of those that are not, by title.
    """
    return json.dumps({"made": [dataclasses.asdict(one) for one in made], "reports": _as_data(reports)})


def taken_over(text: str) -> tuple[list[Made], dict[str, Report]]:
    """The same, read."""
    data: dict[str, Any] = json.loads(text)
    return [Made(**one) for one in data["made"]], {title: _report(one) for title, one in data["reports"].items()}


def _as_data(reports: Mapping[str, Report]) -> dict[str, object]:
    return {title: _of_report(report) for title, report in reports.items()}


def _of_report(report: Report) -> dict[str, object]:
    findings = [{**dataclasses.asdict(one), "severity": one.severity.name} for one in report.findings]
    return {**dataclasses.asdict(report), "findings": findings}


def _report(data: Mapping[str, Any]) -> Report:
    whole: dict[str, Any] = {**data, "findings": [_finding(one) for one in data["findings"]]}
    return Report(**whole)


def _finding(data: Mapping[str, Any]) -> Finding:
    whole: dict[str, Any] = {**data, "severity": Severity[data["severity"]], "found_by": tuple(data["found_by"])}
    return Finding(**whole)
