"""Lines that GitHub Actions shows beside the code.

Source: "Workflow commands for GitHub Actions", setting an error message.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from mockfactory.rules.telling.findings import Report, Severity
from mockfactory.verification.formats.as_text import summary
from mockfactory.verification.formats.lines import line_for


def as_github(reports: Sequence[Report]) -> str:
    """One command for each finding that fails the run, and the sums."""
    return "\n".join([*(line for report in reports for line in _commands(report)), summary(reports)])


def _commands(report: Report) -> Iterator[str]:
    for finding in report.findings:
        if finding.severity in (Severity.INCOMPATIBLE, Severity.FAILED):
            line = line_for(report, finding)
            place = f"file={_property(os.path.relpath(report.file))}," if report.file else ""
            place += f"line={line}," if line is not None else ""
            title = _property(report.title)
            yield f"::error {place}title={title}::{_data(str(finding))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
