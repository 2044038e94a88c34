"""The pairs that tests make while they run: what is bound to a type, what replaces a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, TypeAlias, final

from mockfactory.double.recording.record import OF_A_CLASS, Put
from mockfactory.rules.comparing.others import is_of_others, is_of_python
from mockfactory.spec import SpecError
from mockfactory.spec.annotations.forms import origin_of
from mockfactory.spec.read import read_spec
from mockfactory.verification.pairs.stand_in import StandIn
from mockfactory.verification.words import folder_of, named, words_of

_Key: TypeAlias = tuple[int, int, str]
_LOCAL: Final = "<locals>"


@dataclass(frozen=True, slots=True)
class Made:
    """A pair that tests made, by the words that find it again.

    Attributes:
        implementation: "tests.fakes:FakeMailer".
        interface: "app.mail:Mailer".
        by: "bind", "replace", "replace of a class", or several of them.
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
        return f"{self.implementation} {_stands_for(self.by)} {self.interface}"

    @property
    def stand_in(self) -> StandIn:
        """The pair, to be verified."""
        source = said(self.by, self.tests)
        return StandIn(self.implementation, self.interface, source, self.folders, is_called=OF_A_CLASS in self.by)


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
        return f"{named(self.implementation)} {_stands_for(self.by)} {named(self.interface)}"

    @property
    def stand_in(self) -> StandIn:
        """The pair, to be verified as it is."""
        source = said(self.by, sorted(self.tests))
        return StandIn(self.implementation, self.interface, source, is_called=OF_A_CLASS in self.by)


def _stands_for(by: Iterable[str]) -> str:
    return "stands for the class" if OF_A_CLASS in by else "stands for"


def said(by: Iterable[str], tests: Sequence[str]) -> str:
    """Where a pair was made: "tests/test_mail.py::test_send and 3 more tests, by bind"."""
    more = len(tests) - 1
    beside = f" and {more} more test{'s' * (more > 1)}" if more > 0 else ""
    return f"{''.join(tests[:1])}{beside}, by {' and '.join(sorted(by))}"


@final
class MadePairs:
    """What was bound and replaced while tests ran."""

    def __init__(self) -> None:
        self._seen: Final[dict[_Key, Seen]] = {}
        self._local: Final[set[str]] = set()
        self._news: Final[dict[_Key, set[str]]] = {}

    def see(self, puts: Iterable[Put], test: str) -> Iterator[Seen]:
        """Write down what a test has bound or replaced, and give what can't be kept.

        A class that a function defines is another one each time it is called: of such a pair only its title is kept.
        """
        for by, implementation, interface in puts:
            key = (id(implementation), id(origin_of(interface) or interface), named(interface))
            known = self._seen.get(key)
            if known is None:
                if not _is_for_us(implementation, interface):
                    continue
                seen = Seen(implementation, interface, {by}, {test})
                if _LOCAL in seen.title:
                    self._local.add(seen.title)
                    yield seen
                    continue
                known = self._seen[key] = Seen(implementation, interface)
            if test not in known.tests or by not in known.by:
                self._news.setdefault(key, set()).add(test)
            known.by.add(by)
            known.tests.add(test)

    def news(self, project: Path) -> tuple[list[Made], list[str]]:
        """What has come since this was asked for the last time, by its words; and the titles of what has none as yet.

        While something is replaced, it is not found by its words.
        """
        made: list[Made] = []
        pending: list[str] = []
        for key, tests in list(self._news.items()):
            found = _in_words(self._seen[key], project)
            if found is None:
                pending.append(self._seen[key].title)
            else:
                made.append(replace(found, tests=sorted(tests)))
                del self._news[key]
        return made, pending

    def found_again(self, project: Path) -> tuple[list[Made], list[Seen]]:
        """The pairs by their words; and those that no module has under their names.

        To be asked when nothing is replaced any more.
        """
        found = [(seen, _in_words(seen, project)) for seen in self._seen.values()]
        made = put_together(one for _, one in found if one is not None)
        return made, [seen for seen, one in found if one is None]

    def left_out(self, lost: Iterable[Seen]) -> list[str]:
        """The titles of what can't be found again."""
        return sorted({*self._local, *(seen.title for seen in lost)})


def put_together(made: Iterable[Made]) -> list[Made]:
    """The pairs of several processes, each once, sorted by what they stand for."""
    found: dict[tuple[str, str], tuple[set[str], set[str], set[str]]] = {}
    for one in made:
        by, tests, folders = found.setdefault((one.interface, one.implementation), (set(), set(), set()))
        by.update(one.by)
        tests.update(one.tests)
        folders.update(one.folders)
    return [
        Made(implementation, interface, *map(sorted, found[interface, implementation]))
        for interface, implementation in sorted(found)
    ]


def _in_words(seen: Seen, project: Path) -> Made | None:
    mine, theirs = words_of(seen.implementation), words_of(seen.interface)
    if mine is None or theirs is None:
        return None
    folders = {folder_of(mine, project), folder_of(theirs, project)} - {""}
    return Made(mine, theirs, sorted(seen.by), sorted(seen.tests), sorted(folders))


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
