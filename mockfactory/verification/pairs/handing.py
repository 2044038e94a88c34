"""What worker processes of pytest-xdist hand over of the pairs that their tests made."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mockfactory.rules.telling.findings import Finding, Report, Severity
from mockfactory.verification.pairs.made import Made


@dataclass(frozen=True, slots=True)
class Handed:
    """What one process knows of the pairs that its tests made.

    Attributes:
        made: the pairs that are found again by their words.
        reports: what the rules say of them, and of those that are not, by title.
        assumed: pairs that are tests of that process, and are assumed wherever others are compared.
        pending: the titles of those that are to be handed over later: they are judged when nothing is replaced.
    """

    made: Sequence[Made] = ()
    reports: Mapping[str, Report] = field(default_factory=dict[str, Report])
    assumed: Sequence[Made] = ()
    pending: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.made or self.reports or self.assumed or self.pending)


def as_text(handed: Handed) -> str:
    """What is handed over, as text."""
    pairs = {"made": _pairs(handed.made), "assumed": _pairs(handed.assumed), "pending": list(handed.pending)}
    return json.dumps({**pairs, "reports": _as_data(handed.reports)})


def from_text(text: str) -> Handed:
    """The same, read."""
    data: dict[str, Any] = json.loads(text)
    made, assumed = ([Made(**one) for one in data[name]] for name in ("made", "assumed"))
    reports = {title: _report(one) for title, one in data["reports"].items()}
    return Handed(made, reports, assumed, data["pending"])


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
