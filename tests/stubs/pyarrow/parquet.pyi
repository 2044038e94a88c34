from os import PathLike
from types import TracebackType
from typing import IO, Any, Self

from pyarrow import RecordBatch, Schema, Table

class ParquetWriter:
    def __init__(
        self,
        where: str | PathLike[str],
        schema: Schema,
        *,
        compression: str | dict[str, str] = ...,
        compression_level: int | dict[str, int] | None = ...,
        use_dictionary: bool | list[str] = ...,
        write_statistics: bool | list[str] = ...,
    ) -> None: ...
    def write_batch(self, batch: RecordBatch, row_group_size: int | None = ...) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

class ColumnChunkMetaData:
    @property
    def encodings(self) -> tuple[str, ...]: ...
    @property
    def path_in_schema(self) -> str: ...

class RowGroupMetaData:
    def column(self, number: int, /) -> ColumnChunkMetaData: ...

class FileMetaData:
    @property
    def num_rows(self) -> int: ...
    @property
    def num_columns(self) -> int: ...
    def row_group(self, number: int, /) -> RowGroupMetaData: ...

def read_table(source: str | PathLike[str] | IO[Any], /) -> Table: ...
def read_metadata(where: str | PathLike[str], /) -> FileMetaData: ...
