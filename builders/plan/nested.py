"""Objects in the fields of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builders.draws.draw import Draw
from builders.draws.writer import Writer
from builders.plan.record import Record


@dataclass(frozen=True, slots=True, eq=False)
class Nested(Draw):
    """An object of another record, in a field of `within` (`None`: it stands in no record)."""

    record: Record
    within: Record | None

    def leads_back(self) -> bool:
        return self.within is not None and reaches(self.record, self.within)

    def height(self) -> float:
        return self.record.height + 1

    def may_fail(self) -> bool:
        return True

    def write(self, writer: Writer, state: str, address: str) -> str:
        # The record's function is not there yet when it leads back to the record that is being compiled.
        own = writer.inner(state, address)
        return f"{writer.constant(self.record)}.draw({own}, {writer.index}, depth{' + 1' if self.leads_back() else ''})"


def records_in(draw: Draw) -> Iterator[Record]:
    """The records that a draw may draw objects of, one step away."""
    if isinstance(draw, Nested):
        yield draw.record
    for part in draw.parts():
        yield from records_in(part)


def records_under(record: Record) -> Iterator[Record]:
    """The records that a record's fields lead to, one step away."""
    for entry in record.fields.values():
        if entry.draw is not None:
            yield from records_in(entry.draw)


def reaches(record: Record, other: Record) -> bool:
    """Whether an object of `other` may be part of one of `record`, at any depth."""
    seen: set[int] = set()
    waiting: list[Record] = [record]
    while waiting:
        here = waiting.pop()
        if here is other:
            return True
        if id(here) not in seen:
            seen.add(id(here))
            waiting.extend(records_under(here))
    return False
