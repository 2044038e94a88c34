"""The cases of a draw: draws of which each shows one thing that the values can be.

A draw of a kind that is not named here has one case, itself.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from builders.covering.around import Around
from builders.draws.choices import Constant, Maybe, OneOf, Pick
from builders.draws.compiling import compiled
from builders.draws.computed import Of
from builders.draws.distinct import DistinctItems, values_of
from builders.draws.draw import Draw
from builders.draws.gathering import Many, Together
from builders.draws.limited import Limited
from builders.draws.numbers import Integer, Quotient, Real, Scaled, Steps, Whole
from builders.draws.such import Such
from builders.draws.times import Day, Moment, Span, TimeOfDay
from builders.draws.words import At
from builders.draws.writer import DrawFunction
from builders.errors import BuildError

FEW: Final = 50
"""Up to how many items each is a case: enum members and literals are, the words of a dictionary are not."""
TOGETHER: Final = 10
"""Of more cases of its items a collection shows so many side by side."""
LONGEST: Final = 1000
"""A collection that may have more items is as long as those that are drawn."""


@functools.singledispatch
def cases(draw: Draw, around: Around) -> Sequence[Draw]:
    """The cases of a draw.

    Args:
        draw: any.
        around: where it stands.

    Returns:
        One draw for each case, at least one.
    """
    return (draw,)


@cases.register
def _(draw: Pick, around: Around) -> Sequence[Draw]:
    return [Constant(item) for item in draw.items] if len(draw.items) <= FEW else (draw,)


@cases.register
def _(draw: Integer, around: Around) -> Sequence[Draw]:
    return [Constant(draw.low), Constant(draw.high)] if draw.low < draw.high else (draw,)


@cases.register
def _(draw: Real, around: Around) -> Sequence[Draw]:
    return [Constant(draw.low), Constant(draw.high)] if draw.low < draw.high else (draw,)


@cases.register
def _(draw: Of, around: Around) -> Sequence[Draw]:
    # One text of several words is as good as another.
    return (draw,) if draw.lengths is not None else [replace(draw, draw=case) for case in cases(draw.draw, around)]


@cases.register
def _(draw: At, around: Around) -> Sequence[Draw]:
    return [replace(draw, draw=case) for case in cases(draw.draw, around)]


@cases.register
def _(draw: Steps | Whole | Quotient | Scaled | Moment | Span | TimeOfDay, around: Around) -> Sequence[Draw]:
    return [replace(draw, count=case) for case in cases(draw.count, around)]


@cases.register
def _(draw: Day, around: Around) -> Sequence[Draw]:
    return [replace(draw, ordinal=case) for case in cases(draw.ordinal, around)]


@cases.register
def _(draw: Maybe, around: Around) -> Sequence[Draw]:
    return [Constant(draw.nothing), *cases(draw.draw, around)]


@cases.register
def _(draw: OneOf, around: Around) -> Sequence[Draw]:
    # One arm alone keeps its name, and with it its values.
    return [OneOf(((name, case),)) for name, arm in draw.arms for case in cases(arm, around)]


@cases.register
def _(draw: Such, around: Around) -> Sequence[Draw]:
    return possible([replace(draw, draw=case) for case in cases(draw.draw, around)]) or (draw,)


@cases.register
def _(draw: Limited, around: Around) -> Sequence[Draw]:
    return [*draw.ends(), draw.draw]


@cases.register
def _(draw: Many, around: Around) -> Sequence[Draw]:
    least = replace(draw, most=draw.least)
    longest = _longest(draw)
    if longest == 0:
        return (least,)
    filled = max(draw.least, 1)
    inside = _filled(draw, filled, cases(draw.item, around))
    full = replace(draw, least=longest, most=longest)
    return [least, *inside, full] if longest > draw.least else inside


def _filled(draw: Many, least: int, items: Sequence[Draw]) -> Sequence[Draw]:
    """Collections that show these cases of an item: each has one of them, or where there are many, several."""
    room = TOGETHER if draw.longest is None else min(draw.longest, TOGETHER)
    if len(items) <= TOGETHER or room <= least:
        return [replace(draw, item=item, least=least, most=least) for item in items]
    rows = [items[first : first + room] for first in range(0, len(items), room)]
    gather = functools.partial(_gathered, draw.gather or list)
    return [Together((*row, *items[: max(least - len(row), 0)]), gather) for row in rows]


def _gathered(gather: Callable[[list[object]], object], *items: object) -> object:
    return gather(list(items))


@cases.register
def _(draw: DistinctItems, around: Around) -> Sequence[Draw]:
    least = replace(draw, most=draw.least)
    longest = _longest(draw)
    if longest == 0:
        return (least,)
    inside = [replace(draw, value=case, least=1, most=1) for case in (cases(draw.value, around) if draw.value else ())]
    if draw.least <= 1:
        # Of one item alone there is nothing that it could be equal to.
        inside += [replace(draw, item=case, least=1, most=1) for case in cases(draw.item, around)]
    else:
        inside = [replace(case, least=draw.least, most=draw.least) for case in inside]
    if longest == draw.least:
        return inside or (draw,)
    full = possible([replace(draw, least=most, most=most) for most in dict.fromkeys((longest, draw.most))])
    return [least, *inside, *full[:1]]


def _longest(draw: Many | DistinctItems) -> int:
    """How many items there are at most: what was allowed, or else what is drawn."""
    if draw.longest is None or draw.longest > LONGEST:
        return draw.most
    known = values_of(draw.item) if isinstance(draw, DistinctItems) else None
    return max(draw.longest if known is None else min(draw.longest, known), draw.most)


def possible(draws: Sequence[Draw]) -> list[Draw]:
    """Those that give a value."""
    return [draw for draw in draws if _gives(compiled(draw, "", "a case"))]


def _gives(draw: DrawFunction) -> bool:
    try:
        draw(0, 0, 0)
    except BuildError:
        return False
    return True


@cases.register
def _(draw: Together, around: Around) -> Sequence[Draw]:
    each = [cases(part, around) for part in draw.draws]
    longest = max(map(len, each), default=1)
    return [replace(draw, draws=tuple(part[n % len(part)] for part in each)) for n in range(longest)]
