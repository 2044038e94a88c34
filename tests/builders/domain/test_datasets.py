"""Rows keep their schema, and CSV gives back what was written."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from builders import InvalidOverride
from builders.domain import Cell, Column, ColumnType, Dataset, datasets, tenants

DAY = dt.date(2024, 4, 30)


def dataset(*columns: Column, rows: tuple[tuple[Cell, ...], ...] = ()) -> Dataset:
    return Dataset(
        id="dataset_1",
        tenant_id="tenant_acme",
        name="Churn",
        columns=columns,
        rows=rows,
        created_at=dt.datetime(2024, 5, 1, tzinfo=dt.UTC),
    )


def column(type_: ColumnType, *, nullable: bool = False, name: str = "x") -> Column:
    return Column(name=name, type=type_, nullable=nullable)


@pytest.mark.parametrize(
    ("type_", "right", "wrong"),
    [
        ("string", "a", 1),
        ("integer", 3, "3"),
        ("integer", 3, True),
        ("integer", 3, 3.0),
        ("number", 3.5, 3),
        ("number", 3.5, "3.5"),
        ("boolean", True, 1),
        ("boolean", False, "false"),
        ("date", DAY, "2024-04-30"),
        ("date", DAY, dt.datetime(2024, 4, 30, tzinfo=dt.UTC)),
        ("string", "a", None),
    ],
)
def test_a_cell_is_of_the_type_of_its_column(type_: ColumnType, right: Cell, wrong: Cell) -> None:
    assert dataset(column(type_), rows=((right,),)).rows == ((right,),)
    with pytest.raises(ValidationError, match=r"rows\[1\], column 'x': "):
        dataset(column(type_), rows=((right,), (wrong,)))


def test_null_stands_only_where_it_may() -> None:
    assert dataset(column("integer", nullable=True), rows=((None,),)).rows == ((None,),)
    with pytest.raises(ValidationError, match="it is null"):
        dataset(column("integer"), rows=((None,),))
    with pytest.raises(ValidationError, match="null is the empty value"):
        dataset(column("string", nullable=True), rows=(("",),))
    assert dataset(column("string"), rows=(("",),)).rows == (("",),)


def test_rows_are_as_long_as_the_schema_which_names_each_column_once() -> None:
    with pytest.raises(ValidationError, match=r"rows\[0\] has 2 values for 1 columns"):
        dataset(column("integer"), rows=((1, 2),))
    with pytest.raises(ValidationError, match="'x' is declared twice"):
        dataset(column("integer"), column("string"))
    with pytest.raises(ValidationError, match="at least 1 item"):
        dataset()
    with pytest.raises(ValidationError, match="name"):
        column("integer", name="two words")


CELLS: dict[ColumnType, st.SearchStrategy[Cell]] = {
    "string": st.text("ab,\"'\n\r;é \t", min_size=1, max_size=5),
    "integer": st.integers(),
    "number": st.floats(allow_nan=False, allow_infinity=False),
    "boolean": st.booleans(),
    "date": st.dates(),
}


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_csv_gives_back_what_was_written(data: st.DataObject) -> None:
    types: list[tuple[ColumnType, bool]] = data.draw(
        st.lists(st.tuples(st.sampled_from(list(CELLS)), st.booleans()), min_size=1, max_size=4)
    )
    columns = [column(type_, nullable=nullable, name=f"c{n}") for n, (type_, nullable) in enumerate(types)]
    cells = [CELLS[type_] | st.none() if nullable else CELLS[type_] for type_, nullable in types]
    rows = tuple(data.draw(st.lists(st.tuples(*cells), max_size=4)))
    made = dataset(*columns, rows=rows)
    text = made.to_csv()
    assert made.changed(rows=()).with_csv(text) == made
    assert len(list(csv.reader(io.StringIO(text, newline="")))) == len(rows) + 1
    assert Dataset.model_validate(made.model_dump()) == made
    assert Dataset.model_validate_json(made.model_dump_json()) == made


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the headings are ; those of the dataset are x, y"),
        ("x\n1\n", "the headings are x; those"),
        ("y,x\n", "the headings are y, x; those"),
        ("x,y\n1\n", "line 2 has 1 values for 2 columns"),
        ("x,y\n1,true\n2,yes\n", "line 3, column 'y': 'yes' is neither true nor false"),
        ("x,y\nI,true\n", "line 2, column 'x': invalid literal"),
        ("x,y\n,true\n", r"rows\[0\], column 'x': it is null"),
    ],
)
def test_a_csv_that_is_not_of_the_dataset_is_refused_with_its_line(text: str, words: str) -> None:
    made = dataset(column("integer"), column("boolean", name="y"))
    assert made.with_csv("x,y\n7,false\n").rows == ((7, False),)
    with pytest.raises(ValueError, match=words):
        made.with_csv(text)


def test_datasets_are_built_as_large_as_asked() -> None:
    acme = tenants.build()
    made = datasets.build(tenant=acme, size=40)
    assert (made.tenant_id, len(made.rows)) == (acme.id, 40)
    assert made.with_csv(made.to_csv()) == made
    assert len(set(made.rows)) > 30
    assert datasets.build("empty").to_csv().count("\n") == 1
    assert len(datasets.build("empty", size=3).rows) == 3
    own = datasets.build(columns=(column("date", nullable=True), column("integer", name="rating")), name="Own")
    assert own.column_names == ("x", "rating")
    with pytest.raises(InvalidOverride, match="size=-1"):
        datasets.build(size=-1)
