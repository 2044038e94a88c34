"""Between which integers a draw stays: what is added and multiplied as columns has to fit into 64 bits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from builders.draws.choices import Constant, OneOf, Pick
from builders.draws.counted import Counted
from builders.draws.draw import Draw
from builders.draws.larger import Larger
from builders.draws.numbers import Integer, Steps, Total, Whole
from builders.draws.positions import Distinct, Ordinal
from builders.draws.products import Product
from builders.draws.wide import SERIAL_BITS, SERIAL_NUMBERS, Serial
from builders.draws.words import At, Either, Words
from builders.values.uniqueness import UniqueInteger

Range: TypeAlias = tuple[int, int]
SIGNED: Final = 1 << 63
EXACT: Final = 1 << 53
"""Up to here every integer is a float too."""


def range_of(draw: Draw) -> Range | None:
    """The least and the greatest integer that is drawn; `None` for anything else, and for more than 64 bits."""
    found = _unlimited(draw)
    return found if found is not None and found[0] >= -SIGNED and found[1] < SIGNED else None


def _unlimited(draw: Draw) -> Range | None:
    match draw:
        case Integer() | Distinct() | UniqueInteger():
            return draw.low, draw.high
        case Counted():
            return 1, SIGNED - 1
        case Ordinal():
            return 0, (1 << draw.bits) - 1
        case Serial():
            return 0, (1 << SERIAL_NUMBERS + SERIAL_BITS) - 1
        case Constant():
            return _hull([draw.value])
        case Pick() | Words():
            return _hull(draw.items)
        case At():
            return _unlimited(draw.draw)
        case Either() | OneOf():
            found = [_unlimited(part) for part in draw.parts()]
            return _hull([end for ends in found for end in (ends or (None,))])
        case Total():
            first, second = _unlimited(draw.first), _unlimited(draw.second)
            return None if first is None or second is None else (first[0] + second[0], first[1] + second[1])
        case Larger():
            one, other = _unlimited(draw.first), _unlimited(draw.second)
            return None if one is None or other is None else (max(one[0], other[0]), max(one[1], other[1]))
        case Product():
            one, other = _unlimited(draw.first), _unlimited(draw.second)
            return None if one is None or other is None else _hull([a * b for a in one for b in other])
        case Whole():
            count = _unlimited(draw.count)
            return None if count is None else (count[0] // draw.divisor, count[1] // draw.divisor)
        case Steps():
            count = _unlimited(draw.count)
            if count is None or not isinstance(draw.step, int):
                return None
            ends = sorted(end * draw.step for end in count)
            return ends[0], ends[1]
        case _:
            return None


def _hull(values: Sequence[object]) -> Range | None:
    numbers = [value for value in values if isinstance(value, int) and not isinstance(value, bool)]
    return (min(numbers), max(numbers)) if numbers and len(numbers) == len(values) else None
