"""Judges, at the end of a run, the pairs that its tests made: each is reported like a test."""

from __future__ import annotations

import sys
from collections.abc import Collection, Generator, Sequence
from functools import partial
from typing import Any, Final, final

import pytest

from builders.importable import importable_here
from mockfactory.lookup import LookupFailed
from mockfactory.rules.telling.findings import Finding, Report, Severity
from mockfactory.session import Session, ledger_of
from mockfactory.verification.pairs.configured import Settings
from mockfactory.verification.pairs.folders import importable_from
from mockfactory.verification.pairs.handing import handed_over, taken_over
from mockfactory.verification.pairs.made import Made, MadePairs, in_words, put_together
from mockfactory.verification.pairs.stand_in import StandIn
from mockfactory.verification.pytest_items import PairItem, Reports, run_item
from mockfactory.verification.verifying import verify_pairs
from mockfactory.verification.words import thing_of

_KEY: Final = "mockfactory_pairs"


@final
class MadePairsPlugin:
    """Registered where `--mockfactory-verify` is given."""

    def __init__(self, settings: Settings) -> None:
        self.settings: Final = settings
        self._pairs: Final = MadePairs()
        self._known: Collection[str] = ()
        self._assumed: Sequence[StandIn] = ()
        self._reports: Final[dict[str, Report]] = {}
        self._made_by_workers: Final[list[Made]] = []

    def has_items(self, items: Sequence[PairItem]) -> None:
        """These pairs are tests anyway, so they are assumed where others are compared."""
        self._known = {item.name for item in items}
        self._assumed = [item.pair for item in items if item.pair is not None]

    def see(self, session: Session, test: str) -> None:
        """Write down what a test, or a fixture for several tests, has bound and replaced; its session is closed."""
        puts = ledger_of(session).put
        beside = [StandIn(implementation, interface) for _, implementation, interface in puts]
        for seen in self._pairs.see(puts, test):
            self._judge_by_rules(seen.title, seen.stand_in, beside)

    def _judge_by_rules(self, title: str, stand_in: StandIn, beside: Sequence[StandIn] = ()) -> None:
        imported = [pair for pair in self._assumed if _is_imported(pair)]
        [report] = verify_pairs([stand_in], by=["rules"], assuming=[*imported, *beside])
        known = self._reports.get(title)
        if known is None or known.substitutable:  # of several classes of one name, one that does not fit is told
            self._reports[title] = report

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A worker process of pytest-xdist has ended, and hands over what it saw."""
        text: str | None = getattr(node, "workeroutput", {}).get(_KEY)
        if text is not None:
            made, reports, assumed = taken_over(text)
            self._made_by_workers.extend(made)
            self._assumed = [*self._assumed, *(one.stand_in for one in assumed)]
            for title, report in reports.items():
                if title not in self._reports or self._reports[title].substitutable:
                    self._reports[title] = report

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A worker hands over what it saw."""
        output: dict[str, object] | None = getattr(session.config, "workeroutput", None)
        if output is not None:
            made = self._made(session)
            for one in made:
                self._judge_by_rules(one.title, one.stand_in)
            output[_KEY] = handed_over(made, self._reports, in_words(self._assumed, session.config.rootpath))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, object, object]:
        """When all tests have run, run a test for each pair that they made."""
        result = yield
        if not hasattr(session.config, "workerinput") and not session.config.option.collectonly:
            self._run(session)
        return result

    def _run(self, session: pytest.Session) -> None:
        project = session.config.rootpath
        made = put_together([*self._made(session), *self._made_by_workers])
        with importable_here(), importable_from(project, [folder for one in made for folder in one.folders]):
            here = [one for one in made if _is_found(one)]
        reports = Reports([one.stand_in for one in here], self.settings.judges, project, self._assumed)
        for one in here:
            self._reports.pop(one.title, None)
        items = [(one.title, partial(reports.of, number)) for number, one in enumerate(here)]
        items += [(title, partial(report.beside, [_BY_RULES_ALONE])) for title, report in sorted(self._reports.items())]
        for title, report in items:
            if session.shouldfail or session.shouldstop:  # `-x`
                return
            run_item(session, title, report)

    def _made(self, session: pytest.Session) -> list[Made]:
        """The pairs of this process; what has no words is judged at once."""
        made, lost = self._pairs.found_again(session.config.rootpath)
        for seen in lost:
            if seen.title not in self._known:
                self._judge_by_rules(seen.title, seen.stand_in)
        return [one for one in made if one.title not in self._known]


def _is_imported(pair: StandIn) -> bool:
    """Whether a pair is there without more ado: no module is imported between two tests."""
    named = [one for one in (pair.implementation, pair.interface) if isinstance(one, str)]
    return all(one.partition(":")[0] in sys.modules for one in named)


def _is_found(made: Made) -> bool:
    try:
        thing_of(made.implementation)
        thing_of(made.interface)
    except LookupFailed:
        return False
    return True


_BY_RULES_ALONE: Final = Finding(
    None, Severity.UNVERIFIED, "", "mypy did not judge it: no module has it under its name", found_by=("mypy",)
)
