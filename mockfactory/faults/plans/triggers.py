"""When a plan fires: what the numbers of calls, chance and arguments have to say. All of it must hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mockfactory.faults.plans.alike import alike
from mockfactory.faults.plans.code import code, written


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Triggers:
    """The conditions of one effect, or of one sequence. Without any, it fires always."""

    on: tuple[int, ...] = ()
    start: int = 1
    every: int = 1
    until: int | None = None
    probability: float = 1
    given: tuple[tuple[str, object], ...] = ()
    lenient: bool = False
    """Whether it may be that it never fires: not when, but the last thing to say about it."""

    @property
    def counted(self) -> bool:
        """Whether it depends on the number of a call."""
        return bool(self.on) or self.start > 1 or self.every > 1 or self.until is not None

    @property
    def possible(self) -> bool:
        """Whether there is a call number for which all conditions hold."""
        if self.on:
            return any(self.hold(number) for number in self.on)
        first = -(-self.start // self.every) * self.every
        return self.until is None or first <= self.until

    def hold(self, number: int) -> bool:
        """Whether the conditions on the number of a call hold."""
        return (
            (not self.on or number in self.on)
            and number >= self.start
            and number % self.every == 0
            and (self.until is None or number <= self.until)
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Triggers) and self._plain() == other._plain() and _same(self.given, other.given)

    def __hash__(self) -> int:
        return hash(self._plain())

    def _plain(self) -> tuple[object, ...]:
        names = tuple(name for name, _ in self.given)
        return (self.on, self.start, self.every, self.until, self.probability, names, self.lenient)

    def __repr__(self) -> str:
        """The methods of a plan that say so: `.from_call(2).with_probability(0.5)`."""
        parts: list[str] = []
        if self.on:
            parts.append(code("on_call", *self.on))
        if self.start > 1:
            parts.append(code("from_call", self.start))
        if self.every > 1:
            parts.append(code("every", self.every))
        if self.until is not None:
            parts.append(code("until_call", self.until))
        if self.probability < 1:
            parts.append(code("with_probability", self.probability))
        if self.given:
            parts.append(f"given({', '.join(f'{name}={written(value)}' for name, value in self.given)})")
        if self.lenient:
            parts.append("lenient()")
        return "".join(f".{part}" for part in parts)


ALWAYS: Final = Triggers()


def _same(one: tuple[tuple[str, object], ...], other: tuple[tuple[str, object], ...]) -> bool:
    return all(alike(mine, theirs) for (_, mine), (_, theirs) in zip(one, other, strict=True))
