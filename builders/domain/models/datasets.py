"""Tables to learn from: a schema, rows that keep it, and their CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
from collections.abc import Iterable
from typing import Annotated, Literal, Self

from pydantic import Field, SkipValidation, StringConstraints, ValidationInfo, field_validator, model_validator

from builders.domain.models.entity import Entity, Instant
from builders.domain.models.identifiers import Identifier
from builders.domain.models.identity import Name

ColumnType = Literal["string", "integer", "number", "boolean", "date"]

Cell = str | int | float | bool | dt.date | None
"""What stands in a row; `None` is a null."""

Row = tuple[Cell, ...]


class Column(Entity):
    """A column of a dataset.

    Attributes:
        name: its heading.
        type: what stands in it.
        nullable: whether it may be empty. A nullable string column has no empty strings, since CSV can't tell them
            from null.
    """

    name: Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", max_length=64)]
    type: ColumnType
    nullable: bool = False

    def why_not(self, cell: object) -> str | None:
        """Why a value can't stand in the column, in words; `None` when it can. Nothing is converted."""
        if cell is None:
            return None if self.nullable else "it is null"
        match self.type:
            case "string":
                fits = isinstance(cell, str)
                if cell == "" and self.nullable:
                    return "it is an empty string, and null is the empty value of a nullable column"
            case "boolean":
                fits = isinstance(cell, bool)
            case "integer":
                fits = isinstance(cell, int) and not isinstance(cell, bool)
            case "number":
                fits = isinstance(cell, float) and math.isfinite(cell)
            case "date":
                fits = isinstance(cell, dt.date) and not isinstance(cell, dt.datetime)
        return None if fits else f"{cell!r} is no {self.type}"

    def written(self, cell: Cell) -> str:
        """A value of the column as it stands in CSV."""
        if cell is None:
            return ""
        if isinstance(cell, bool):
            return "true" if cell else "false"
        return cell.isoformat() if isinstance(cell, dt.date) else str(cell)

    def read(self, text: str) -> Cell:
        """The value that stands for a text in CSV.

        Raises:
            ValueError: it stands for none.
        """
        if text == "" and (self.nullable or self.type != "string"):
            return None
        match self.type:
            case "string":
                return text
            case "integer":
                return int(text)
            case "number":
                return float(text)
            case "date":
                return dt.date.fromisoformat(text)
            case "boolean":
                if text not in ("true", "false"):
                    raise ValueError(f"{text!r} is neither true nor false")
                return text == "true"


class Dataset(Entity):
    """A table of a tenant.

    Attributes:
        id: of the dataset.
        tenant_id: whose it is.
        name: for people.
        columns: the schema: at least one column, each name once.
        rows: each with a value for each column, of its type.
        created_at: when it was uploaded.

    Example:
        >>> churn = Dataset(
        ...     id="dataset_1", tenant_id="tenant_acme", name="Churn",
        ...     created_at=dt.datetime(2024, 5, 1, tzinfo=dt.UTC),
        ...     columns=(Column(name="seats", type="integer"), Column(name="left_on", type="date", nullable=True)),
        ...     rows=((3, None), (12, dt.date(2024, 4, 30))),
        ... )
        >>> print(churn.to_csv(), end="")
        seats,left_on
        3,
        12,2024-04-30
        >>> churn.with_csv(churn.to_csv()) == churn
        True
    """

    id: Identifier
    tenant_id: Identifier
    name: Name
    columns: Annotated[tuple[Column, ...], Field(min_length=1)]
    rows: tuple[tuple[SkipValidation[Cell], ...], ...] = Field(default=(), repr=False)
    created_at: Instant

    @field_validator("rows")
    @classmethod
    def _days_of_json(cls, rows: tuple[Row, ...], info: ValidationInfo) -> tuple[Row, ...]:
        """JSON has no dates: they come as texts. Nothing else is converted."""
        columns: tuple[Column, ...] = info.data.get("columns", ())
        dates = {place for place, column in enumerate(columns) if column.type == "date"}
        if info.mode != "json" or not dates:
            return rows
        return tuple(
            tuple(
                dt.date.fromisoformat(cell) if place in dates and isinstance(cell, str) else cell
                for place, cell in enumerate(row)
            )
            for row in rows
        )

    @model_validator(mode="after")
    def _rows_keep_the_schema(self) -> Self:
        names = self.column_names
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"the column {name!r} is declared twice")
        for number, row in enumerate(self.rows):
            if len(row) != len(names):
                raise ValueError(f"rows[{number}] has {len(row)} values for {len(names)} columns")
            for column, cell in zip(self.columns, row, strict=True):
                reason = column.why_not(cell)
                if reason is not None:
                    raise ValueError(f"rows[{number}], column {column.name!r}: {reason}")
        return self

    @property
    def column_names(self) -> tuple[str, ...]:
        """The headings, in order."""
        return tuple(column.name for column in self.columns)

    def to_csv(self) -> str:
        r"""The rows under their headings, as RFC 4180 has it but for the end of a line, `\n`. Null is empty."""
        lines = [self.column_names]
        lines += [
            tuple(column.written(cell) for column, cell in zip(self.columns, row, strict=True)) for row in self.rows
        ]
        return "".join(_line(texts) for texts in lines)

    def with_csv(self, text: str) -> Self:
        """The same dataset with the rows of a CSV text.

        Args:
            text: with the headings of this dataset, in their order, in its first line.

        Raises:
            ValueError: the headings are others, or a value can't be read; the message names the line.
        """
        lines = csv.reader(io.StringIO(text, newline=""), strict=True)
        headings = tuple(next(lines, ()))
        if headings != self.column_names:
            raise ValueError(
                f"the headings are {', '.join(headings)}; those of the dataset are {', '.join(self.column_names)}"
            )
        return self.changed(rows=tuple(self._row(cells, lines.line_num) for cells in lines))

    def _row(self, cells: Iterable[str], line: int) -> Row:
        texts = list(cells)
        if len(texts) != len(self.columns):
            raise ValueError(f"line {line} has {len(texts)} values for {len(self.columns)} columns")
        row: list[Cell] = []
        for column, text in zip(self.columns, texts, strict=True):
            try:
                row.append(column.read(text))
            except ValueError as error:
                raise ValueError(f"line {line}, column {column.name!r}: {error}") from None
        return tuple(row)


def _line(texts: tuple[str, ...]) -> str:
    """A line of CSV. `csv.writer` with the line end `\\n` leaves a `\\r` unquoted, which no reader takes back."""
    # A line with nothing in it would be no row.
    return ",".join(map(_quoted, texts)) + "\n" if texts != ("",) else '""\n'


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\r\n') else text
