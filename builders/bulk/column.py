"""A column of a table, planned once and made for any rows; and where the plan of each kind of draw is looked up."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field

import pyarrow as pa

from builders.bulk.states import Rows
from builders.draws.draw import Draw
from builders.errors import CannotBuild


@dataclass(frozen=True, slots=True)
class Slow:
    """A column, or a part of one, that is drawn row by row.

    Attributes:
        path: where it stands: "User.tenant.slug".
        why: what keeps it from being computed as a column, in words.
    """

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Column:
    """How the values of one place are made for many rows at once.

    Attributes:
        type: of the array; the same for all rows, whatever is drawn.
        make: the array for these rows.
        slow: its parts that are drawn row by row.
    """

    type: pa.DataType
    make: Callable[[Rows], pa.Array]
    slow: tuple[Slow, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Place:
    """Where a draw stands.

    Attributes:
        address: in its object, as `Draw.write` has it.
        depth: how many times a recursive type was entered on the way here.
        path: for messages.
    """

    address: str
    depth: int
    path: str

    def at(self, address: str) -> Place:
        """Another address in the same object."""
        return Place(address, self.depth, self.path)


@functools.singledispatch
def column_of(draw: Draw, place: Place) -> Column:
    """The column for a draw: found by the draw's class; row by row for a class that has none.

    Args:
        draw: how one value is drawn.
        place: where.

    Raises:
        CannotBuild: no column can hold what is drawn.
    """
    raise TypeError(f"{type(draw).__name__} is no draw")  # `builders.bulk.evaluating` registers all that are


def unfit(path: str, what: str) -> CannotBuild:
    """The error for values that no column can hold."""
    return CannotBuild(f"{path}: {what}\n  what to do: give one value for all rows ({path.rpartition('.')[2]}=...)")
