"""The parts of a plan at work on one target: each counts for itself, and says of a call what it does to it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Final, Generic, NamedTuple, TypeVar

from mockfactory.faults.deciding.chance import Chance
from mockfactory.faults.deciding.conditions import Reader, by_arguments, by_number
from mockfactory.faults.plans.effects import Effect, Passes
from mockfactory.faults.plans.plan import Part, Rule, Sequence

A = TypeVar("A")


class Mark:
    """Whether an effect has ever acted."""

    __slots__ = ("acted",)

    def __init__(self) -> None:
        self.acted = False


class Firing(NamedTuple):
    """One effect that is to act on one call.

    Attributes:
        effect: what happens.
        number: of the call, as the part of the plan counts them.
        before: how often this effect has fired before.
        chance: what is left to chance about it.
        mark: to be set when it acts.
    """

    effect: Effect
    number: int
    before: int
    chance: Chance
    mark: Mark

    def draw(self, what: str) -> float:
        """A number from 0 to below 1."""
        return self.chance.of(self.number, what)


class RunningRule(Generic[A]):
    """One effect, and how often it has fired."""

    __slots__ = ("_before", "_chance", "_effect", "_mark", "ask", "by_number", "part")

    def __init__(self, rule: Rule, name: str, reader: Reader[A]) -> None:
        self.part: Final = rule
        self._effect: Final = rule.effect
        self._mark: Final = Mark()
        self._chance: Final = Chance(name)
        self._before: Final = itertools.count().__next__
        self.ask: Final = by_arguments(rule.when, self._chance, reader)
        self.by_number: Final = by_number(rule.when, self._chance)

    def fire(self, number: int, arguments: A) -> tuple[Firing, ...]:
        """What it does to a call on which it fires."""
        if isinstance(self._effect, Passes):
            return ()
        return (Firing(self._effect, number, self._before(), self._chance, self._mark),)

    @property
    def idle(self) -> bool:
        """Whether it never acted, though it could, and though nothing was left to chance."""
        return not (self._mark.acted or self._chance.asked or isinstance(self._effect, Passes))


class RunningSequence(Generic[A]):
    """Plans that take turns."""

    __slots__ = ("_chance", "_items", "_turn", "ask", "by_number", "part")

    def __init__(self, sequence: Sequence, name: str, reader: Reader[A]) -> None:
        self.part: Final = sequence
        self._chance: Final = Chance(name)
        self._turn: Final = itertools.count().__next__
        self._items: Final = [
            [RunningRule(rule, f"{name} item {place} {index}", reader) for index, rule in enumerate(rules)]
            for place, rules in enumerate(sequence.items)
        ]
        self.ask: Final[Callable[[int, A], int]] = by_arguments(sequence.when, self._chance, reader)
        self.by_number: Final = by_number(sequence.when, self._chance)

    def fire(self, number: int, arguments: A) -> tuple[Firing, ...]:
        """What the one whose turn it is does to a call."""
        turn = self._turn()
        if turn >= len(self._items):
            return ()
        found: list[Firing] = []
        for rule in self._items[turn]:
            if rule.ask(number, arguments):
                found += rule.fire(number, arguments)
        return tuple(found)

    @property
    def idle(self) -> bool:
        """The same of the sequence: that one of its plans acted is enough."""
        rules = [rule for rules in self._items for rule in rules if not isinstance(rule.part.effect, Passes)]
        return bool(rules) and not self._chance.asked and all(rule.idle for rule in rules)


def running(part: Part, name: str, reader: Reader[A]) -> RunningRule[A] | RunningSequence[A]:
    """A part of a plan, put to work."""
    return RunningRule(part, name, reader) if isinstance(part, Rule) else RunningSequence(part, name, reader)


def needs_arguments(part: Part) -> bool:
    """Whether a part depends on the arguments of a call."""
    inner = part.items if isinstance(part, Sequence) else ()
    return bool(part.when.given) or any(rule.when.given for rules in inner for rule in rules)
