"""XML as JUnit writes it, for CI servers: a test case for each pair."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from mockfactory.rules.telling.findings import Report, Severity


def as_junit(reports: Sequence[Report]) -> str:
    """A test case for each pair: incompatible ones are failures, what could not be verified is an error."""
    suite = ElementTree.Element(
        "testsuite",
        name="mockfactory verify",
        tests=str(len(reports)),
        failures=str(sum(bool(report.of(Severity.INCOMPATIBLE)) and not report.failed for report in reports)),
        errors=str(sum(report.failed for report in reports)),
    )
    for report in reports:
        case = ElementTree.SubElement(
            suite,
            "testcase",
            classname=report.implementation,
            name=f"for {report.interface}" if report.interface else "import",
        )
        if not report.substitutable:
            outcome = ElementTree.SubElement(
                case, "error" if report.failed else "failure", message=report.findings[0].problem
            )
            outcome.text = str(report)
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True)
