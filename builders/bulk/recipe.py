"""What rows are made: all that another process has to be told to make the same ones."""

from __future__ import annotations

import itertools
import pickle
from collections.abc import Mapping
from dataclasses import dataclass

from builders.bulk.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Recipe:
    """The rows of a type, all of them.

    Attributes:
        type: what `build` takes, with fields.
        seed: as of `seeded`.
        namespace: as of `seeded`.
        having: values of fields, the same in all rows; named as overrides of `build` are.
        validate: whether each row is made by its type; `None` where the type has code of its own.
    """

    type: object
    seed: int
    namespace: str
    having: Mapping[str, object]
    validate: bool | None

    def sheet(self) -> Sheet:
        """The sheet that the rows are read from."""
        return Sheet(self.type, seed=self.seed, namespace=self.namespace, overrides=self.having, validate=self.validate)

    def check_portable(self) -> None:
        """See that another process can be told.

        Raises:
            ValueError: the type is one that can't be imported by its name, or a given value can't be pickled.
        """
        try:
            pickle.dumps(self)
        except Exception as error:
            raise ValueError(
                f"other processes can't be told which rows to make: {error}\n"
                "  what to do:  define the type at the top of a module, or say workers=1"
            ) from None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows one after the other: `count` from number `start` on."""

    start: int
    count: int


def stretches(start: int, rows: int, shards: int) -> list[Stretch]:
    """Rows cut into shards of nearly the same length.

    Raises:
        ValueError: less than no row, or less than one shard.
    """
    if rows < 0 or start < 0:
        raise ValueError(f"rows and start have to be 0 or more, not {rows} and {start}")
    if shards < 1:
        raise ValueError(f"there has to be one shard or more, not {shards}")
    ends = [rows * number // shards for number in range(shards + 1)]
    return [Stretch(start + first, end - first) for first, end in itertools.pairwise(ends)]
