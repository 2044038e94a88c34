"""Collects what the doubles of a run stand for, over all worker processes, and writes the lock file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, final

import pytest

from mockfactory.session import Session, ledger_of
from mockfactory.verification.pairs.made import MadePairs
from mockfactory.verification.snapshots.collecting import Collector, merged
from mockfactory.verification.snapshots.lock import Lock, as_data, lock_of, write_lock

_KEY: Final = "mockfactory_snapshot"
_MOST_NAMES: Final = 5


@final
class SnapshotPlugin:
    """Registered where `--mockfactory-snapshot` is given."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._collector = Collector()
        self._pairs = MadePairs()
        self._of_workers: list[Lock] = []
        self._left_out: set[str] = set()
        self._summary = ""

    def see(self, session: Session, test: str) -> None:
        """Write down the doubles of a test, or of a fixture for several tests, before its session is closed."""
        for state in ledger_of(session).doubles:
            self._collector.see(state.spec, state.methods, test)

    def see_pairs(self, session: Session, test: str) -> None:
        """Write down what was bound and replaced, when its session is closed."""
        for _ in self._pairs.see(ledger_of(session).put, test):
            pass

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A worker process of pytest-xdist has ended, and hands over what it saw."""
        text: str | None = getattr(node, "workeroutput", {}).get(_KEY)
        if text is not None:
            data: dict[str, Any] = json.loads(text)
            self._of_workers.append(lock_of(data["lock"]))
            self._left_out.update(data["left out"])

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the file; a worker hands over what it saw."""
        made, lost = self._pairs.found_again(session.config.rootpath)
        lock = self._collector.lock(made)
        self._left_out.update(self._collector.left_out, self._pairs.left_out(lost))
        output: dict[str, object] | None = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[_KEY] = json.dumps({"lock": as_data(lock), "left out": sorted(self._left_out)})
            return
        whole = merged([lock, *self._of_workers])
        write_lock(whole, self._file)
        self._summary = f"{self._file.name}: {_sums(whole)}{_told(sorted(self._left_out))}"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """One line: what is in the file, and what is not."""
        if self._summary:
            terminalreporter.line(self._summary)


def _sums(lock: Lock) -> str:
    interfaces, pairs = len(lock.interfaces), len(lock.made)
    return f"{interfaces} interface{'s' * (interfaces != 1)}, {pairs} stand-in{'s' * (pairs != 1)}"


def _told(names: list[str]) -> str:
    if not names:
        return ""
    more = len(names) - _MOST_NAMES
    beside = f" and {more} more" if more > 0 else ""
    return f"; left out, since no module has a name for it: {', '.join(names[:_MOST_NAMES])}{beside}"
