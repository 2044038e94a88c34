"""Which of the effects that fired act, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from mockfactory.faults.deciding.parts import Firing
from mockfactory.faults.plans.effects import (
    Corrupts,
    Delays,
    Disconnects,
    Drops,
    Duplicates,
    Hangs,
    Partially,
    Raises,
    Reorders,
    Returns,
    Truncates,
)

_ENDS: Final = (Raises, Hangs, Returns, Drops, Disconnects)
_CHANGES: Final = (Corrupts, Truncates, Partially)


class Sorted(NamedTuple):
    """What acts on one call: the delays, then what ends it; where nothing does, the changes, and how it is made.

    Attributes:
        delays: one after the other.
        end: the first that ends the call.
        changes: of what it says, in the order of the plan.
        twice: it is made twice.
        later: it is held back.
    """

    delays: tuple[Firing, ...]
    end: Firing | None
    changes: tuple[Firing, ...]
    twice: Firing | None
    later: Firing | None


def sort(firings: Iterable[Firing]) -> Sorted:
    """Put the effects that fired in order. What could not act any more is left out."""
    every = tuple(firings)
    delays = tuple(firing for firing in every if isinstance(firing.effect, Delays))
    end = _first(every, _ENDS)
    if end is not None:
        return Sorted(delays, end, (), None, None)
    changes = tuple(firing for firing in every if isinstance(firing.effect, _CHANGES))
    return Sorted(delays, None, changes, _first(every, (Duplicates,)), _first(every, (Reorders,)))


def _first(firings: tuple[Firing, ...], kinds: tuple[type, ...]) -> Firing | None:
    return next((firing for firing in firings if isinstance(firing.effect, kinds)), None)


def begin(what: Sorted) -> Sorted:
    """Note that what was planned for a call begins to act, be it cancelled on the way.

    Changes are not among it: whether there is anything to change is seen later.
    """
    for firing in (what.end, what.twice, what.later):
        if firing is not None:
            firing.mark.acted = True
    return what


def seconds_of(firing: Firing) -> float:
    """How long a delay lasts this time."""
    assert isinstance(firing.effect, Delays)
    return firing.effect.lasting(firing.before, firing.draw("jitter"))
