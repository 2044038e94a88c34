"""Names of the two ends of a range: `min_x` and `max_x`, `lower` and `upper`, `start` and `end`.

The lower end is drawn from the lower half of what the field may be, and the upper end from the upper half. So they are
in order without knowing of each other; and still are when both are bounded alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a range: number `number`, from 0, of `count` equal ones.

    Attributes:
        rest: the words of the name that say what it is a range of: "price" in `min_price`.
    """

    number: int
    count: int
    rest: tuple[str, ...] = ()


_MARKS: Final = {
    **dict.fromkeys(("min", "minimum", "smallest", "lowest", "earliest"), 0),
    **dict.fromkeys(("max", "maximum", "largest", "highest", "latest"), 1),
}
"""These say it of whatever stands beside them, before or behind."""
_HALVES: Final = {
    **dict.fromkeys(("lower", "start", "begin"), 0),
    **dict.fromkeys(("upper", "end"), 1),
}
_LAST: Final = {**_HALVES, "from": 0, "to": 1, "lo": 0, "hi": 1}
"""These say it at the end of a name, or alone."""
_OF_MEASURES: Final = frozenset({"from", "to"})
"""These only behind a measure: `price_from`, and not `assigned_to`."""
_OUTER: Final = {"low": 0, "high": 2}
_INNER: Final = frozenset({"open", "close", "opening price", "closing price", "open price", "close price"})
"""What a price was first and last lies between its lowest and its highest."""
_NAMES: Final = frozenset({"min p", "duration min", "max attendees", "max participants", "max seats"})
"""These name something, or its unit, and no end of it. For how many there is room is a number of its own."""
_BOUNDS_TEXT: Final = """
band bound boundary ci edge estimate fence limit mark percentile price quantile quartile range
temp temperature threshold value watermark
"""
_BOUNDS: Final = frozenset(_BOUNDS_TEXT.split())
"""What has a lower and an upper one, or a low and a high one."""
_COORDINATES_TEXT: Final = """
x y z angle block byte chapter char character col column day frame hour idx index km line lineno
mile minute ms offset page pos position row sec second seconds seq sequence token verse week year
"""
_COORDINATES: Final = frozenset(_COORDINATES_TEXT.split())
"""What has a start and an end, of which the end is more."""
_MEASURES_TEXT: Final = """
age area budget distance duration floor height length number rating salary score size weight width zip
"""
_MEASURES: Final = _BOUNDS | _COORDINATES | frozenset(_MEASURES_TEXT.split())
_NOT_A_RANGE_TEXT: Final = """
account amount balance capital city code country mileage state status value
"""
_NOT_A_RANGE: Final = frozenset(_NOT_A_RANGE_TEXT.split())
"""What is counted at a start and at an end, and may have become less: `balance_start`."""


def part_of_range(words: tuple[str, ...]) -> Part | None:
    """Which part of its range a number of this name comes from; `None` when it may be any.

    Example:
        >>> part_of_range(("max", "price"))
        Part(number=1, count=2, rest=('price',))
        >>> part_of_range(("to", "account")), part_of_range(("assigned", "to"))
        (None, None)
    """
    if not words or " ".join(words[-2:]) in _NAMES:
        return None
    first, last = words[0], words[-1]
    if first in _MARKS:
        return Part(_MARKS[first], 2, words[1:])
    if last in _MARKS:
        return Part(_MARKS[last], 2, words[:-1])
    if " ".join(words) in _INNER:
        return Part(1, 3, ("price",))
    is_range = not _NOT_A_RANGE.intersection(words[:-1])
    if last in _OUTER and is_range:
        return Part(_OUTER[last], 3, words[:-1])
    if first in _OUTER and last in _BOUNDS:
        return Part(_OUTER[first], 3, words[1:])
    if last in _OF_MEASURES and not _MEASURES.issuperset(words[-2:-1]):
        return None
    if last in _LAST and is_range and not ("price" in words and last in {"start", "begin", "end"}):
        return Part(_LAST[last], 2, words[:-1])
    if (first in {"lower", "upper"} and last in _BOUNDS) or (first in _HALVES and last in _COORDINATES):
        return Part(_HALVES[first], 2, words[1:])
    return None


def part_of_times(words: tuple[str, ...]) -> Part | None:
    """The same for a point in time or a span: only the words that say nothing else of one."""
    if words and (words[0] in _MARKS or words[-1] in _MARKS):
        return part_of_range(words)
    return None
