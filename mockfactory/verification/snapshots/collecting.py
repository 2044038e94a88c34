"""Which interfaces the doubles of a test run stand for, and which tests rely on which of their members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, final

from mockfactory.spec import Spec
from mockfactory.verification.snapshots.lock import Entry, Lock, this_python
from mockfactory.verification.snapshots.recording import entry_of, words_of


@final
class Collector:
    """What was seen while tests ran."""

    def __init__(self) -> None:
        self._specs: Final[dict[str, Spec]] = {}
        self._used: Final[dict[str, dict[str, set[str]]]] = {}

    def see(self, spec: Spec, members: Iterable[str], test: str) -> None:
        """Write down that a test has a double of an interface, and stubs, calls or verifies some of its members."""
        words = words_of(spec)
        if words is None:
            return
        self._specs[words] = spec
        used = self._used.setdefault(words, {})
        for member in members:
            used.setdefault(member, set()).add(test)

    def lock(self) -> Lock:
        """All that was seen."""
        return Lock(this_python(), {words: entry_of(spec, self._used[words]) for words, spec in self._specs.items()})


def merged(locks: Iterable[Lock]) -> Lock:
    """What several processes have seen, put together."""
    found: dict[str, Entry] = {}
    for lock in locks:
        for words, entry in lock.interfaces.items():
            found[words] = Entry(entry.distribution, entry.members, _together(found.get(words), entry))
    return Lock(this_python(), found)


def _together(one: Entry | None, other: Entry) -> Mapping[str, list[str]]:
    uses = [other.used] if one is None else [one.used, other.used]
    names = sorted({name for used in uses for name in used})
    return {name: sorted({test for used in uses for test in used.get(name, ())}) for name in names}
