"""What a run of pytest tells of pairs that are neither refused nor verified: their tests pass."""

from __future__ import annotations

from typing import Final, final

import pytest

from mockfactory.rules.telling.findings import Report, Severity

KEY: Final = "mockfactory_unverified"
"""The property of a test under which it tells, so that reports of all worker processes, and JUnit's XML, have it."""
_MOST: Final = 5


def unverified_in(report: Report) -> list[str]:
    """What was not judged of a pair, a line each."""
    return [finding.title for finding in report.of(Severity.UNVERIFIED)]


@final
class UnverifiedPairs:
    """Registered where `--mockfactory-verify` is given: lists them below the tests."""

    def __init__(self) -> None:
        self._found: Final[dict[str, tuple[str, ...]]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test has run, here or in a worker process."""
        if report.when == "call" and report.passed:
            found = tuple(str(text) for key, text in report.user_properties if key == KEY)
            if found:
                self._found[report.nodeid.removeprefix("mockfactory::")] = found

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """All tests have run."""
        if self._found:
            terminalreporter.section("mockfactory: not verified")
            for found, titles in self._together().items():
                more = len(titles) - _MOST
                for line in (*titles[:_MOST], *([f"and {more} more"] if more > 0 else [])):
                    terminalreporter.line(line)
                for line in found:
                    terminalreporter.line(f"  {line}")

    def _together(self) -> dict[tuple[str, ...], list[str]]:
        """The titles of all pairs of which the same was not judged, by what that is."""
        found: dict[tuple[str, ...], list[str]] = {}
        for title, lines in sorted(self._found.items()):
            found.setdefault(lines, []).append(title)
        return found
