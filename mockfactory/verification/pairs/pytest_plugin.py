"""Judges, at the end of a run, the pairs that its tests made: each is reported like a test."""

from __future__ import annotations

import sys
from collections.abc import Collection, Generator, Sequence
from functools import partial
from typing import Any, Final, final

import pytest

from builders.importable import importable_here
from mockfactory.double.recording.current import alive
from mockfactory.double.recording.record import Put
from mockfactory.lookup import LookupFailed
from mockfactory.rules.telling.findings import Finding, Report, Severity
from mockfactory.session import Session, ledger_of
from mockfactory.session.inside import name_of
from mockfactory.verification.pairs.configured import Settings
from mockfactory.verification.pairs.folders import importable_from
from mockfactory.verification.pairs.from_workers import FromWorkers, keep_worse
from mockfactory.verification.pairs.handing import Handed, as_text, from_text
from mockfactory.verification.pairs.made import Made, MadePairs, in_words, put_together
from mockfactory.verification.pairs.stand_in import StandIn
from mockfactory.verification.pytest_items import PairItem, Reports, run_item
from mockfactory.verification.verifying import verify_pairs
from mockfactory.verification.words import thing_of

_KEY: Final = "mockfactory_pairs"


@final
class MadePairsPlugin:
    """Registered where `--mockfactory-verify` is given."""

    def __init__(self, settings: Settings, config: pytest.Config) -> None:
        self.settings: Final = settings
        self._project: Final = config.rootpath
        self._is_worker: Final = hasattr(config, "workerinput")
        self._pairs: Final = MadePairs()
        self._inside: Final[list[tuple[list[Put], str]]] = []
        self._known: Collection[str] = ()
        self._assumed: Sequence[StandIn] = ()
        self._reports: Final[dict[str, Report]] = {}
        self._told: Final[dict[str, Report]] = {}
        self._workers: Final = FromWorkers()
        self._has_pending = False

    def has_items(self, items: Sequence[PairItem]) -> None:
        """These pairs are tests anyway, so they are assumed where others are compared."""
        self._known = {item.name for item in items}
        self._assumed = [item.pair for item in items if item.pair is not None]

    def see(self, session: Session, test: str) -> None:
        """Write down what a test, or a fixture for several tests, has bound and replaced; its session is closed."""
        self._see(ledger_of(session).put, test)
        for puts, name in self._inside:
            self._see(puts, name)
        self._inside.clear()

    def see_later(self, puts: Sequence[Put], test: str) -> None:
        """Keep what was bound and replaced in a session inside that of a test, until that one is closed too."""
        if puts:
            self._inside.append((list(puts), test))

    def _see(self, puts: Sequence[Put], test: str) -> None:
        beside = [StandIn(implementation, interface) for _, implementation, interface in puts]
        for seen in self._pairs.see(puts, test):
            self._judge_by_rules(seen.title, seen.stand_in, beside)

    def _judge_by_rules(self, title: str, stand_in: StandIn, beside: Sequence[StandIn] = ()) -> None:
        imported = [pair for pair in self._assumed if _is_imported(pair)]
        [report] = verify_pairs([stand_in], by=["rules"], assuming=[*imported, *beside])
        keep_worse(self._reports, title, report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A worker may die, so it hands over what it has seen with each report of a test."""
        if self._is_worker:
            news = self._news()
            if news or self._has_pending:
                setattr(report, _KEY, as_text(news))
            self._has_pending = bool(news.pending)
            return
        text: str | None = vars(report).pop(_KEY, None)
        if text is not None:
            self._workers.take(_name_of(getattr(report, "node", None)), from_text(text))

    def _news(self) -> Handed:
        open_still = [(ledger.put, name_of(ledger)) for ledger in alive()]
        local = [seen.title for puts, test in (*open_still, *self._inside) for seen in self._pairs.see(puts, test)]
        made, pending = self._pairs.news(self._project)
        reports = {title: one for title, one in self._reports.items() if self._told.get(title) is not one}
        self._told.update(reports)
        titles = {*local, *pending} - {*self._known}
        return Handed([one for one in made if one.title not in self._known], reports, (), sorted(titles))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A worker process of pytest-xdist has ended, and hands over what it saw; or it has died."""
        text: str | None = getattr(node, "workeroutput", {}).get(_KEY)
        if text is None:
            self._workers.died(_name_of(node))
        else:
            self._workers.take(_name_of(node), from_text(text))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A worker hands over what it saw."""
        output: dict[str, object] | None = getattr(session.config, "workeroutput", None)
        if output is not None:
            made = self._made()
            for one in made:
                self._judge_by_rules(one.title, one.stand_in)
            output[_KEY] = as_text(Handed(made, self._reports, in_words(self._assumed, self._project)))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, object, object]:
        """When all tests have run, run a test for each pair that they made."""
        result = yield
        if not self._is_worker and not session.config.option.collectonly:
            self._run(session)
        return result

    def _run(self, session: pytest.Session) -> None:
        made = put_together([*self._made(), *self._workers.made])
        known = {**self._workers.reports, **self._reports}
        with importable_here(), importable_from(self._project, [folder for one in made for folder in one.folders]):
            # What is not found here, and was not judged in a worker that died, can't be looked at: that is told.
            here = [one for one in made if one.title not in known or _is_found(one)]
        assumed = [*self._assumed, *self._workers.assumed]
        reports = Reports([one.stand_in for one in here], self.settings.judges, self._project, assumed)
        titles = {one.title for one in here}
        alone = {title: report for title, report in known.items() if title not in titles}
        items = [(one.title, partial(reports.of, number)) for number, one in enumerate(here)]
        items += [(title, partial(report.beside, [_BY_RULES_ALONE])) for title, report in sorted(alone.items())]
        items += [(title, partial(report.beside, [])) for title, report in self._workers.lost({*titles, *known})]
        for title, report in items:
            if session.shouldfail or session.shouldstop:  # `-x`
                return
            run_item(session, title, report)

    def _made(self) -> list[Made]:
        """The pairs of this process; what has no words is judged at once."""
        made, lost = self._pairs.found_again(self._project)
        for seen in lost:
            if seen.title not in self._known:
                self._judge_by_rules(seen.title, seen.stand_in)
        return [one for one in made if one.title not in self._known]


def _name_of(node: Any) -> str:
    """The name of a worker: "gw0"."""
    return str(getattr(getattr(node, "gateway", None), "id", ""))


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
