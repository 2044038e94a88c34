"""Which interfaces the doubles of a test run stand for, and which tests rely on which of their members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, final

from mockfactory.spec import Spec, SpecKind
from mockfactory.verification.pairs.made import Made, put_together
from mockfactory.verification.snapshots.lock import Entry, Lock, this_python
from mockfactory.verification.snapshots.recording import entry_of
from mockfactory.verification.words import named, words_of


@final
class Collector:
    """What was seen while tests ran.

    Attributes:
        left_out: the names of interfaces that no module has a name for.
    """

    def __init__(self) -> None:
        self.left_out: Final[set[str]] = set()
        self._specs: Final[dict[str, Spec]] = {}
        self._used: Final[dict[str, dict[str, set[str]]]] = {}

    def see(self, spec: Spec, members: Iterable[str], test: str) -> None:
        """Write down that a test has a double of an interface, and stubs, calls or verifies some of its members."""
        if spec.kind is SpecKind.CALLABLE:
            return  # `Callable[[int], str]` is no interface with a name
        words = named(spec.cls or spec.target)
        if "<" in words:
            self.left_out.add(words)
            return
        self._specs[words] = spec
        used = self._used.setdefault(words, {})
        for member in members:
            used.setdefault(member, set()).add(test)

    def lock(self, made: Sequence[Made] = ()) -> Lock:
        """All that was seen. To be asked when nothing is replaced any more.

        Args:
            made: the pairs that the tests made.
        """
        gone = {words for words, spec in self._specs.items() if spec.cls is None and words_of(spec.target) is None}
        self.left_out.update(gone)
        entries = {words: entry_of(spec, self._used[words]) for words, spec in self._specs.items() if words not in gone}
        return Lock(this_python(), entries, made)


def merged(locks: Sequence[Lock]) -> Lock:
    """What several processes have seen, put together."""
    found: dict[str, Entry] = {}
    for lock in locks:
        for words, entry in lock.interfaces.items():
            found[words] = Entry(entry.distribution, entry.members, _together(found.get(words), entry))
    return Lock(this_python(), found, put_together(one for lock in locks for one in lock.made))


def _together(one: Entry | None, other: Entry) -> Mapping[str, list[str]]:
    uses = [other.used] if one is None else [one.used, other.used]
    names = sorted({name for used in uses for name in used})
    return {name: sorted({test for used in uses for test in used.get(name, ())}) for name in names}
