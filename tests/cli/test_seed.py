"""`mockfactory seed`: what it writes, and what it says when it can't."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pyarrow.parquet as pq
import pytest

from builders.bulk import columns
from mockfactory.cli import main
from tests.builders.bulk.models import Small

SMALL = "tests.builders.bulk.models:Small"


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = main(["seed", *argv])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_file_of_rows_is_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "small.parquet"
    code, out, err = run(capsys, SMALL, "--rows", "1000", "--out", str(path), "--seed", "3", "--namespace", "shop")
    assert (code, err) == (0, "")
    head, file = out.splitlines()
    assert head.startswith(f"1,000 rows of {SMALL} in ")
    assert file.startswith(f"  {path}  ")
    assert file.endswith(" kB")
    assert pq.read_table(path).to_pylist() == columns(Small, 1000, seed=3, namespace="shop").to_pylist()


def test_shards_and_formats(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = run(
        capsys, SMALL, "--rows", "10", "--out", str(tmp_path / "a.txt"), "--format", "csv", "--shards", "2"
    )
    assert (code, err) == (0, "")
    assert [Path(line.split()[0]).name for line in out.splitlines()[1:]] == [
        "a-00000-of-00002.txt",
        "a-00001-of-00002.txt",
    ]
    with (tmp_path / "a-00001-of-00002.txt").open(newline="", encoding="utf-8") as file:
        assert [row["name"] for row in csv.DictReader(file)] == columns(Small, 10, seed=0)["name"].to_pylist()[5:]


def test_rows_of_a_builder_in_the_words_of_a_place(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, project: Path
) -> None:
    (project / "shop" / "made.py").write_text(
        dedent("""
            from builders import Builder, sequence
            from tests.builders.bulk.models import Small

            small = Builder(Small, age=7).trait("old", age=77)
        """)
    )
    path = tmp_path / "small.csv"
    code, _, err = run(
        capsys, "shop.made:small", "--rows", "5", "--out", str(path), "--trait", "old", "--locale", "de_DE"
    )
    assert (code, err) == (0, "")
    expected = columns(Small, 5, seed=0, locale="de_DE", having={"age": 77})
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["age"] for row in rows] == ["77"] * 5
    assert [row["name"] for row in rows] == expected["name"].to_pylist()


def test_what_is_drawn_row_by_row_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = "tests.builders.bulk.models:Shouting"
    code, _, err = run(capsys, target, "--rows", "3", "--out", str(tmp_path / "a.csv"))
    assert code == 0
    assert err == "drawn row by row: Shouting (Shouting has code of its own (model_post_init))\n"


def test_the_reason_is_told_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = "tests.builders.persistence.shop:Customer"
    code, _, err = run(capsys, target, "--rows", "3", "--out", str(tmp_path / "a.csv"))
    assert code == 0
    assert err == "drawn row by row: Customer.email (values of this kind have no formula for whole columns)\n"


@pytest.mark.parametrize(
    ("argv", "line"),
    [
        (["shop.mial:User"], "there is no module 'shop.mial'. Did you mean 'shop.mail'?"),
        (["shop.mail:limit"], "3 is a value, and no type"),
        (["shop.mail"], "shop.mail"),
        (["shop.mail:either"], "builtins.int | builtins.str has no fields, so it makes no table"),
        ([SMALL, "--rows", "-1"], "the number of rows has to be 0 or more, not -1"),
        ([SMALL, "--shards", "0"], "the number of shards has to be 1 or more, not 0"),
        ([SMALL, "--workers", "0"], "the number of workers has to be 1 or more, not 0"),
        (
            [SMALL, "--out", "rows.xml"],
            "'rows.xml' does not say which format: give it a suffix (.parquet, .csv, .copy)",
        ),
        ([SMALL, "--trait", "old"], "Small is a type, and has no traits"),
        ([SMALL, "--locale", "xx_XX"], "xx_XX"),
        ([SMALL, "--out", "nowhere/rows.csv"], "there is no folder 'nowhere'"),
        (["tests.builders.bulk.models:Picky"], "Picky"),
    ],
)
def test_what_can_not_be_written_is_one_line(
    argv: list[str], line: str, capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    before = sorted(os.listdir(project))
    options = {"--rows": "3", "--out": "rows.csv"}
    for name, value in options.items():
        if name not in argv:
            argv = [*argv, name, value]
    code, out, err = run(capsys, *argv)
    assert (code, out) == (2, "")
    assert err.startswith("mockfactory: ")
    assert line in err
    assert err.count("\n") == 1
    assert sorted(os.listdir(project)) == before


def test_the_words_have_to_be_there(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exited:
        main(["seed", SMALL])
    assert exited.value.code == 2
    assert "--rows, --out" in capsys.readouterr().err


@pytest.mark.integration
def test_workers_find_a_type_of_the_current_directory(project: Path) -> None:
    (project / "shop" / "models.py").write_text(
        dedent("""
            from dataclasses import dataclass

            @dataclass
            class Point:
                x: int
                y: int
        """)
    )
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mockfactory",
            "seed",
            "shop.models:Point",
            "--rows",
            "9",
            "--out",
            "p.csv",
            "--workers",
            "2",
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in project.glob("p*")) == ["p-00000-of-00002.csv", "p-00001-of-00002.csv"]


def test_a_bar_is_shown_on_a_terminal_only(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    code, _, err = run(capsys, SMALL, "--rows", "10", "--out", str(tmp_path / "small.csv"))
    assert code == 0
    assert "10/10" in err


def test_an_interrupt_leaves_nothing_behind(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("builders.bulk.files.write_all", interrupted)
    code, out, _ = run(capsys, SMALL, "--rows", "10", "--out", str(tmp_path / "small.csv"))
    assert (code, out) == (130, "")
    assert list(tmp_path.iterdir()) == []
