"""Each pair of a project as a test: drift is a failing test with a name."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import pytest

from builders.importable import importable_here
from mockfactory.rules.telling.findings import Report, Severity
from mockfactory.verification.gathering import pairs_of
from mockfactory.verification.pairs.configured import Settings, WrongSettings, settings_of
from mockfactory.verification.pairs.stand_in import StandIn
from mockfactory.verification.verifying import verify_pairs
from mockfactory.verification.words import named


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
    with importable_here():
        pairs, failed = pairs_of(settings)
    reports = Reports(pairs, settings.judges, session.config.rootpath)
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
    """

    def __init__(
        self, pairs: Sequence[StandIn], judges: Sequence[str], project: Path, assuming: Sequence[StandIn] = ()
    ) -> None:
        self._pairs = pairs
        self._judges = judges
        self._project = project
        self._assuming = assuming

    def of(self, number: int) -> Report:
        """The report of one of them."""
        return self._all[number]

    @functools.cached_property
    def _all(self) -> Sequence[Report]:
        with importable_here():
            return verify_pairs(self._pairs, by=self._judges, project=self._project, assuming=self._assuming)


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
        super().__init__(name=name, parent=parent)  # pyright: ignore[reportUnknownMemberType]
        self.pair = pair
        self._report = report

    def runtest(self) -> None:
        """Fail where the implementation can't stand for its interface, or that could not be looked at."""
        __tracebackhide__ = True
        report = self._report()
        if not report.substitutable:
            raise pytest.fail.Exception(str(report), pytrace=False)
        for finding in report.of(Severity.UNVERIFIED):
            self.add_report_section("call", "mockfactory", str(finding))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Its name, as pytest shows it."""
        return self.path, None, self.name


def _title(report: Report) -> str:
    return f"{report.implementation} stands for {report.interface}" if report.interface else report.title


def _title_of(pair: StandIn) -> str:
    return f"{_words(pair.implementation)} stands for {_words(pair.interface)}"


def _words(thing: object) -> str:
    return thing if isinstance(thing, str) else named(thing)
