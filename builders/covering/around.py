"""Which objects are covered where.

Each type is covered in one place only: in the fields of the record that is nearest to the outermost object. If it was
covered wherever it stands, types that lead to one another would have as many cases as there are ways through them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from builders.draws.draw import Draw
from builders.errors import BuildError
from builders.plan.field import field_draw
from builders.plan.nested import records_in
from builders.plan.record import Record


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """Where in a coverage a draw stands.

    Attributes:
        homes: by `id`, in which record the objects of another are covered; `None` where in none.
        refused: the records, by `id`, whose type accepts nothing that is drawn for it.
        record: that whose field it is, `None` for none.
        variants: of the records that were covered so far, by `id`.
    """

    homes: Mapping[int, Record | None]
    refused: Collection[int]
    record: Record | None = None
    variants: dict[int, list[Record]] = field(default_factory=dict[int, "list[Record]"])

    @staticmethod
    def of(shape: Draw) -> Around:
        """The outermost place, where `shape` draws the values that are covered."""
        return Around(*_surveyed(shape))

    def within(self, record: Record) -> Around:
        """The place of a record's fields."""
        return replace(self, record=record)

    def is_home_of(self, record: Record) -> bool:
        """Whether the objects of a record are covered here."""
        return id(record) in self.homes and self.homes[id(record)] is self.record


def _refuses_all(record: Record) -> bool:
    """Whether the type itself accepts nothing that is drawn for it. What a field's object refuses is another matter."""
    try:
        record.draw(0, 0, 0)
    except BuildError as error:
        return not error.trail
    return False


def _surveyed(shape: Draw) -> tuple[Mapping[int, Record | None], Collection[int]]:
    homes: dict[int, Record | None] = {}
    refused: set[int] = set()
    waiting: deque[Record] = deque()

    def found(records: Iterable[Record], home: Record | None) -> None:
        for record in records:
            if id(record) not in homes:
                homes[id(record)] = home
                waiting.append(record)

    found(records_in(shape), None)
    while waiting:
        record = waiting.popleft()
        if _refuses_all(record):
            # Each case would be refused, after as many tries.
            refused.add(id(record))
            continue
        for entry in record.fields.values():
            draw = field_draw(entry)
            found(records_in(draw) if draw is not None else (), record)
    return homes, refused
