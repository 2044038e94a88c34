"""`mockfactory spec snapshot` and `mockfactory spec diff`."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from mockfactory.lookup import LookupFailed, look_up
from mockfactory.spec import SpecError
from mockfactory.spec.read import read_spec
from mockfactory.verification.snapshots.comparing import Difference, differences, summary
from mockfactory.verification.snapshots.evaluating import found_by_name, found_in_python
from mockfactory.verification.snapshots.judging import Change
from mockfactory.verification.snapshots.lock import (
    BadLock,
    Entry,
    Lock,
    read_lock,
    this_python,
    why_not_a_file,
    write_lock,
)
from mockfactory.verification.snapshots.recording import entry_of
from mockfactory.verification.snapshots.written import Unreadable

_MOST_TESTS: Final = 5
_ENDED: Final[Mapping[int, str]] = {
    1: "tests failed",
    2: "the run was broken off",
    4: "see above what pytest says",
    5: "no tests were run",
}
"""What the exit codes of pytest say."""


def snapshot_of_tests(file: Path, arguments: Sequence[str]) -> int:
    """Run the tests of the project, and write what their doubles stand for.

    Args:
        file: to be written.
        arguments: for pytest.

    Returns:
        0; 2 where a test failed, or none ran, or the file can't be written: it is left as it was.
    """
    why = why_not_a_file(file)
    if why is not None:
        return _not_written(file, why)
    command = [sys.executable, "-m", "pytest", "--mockfactory-snapshot", str(file), *arguments]
    code = subprocess.run(command, check=False).returncode
    return 0 if code == 0 else _not_written(file, _ENDED.get(code, f"pytest ended with exit code {code}"))


def _not_written(file: Path, why: str) -> int:
    kept = "is left as it was" if file.is_file() else "is not written"
    print(f"mockfactory: {file} {kept}: {why}", file=sys.stderr)
    return 2


def snapshot_of(targets: Sequence[str], file: Path) -> int:
    """Write what certain interfaces promise.

    Args:
        targets: the words "module:name" of each.
        file: to be written.

    Returns:
        0; 2 where one of them can't be read, or the file is no place for them; nothing is written then.
    """
    entries: dict[str, Entry] = {}
    for words in targets:
        try:
            entries[words] = entry_of(read_spec(look_up(words)), {})
        except (LookupFailed, SpecError) as error:
            print(f"{words}: {error}", file=sys.stderr)
            return 2
    why = why_not_a_file(file) or _why_kept(file)
    if why is not None:
        return _not_written(file, why)
    try:
        write_lock(Lock(this_python(), entries), file)
    except OSError as error:
        return _not_written(file, str(error.strerror))
    print(f"{file}: {len(entries)} interface{'s' * (len(entries) != 1)}")
    return 0


def _why_kept(file: Path) -> str | None:
    """Names are not to take the place of what the tests stand for."""
    try:
        known = read_lock(file)
    except BadLock:
        return None
    if not known.made and not any(entry.used for entry in known.interfaces.values()):
        return None
    return "it holds what the tests stand for\n  write:  --out another.lock"


def diff(before: Path, after: Path | None) -> int:
    """Print what has changed since a snapshot was taken.

    Args:
        before: the snapshot.
        after: a later one; `None` for what is installed now.

    Returns:
        0 when code that was right stays right; 1 when something is breaking; 2 when they can't be compared.
    """
    try:
        old = read_lock(before)
        new = read_lock(after) if after is not None else _now(old)
        if old.python != new.python:
            print(f"{before} was made by Python {old.python}, and this is {new.python}: make it again", file=sys.stderr)
            return 2
        found = differences(old, new, found_in_python if after is not None else found_by_name)
    except BadLock as error:
        print(error, file=sys.stderr)
        return 2
    except Unreadable as error:
        print(f"{before} is damaged: {str(error)!r} is no line of a member", file=sys.stderr)
        return 2
    for difference in found:
        print("\n".join(_told(difference, old, new)))
    print(summary(Counter(one.change for one in found)))
    return int(any(one.change is Change.BREAKING for one in found))


def _now(old: Lock) -> Lock:
    """The same interfaces, as they are installed; one that is not to be found is left out."""
    entries: dict[str, Entry] = {}
    for words in old.interfaces:
        try:
            entries[words] = entry_of(read_spec(look_up(words, of_project=True)), {})
        except (LookupFailed, SpecError) as error:
            print(f"{words}: {error}", file=sys.stderr)
    return Lock(this_python(), entries)


def _told(difference: Difference, old: Lock, new: Lock) -> Iterator[str]:
    name = difference.interface
    versions = [lock.interfaces[name].distribution for lock in (old, new) if name in lock.interfaces]
    between = f"  ({' -> '.join(dict.fromkeys(filter(None, versions)))})" if any(versions) else ""
    title = f"{name}.{difference.member}".rstrip(".")
    yield f"{difference.change.value}: {title}: {difference.reason}{between}"
    yield from (f"  before:  {line}" for line in difference.before)
    yield from (f"  after:   {line}" for line in difference.after)
    for test in difference.tests[:_MOST_TESTS]:
        yield f"  test:    {test}"
    if len(difference.tests) > _MOST_TESTS:
        yield f"  and {len(difference.tests) - _MOST_TESTS} more tests"
