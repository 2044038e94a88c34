"""Lines that GitHub Actions shows beside the code.

Source: "Workflow commands for GitHub Actions", setting an error message and a warning message.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from mockfactory.rules.telling.findings import Finding, Report, Severity
from mockfactory.verification.formats.as_text import summary
from mockfactory.verification.formats.lines import line_for
from mockfactory.verification.formats.shared import shared_in

_LEVELS: Final = {
    Severity.INCOMPATIBLE: "error",
    Severity.FAILED: "error",
    Severity.UNVERIFIED: "warning",
}


def as_github(reports: Sequence[Report]) -> str:
    """One command for each finding that fails the run or was not verified, and the sums.

    What fails many pairs is one command.
    """
    shared = shared_in(reports)
    told = {one.finding for one in shared}
    commands = [line for report in reports for line in _commands(report, told)]
    at_once = [f"::error title=mockfactory::{_data(str(one))}" for one in shared]
    return "\n".join([*commands, *at_once, summary(reports)])


def _commands(report: Report, told: Collection[Finding]) -> Iterator[str]:
    for finding in report.findings:
        if finding.severity in _LEVELS and finding not in told:
            line = line_for(report, finding)
            place = f"file={_property(os.path.relpath(report.file))}," if report.file else ""
            place += f"line={line}," if line is not None else ""
            title = _property(report.title)
            yield f"::{_LEVELS[finding.severity]} {place}title={title}::{_data(str(finding))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
