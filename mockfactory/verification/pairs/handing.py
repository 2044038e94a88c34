"""What worker processes of pytest-xdist hand over of the pairs that their tests made."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from typing import Any

from mockfactory.rules.telling.findings import Finding, Report, Severity
from mockfactory.verification.pairs.made import Made


def handed_over(made: Iterable[Made], reports: Mapping[str, Report], assumed: Iterable[Made] = ()) -> str:
    """As text.

    Args:
        made: the pairs that are found again by their words.
        reports: what the rules say of them, and of those that are not, by title.
        assumed: pairs that are tests of that process, and are assumed wherever others are compared.
    """
    pairs = {"made": _pairs(made), "assumed": _pairs(assumed)}
    return json.dumps({**pairs, "reports": _as_data(reports)})


def taken_over(text: str) -> tuple[list[Made], dict[str, Report], list[Made]]:
    """The same, read."""
    data: dict[str, Any] = json.loads(text)
    reports = {title: _report(one) for title, one in data["reports"].items()}
    return [Made(**one) for one in data["made"]], reports, [Made(**one) for one in data["assumed"]]


def _pairs(made: Iterable[Made]) -> list[dict[str, object]]:
    return [dataclasses.asdict(one) for one in made]


def _as_data(reports: Mapping[str, Report]) -> dict[str, object]:
    return {title: _of_report(report) for title, report in reports.items()}


def _of_report(report: Report) -> dict[str, object]:
    findings = [{**dataclasses.asdict(one), "severity": one.severity.name} for one in report.findings]
    return {**dataclasses.asdict(report), "findings": findings}


def _report(data: Mapping[str, Any]) -> Report:
    whole: dict[str, Any] = {**data, "findings": [_finding(one) for one in data["findings"]]}
    return Report(**whole)


def _finding(data: Mapping[str, Any]) -> Finding:
    lists = {name: tuple(data[name]) for name in ("found_by", "members")}
    whole: dict[str, Any] = {**data, "severity": Severity[data["severity"]], **lists}
    return Finding(**whole)
