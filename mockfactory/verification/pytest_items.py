"""Each pair of a project as a test: drift is a failing test with a name."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, cast

import pytest

from builders.importable import importable_here
from mockfactory.importing import failing_once
from mockfactory.rules.telling.findings import Finding, Report, Severity
from mockfactory.verification.gathering import pairs_of
from mockfactory.verification.pairs.configured import Settings, WrongSettings, settings_of
from mockfactory.verification.pairs.stand_in import StandIn
from mockfactory.verification.pytest_told import KEY, unverified_in
from mockfactory.verification.verifying import verify_pairs
from mockfactory.verification.words import named

PLACE: Final = "mockfactory"
"""Where a pair stands among the tests: its id is "mockfactory::fakes:FakeMailer stands for app.mail:Mailer"."""


def settings_in(project: Path) -> Settings:
    """The settings of a project, for a run of pytest.

    Raises:
        UsageError: `pyproject.toml` says what nobody understands.
    """
    try:
        return settings_of(project)
    except WrongSettings as error:
        raise pytest.UsageError(f"mockfactory: {error}") from None


def pair_items(session: pytest.Session, settings: Settings) -> list[PairItem]:
    """A test for each pair that the imported test modules mark, and that `pyproject.toml` names."""
    failures: dict[str, str] = {}
    with importable_here(), failing_once(failures):
        pairs, failed = pairs_of(settings)
    reports = Reports(pairs, settings.judges, session.config.rootpath, failures=failures)
    broken = [_item(session, _title(report), functools.partial(_known, report)) for report in failed]
    items = [
        _item(session, _title_of(pair), functools.partial(reports.of, number), pair)
        for number, pair in enumerate(pairs)
    ]
    return [*broken, *items]


def _known(report: Report) -> Report:
    return report


class Reports:
    """The reports of all pairs, made when the first of them is asked for: mypy is run once.

    Args:
        pairs: to be verified.
        judges: who judges them.
        project: its folder.
        assuming: pairs that are verified elsewhere.
        failures: the modules that could not be imported so far, each with the reason.
    """

    def __init__(
        self,
        pairs: Sequence[StandIn],
        judges: Sequence[str],
        project: Path,
        assuming: Sequence[StandIn] = (),
        failures: dict[str, str] | None = None,
    ) -> None:
        self._pairs = pairs
        self._judges = judges
        self._project = project
        self._assuming = assuming
        self._failures = {} if failures is None else failures
        self._told: set[Finding] = set()

    def of(self, number: int) -> Report:
        """The report of one of them; of why it could not be verified, one line where another test told the rest."""
        report = self._all[number]
        findings = [_in_a_line(one) if one in self._told else one for one in report.findings]
        self._told.update(report.of(Severity.FAILED))
        return dataclasses.replace(report, findings=findings)

    @functools.cached_property
    def _all(self) -> Sequence[Report]:
        with importable_here(), failing_once(self._failures):
            return verify_pairs(self._pairs, by=self._judges, project=self._project, assuming=self._assuming)


def _in_a_line(finding: Finding) -> Finding:
    return dataclasses.replace(finding, problem=finding.problem.partition("\n")[0])


def run_item(session: pytest.Session, name: str, report: Callable[[], Report]) -> None:
    """Run the test of a pair that became known when the tests had run."""
    item = _item(session, name, report)
    session.testscollected += 1
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)


def _item(session: pytest.Session, name: str, report: Callable[[], Report], pair: StandIn | None = None) -> PairItem:
    make = cast("Callable[..., PairItem]", PairItem.from_parent)  # pyright: ignore[reportUnknownMemberType]
    return make(session, name=name, report=report, pair=pair)


class PairItem(pytest.Item):
    """The test of one pair.

    Attributes:
        pair: what is verified; None where it became known when the tests had run, or a module can't be imported.
    """

    def __init__(
        self, *, name: str, parent: pytest.Session, report: Callable[[], Report], pair: StandIn | None
    ) -> None:
        super().__init__(name=name, parent=parent, nodeid=f"{PLACE}::{name}")  # pyright: ignore[reportUnknownMemberType]
        self.pair = pair
        self._report = report

    def runtest(self) -> None:
        """Fail where the implementation can't stand for its interface, or that could not be looked at."""
        __tracebackhide__ = True
        report = self._report()
        if not report.substitutable:
            raise pytest.fail.Exception(str(report), pytrace=False)
        for finding, line in zip(report.of(Severity.UNVERIFIED), unverified_in(report), strict=True):
            self.add_report_section("call", "mockfactory", str(finding))
            self.user_properties.append((KEY, line))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Its name, as pytest shows it."""
        return self.path, None, f"pair {self.name}"  # not the end of its id: pytest would write that in another form


def _title(report: Report) -> str:
    return f"{report.implementation} stands for {report.interface}" if report.interface else report.title


def _title_of(pair: StandIn) -> str:
    return f"{_words(pair.implementation)} stands for {_words(pair.interface)}"


def _words(thing: object) -> str:
    return thing if isinstance(thing, str) else named(thing)
