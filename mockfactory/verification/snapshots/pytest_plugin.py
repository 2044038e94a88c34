"""Collects what the doubles of a run stand for, over all worker processes, and writes the lock file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, final

import pytest

from mockfactory.session import Session, ledger_of
from mockfactory.verification.snapshots.collecting import Collector, merged
from mockfactory.verification.snapshots.lock import Lock, as_data, lock_of, write_lock

_KEY: Final = "mockfactory_snapshot"


@final
class SnapshotPlugin:
    """Registered where `--mockfactory-snapshot` is given."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._collector = Collector()
        self._of_workers: list[Lock] = []

    def see(self, session: Session, test: str) -> None:
        """Write down the doubles of a test, or of a fixture for several tests, before its session is closed."""
        for state in ledger_of(session).doubles:
            self._collector.see(state.spec, state.methods, test)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A worker process of pytest-xdist has ended, and hands over what it saw."""
        data: str | None = getattr(node, "workeroutput", {}).get(_KEY)
        if data is not None:
            self._of_workers.append(lock_of(json.loads(data)))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the file; a worker hands over what it saw."""
        output: dict[str, object] | None = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[_KEY] = json.dumps(as_data(self._collector.lock()))
        else:
            write_lock(merged([self._collector.lock(), *self._of_workers]), self._file)
