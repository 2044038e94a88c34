"""`mockfactory spec snapshot` and `mockfactory spec diff`."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from mockfactory.lookup import LookupFailed, look_up
from mockfactory.spec import SpecError
from mockfactory.spec.read import read_spec
from mockfactory.verification.snapshots.comparing import Change, Difference, differences, summary
from mockfactory.verification.snapshots.evaluating import found_by_name, known_alone
from mockfactory.verification.snapshots.lock import BadLock, Entry, Lock, read_lock, this_python, write_lock
from mockfactory.verification.snapshots.recording import entry_of
from mockfactory.verification.snapshots.written import Unreadable

_MOST_TESTS: Final = 5


def snapshot_of_tests(file: Path, arguments: Sequence[str]) -> int:
    """Run the tests of the project, and write what their doubles stand for.

    Args:
        file: to be written.
        arguments: for pytest.

    Returns:
        What pytest returns.
    """
    command = [sys.executable, "-m", "pytest", "--mockfactory-snapshot", str(file), *arguments]
    return subprocess.run(command, check=False).returncode


def snapshot_of(targets: Sequence[str], file: Path) -> int:
    """Write what certain interfaces promise.

    Args:
        targets: the words "module:name" of each.
        file: to be written.

    Returns:
        0; 2 where one of them can't be read, and then nothing is written.
    """
    entries: dict[str, Entry] = {}
    for words in targets:
        try:
            entries[words] = entry_of(read_spec(look_up(words)), {})
        except (LookupFailed, SpecError) as error:
            print(f"{words}: {error}", file=sys.stderr)
            return 2
    write_lock(Lock(this_python(), entries), file)
    print(f"{file}: {len(entries)} interface{'s' * (len(entries) != 1)}")
    return 0


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
        found = differences(old, new, known_alone if after is not None else found_by_name)
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
            entries[words] = entry_of(read_spec(look_up(words)), {})
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
