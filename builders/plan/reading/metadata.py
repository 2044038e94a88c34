"""All that `Annotated` says of a value: bounds, lengths, patterns, conditions."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, cast

from builders.plan.reading.conditions import Among, Condition, Turned
from builders.plan.reading.libraries import words_of
from builders.values.constraints import NONE, Constraints


@dataclass(slots=True)
class Said:
    """All that was said of a value.

    Attributes:
        constraints: bounds, lengths and patterns.
        among: the values that are possible; `None` for any.
        turned: what is done to a drawn value.
        conditions: what a drawn value has to meet.
    """

    constraints: Constraints = NONE
    among: Among | None = None
    turned: list[Turned] | None = None
    conditions: list[Condition] | None = None

    def add(self, metadata: Iterable[object]) -> None:
        """Take in what stands in an `Annotated`. What no rule is known for says nothing."""
        for entry in metadata:
            for words in words_of(entry, self.constraints):
                match words:
                    case Constraints():
                        self._tighten(words)
                    case Among():
                        self.among = words
                    case Condition():
                        self.conditions = [*(self.conditions or ()), words]
                    case Turned():
                        self.turned = [*(self.turned or ()), words]

    def _tighten(self, more: Constraints) -> None:
        """Both what was said before and `more` hold."""
        said = self.constraints
        if more.pattern is not None and said.pattern is not None and more.pattern != said.pattern:
            second = re.compile(more.pattern)
            self.add([Condition(lambda value: second.search(cast("str", value)), f"a match of {more.pattern!r}")])
            more = replace(more, pattern=None)
        self.constraints = replace(
            more,
            ge=_either(max, said.ge, more.ge),
            gt=_either(max, said.gt, more.gt),
            le=_either(min, said.le, more.le),
            lt=_either(min, said.lt, more.lt),
            multiple_of=_multiple(said.multiple_of, more.multiple_of),
            min_length=_either(max, said.min_length, more.min_length),
            max_length=_either(min, said.max_length, more.max_length),
            pattern=said.pattern if more.pattern is None else more.pattern,
            max_digits=_either(min, said.max_digits, more.max_digits),
            decimal_places=_either(min, said.decimal_places, more.decimal_places),
            aware=said.aware if more.aware is None else more.aware,
        )


def _either(choose: Callable[..., object], one: object, other: object) -> Any:
    """The one that is stricter; the later one, where they can't be compared."""
    if one is None or other is None:
        return other if one is None else one
    try:
        return choose(one, other)
    except TypeError:
        return other


def _multiple(one: object, other: object) -> object:
    if isinstance(one, int) and isinstance(other, int):
        return math.lcm(one, other)
    return one if other is None else other
