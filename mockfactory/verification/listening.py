"""What verification and snapshots hear of a run: what each session has made, bound and replaced."""

from __future__ import annotations

from typing import final

import pytest

from mockfactory.double.recording.record import Ledger
from mockfactory.session import Session, ledger_of
from mockfactory.session.inside import listeners
from mockfactory.verification.pairs.pytest_plugin import MadePairsPlugin
from mockfactory.verification.pytest_items import pair_items, settings_in
from mockfactory.verification.pytest_told import UnverifiedPairs
from mockfactory.verification.snapshots.pytest_plugin import SnapshotPlugin


@final
class Listening:
    """Listens where `--mockfactory-verify` or `--mockfactory-snapshot` is given."""

    def __init__(self, config: pytest.Config) -> None:
        self._snapshot: SnapshotPlugin | None = None
        self._pairs: MadePairsPlugin | None = None
        if config.option.mockfactory_snapshot is not None:
            self._snapshot = SnapshotPlugin(config.invocation_params.dir / config.option.mockfactory_snapshot)
            config.pluginmanager.register(self._snapshot)
        if config.option.mockfactory_verify:
            self._pairs = MadePairsPlugin(settings_in(config.rootpath), config)
            config.pluginmanager.register(self._pairs)
            config.pluginmanager.register(UnverifiedPairs())
        listeners.append(self._hear_of_inner_session)
        config.add_cleanup(lambda: listeners.remove(self._hear_of_inner_session))

    def items(self, session: pytest.Session) -> list[pytest.Item]:
        """The pairs that are tests, whatever the tests make."""
        if self._pairs is None:
            return []
        found = pair_items(session, self._pairs.settings)
        self._pairs.has_items(found)
        return [*found]

    def before_close(self, session: Session, test: str) -> None:
        """Hear of the doubles of a session.

        Args:
            session: of a test, or of a fixture for several tests.
            test: what it is told as.
        """
        if self._snapshot is not None:
            self._snapshot.see(session, test)

    def after_close(self, session: Session, test: str) -> None:
        """Hear of what was bound and replaced in it, once nothing is replaced any more."""
        if self._pairs is not None:
            self._pairs.see(session, test)
        if self._snapshot is not None:
            self._snapshot.see_pairs(ledger_of(session).put, test)

    def _hear_of_inner_session(self, ledger: Ledger, test: str) -> None:
        """See what a test does in a session that it opens by itself: `with Session() as session`."""
        if self._snapshot is not None:
            self._snapshot.see_ledger(ledger, test)
            self._snapshot.see_pairs(ledger.put, test)
        if self._pairs is not None:
            self._pairs.see_later(ledger.put, test)
