"""When a part of a plan fires on one target, as a function that is asked on each call."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Final, TypeAlias, TypeVar

from mockfactory.double.matching.compare import equal
from mockfactory.double.matching.matchers import Matcher, drop_captured
from mockfactory.faults.deciding.chance import Chance
from mockfactory.faults.plans.triggers import Triggers

A = TypeVar("A")
Reader: TypeAlias = Callable[[str], Callable[[A], object]]
"""Gives of a name the function that reads the argument of that name, or `ABSENT`."""


class _Absent:
    """An argument that a call does not have."""


ABSENT: Final = _Absent()


def by_number(when: Triggers, chance: Chance) -> Callable[[int], bool]:
    """Whether the number of a call lets it fail. The fewer steps the better: it is asked on each call of a method."""
    number = _number_alone(when)
    if when.probability >= 1:
        return number or _always
    by_chance = chance.fires(when.probability)
    if number is None:
        return by_chance
    return lambda call: number(call) and by_chance(call)


def _number_alone(when: Triggers) -> Callable[[int], bool] | None:
    if not when.counted:
        return None
    if when.on and not (when.start > 1 or when.every > 1 or when.until is not None):
        return frozenset(when.on).__contains__
    return when.hold


def _always(number: int) -> bool:
    return True


def by_arguments(when: Triggers, chance: Chance, reader: Reader[A]) -> Callable[[int, A], int]:
    """The number of a call as the part counts it, where it fires; else 0."""
    test = by_number(when, chance)
    if not when.given:
        return lambda number, arguments: number if test(number) else 0
    if any(isinstance(value, Matcher) for _, value in when.given):
        ask = _by_values(when, test, reader)
        return lambda number, arguments: _uncaptured(ask(number, arguments))
    return _by_values(when, test, reader)


def _by_values(when: Triggers, test: Callable[[int], bool], reader: Reader[A]) -> Callable[[int, A], int]:
    count = itertools.count(1).__next__
    (name, wanted), *others = when.given
    read = reader(name)
    rest = [(reader(other), value) for other, value in others]

    def ask(number: int, arguments: A) -> int:
        came = read(arguments)
        if came is ABSENT or not equal(wanted, came):
            return 0
        for read_other, value in rest:
            came = read_other(arguments)
            if came is ABSENT or not equal(value, came):
                return 0
        mine = count()
        return mine if test(mine) else 0

    return ask


def _uncaptured(mine: int) -> int:
    """Captors note what they see before it is known whether a call is meant. A plan captures nothing."""
    drop_captured()
    return mine
