"""What a run of a part of the tests leaves standing of an earlier snapshot."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mockfactory.verification.pairs.made import put_together
from mockfactory.verification.snapshots.collecting import merged
from mockfactory.verification.snapshots.lock import FORMAT, Entry, Lock


class NotBeside(Exception):
    """A snapshot of some tests can't be put beside an earlier one of others; the message says why."""


@dataclass(slots=True)
class Ran:
    """Which tests a run was of.

    Attributes:
        is_whole: whether it was of all tests: nothing was named, nothing was left out.
        passed: the tests that ran.
        skipped: those that were skipped, or failed as expected, and files of which nothing was run for that reason.
        files: those of which each test was to be run.
    """

    is_whole: bool = True
    passed: set[str] = field(default_factory=set[str])
    skipped: set[str] = field(default_factory=set[str])
    files: set[str] = field(default_factory=set[str])


def beside(new: Lock, old: Lock, ran: Ran, project: Path) -> Lock:
    """What a run has seen, and what stands in an earlier snapshot for tests that it was not of.

    Args:
        new: what the run has seen.
        old: the earlier snapshot.
        ran: which tests the run was of.
        project: the folder that the files of tests are relative to.

    Raises:
        NotBeside: an interface is no longer what other tests rely on, or the earlier snapshot can't be compared.
    """
    others = _Others(ran, project)
    kept = {name: others.of_entry(entry) for name, entry in old.interfaces.items()}
    made = [
        dataclasses.replace(one, tests=tests)
        for one in old.made
        if (tests := [test for test in one.tests if others.stands(test)])
    ]
    entries = {name: entry for name, entry in kept.items() if entry is not None}
    if not entries and not made:
        return new
    _check(new, old, {name for name in entries if others.rely_on(old.interfaces[name], new.interfaces.get(name))})
    together = merged([Lock(new.python, entries), new])
    return dataclasses.replace(together, made=put_together([*made, *new.made]))


def _check(new: Lock, old: Lock, relied_on: Iterable[str]) -> None:
    names = sorted(relied_on)
    if not names:
        return
    if (old.python, old.format) != (new.python, FORMAT):
        raise NotBeside(f"it was made by Python {old.python} in format {old.format}, and not all tests ran")
    for name in names:
        now = new.interfaces.get(name)
        if now is not None and _lines(now) != _lines(old.interfaces[name]):
            raise NotBeside(f"{name} has changed, and tests that rely on it did not run")


class _Others:
    """The tests that a run was not of."""

    def __init__(self, ran: Ran, project: Path) -> None:
        self._ran = ran
        self._project = project

    def of_entry(self, entry: Entry) -> Entry | None:
        """What of an interface stands for them; `None` for nothing."""
        used = {name: [test for test in tests if self.stands(test)] for name, tests in entry.used.items()}
        found = {name: tests for name, tests in used.items() if tests}
        is_unused = not entry.used and not self._ran.is_whole
        return dataclasses.replace(entry, used=found) if found or is_unused else None

    def rely_on(self, old: Entry, new: Entry | None) -> bool:
        """Whether an interface stands there for what was not shown to work: tests that were left out or skipped, or
        fixtures that were not asked for."""
        again: set[str] = set() if new is None else _tests_of(new) - self._ran.skipped
        return any(self.stands(test) for test in _tests_of(old) - again)

    def stands(self, test: str) -> bool:
        """Whether a test, or a fixture, did not run and may be there still."""
        if not _is_test(test):
            return not self._ran.is_whole
        return test not in self._ran.passed and (
            test in self._ran.skipped or _file_of(test) in self._ran.skipped or self.was_left_out(test)
        )

    def was_left_out(self, test: str) -> bool:
        """Whether somebody chose other tests."""
        if not _is_test(test):
            return not self._ran.is_whole
        file = _file_of(test)
        if self._ran.is_whole or test in self._ran.passed or test in self._ran.skipped:
            return False
        return file not in self._ran.files and file not in self._ran.skipped and (self._project / file).is_file()


def _is_test(name: str) -> bool:
    return "::" in name


def _file_of(test: str) -> str:
    return test.partition("::")[0]


def _lines(entry: Entry) -> Mapping[str, list[str]]:
    return {name: list(lines) for name, lines in entry.members.items()}


def _tests_of(entry: Entry) -> set[str]:
    return {test for tests in entry.used.values() for test in tests}
