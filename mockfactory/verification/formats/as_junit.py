"""XML as JUnit writes it, for CI servers: a test case for each pair."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from mockfactory.rules.telling.findings import Report, Severity
from mockfactory.verification.formats.as_text import is_told


def as_junit(reports: Sequence[Report]) -> str:
    """A test case for each pair: incompatible ones are failures, what could not be verified is an error.

    One of which something was not judged is neither verified nor refused: it is told as skipped, with what that is.
    """
    suite = ElementTree.Element(
        "testsuite",
        name="mockfactory verify",
        tests=str(len(reports)),
        failures=str(sum(bool(report.of(Severity.INCOMPATIBLE)) and not report.failed for report in reports)),
        errors=str(sum(report.failed for report in reports)),
        skipped=str(sum(report.substitutable and is_told(report) for report in reports)),
    )
    for report in reports:
        case = ElementTree.SubElement(
            suite,
            "testcase",
            classname=report.implementation,
            name=f"for {report.interface}" if report.interface else "import",
        )
        if is_told(report):
            outcome = ElementTree.SubElement(case, _outcome(report), message=report.findings[0].problem)
            outcome.text = str(report)
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True)


def _outcome(report: Report) -> str:
    if report.failed:
        return "error"
    return "skipped" if report.substitutable else "failure"
