"""What is drawn again when a maker refuses an object, in which order, and when there is no more hope."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from builders.plan.maker import Refusal

WITH_KIN: Final = 200
"""So many times the fields that a refusal names are drawn again with their kin: a total with its subtotal.

Where several kin are refused, each for itself, it may take too long until all are accepted at once.
"""
ONLY_BLAMED: Final = 300
"""So many times nothing else is drawn again."""
TRIES: Final = 1500
"""How many times an object is drawn at most.

After the first 300 each fourth time draws everything, 300 times. Where one of twenty values would do, none is among so
many in less than one of a million objects: (19 / 20) ** 300 < 3e-7.
"""
GIVEN_TRIES: Final = 300
"""How many times all else is drawn where nothing is named as refused but what was given."""
_ROUND: Final = 4
_WORD: Final = re.compile(r"\w+")
RULED_TRIES: Final = 4
"""How many times rules are asked again whose values are refused: they see little that changes."""


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """The fields of an object that may be drawn again.

    Attributes:
        drawn: all of them.
        light: those that hold no objects, and so take little time.
        ruled: fields that rules compute from the others.
        kin: of a field, those that are made of the same. Asked only when something is drawn again.
    """

    drawn: Collection[str]
    light: Collection[str]
    ruled: Collection[str]
    kin: Callable[[str], Collection[str]]

    def after(self, refusal: Refusal, attempt: int, ruled_tries: int) -> Collection[str]:
        """What is drawn again.

        Args:
            refusal: of the last try.
            attempt: how many tries there were before, not counting the first object.
            ruled_tries: how many of them came after a refusal of nothing but computed fields.

        Returns:
            Names of fields, none where no further try would help.
        """
        if attempt >= TRIES - 1 or self._is_final(refusal, ruled_tries):
            return ()
        everything = attempt % _ROUND == _ROUND - 1
        named = [name for name in self.drawn if name in refusal.reasons] or self._mentioned(refusal)
        if named:
            others_matter = any(name not in refusal.alone for name in refusal.reasons)
            return (
                self.drawn
                if everything and attempt >= ONLY_BLAMED and others_matter
                else self._together(named, attempt)
            )
        if any(name and self._stays(name) for name in refusal.reasons):
            # It is more likely to be refused for itself, so this is not tried for as long.
            return self.drawn if attempt < GIVEN_TRIES else ()
        return self.drawn if everything or not self.light or self.is_ruled(refusal) else self.light

    def is_ruled(self, refusal: Refusal) -> bool:
        """Whether nothing is refused but what rules computed."""
        return bool(self.ruled) and all(name in self.ruled for name in refusal.reasons)

    def _is_final(self, refusal: Refusal, ruled_tries: int) -> bool:
        if ruled_tries >= RULED_TRIES and self.is_ruled(refusal):
            return True
        return any(map(self._stays, refusal.alone))

    def _together(self, named: Collection[str], attempt: int) -> Collection[str]:
        """What is drawn again when these fields are."""
        if attempt >= WITH_KIN:
            return named
        family = {*named}.union(*map(self.kin, named))
        return [name for name in self.drawn if name in family]

    def _stays(self, name: str) -> bool:
        """Whether a field is neither drawn nor computed: it was given, or is a default."""
        return name not in self.drawn and name not in self.ruled

    def _mentioned(self, refusal: Refusal) -> Collection[str]:
        """The fields that the words of a refusal mention: "ends_at is before starts_at"."""
        words = {word for reason in refusal.reasons.values() for word in _WORD.findall(reason)}
        return [name for name in self.drawn if name in words]
