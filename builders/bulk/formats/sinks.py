"""Where rows go: an open file of one of the formats."""

from __future__ import annotations

import abc
import contextlib
from collections.abc import Callable, Generator, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO, Final

import pyarrow as pa
import pyarrow.parquet as pq

from builders.bulk.formats.lines import Copy, Csv, Lines
from builders.bulk.formats.texts import TextFunction


class Sink(abc.ABC):
    """Takes batches of rows."""

    @abc.abstractmethod
    def write(self, batch: pa.RecordBatch) -> None:
        """Write the rows of one batch."""
        raise NotImplementedError


class _ParquetSink(Sink):
    def __init__(self, writer: pq.ParquetWriter) -> None:
        self._writer = writer

    def write(self, batch: pa.RecordBatch) -> None:
        self._writer.write_batch(batch)


class _LinesSink(Sink):
    def __init__(self, file: BinaryIO, lines: Lines) -> None:
        self._file = file
        self._lines = lines

    def write(self, batch: pa.RecordBatch) -> None:
        self._file.write(self._lines.data(batch))


@contextlib.contextmanager
def _parquet(path: Path, schema: pa.Schema, _: Mapping[str, TextFunction]) -> Generator[Sink]:
    """Dictionaries only where the column is one: for UUIDs and emails they save nothing, nor do statistics."""
    with pq.ParquetWriter(
        path,
        schema,
        compression="snappy",
        use_dictionary=_leaves(schema, pa.types.is_dictionary),
        write_statistics=_leaves(schema, _is_ordered),
    ) as writer:
        yield _ParquetSink(writer)


def _is_ordered(type_: pa.DataType) -> bool:
    """Whether the least and the greatest value of a stretch of rows are of use to a reader."""
    return type_ != pa.uuid() and not pa.types.is_string(type_)


def _leaves(fields: Iterable[pa.Field], chosen: Callable[[pa.DataType], bool], path: str = "") -> list[str]:
    """The Parquet paths of the columns whose type is chosen."""
    return [found for field in fields for found in _leaf(f"{path}{field.name}", field.type, chosen)]


def _leaf(path: str, type_: pa.DataType, chosen: Callable[[pa.DataType], bool]) -> list[str]:
    if pa.types.is_struct(type_):
        return _leaves(type_, chosen, f"{path}.")
    if pa.types.is_list(type_):
        return _leaf(f"{path}.list.element", type_.value_type, chosen)
    return [path] if chosen(type_) else []


@contextlib.contextmanager
def _csv(path: Path, schema: pa.Schema, _: Mapping[str, TextFunction]) -> Generator[Sink]:
    with path.open("wb") as file:
        lines = Csv()
        file.write(lines.head(schema))
        yield _LinesSink(file, lines)


@contextlib.contextmanager
def _copy(path: Path, _: pa.Schema, forms: Mapping[str, TextFunction]) -> Generator[Sink]:
    with path.open("wb") as file:
        yield _LinesSink(file, Copy(forms))


Opened = Callable[[Path, pa.Schema, Mapping[str, TextFunction]], contextlib.AbstractContextManager[Sink]]
FORMATS: Final[dict[str, Opened]] = {"parquet": _parquet, "csv": _csv, "copy": _copy}
"""The formats by name, which is also the suffix of their files."""


def format_of(path: Path, name: str | None) -> str:
    """The format for a file.

    Raises:
        ValueError: there is no such format, or none for the suffix.
    """
    found = path.suffix.removeprefix(".").lower() if name is None else name
    if found in FORMATS:
        return found
    known = ", ".join(FORMATS)
    if name is None:
        raise ValueError(
            f"{path.name!r} does not say which format: give it a suffix (.parquet, .csv, .copy) or say format=..."
        )
    raise ValueError(f"there is no format {name!r}; there are {known}")
