"""The pairs that tests make while they run: what is bound to a type, what replaces a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, final

from mockfactory.double.recording.record import Put
from mockfactory.rules.comparing.others import is_of_others, is_of_python
from mockfactory.spec import SpecError
from mockfactory.spec.annotations.forms import origin_of
from mockfactory.spec.read import read_spec
from mockfactory.verification.pairs.stand_in import StandIn
from mockfactory.verification.words import folder_of, named, words_of

_LOCAL: Final = "<locals>"


@dataclass(frozen=True, slots=True)
class Made:
    """A pair that tests made, by the words that find it again.

    Attributes:
        implementation: "tests.fakes:FakeMailer".
        interface: "app.mail:Mailer".
        by: "bind", "replace", or both.
        tests: that made it.
        folders: see `StandIn`.
    """

    implementation: str
    interface: str
    by: Sequence[str]
    tests: Sequence[str]
    folders: Sequence[str] = ()

    @property
    def title(self) -> str:
        """What is said of it."""
        return f"{self.implementation} stands for {self.interface}"

    @property
    def stand_in(self) -> StandIn:
        """The pair, to be verified."""
        return StandIn(self.implementation, self.interface, said(self.by, self.tests), self.folders)


@dataclass(slots=True)
class Seen:
    """A pair as it was seen: the things themselves.

    Attributes:
        implementation: a class or function.
        interface: what it stands for.
        by: what made it.
        tests: that made it.
    """

    implementation: object
    interface: object
    by: set[str] = field(default_factory=set[str])
    tests: set[str] = field(default_factory=set[str])

    @property
    def title(self) -> str:
        """What is said of it, in words that need not find it again."""
        return f"{named(self.implementation)} stands for {named(self.interface)}"

    @property
    def stand_in(self) -> StandIn:
        """The pair, to be verified as it is."""
        return StandIn(self.implementation, self.interface, said(self.by, sorted(self.tests)))


def said(by: Iterable[str], tests: Sequence[str]) -> str:
    """Where a pair was made: "tests/test_mail.py::test_send and 3 more tests, by bind"."""
    more = len(tests) - 1
    beside = f" and {more} more test{'s' * (more > 1)}" if more > 0 else ""
    return f"{''.join(tests[:1])}{beside}, by {' and '.join(sorted(by))}"


@final
class MadePairs:
    """What was bound and replaced while tests ran."""

    def __init__(self) -> None:
        self._seen: Final[dict[tuple[int, int, str], Seen]] = {}
        self._local: Final[set[str]] = set()

    def see(self, puts: Iterable[Put], test: str) -> Iterator[Seen]:
        """Write down what a test has bound or replaced, and give what can't be kept.

        A class that a function defines is another one each time it is called: of such a pair only its title is kept.
        """
        for by, implementation, interface in puts:
            if not _is_for_us(implementation, interface):
                continue
            seen = Seen(implementation, interface, {by}, {test})
            if _LOCAL in seen.title:
                self._local.add(seen.title)
                yield seen
                continue
            key = (id(implementation), id(origin_of(interface) or interface), named(interface))
            known = self._seen.setdefault(key, seen)
            known.by.add(by)
            known.tests.add(test)

    def found_again(self, project: Path) -> tuple[list[Made], list[Seen]]:
        """The pairs by their words; and those that no module has under their names.

        To be asked when nothing is replaced any more.
        """
        made: list[Made] = []
        lost: list[Seen] = []
        for seen in self._seen.values():
            mine, theirs = words_of(seen.implementation), words_of(seen.interface)
            if mine is None or theirs is None:
                lost.append(seen)
                continue
            folders = {folder_of(mine, project), folder_of(theirs, project)} - {""}
            made.append(Made(mine, theirs, sorted(seen.by), sorted(seen.tests), sorted(folders)))
        return put_together(made), lost

    def left_out(self, lost: Iterable[Seen]) -> list[str]:
        """The titles of what can't be found again."""
        return sorted({*self._local, *(seen.title for seen in lost)})


def put_together(made: Iterable[Made]) -> list[Made]:
    """The pairs of several processes, each once, sorted by what they stand for."""
    found: dict[tuple[str, str], Made] = {}
    for one in made:
        key = (one.interface, one.implementation)
        other = found.get(key, one)
        found[key] = Made(
            one.implementation, one.interface, _both(one.by, other.by), _both(one.tests, other.tests),
            _both(one.folders, other.folders),
        )  # fmt: skip
    return [found[key] for key in sorted(found)]


def in_words(pairs: Iterable[StandIn], project: Path) -> list[Made]:
    """The pairs by their words, without who made them; those that no module has under their names are left out."""
    found: list[Made] = []
    for pair in pairs:
        things = (pair.implementation, pair.interface)
        mine, theirs = (thing if isinstance(thing, str) else words_of(thing) for thing in things)
        if mine is not None and theirs is not None:
            folders = {*pair.folders, folder_of(mine, project), folder_of(theirs, project)} - {""}
            found.append(Made(mine, theirs, [], [], sorted(folders)))
    return put_together(found)


def _both(one: Iterable[str], other: Iterable[str]) -> list[str]:
    return sorted({*one, *other})


def _is_for_us(implementation: object, interface: object) -> bool:
    """Whether both can be read, and somebody here could mend the one that was written for the other."""
    base = origin_of(interface) or interface
    if is_of_others(implementation, base) or (is_of_python(implementation) and is_of_python(base)):
        return False
    try:
        read_spec(implementation)
        read_spec(interface)
    except SpecError:
        return False
    return True
