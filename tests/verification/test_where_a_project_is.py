"""Where the lock file of a project is written, and what is said of its modules that are gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockfactory.cli import main

LOCK = "mockfactory.lock"


@pytest.fixture
def inner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of tests in a project of which mockfactory knows nothing, and in which the tests run."""
    folder = tmp_path / "project" / "tests" / "unit"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("root", ["pyproject.toml", "pytest.ini", "setup.cfg", ".git"])
def test_a_lock_is_written_at_the_root_of_a_project(inner: Path, root: str) -> None:
    project = inner.parent.parent
    if root == ".git":
        (project / root).mkdir()
    else:
        (project / root).write_text("")

    assert main(["spec", "snapshot", "queue:Queue"]) == 0
    assert (project / LOCK).is_file()
    assert not (inner / LOCK).exists()
    assert main(["spec", "diff"]) == 0


def test_the_nearest_package_of_a_repository_is_one(inner: Path) -> None:
    project = inner.parent.parent
    (project / ".git").mkdir()
    for folder in (project, inner.parent):
        (folder / "pyproject.toml").write_text("")

    main(["spec", "snapshot", "queue:Queue"])

    assert (inner.parent / LOCK).is_file()


def test_one_that_names_mockfactory_counts_for_more(inner: Path) -> None:
    project = inner.parent.parent
    (project / "pyproject.toml").write_text("[tool.mockfactory]\n")
    (inner.parent / "pyproject.toml").write_text("")

    main(["spec", "snapshot", "queue:Queue"])

    assert (project / LOCK).is_file()


def test_a_place_that_is_named_is_where_it_is_written(inner: Path) -> None:
    (inner.parent.parent / "pyproject.toml").write_text("")

    main(["spec", "snapshot", "queue:Queue", "--out", "own.lock"])

    assert (inner / "own.lock").is_file()


@pytest.mark.parametrize(
    ("name", "meant"), [("app", ""), ("jsonn", ""), ("tets", ""), ("app_store", " Did you mean 'app_stores'?")]
)
def test_a_module_of_the_project_that_is_gone_is_none_of_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, meant: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "app_stores.py").write_text("")
    pairs = f'[tool.mockfactory.stands-for]\n"{name}.x:Fake" = "queue:Queue"'
    (tmp_path / "pyproject.toml").write_text(f'[tool.mockfactory]\njudges = ["rules"]\n{pairs}')

    assert main(["verify"]) == 2
    assert f"could not verify: there is no module '{name}'.{meant}\n" in capsys.readouterr().out
