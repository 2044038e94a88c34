"""One of several values, or one of several draws."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from builders.draws.draw import DEEPEST, Draw
from builders.draws.writer import Writer
from builders.seed.mixing import LANE_BITS

ARM: Final = "~arm"
"""Where, behind a union's own address, its arm is chosen."""


@dataclass(frozen=True, slots=True, eq=False)
class Constant(Draw):
    """Always the same object."""

    value: object

    def write(self, writer: Writer, state: str, address: str) -> str:
        return writer.constant(self.value)


@dataclass(frozen=True, slots=True, eq=False)
class Made(Draw):
    """What a function without arguments makes: a new empty list for each object, for instance."""

    make: Callable[[], object]

    def write(self, writer: Writer, state: str, address: str) -> str:
        return f"{writer.constant(self.make)}()"


@dataclass(frozen=True, slots=True, eq=False)
class Pick(Draw):
    """One of `items`, each as likely."""

    items: tuple[object, ...]

    def write(self, writer: Writer, state: str, address: str) -> str:
        if len(self.items) == 1:
            return writer.constant(self.items[0])
        return f"{writer.constant(self.items)}[{writer.lane(state, address)} * {len(self.items)} >> {LANE_BITS}]"


@dataclass(frozen=True, slots=True, eq=False)
class OneOf(Draw):
    """One of several draws, each as likely: the arms of a union.

    An arm has a name, and its values depend on that name and not on its position.
    """

    arms: tuple[tuple[str, Draw], ...]

    def parts(self) -> Iterable[Draw]:
        return (draw for _, draw in self.arms)

    def height(self) -> float:
        return min((draw.height() for draw in self.parts()), default=0)

    def ending(self) -> tuple[tuple[str, Draw], ...]:
        """The arms to choose from deep inside a recursive type: those that don't lead back, or end soonest."""
        straight = tuple(arm for arm in self.arms if not arm[1].leads_back())
        nearest = self.height()
        return straight or tuple(arm for arm in self.arms if arm[1].height() == nearest)

    def write(self, writer: Writer, state: str, address: str) -> str:
        result = writer.variable()
        ending = self.ending()
        if len(ending) < len(self.arms):
            with writer.block(f"if depth >= {DEEPEST}:"):
                _write_arms(ending, result, writer, state, address)
            with writer.block("else:"):
                _write_arms(self.arms, result, writer, state, address)
        else:
            _write_arms(self.arms, result, writer, state, address)
        return result


def _write_arms(arms: Sequence[tuple[str, Draw]], result: str, writer: Writer, state: str, address: str) -> None:
    if len(arms) == 1:
        [(name, draw)] = arms
        writer.line(f"{result} = {draw.write(writer, state, f'{address}|{name}')}")
        return
    chosen = writer.assigned(f"{writer.lane(state, address + ARM)} * {len(arms)} >> {LANE_BITS}")
    for position, (name, draw) in enumerate(arms):
        head = "else:" if position == len(arms) - 1 else f"{'el' if position else ''}if {chosen} == {position}:"
        with writer.block(head):
            writer.line(f"{result} = {draw.write(writer, state, f'{address}|{name}')}")


@dataclass(frozen=True, slots=True, eq=False)
class Maybe(Draw):
    """`nothing` once in eight times, else what `draw` draws. Deep inside a recursive type, always `nothing`."""

    draw: Draw
    nothing: object = None

    def parts(self) -> Iterable[Draw]:
        return (self.draw,)

    def height(self) -> float:
        return 0

    def write(self, writer: Writer, state: str, address: str) -> str:
        result = writer.variable()
        nothing = f"{writer.lane(state, address + '~none')} < {1 << LANE_BITS >> 3}"
        with writer.block(f"if {nothing}{f' or depth >= {DEEPEST}' if self.leads_back() else ''}:"):
            writer.line(f"{result} = {writer.constant(self.nothing)}")
        with writer.block("else:"):
            writer.line(f"{result} = {self.draw.write(writer, state, address)}")
        return result
