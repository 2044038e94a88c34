"""A regular expression as a tree of what it takes, each part knowing which lengths it can have.

The lengths are the bits of an integer: bit 3 is set when three characters are possible. Putting two parts one after the
other adds each length to each; so "is there a match of 5 to 8 characters" is exact, and so is the way to one.
"""

from __future__ import annotations

import abc
from dataclasses import dataclass, field
from typing import Final

from builders.seed.mixing import item
from builders.values.digests import letters

LONGEST: Final = 512
"""Longer matches are not looked for."""
_FEW: Final = 256
_ALL: Final = (1 << LONGEST + 1) - 1


class Chance:
    """Numbers from a state, one after another."""

    def __init__(self, state: int) -> None:
        self._state = state
        self._position = 0

    def below(self, limit: int) -> int:
        """A number from 0 to `limit - 1`."""
        self._position += 1
        return item(self._state, self._position) * limit >> 64

    def bit_of(self, bits: int) -> int:
        """The position of one of the bits that are set."""
        chosen = self.below(bits.bit_count())
        for _ in range(chosen):
            bits &= bits - 1
        return (bits & -bits).bit_length() - 1


class Node(abc.ABC):
    """A part of a regular expression.

    Attributes:
        lengths: the lengths that it can match, as bits.
    """

    lengths: int

    @abc.abstractmethod
    def text(self, length: int, chance: Chance, groups: dict[int, str]) -> str:
        """A text of exactly this length; `length` is one of `lengths`."""
        raise NotImplementedError


@dataclass
class Nothing(Node):
    """What takes no characters: an anchor, or a look ahead, which is tried out afterwards."""

    lengths: int = 1

    def text(self, length: int, chance: Chance, groups: dict[int, str]) -> str:
        return ""


@dataclass
class Edge(Nothing):
    """The beginning or the end of the text."""


@dataclass
class Characters(Node):
    """One of some characters, as ranges of code points: first and last, both included."""

    ranges: tuple[tuple[int, int], ...]
    lengths: int = 2

    def __post_init__(self) -> None:
        self._alphabet: str | None = None
        self._size = sum(last - first + 1 for first, last in self.ranges)
        if self._size == 0:
            self.lengths = 0

    def text(self, length: int, chance: Chance, groups: dict[int, str]) -> str:
        number = chance.below(self._size) if self._size > 1 else 0
        for first, last in self.ranges:
            if number <= last - first:
                return chr(first + number)
            number -= last - first + 1
        raise AssertionError("a number below the size is in one of the ranges")

    def alphabet(self, most: int) -> str | None:
        """All the characters; `None` when there are more than `most`."""
        if self._size > most:
            return None
        if self._alphabet is None:
            self._alphabet = "".join(chr(point) for first, last in self.ranges for point in range(first, last + 1))
        return self._alphabet


@dataclass
class Sequence(Node):
    """One part after the other."""

    parts: tuple[Node, ...]
    lengths: int = field(init=False)

    def __post_init__(self) -> None:
        # What is possible from each part on to the end.
        self._rests = [1]
        for part in reversed(self.parts):
            self._rests.append(added(part.lengths, self._rests[-1]))
        self._rests.reverse()
        self.lengths = self._rests[0]

    def text(self, length: int, chance: Chance, groups: dict[int, str]) -> str:
        written: list[str] = []
        for part, rest in zip(self.parts, self._rests[1:], strict=True):
            own = chance.bit_of(first_addends(part.lengths, rest, length))
            written.append(part.text(own, chance, groups))
            length -= own
        return "".join(written)


@dataclass
class Choice(Node):
    """One of several parts."""

    parts: tuple[Node, ...]
    lengths: int = field(init=False)

    def __post_init__(self) -> None:
        self.lengths = 0
        for part in self.parts:
            self.lengths |= part.lengths

    def text(self, length: int, chance: Chance, groups: dict[int, str]) -> str:
        possible = [part for part in self.parts if part.lengths >> length & 1]
        return possible[chance.below(len(possible))].text(length, chance, groups)


@dataclass
class Repeated(Node):
    """A part from `least` to `most` times."""

    part: Node
    least: int
    most: int
    lengths: int = field(init=False)

    def __post_init__(self) -> None:
        self._after = [1]
        self.lengths = 1 if self.least == 0 else 0
        while len(self._after) <= self.most:
            reached = added(self._after[-1], self.part.lengths)
            if not reached or (len(self._after) > self.least and not reached & ~self.lengths):
                # Nothing new comes of more of it.
                break
            self._after.append(reached)
            if len(self._after) > self.least:
                self.lengths |= reached

    def text(self, length: int, chance: Chance, groups: dict[int, str]) -> str:
        if isinstance(self.part, Characters):
            alphabet = self.part.alphabet(_FEW)
            if alphabet is not None:
                return letters(alphabet, length, length, chance.below(1 << 64))
        possible = 0
        for count in range(self.least, len(self._after)):
            possible |= (self._after[count] >> length & 1) << count
        count = chance.bit_of(possible)
        written: list[str] = []
        for left in range(count - 1, -1, -1):
            own = chance.bit_of(first_addends(self.part.lengths, self._after[left], length))
            written.append(self.part.text(own, chance, groups))
            length -= own
        return "".join(written)


@dataclass
class Group(Node):
    """A part whose text is needed again."""

    number: int
    part: Node
    lengths: int = field(init=False)

    def __post_init__(self) -> None:
        self.lengths = self.part.lengths

    def text(self, length: int, chance: Chance, groups: dict[int, str]) -> str:
        groups[self.number] = self.part.text(length, chance, groups)
        return groups[self.number]


@dataclass
class Again(Node):
    """The text of a group once more. Its length is the group's, whatever was planned: the whole is measured at last."""

    number: int
    lengths: int

    def text(self, length: int, chance: Chance, groups: dict[int, str]) -> str:
        return groups.get(self.number, "")


def added(first: int, second: int) -> int:
    """Every length of the one plus every length of the other."""
    if first.bit_count() > second.bit_count():
        first, second = second, first
    result = 0
    while first:
        lowest = first & -first
        result |= second * lowest
        first ^= lowest
    return result & _ALL


def first_addends(first: int, second: int, total: int) -> int:
    """Those lengths of the first that some length of the second makes up to `total`."""
    # `second` read backwards from `total` has the bit of each length that is left for the first.
    left = int(f"{second & (1 << total + 1) - 1:0{total + 1}b}"[::-1], 2)
    return first & left
