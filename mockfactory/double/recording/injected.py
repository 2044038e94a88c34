"""What was made to fail while a test ran: data only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mockfactory.wording.places import Place


@dataclass(frozen=True, slots=True)
class Injected:
    """One fault that fired.

    Attributes:
        where: the method ("Mailer.send"), the connection or the exchange.
        number: of the call, as the plan counts them.
        arguments: of the call, in short.
        effect: what happened, as the code that asks for it.
    """

    where: str
    number: int
    arguments: str
    effect: str

    def __str__(self) -> str:
        return f"{self.where}({self.arguments}), call {self.number}: {self.effect}"


def _not_excused() -> bool:
    return False


def _nothing_left() -> Sequence[str]:
    return ()


@dataclass(slots=True, eq=False)
class Attached:
    """One plan that was put to work. It is to make something fail, as a stub is to answer a call.

    Attributes:
        where: the method, the connection or the exchange.
        plan: it prints as the code that makes it.
        seed: what its chances come from.
        place: the line that put it to work.
        idle: gives the parts of the plan that never acted, as code; none of those that may stay away.
        saw: says what the plan was asked about, in words.
        excused: whether nobody is to hear of it, because another plan took its place, say.
        settle: brings what it holds back to an end when the session closes, and gives a text for what it can't.
        told: whether its idle parts were told already.
    """

    where: str
    plan: object
    seed: int
    place: Place
    idle: Callable[[], Sequence[str]]
    saw: Callable[[], str]
    excused: Callable[[], bool] = _not_excused
    settle: Callable[[], Sequence[str]] = _nothing_left
    told: bool = False

    def let_go(self) -> None:
        """Keep what is to be said, and not what it is said of: a report outlives the doubles of its test."""
        parts, seen = tuple(self.idle()), self.saw()
        self.idle, self.saw = lambda: parts, lambda: seen
        self.excused, self.settle = _not_excused, _nothing_left

    def untold(self) -> Sequence[str]:
        """The idle parts, the first time that somebody asks."""
        if self.told or self.excused():
            return ()
        self.told = True
        return self.idle()
