"""All rows that a type has in a namespace: any stretch of them, by anybody, always the same."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Final

import pyarrow as pa

from builders.bulk.column import Slow
from builders.bulk.evaluating.records import of_objects
from builders.bulk.formats.texts import TextFunction
from builders.bulk.holding import mapper_of
from builders.bulk.plain import UNFIT, array_of, same
from builders.bulk.source import source_of
from builders.bulk.states import rows_of
from builders.errors import CannotBuild
from builders.seed.mixing import state_of
from builders.seed.namespaces import HERE, Namespace, entered

CHUNK: Final = 65_536
"""Rows that are made at a time: their arrays fit into the processor's cache, and memory doesn't grow with the table."""
COMPARED: Final = 32
"""How many rows of a stretch are built as objects too, and compared."""
_LOCK: Final = threading.RLock()


class Sheet:
    """The rows of a type or a builder in a namespace.

    Attributes:
        schema: the columns, in the order of the type's fields.
        forms: by column, what writes it for a table of PostgreSQL that asks for another form than other tables.
        slow: the columns that are drawn row by row, and why.
    """

    def __init__(
        self,
        asked: object,
        namespace: Namespace,
        *,
        having: Mapping[str, object],
        traits: Sequence[str],
        validate: bool | None,
    ) -> None:
        self._namespace = namespace
        with self._entered():
            self._source = source_of(asked, having, traits)
            self._key = namespace.key_of(self._source.counted_as)
            # One object first: it says whether the type takes what was given.
            self._built(0)
            self._column, self._row = of_objects(self._source, self._source.record.title, validate)
        if not self._row.fields:
            raise CannotBuild(f"{self._source.record.title} keeps none of its fields, so it makes no table")
        self.schema: pa.Schema = pa.schema(list(self._column.type))
        self.slow: tuple[Slow, ...] = self._column.slow
        self._mapper = mapper_of(self._source.record)
        self.forms: Mapping[str, TextFunction] = {}
        if self._mapper is not None:
            from builders.bulk.layout import forms_of

            self.forms = forms_of(self._mapper, self._row, self.schema)

    def column_names(self) -> list[str]:
        """What the columns are called in the table of the class, where it is mapped to one; else as the fields are.

        Raises:
            CannotBuild: the table can't take the rows.
        """
        if self._mapper is None:
            return self.schema.names
        from builders.bulk.layout import column_names

        return list(column_names(self._mapper, self.schema.names).values())

    def batches(self, start: int, count: int) -> Iterator[pa.RecordBatch]:
        """Rows `start` to `start + count - 1`, at most `CHUNK` at a time. The first are compared with objects."""
        for first in range(start, start + count, CHUNK):
            # What is drawn row by row may ask for the namespace; columns know it.
            with self._entered() if self.slow else contextlib.nullcontext():
                batch = self._batch(first, min(CHUNK, start + count - first))
            if first == start:
                with self._entered():
                    self._compare(batch, start)
            yield batch

    @contextlib.contextmanager
    def _entered(self) -> Generator[None]:
        """Build in the namespace that the rows are of: one thread at a time, for there is one current namespace."""
        with _LOCK:
            if HERE.namespace is self._namespace:
                yield
                return
            with entered(self._namespace):
                yield

    def _batch(self, start: int, count: int) -> pa.RecordBatch:
        column = self._column.make(rows_of(self._key, start, count))
        return pa.RecordBatch.from_arrays(column.flatten(), schema=self.schema)

    def _built(self, number: int) -> object:
        return self._source.build(state_of(self._key, number), number)

    def _compare(self, batch: pa.RecordBatch, start: int) -> None:
        count = min(COMPARED, batch.num_rows)
        title = self._source.record.title
        objects = [self._row.apart(self._built(start + n)) for n in range(count)]
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
