"""What has changed between two snapshots of an interface, by the rules."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, final

from mockfactory.verification.snapshots.evaluating import Find, found_in_python
from mockfactory.verification.snapshots.judging import Change, Judge
from mockfactory.verification.snapshots.lock import Entry, Lock
from mockfactory.verification.snapshots.written import Written, bare, read_line

_WITH_MODULES: Final = 2
_WITH_CLASSES: Final = 3
"""The formats since which lines hold so much."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One member that has changed.

    Attributes:
        change: how bad it is.
        interface: "module:name".
        member: its name; "" for the interface as a whole.
        reason: all that is different, in words.
        before: its lines in the old snapshot.
        after: in the new one.
        tests: those that rely on it.
    """

    change: Change
    interface: str
    member: str
    reason: str
    before: Sequence[str] = ()
    after: Sequence[str] = ()
    tests: Sequence[str] = ()


def differences(before: Lock, after: Lock, find: Find = found_in_python) -> list[Difference]:
    """What has changed, the worst first.

    Args:
        before: what the tests were written against.
        after: what there is now; of an interface that is not in it, all is gone.
        find: knows what the names of types mean now, so that a class which was moved is seen to be the same.
    """
    oldest = min(before.format, after.format)
    read = _read_bare if oldest < _WITH_MODULES else _read_unbound if oldest < _WITH_CLASSES else _read
    comparison = _Comparison(read, find)
    found = [
        one
        for name, entry in before.interfaces.items()
        for one in comparison.of_interface(name, entry, after.interfaces.get(name))
    ]
    order = list(Change)
    return sorted(found, key=lambda one: (order.index(one.change), one.interface, one.member))


def _read(lines: Sequence[str]) -> list[Written]:
    return [read_line(one) for one in lines]


def _read_unbound(lines: Sequence[str]) -> list[Written]:
    """Without what is there on the class: attributes that are were not told from others."""
    return [dataclasses.replace(one, of_class=False, on_class=False) for one in _read(lines)]


def _read_bare(lines: Sequence[str]) -> list[Written]:
    return [bare(one) for one in _read_unbound(lines)]


@final
class _Comparison:
    def __init__(self, read: Callable[[Sequence[str]], list[Written]], find: Find) -> None:
        self._read: Final = read
        self._judge: Final = Judge(find)

    def of_interface(self, name: str, old: Entry, new: Entry | None) -> Iterator[Difference]:
        """Each member that has changed."""
        if new is None:
            tests = sorted({test for tests in old.used.values() for test in tests})
            yield Difference(Change.BREAKING, name, "", "it is gone", tests=tests)
            return
        for member in sorted({*old.members, *new.members}):
            lines, now = old.members.get(member), new.members.get(member)
            tests = list(old.used.get(member, ()))
            if lines is None:
                yield Difference(Change.COMPATIBLE, name, member, "it is new", (), now or (), tests)
            elif now is None:
                yield Difference(Change.BREAKING, name, member, "it is gone", lines, (), tests)
            elif list(lines) != list(now):
                before, after = self._read(lines), self._read(now)
                if not self._judge.are_same(before, after):
                    change, reasons = self._judge.of_lines(before, after)
                    yield Difference(change, name, member, "; ".join(reasons), lines, now, tests)


def summary(found: Mapping[Change, int]) -> str:
    """One line: how many changes of each kind."""
    return ", ".join(f"{number} {change.value}" for change, number in found.items() if number) or "nothing has changed"
