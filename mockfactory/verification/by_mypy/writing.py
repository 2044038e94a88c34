"""The module that mypy checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from builders.typings.spelling import UNKNOWN, Speller
from mockfactory.rules.comparing.pair import Pair
from mockfactory.spec import Member, Spec, SpecKind
from mockfactory.verification.by_mypy.asking import Asking, read_of
from mockfactory.verification.by_mypy.compared import compared, is_class_called, is_made, is_set, may_be_assigned
from mockfactory.verification.by_mypy.seeing import Shown

MISFITS: Final = frozenset({
    "assignment", "attr-defined", "index", "misc", "operator", "override", "return-value", "type-abstract",
    "union-attr",
})  # fmt: skip
"""Codes of lines that do not fit; others say how a project wants its own code to be written."""
ABSTRACT: Final = "abstract"
_SETTINGS: Final = (
    "# mypy: disallow-any-expr=False",
    f'# mypy: enable-error-code="{", ".join(sorted({*MISFITS, ABSTRACT}))}"',
)
"""What a project leaves out for its own code is not left out here: nothing would be found."""


@dataclass(frozen=True, slots=True)
class CheckModule:
    """A module to be checked.

    Attributes:
        text: the source.
        places: for a line that says something of a pair, the pair's number and the member; "" for the class as a whole.
        read: for a line that reads a member of the interface which Python finds on the implementation too, the same.
            What mypy does not find on the one, made at run time, it need not find on the other.
        made: for a line that makes an object, the pair's number, and the members that Python finds abstract.
        shown: for a line that asks what mypy sees of a pair, what it asks about.
        unnamed: the numbers of the pairs that no module has a name for, each with what has none.
    """

    text: str
    places: Mapping[int, tuple[int, str]]
    read: Mapping[int, tuple[int, str]]
    made: Mapping[int, tuple[int, Sequence[str]]]
    shown: Mapping[int, Shown]
    unnamed: Mapping[int, str]


def check_module(pairs: Sequence[Pair]) -> CheckModule:
    """Write what uses each implementation as its interface, member by member, and as a whole where types allow that.

    One assignment for each member finds more than the class as a whole: to mypy a Protocol is met by a method that has
    other names for its parameters, and only two conflicting members of a class are told.

    Args:
        pairs: to be checked, all in one module.
    """
    speller = Speller()
    writing = _Writing(speller, Asking(speller))
    unnamed: dict[int, str] = {}
    for number, pair in enumerate(pairs):
        asked = _side(speller, pair.iface, "asked")
        given = _side(speller, pair.impl, "given", called=is_class_called(pair))
        if asked is None or given is None:
            unnamed[number] = (pair.iface if asked is None else pair.impl).name
        else:
            writing.add(number, pair, asked, given)
    helpers = [line for helper in writing.asking.helpers.values() for line in helper]
    above = [*_SETTINGS, *speller.imports("\n".join([*helpers, *writing.lines])), *helpers]
    first = len(above)
    return CheckModule(
        "\n".join([*above, *writing.lines, ""]),
        {first + line: place for line, place in writing.places.items()},
        {first + line: place for line, place in writing.read.items()},
        {first + line: made for line, made in writing.made.items()},
        {first + line: shown for line, shown in writing.shown.items()},
        unnamed,
    )


@dataclass(slots=True)
class _Writing:
    """The lines so far, below the imports and the helpers, and what they are about: as in `CheckModule`."""

    speller: Speller
    asking: Asking
    lines: list[str] = field(default_factory=list[str])
    places: dict[int, tuple[int, str]] = field(default_factory=dict[int, tuple[int, str]])
    read: dict[int, tuple[int, str]] = field(default_factory=dict[int, tuple[int, str]])
    made: dict[int, tuple[int, Sequence[str]]] = field(default_factory=dict[int, tuple[int, Sequence[str]]])
    shown: dict[int, Shown] = field(default_factory=dict[int, Shown])

    def add(self, number: int, pair: Pair, asked: _Side, given: _Side) -> None:
        """Write what is asked about one pair."""
        typed = bool(asked.type and given.type)
        members = compared(pair) if typed else {}
        if members:
            self.lines += self.asking.promises(number, asked.type, members, pair.impl.members)
            above = len(self.lines) - len(members)
            there = [(place, name) for place, name in enumerate(members, 1) if name in pair.impl.members]
            self.read.update({above + place: (number, name) for place, name in there})
        parameters = ", ".join(f"{side.text}: {side.type}" for side in (asked, given) if side.type)
        self.lines.append(f"def pair_{number}({parameters}) -> None:")
        if members:
            self.lines.append(f"    promised = Promises_{number}(given)")
        texts = [read_of("given", member, pair.impl) for member in members.values()]
        each = [f"promised.member_{place}, {text}" for place, text in enumerate(texts)]
        self.lines.append(f"    reveal_type(({', '.join([asked.text, given.text, *each])}))")
        self.shown[len(self.lines)] = Shown(number, pair, tuple(members))
        for place, (name, text) in enumerate(zip(members, texts, strict=True)):
            self.lines.append(f"    promised.member_{place} = {text}")
            self.places[len(self.lines)] = (number, name)
        whole = may_be_assigned(pair, members)
        if pair.iface.kind is not SpecKind.PROTOCOL or not whole:
            self._set(number, pair, members)
        if not typed:
            self.lines += [f"    whole = {asked.text}", f"    whole = {given.text}"]
            self.places[len(self.lines)] = (number, "")
        elif whole:
            self.lines.append(f"    asked = {given.text}")
            self.places[len(self.lines)] = (number, "")
        if given.type and is_made(pair):
            self.lines.append(f"    {given.type}()")  # the last line: what makes nothing ends a function
            self.made[len(self.lines)] = (number, sorted(getattr(pair.impl.cls, "__abstractmethods__", ())))

    def _set(self, number: int, pair: Pair, members: Mapping[str, Member]) -> None:
        """Write what sets attributes, to values of which mypy knows no more than that they are of the promised type."""
        found = [(place, name) for place, (name, asked) in enumerate(members.items()) if is_set(pair, asked)]
        if found:
            self.lines.append(f"    again = Promises_{number}(given)")
        for place, name in found:
            self.lines.append(f"    given.{name} = again.member_{place}")
            self.places[len(self.lines)] = (number, name)


class _Side(NamedTuple):
    """One of a pair: an object of a type, whose name is its text; or what is called, whose text is its own name."""

    text: str
    type: str


def _side(speller: Speller, spec: Spec, name: str, *, called: bool = False) -> _Side | None:
    if spec.kind is SpecKind.FUNCTION:
        try:
            return _Side(speller.named(spec.target), "")
        except LookupError:
            return None
    spelled = speller.spell(spec.target)
    if UNKNOWN in spelled.split("."):
        return None
    return _Side(spelled, "") if called else _Side(name, spelled)
