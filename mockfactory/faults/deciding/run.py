"""A plan on one target, in one session: it counts from 1."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Final, Generic, TypeVar

from mockfactory.faults.deciding.conditions import Reader
from mockfactory.faults.deciding.parts import Firing, running
from mockfactory.faults.plans.plan import FaultPlan, parts_of

A = TypeVar("A")
V = TypeVar("V")


class Run(Generic[A]):
    """Counts the calls (messages, exchanges) of one target and says of each what fires. Safe under threads.

    Args:
        plan: what fails, and when.
        name: of the target: with the seed and the test that runs, it is what chance depends on.
        reader: how the arguments of a call are read.
    """

    __slots__ = ("_next", "_parts", "asked")

    def __init__(self, plan: FaultPlan, name: str, reader: Reader[A]) -> None:
        self._parts: Final = [
            running(part, f"{name} part {place}", reader) for place, part in enumerate(parts_of(plan))
        ]
        self._next: Final = itertools.count(1).__next__  # one step in C: threads get different numbers
        self.asked = 0
        """The number of the last call that it was asked to `decide` about."""

    def decide(self, arguments: A) -> tuple[Firing, ...]:
        """What is to happen to the next call; nothing where it is empty.

        Args:
            arguments: of the call.
        """
        self.asked = number = self._next()
        fired: tuple[Firing, ...] = ()
        for part in self._parts:
            mine = part.ask(number, arguments)
            if mine:
                fired += part.fire(mine, arguments)
        return fired

    @property
    def idle(self) -> list[bool]:
        """Of each part of the plan, whether it never acted."""
        return [part.idle for part in self._parts]

    def asking(self, then: Callable[[tuple[Firing, ...]], V]) -> Callable[[A], V | None]:
        """`decide` as a function, in as few steps as can be.

        Args:
            then: what is made of what fires.
        """
        if len(self._parts) > 1:

            def ask(arguments: A) -> V | None:
                fired = self.decide(arguments)
                return then(fired) if fired else None

            return ask
        draw, (part,) = self._next, self._parts
        find, fire = part.ask, part.fire

        def ask_one(arguments: A) -> V | None:
            mine = find(draw(), arguments)
            if not mine:
                return None
            fired = fire(mine, arguments)
            return then(fired) if fired else None

        return ask_one

    def quick(self, none: A, then: Callable[[tuple[Firing, ...]], V]) -> Callable[[object, object], V | None]:
        """The same for a plan that does not depend on arguments, whatever they are.

        Args:
            none: no arguments.
            then: what is made of what fires.
        """
        if len(self._parts) > 1:
            ask = self.asking(then)
            return lambda args, kwargs: ask(none)
        draw, (part,) = self._next, self._parts
        test, fire = part.by_number, part.fire

        def ask_one(args: object, kwargs: object) -> V | None:
            number = draw()
            if not test(number):
                return None
            fired = fire(number, none)
            return then(fired) if fired else None

        return ask_one
