"""Collects what the doubles of a run stand for, over all worker processes, and writes the lock file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, final

import pytest

from mockfactory.double.recording.record import Ledger, Put
from mockfactory.session import Session, ledger_of
from mockfactory.verification.pairs.made import MadePairs
from mockfactory.verification.snapshots.collecting import Collector, merged
from mockfactory.verification.snapshots.lock import (
    FORMAT,
    BadLock,
    Lock,
    as_data,
    lock_of,
    read_lock,
    this_python,
    why_not_a_file,
    write_lock,
)  # fmt: skip
from mockfactory.verification.snapshots.partial import NotBeside, Ran, beside

_KEY: Final = "mockfactory_snapshot"
_MOST_NAMES: Final = 5
_ENDED: Final[Mapping[int, str]] = {
    pytest.ExitCode.TESTS_FAILED: "tests failed",
    pytest.ExitCode.INTERRUPTED: "the run was broken off",
    pytest.ExitCode.NO_TESTS_COLLECTED: "no tests were run",
}
_DIED: Final = "a worker process died, and what its tests relied on is lost"


@final
class SnapshotPlugin:
    """Registered where `--mockfactory-snapshot` is given."""

    def __init__(self, file: Path) -> None:
        why = why_not_a_file(file)
        if why is not None:
            raise pytest.UsageError(f"mockfactory: {file} can't be written: {why}")
        self._file = file
        self._collector = Collector()
        self._pairs = MadePairs()
        self._of_workers: list[Lock] = []
        self._left_out: set[str] = set()
        self._left_aside: set[str] = set()
        self._ran = Ran()
        self._summary = ""
        self._has_died = False

    def see(self, session: Session, test: str) -> None:
        """Write down the doubles of a test, or of a fixture for several tests, before its session is closed."""
        self.see_ledger(ledger_of(session), test)

    def see_ledger(self, ledger: Ledger, test: str) -> None:
        """The same of a session that a test has opened by itself."""
        for state in ledger.doubles:
            self._collector.see(state.spec, state.methods, test)

    def see_pairs(self, puts: Sequence[Put], test: str) -> None:
        """Write down what was bound and replaced, when its session is closed."""
        for _ in self._pairs.see(puts, test):
            pass

    def _earlier(self) -> Lock | None:
        """The snapshot whose place is to be taken; `None` where nothing of it could stay."""
        if not self._file.is_file():
            return None
        try:
            old = read_lock(self._file)
        except BadLock as error:
            if self._ran.is_whole:
                return None
            raise NotBeside(str(error).partition("\n")[0]) from None
        is_of_now = (old.python, old.format) == (this_python(), FORMAT)
        return None if self._ran.is_whole and not is_of_now else old

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A worker process of pytest-xdist has ended, and hands over what it saw."""
        text: str | None = getattr(node, "workeroutput", {}).get(_KEY)
        if text is None:
            self._has_died = True
        else:
            data: dict[str, Any] = json.loads(text)
            self._of_workers.append(lock_of(data["lock"]))
            self._left_out.update(data["left out"])
            self._left_aside.update(data["left aside"])
            self._ran.files.update(data["files"])
            self._ran.skipped.update(data["skipped"])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file of tests was read, or skipped as a whole."""
        (self._ran.skipped if report.skipped else self._ran.files).add(report.nodeid)

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """Somebody chose others."""
        self._left_aside.update(item.nodeid.partition("::")[0] for item in items)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test ran, here or in a worker process."""
        (self._ran.skipped if report.skipped else self._ran.passed).add(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Write the file where all went well; a worker hands over what it saw."""
        made, lost = self._pairs.found_again(session.config.rootpath)
        lock = self._collector.lock(made)
        self._left_out.update(self._collector.left_out, self._pairs.left_out(lost))
        output: dict[str, object] | None = getattr(session.config, "workeroutput", None)
        if output is not None:
            told = {"lock": as_data(lock), "left out": sorted(self._left_out)}
            files = {"files": sorted(self._ran.files), "skipped": sorted(self._ran.skipped)}
            output[_KEY] = json.dumps({**told, **files, "left aside": sorted(self._left_aside)})
            return
        why = _why_not_green(session.config, exitstatus)
        if why is None:
            why = _DIED if self._has_died else self._why_not_written(session.config, merged([lock, *self._of_workers]))
            if why is not None:
                session.exitstatus = pytest.ExitCode.USAGE_ERROR
        if why is not None:
            kept = "is left as it was" if self._file.exists() else "is not written"
            self._summary = f"{self._file.name} {kept}: {why}"

    def _why_not_written(self, config: pytest.Config, seen: Lock) -> str | None:
        """Write the file; where that can't be, say why."""
        self._ran.is_whole = not self._left_aside and _is_of_all(config)
        self._ran.passed -= self._ran.skipped
        self._ran.files -= self._left_aside
        if any("::" in one for one in config.args):
            self._ran.files.clear()
        try:
            old = self._earlier()
            whole = seen if old is None else beside(seen, old, self._ran, config.rootpath)
            write_lock(whole, self._file)
        except NotBeside as error:
            anew = f"delete {self._file.name} to forget those that never run"
            return f"{error}\n  write:  mockfactory spec snapshot, for all tests; {anew}"
        except OSError as error:
            return f"it can't be written: {error.strerror}"
        self._summary = f"{self._file.name}: {_sums(whole)}{_told(sorted(self._left_out))}"
        return None

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """What is in the file, and what is not; or why it was not written."""
        if self._summary:
            terminalreporter.line(self._summary)


def _why_not_green(config: pytest.Config, exitstatus: int) -> str | None:
    """Why what was seen stands for nothing that is known to work."""
    if exitstatus != pytest.ExitCode.OK:
        return _ENDED.get(exitstatus, f"pytest ended with exit code {int(exitstatus)}")
    is_without_runs = any(config.getoption(one, False) for one in ("collectonly", "setuponly", "setupplan"))
    return "no tests were run" if is_without_runs else None


def _is_of_all(config: pytest.Config) -> bool:
    source = config.args_source
    is_here = source is config.ArgsSource.INVOCATION_DIR and config.invocation_params.dir == config.rootpath
    return (is_here or source is config.ArgsSource.TESTPATHS) and not any(
        config.getoption(one, False) for one in ("lf", "stepwise", "ignore", "ignore_glob")
    )


def _sums(lock: Lock) -> str:
    interfaces, pairs = len(lock.interfaces), len(lock.made)
    return f"{interfaces} interface{'s' * (interfaces != 1)}, {pairs} stand-in{'s' * (pairs != 1)}"


def _told(names: list[str]) -> str:
    if not names:
        return ""
    more = len(names) - _MOST_NAMES
    beside = f" and {more} more" if more > 0 else ""
    return f"; left out, since no module has a name for it: {', '.join(names[:_MOST_NAMES])}{beside}"
