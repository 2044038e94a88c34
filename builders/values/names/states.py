"""States, and postal codes that lie in them: where Faker's locale knows which do."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from builders.draws.draw import Draw
from builders.draws.numbers import Integer, Total, Whole
from builders.draws.products import Product
from builders.draws.texts import Padded
from builders.draws.words import At, Words
from builders.values.vocabulary.vocabulary import vocabulary

_FINE: Final = 1 << 15


@dataclass(frozen=True, slots=True, eq=False)
class States:
    """The states of a country, their abbreviations, and the ranges of their postal codes; one lane draws all of them.

    Attributes:
        names, abbreviations: texts.
        first, count: integers; a state's codes are so many, from `first` on.
        digits: how many digits a code is written with.
    """

    names: Words
    abbreviations: Words
    first: Words
    count: Words
    digits: int = 5

    def postcode(self, place: str) -> Draw:
        """A postal code of the state at a place."""
        state = f"{place}~state"
        share = Product(At(f"{place}~postcode", Integer(0, _FINE - 1)), At(state, self.count))
        return Padded(Total(Whole(share, _FINE), At(state, self.first)), self.digits)


@functools.cache
def states(locale: str) -> States | None:
    """The states of a locale's country; `None` where Faker does not know enough about them."""
    words = vocabulary(locale)
    if locale != "en_US" or not words.knows("state"):
        return None
    names = words.words("state")
    ranges = words.attribute("state", "states_postcode")
    all_abbreviations = words.attribute("state", "states_abbr")
    if not isinstance(ranges, Mapping) or not isinstance(all_abbreviations, tuple):
        return None
    codes = cast("Mapping[str, tuple[int, int]]", ranges)
    # Both are in the order of the names; only the abbreviations have the District of Columbia.
    abbreviations = tuple(str(short) for short in cast("tuple[object, ...]", all_abbreviations) if short != "DC")
    if len(abbreviations) != len(names.items) or not set(abbreviations) <= set(codes):
        return None
    return States(
        names,
        Words(abbreviations, names.thresholds),
        Words(tuple(codes[short][0] for short in abbreviations), names.thresholds),
        Words(tuple(codes[short][1] - codes[short][0] + 1 for short in abbreviations), names.thresholds),
    )
