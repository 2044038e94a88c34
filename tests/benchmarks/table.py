"""The rows of the benchmark table, and how they are printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tests.benchmarks.timing import Measured


class Row(NamedTuple):
    """One comparison.

    `ratio` is how many times faster than the peer mockfactory is, or with `slower` how many times slower (bigger).
    `goal` is None where the row is there for information.
    """

    what: str
    ours: str
    peer: str
    theirs: str
    ratio: float
    slower: bool = False
    goal: float | None = None
    noise: float = 0.0

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if self.goal is None:
            return None
        return self.ratio <= self.goal if self.slower else self.ratio >= self.goal


def faster(what: str, ours: Measured, peer: str, theirs: Measured, goal: float | None = None) -> Row:
    """A row that says how many times faster than the peer we are."""
    noise = max(ours.noise, theirs.noise)
    return Row(what, shown(ours.least), peer, shown(theirs.least), theirs.least / ours.least, goal=goal, noise=noise)


def slower(what: str, ours: Measured, peer: str, theirs: Measured, goal: float | None = None) -> Row:
    """A row that says how many times longer than the peer we take."""
    noise = max(ours.noise, theirs.noise)
    return Row(what, shown(ours.least), peer, shown(theirs.least), ours.least / theirs.least, True, goal, noise)


def shown(nanoseconds: float) -> str:
    """A time in the unit that suits it."""
    for unit, size in (("s", 1e9), ("ms", 1e6), ("us", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.3g} {unit}"
    return f"{nanoseconds:.0f} ns"


_HEAD = ("what", "mockfactory", "against", "peer", "ratio", "goal", "met", "noise")


def render(rows: Iterable[Row]) -> str:
    """The table as Markdown, which is readable as it is and can be put into the documentation."""
    cells = [_HEAD, *map(_cells, rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(_HEAD))]
    padded = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in cells]
    lines = [f"| {' | '.join(row)} |" for row in padded]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def _cells(row: Row) -> tuple[str, ...]:
    direction = "slower" if row.slower else "faster"
    goal = "" if row.goal is None else f"{'at most ' if row.slower else ''}{row.goal:,g}x"
    met = {True: "yes", False: "NO", None: ""}[row.met]
    ratio = f"{row.ratio:,.0f}x" if row.ratio >= 100 else f"{row.ratio:.2g}x" if row.ratio < 10 else f"{row.ratio:.0f}x"
    return (row.what, row.ours, row.peer, row.theirs, f"{ratio} {direction}", goal, met, f"{row.noise:.0%}")
