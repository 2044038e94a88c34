"""Texts that match a pattern and have the right length."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from builders.draws.compiling import compiled
from builders.draws.computed import Computed, Of
from builders.draws.draw import Draw
from builders.errors import CannotBuild
from builders.seed.mixing import item
from builders.values.constraints import Constraints, contradiction
from builders.values.patterns.composing import composed
from builders.values.patterns.nodes import LONGEST, Chance, Node, Sequence
from builders.values.patterns.parsing import FILLER, Unreadable, in_python, parsed, search

_TRIES: Final = 2000
"""For what a length does not tell: word boundaries, look-arounds, references."""
_FIRST_TRIES: Final = 200
"""To see whether it is worth while."""
_SAMPLES: Final = 32
_ROOM: Final = 12
"""How much longer than the shortest match a text may be, where more is allowed."""


@dataclass(frozen=True, slots=True)
class _Matching:
    """Gives a text for a state."""

    node: Node
    lengths: int
    search: Callable[[str], re.Match[str] | None]
    pattern: str
    least: int
    most: int

    def found(self, state: int, tries: int) -> str | None:
        for attempt in range(tries):
            chance = Chance(item(state, attempt))
            text = self.node.text(chance.bit_of(self.lengths), chance, {})
            if self.least <= len(text) <= self.most and self.search(text) is not None:
                return text
        return None

    def __call__(self, state: int) -> str:
        text = self.found(state, _TRIES)
        if text is not None:
            return text
        raise CannotBuild(
            f"no text was found that the pattern {self.pattern!r} matches, among {_TRIES} that have its form.\n"
            "  what to do:  give the field a value, or declare how it is drawn"
        )


def matching(constraints: Constraints, path: str, convert: Callable[[str], object] | None = None) -> Draw:
    """A text that the pattern is found in, of the right length.

    Args:
        constraints: with a pattern.
        path: where it stands, for errors.
        convert: makes something else of the text.

    Raises:
        CannotBuild: the pattern can't be read, or no match has such a length.
    """
    assert constraints.pattern is not None
    least, most = constraints.min_length or 0, constraints.max_length
    node, matches = read(constraints.pattern, path)
    limit = LONGEST if most is None else min(most, LONGEST)
    simple = composed(node, least, limit)
    if simple is not None and _always(simple, matches):
        return simple if convert is None else Of(convert, simple)
    for tried in (node, Sequence((node, FILLER)), Sequence((FILLER, node))):
        lengths = _between(tried.lengths, least, limit)
        if lengths:
            function = _Matching(tried, lengths, matches, constraints.pattern, least, limit)
            if function.found(0, _FIRST_TRIES) is None:
                continue
            known = (lengths & -lengths).bit_length() - 1, lengths.bit_length() - 1
            return Computed(function if convert is None else _Converted(function, convert), known)
    raise contradiction(path, "no text", constraints)


@dataclass(frozen=True, slots=True)
class _Converted:
    function: Callable[[int], str]
    convert: Callable[[str], object]

    def __call__(self, state: int) -> object:
        return self.convert(self.function(state))


def read(pattern: str, path: str) -> tuple[Node, Callable[[str], re.Match[str] | None]]:
    """The tree of a pattern, and what searches for it.

    Raises:
        CannotBuild: it can't be read.
    """
    try:
        return parsed(in_python(pattern)), search(pattern)
    except Unreadable as error:
        raise CannotBuild(
            f"{path}: the pattern {pattern!r} can't be read: {error}.\n"
            "  what to do:  give the field a value, or declare how it is drawn"
        ) from None


def _always(draw: Draw, matches: Callable[[str], object]) -> bool:
    """Whether what a draw gives matches; one that has an edge in the middle never does, so a few texts tell."""
    function = compiled(draw, "", "a pattern tried out")
    return all(matches(str(function(item(0, index), index, 0))) is not None for index in range(_SAMPLES))


def _between(lengths: int, least: int, most: int) -> int:
    """Those lengths from `least` to `most`, and of those none much longer than the shortest."""
    allowed = lengths >> least << least & (1 << most + 1) - 1
    shortest = (allowed & -allowed).bit_length() - 1
    near = allowed & (1 << max(shortest, 0) + _ROOM + 1) - 1
    return near or allowed
