"""All rows that a type has in a namespace: any stretch of them, by anybody, always the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, cast

import pyarrow as pa

from builders.bulk.column import Slow
from builders.bulk.evaluating.records import of_objects
from builders.bulk.holding import taken_apart
from builders.bulk.plain import UNFIT, array_of, same
from builders.bulk.states import rows_of
from builders.errors import CannotBuild
from builders.plan.nesting import resolved
from builders.plan.planning import plan_of
from builders.seed.mixing import key_of

CHUNK: Final = 65_536
"""Rows that are made at a time: their arrays fit into the processor's cache, and memory doesn't grow with the table."""
COMPARED: Final = 32
"""How many rows of a stretch are built as objects too, and compared."""


class Sheet:
    """The rows of a type for a seed and a namespace.

    Attributes:
        schema: the columns, in the order of the type's fields.
        slow: the columns that are drawn row by row, and why.
    """

    def __init__(
        self,
        type_: object,
        *,
        seed: int,
        namespace: str,
        overrides: Mapping[str, object],
        validate: bool | None,
    ) -> None:
        plan = plan_of(cast("type[object]", type_))
        if plan.record is None:
            raise CannotBuild(
                f"{plan.name} has no fields, so it makes no table.\n  what to do: name a type with fields"
            )
        self._record = plan.record
        self._overrides = resolved(plan.record, overrides)
        self._key = key_of(seed, namespace, plan.name)
        # One object first: it says whether the type takes what was given.
        self._built(0)
        self._column, self._fields = of_objects(plan.record, plan.record.title, 0, self._overrides, validate)
        if not self._fields:
            raise CannotBuild(f"{plan.record.title} keeps none of its fields, so it makes no table")
        self.schema: pa.Schema = pa.schema(list(self._column.type))
        self.slow: tuple[Slow, ...] = self._column.slow

    def batches(self, start: int, count: int) -> Iterator[pa.RecordBatch]:
        """Rows `start` to `start + count - 1`, at most `CHUNK` at a time. The first are compared with objects."""
        for first in range(start, start + count, CHUNK):
            batch = self._batch(first, min(CHUNK, start + count - first))
            if first == start:
                self._compare(batch, start)
            yield batch

    def _batch(self, start: int, count: int) -> pa.RecordBatch:
        column = self._column.make(rows_of(self._key, start, count))
        return pa.RecordBatch.from_arrays(column.flatten(), schema=self.schema)

    def _built(self, number: int) -> object:
        [state] = rows_of(self._key, number, 1).states.tolist()
        return self._record.build(state, number, 0, self._overrides)

    def _compare(self, batch: pa.RecordBatch, start: int) -> None:
        count = min(COMPARED, batch.num_rows)
        title = self._record.title
        objects = [taken_apart(self._record, self._fields, self._built(start + n)) for n in range(count)]
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            try:
                expected = array_of([row[name] for row in objects], column.type).to_pylist()
            except UNFIT as error:
                raise CannotBuild(
                    f"{title}.{name}: a column of {column.type} can't hold what the objects hold: {error}\n"
                    f"  what to do:  validate=True lets {title} make each row (slower, and always right)"
                ) from None
            for n, (by_column, by_object) in enumerate(zip(column.slice(0, count).to_pylist(), expected, strict=True)):
                if not same(by_column, by_object):
                    raise CannotBuild(
                        f"{title}.{name}: row {start + n} is not what object {start + n} holds.\n"
                        f"  the row:     {by_column!r}\n"
                        f"  the object:  {by_object!r}\n"
                        f"  what to do:  validate=True lets {title} make each row (slower, and always right)"
                    )
