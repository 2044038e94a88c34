"""Points in time, days, times of day and spans, counted from a number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from builders.draws.draw import Draw
from builders.draws.writer import Writer


@dataclass(frozen=True, slots=True, eq=False)
class Moment(Draw):
    """The point in time so many steps after `start`, with the time zone of `start` (or none).

    Attributes:
        start: the first one; its zone is UTC or none, so that all days are of the same length.
        count: draws the number of steps.
        microseconds: a step is one microsecond, else one second.
    """

    start: dt.datetime
    count: Draw
    microseconds: bool = False

    def parts(self) -> Iterable[Draw]:
        return (self.count,)

    def write(self, writer: Writer, state: str, address: str) -> str:
        return f"({writer.constant(self.start)} + {_span(self.count, self.microseconds, writer, state, address)})"


@dataclass(frozen=True, slots=True, eq=False)
class Span(Draw):
    """A `timedelta` of so many seconds, or microseconds."""

    count: Draw
    microseconds: bool = False

    def parts(self) -> Iterable[Draw]:
        return (self.count,)

    def write(self, writer: Writer, state: str, address: str) -> str:
        return _span(self.count, self.microseconds, writer, state, address)


def _span(count: Draw, microseconds: bool, writer: Writer, state: str, address: str) -> str:
    number = count.write(writer, state, address)
    return f"{writer.constant(dt.timedelta)}({'0, 0' if microseconds else '0'}, {number})"


@dataclass(frozen=True, slots=True, eq=False)
class Day(Draw):
    """The date of a number (`date.fromordinal`: 1 is the first day of the year 1)."""

    ordinal: Draw

    def parts(self) -> Iterable[Draw]:
        return (self.ordinal,)

    def write(self, writer: Writer, state: str, address: str) -> str:
        return f"{writer.constant(_from_ordinal)}({self.ordinal.write(writer, state, address)})"


_from_ordinal = dt.date.fromordinal


@dataclass(frozen=True, slots=True, eq=False)
class TimeOfDay(Draw):
    """The time of day so many steps after midnight.

    Attributes:
        count: draws the number of steps.
        zone: the time zone, `None` for none.
        microseconds: a step is one microsecond, else one second.
    """

    count: Draw
    zone: dt.tzinfo | None = None
    microseconds: bool = False

    def parts(self) -> Iterable[Draw]:
        return (self.count,)

    def write(self, writer: Writer, state: str, address: str) -> str:
        number = writer.assigned(self.count.write(writer, state, address))
        fraction = "0"
        if self.microseconds:
            fraction = writer.assigned(f"{number} % 1000000")
            number = writer.assigned(f"{number} // 1000000")
        return (
            f"{writer.constant(dt.time)}({number} // 3600, {number} // 60 % 60, {number} % 60, {fraction}, "
            f"{writer.constant(self.zone)})"
        )
