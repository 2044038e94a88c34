"""A part of what a draw can give: its lower half, for instance."""

from __future__ import annotations

from dataclasses import replace

from builders.draws.draw import Draw
from builders.draws.numbers import Integer, Quotient, Real, Scaled, Steps
from builders.draws.times import Day, Moment, Span, TimeOfDay
from builders.values.names.bounds import Part


def in_part(draw: Draw, part: Part | None) -> Draw:
    """The draw of a number or a time that gives only those of one part of its range.

    Two fields of the same range never overlap in different parts. A range of fewer numbers than parts is left whole.
    """
    if part is None:
        return draw
    match draw:
        case Integer(low=low, high=high):
            size = high - low + 1
            if size < part.count:
                return draw
            first, end = (low + size * number // part.count for number in (part.number, part.number + 1))
            return replace(draw, low=first, high=end - 1)
        case Real(low=low, high=high):
            # Not (high - low): it may be more than a float holds.
            ends = [low * (1 - share) + high * share for share in _shares(part)]
            return Real(max(ends[0], low), min(ends[1], high))
        case Steps(step=step) if step > 0:
            return replace(draw, count=in_part(draw.count, part))
        case Quotient() | Scaled() | Moment() | Span() | TimeOfDay():
            return replace(draw, count=in_part(draw.count, part))
        case Day():
            return replace(draw, ordinal=in_part(draw.ordinal, part))
        case _:
            return draw


def _shares(part: Part) -> tuple[float, float]:
    return part.number / part.count, (part.number + 1) / part.count
