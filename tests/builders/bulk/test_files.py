"""Files of rows: shards, workers, and never half a file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from builders import CannotBuild, InvalidOverride, UnknownName
from builders.bulk import batches, columns, slow_columns, write
from builders.bulk.needed import need
from builders.bulk.sheet import CHUNK
from tests.builders.bulk.models import Level, Order, Picky, Point, Shouting, Small


def test_shards_hold_the_rows_in_order(tmp_path: Path) -> None:
    paths = write(Small, tmp_path / "small.parquet", 100, shards=3, seed=4)
    assert [path.name for path in paths] == [f"small-0000{n}-of-00003.parquet" for n in range(3)]
    parts = [pq.read_table(path) for path in paths]
    assert [part.num_rows for part in parts] == [33, 33, 34]
    assert pa.concat_tables(parts).to_pylist() == columns(Small, 100, seed=4).to_pylist()


@pytest.mark.integration
def test_workers_write_what_one_process_writes(tmp_path: Path) -> None:
    told: list[int] = []
    [alone] = write(Point, tmp_path / "alone.csv", 60)
    paths = write(Point, tmp_path / "points.csv", 60, workers=2, progress=told.append)
    texts = [path.read_text("utf-8").split("\n", 1) for path in paths]
    assert texts[0][0] + "\n" + "".join(lines for _, lines in texts) == alone.read_text("utf-8")
    assert sum(told) == 60


def test_the_same_rows_make_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.parquet", "a.csv", "a.copy"):
        [first] = write(Small, tmp_path / name, 50, seed=1)
        [second] = write(Small, tmp_path / f"second-{name}", 50, seed=1)
        assert first.read_bytes() == second.read_bytes()


def test_progress_is_told_of_each_chunk(tmp_path: Path) -> None:
    told: list[int] = []
    write(Small, tmp_path / "small.parquet", CHUNK + 10, progress=told.append)
    assert told == [CHUNK, 10]
    assert [batch.num_rows for batch in batches(Small, CHUNK + 10)] == told


def test_no_rows_make_a_file_with_none(tmp_path: Path) -> None:
    [parquet] = write(Small, tmp_path / "none.parquet", 0)
    assert pq.read_table(parquet).num_rows == 0
    [text] = write(Small, tmp_path / "none.csv", 0)
    assert text.read_text("utf-8") == "id,name,age\n"
    assert columns(Small, 0).num_rows == 0


def test_a_format_that_is_named_goes_before_the_suffix(tmp_path: Path) -> None:
    [path] = write(Small, tmp_path / "small.txt", 2, format="copy")
    assert path.read_text("utf-8").count("\t") == 4


def test_given_values_are_in_every_row_and_change_nothing_else() -> None:
    plain = columns(Order, 40).to_pylist()
    given = columns(Order, 40, having={"level": Level.LOW, "address__label": "work", "comment": "x"}).to_pylist()
    for before, after in zip(plain, given, strict=True):
        before.update(level="low", comment="x", address={**before["address"], "label": "work"})
        assert after == before


@pytest.mark.parametrize(
    ("having", "error", "told"),
    [
        ({"agee": 1}, UnknownName, "did you mean:  age?"),
        ({"age": "x"}, InvalidOverride, "age"),
    ],
)
def test_what_can_not_be_given(having: dict[str, object], error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told.replace("?", r"\?")):
        columns(Small, 1, having=having)


@pytest.mark.parametrize(
    ("name", "options", "error", "told"),
    [
        (
            "small.xml",
            {},
            ValueError,
            "'small.xml' does not say which format: give it a suffix (.parquet, .csv, .copy)",
        ),
        ("small", {"format": "xml"}, ValueError, "there is no format 'xml'; there are parquet, csv, copy"),
        ("small.csv", {"shards": 0}, ValueError, "the number of shards has to be 1 or more, not 0"),
        ("small.csv", {"workers": 0}, ValueError, "the number of workers has to be 1 or more, not 0"),
        ("small.csv", {"start": -1}, ValueError, "start has to be 0 or more, not -1"),
        ("small.csv", {"start": 1 << 63}, ValueError, "rows have numbers below 2**63"),
        ("small.csv", {"shards": 1.5}, TypeError, "the number of shards has to be a whole number, not 1.5"),
        ("small.csv", {"seed": "7"}, TypeError, "seed has to be a whole number, not '7'"),
        ("small.csv", {"having": [("age", 7)]}, TypeError, "having has to be a mapping of fields to values, not [("),
        ("small.csv", {"locale": None}, TypeError, "locale has to be text, not None"),
        ("small.csv", {"namespace": 3}, TypeError, "namespace has to be text, not 3"),
        ("small.csv", {"sed": 7}, TypeError, "did you mean:  seed?"),
        ("small.csv", {"traits": "admin"}, TypeError, "traits has to be a list of names, not 'admin'"),
        ("small.csv", {"traits": ["admin"]}, UnknownName, "Small is a type, and has no traits"),
        ("nowhere/small.csv", {}, FileNotFoundError, "there is no folder"),
        ("folder.csv", {}, IsADirectoryError, "is a folder"),
    ],
)
def test_what_can_not_be_written(
    name: str, options: dict[str, Any], error: type[Exception], told: str, tmp_path: Path
) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(error) as caught:
        write(Small, tmp_path / name, 3, **options)
    assert told in str(caught.value)
    assert os.listdir(tmp_path) == ["folder.csv"]


def test_a_type_that_refuses_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(CannotBuild, match="Picky"):
        write(Picky, tmp_path / "picky.parquet", 10)
    assert os.listdir(tmp_path) == []


def test_what_fails_in_the_middle_leaves_what_was_there_before(tmp_path: Path) -> None:
    path = tmp_path / "small.parquet"
    write(Small, path, 5)
    before = path.read_bytes()

    def interrupt(rows: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(Small, path, 200_000, progress=interrupt)
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["small.parquet"]


_FULL = """
import resource, sys
from builders.bulk import write
from tests.builders.bulk.models import Small
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
for path in sys.argv[1:]:
    try:
        write(Small, path, 5000)
    except OSError as error:
        print(error.__notes__[0])
"""


@pytest.mark.integration
def test_a_disk_that_is_full_leaves_nothing_behind(tmp_path: Path) -> None:
    paths = [str(tmp_path / f"small.{suffix}") for suffix in ("parquet", "csv")]
    # -B: what Python keeps of modules would be cut off too.
    done = subprocess.run(
        [sys.executable, "-B", "-c", _FULL, *paths], capture_output=True, text=True, check=False, cwd=Path.cwd()
    )
    assert (done.stdout.splitlines(), done.stderr) == ([f"no file was written: {path}" for path in paths], "")
    assert os.listdir(tmp_path) == []


def test_a_folder_where_nothing_can_be_made_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> str:
        raise PermissionError(13, "Permission denied", "/some/name/of/ours")

    monkeypatch.setattr("builders.bulk.files.tempfile.mkdtemp", refuse)
    with pytest.raises(PermissionError) as caught:
        write(Small, tmp_path / "small.csv", 3)
    assert str(caught.value) == f"[Errno 13] no file can be made in the folder: Permission denied: {str(tmp_path)!r}"


@pytest.mark.parametrize("rows", [2.5, "3", None])
def test_a_number_of_rows_that_is_no_whole_number(rows: Any, tmp_path: Path) -> None:
    calls: list[Callable[[], object]] = [
        lambda: columns(Small, rows),
        lambda: batches(Small, rows),
        lambda: write(Small, tmp_path / "small.csv", rows),
    ]
    for call in calls:
        with pytest.raises(TypeError, match="the number of rows has to be a whole number, not"):
            call()
    assert columns(Small, np.int64(3)).num_rows == 3  # type: ignore[arg-type]  # NumPy's is no int, and as good as one


def test_less_than_no_rows() -> None:
    for call in (columns, batches):
        with pytest.raises(ValueError, match="the number of rows has to be 0 or more, not -1"):
            call(Small, -1)


@pytest.mark.integration
def test_what_fails_in_a_worker_is_raised_here_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(CannotBuild, match="row 0 is not what object 0 holds"):
        write(Shouting, tmp_path / "shouting.parquet", 10, workers=2, shards=1, validate=False)
    assert os.listdir(tmp_path) == []


def test_a_type_that_has_no_name_to_import_it_by_needs_one_process(tmp_path: Path) -> None:
    class Local(Small):
        pass

    with pytest.raises(ValueError, match="define the type at the top of a module, or say workers=1"):
        write(Local, tmp_path / "local.csv", 10, workers=2)
    assert write(Local, tmp_path / "local.csv", 10)[0].exists()


def test_a_type_without_fields_makes_no_table() -> None:
    with pytest.raises(CannotBuild, match="has no fields, so it makes no table"):
        columns(int, 3)


def test_a_validator_that_columns_can_not_see_is_noticed() -> None:
    """`validate=False` promises that the type changes nothing; the first rows are compared all the same."""

    names = columns(Shouting, 5)["name"].to_pylist()
    assert names == [name.upper() for name in names]
    [slow] = slow_columns(Shouting)
    assert "model_post_init" in slow.why
    with pytest.raises(CannotBuild, match="row 0 is not what object 0 holds") as caught:
        columns(Shouting, 5, validate=False)
    assert "validate=True" in str(caught.value)


def test_a_library_that_is_missing_is_named_with_the_extra_that_brings_it() -> None:
    need("bulk", "numpy", "pyarrow")
    with pytest.raises(ModuleNotFoundError) as caught:
        need("bulk", "numpy", "no_such_module_anywhere")
    assert "need no_such_module_anywhere, which is not installed" in str(caught.value)
    assert "pip install 'mockfactory[bulk]'" in str(caught.value)


def test_objects_need_none_of_it() -> None:
    program = "import sys, builders; sys.exit(bool({'numpy', 'pyarrow', 'dask', 'psycopg'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
