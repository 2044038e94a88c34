"""mypy, run over the module of checks with the project's own configuration."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from mockfactory.verification.by_mypy import watched
from mockfactory.verification.by_mypy.answering import FILE, Answer, answer_of
from mockfactory.verification.by_mypy.failing import failure_of
from mockfactory.verification.by_mypy.keeping import Keeping, keeping
from mockfactory.verification.by_mypy.writing import CheckModule


class MypyFailed(Exception):
    """mypy is missing, or broke down, or could not read the project."""


def asked_of_mypy(module: CheckModule, project: Path, folders: Sequence[str] = ()) -> Answer:
    """Run mypy over a module of checks.

    Args:
        module: the checks.
        project: the folder that mypy is run in, whose configuration holds.
        folders: of it, in which mypy looks for modules too.

    Raises:
        MypyFailed: mypy is missing, or broke down, or could not read the project.
    """
    if importlib.util.find_spec("mypy") is None:
        way_out = 'judges = ["rules"] in [tool.mockfactory] of pyproject.toml'
        raise MypyFailed(f"mypy is not installed\n  install:   pip install mypy\n  or write:  {way_out}")
    surroundings = _surroundings(project, folders)
    own = keeping(module.text, project, surroundings)
    printed = own.kept()
    if printed is None:
        printed = _printed(module.text, project, surroundings, own)
    return answer_of(printed, module)


def _printed(text: str, project: Path, surroundings: Mapping[str, str], own: Keeping) -> str:
    with tempfile.TemporaryDirectory(prefix="mockfactory-") as folder:
        file, record = Path(folder, FILE), Path(folder, "record.json")
        file.write_text(text, encoding="utf-8")
        unnoticed = own.unnoticed()
        options = ["--cache-dir", os.devnull] if unnoticed else []
        done = subprocess.run(
            [*_command(own, record), *options, "--output", "json", str(file)],
            cwd=project, env=surroundings, capture_output=True, text=True, check=False,
        )  # fmt: skip
        failure = failure_of(done, project, surroundings)
        if failure is not None:
            raise MypyFailed(failure)
        own.keep(done.stdout, record, unnoticed)
        return done.stdout


def _command(own: Keeping, record: Path) -> list[str]:
    """mypy, watched where what it says can be kept: watching takes time too."""
    if own.is_possible:
        return [sys.executable, watched.__file__, str(record), str(own.folder)]
    return [sys.executable, "-m", "mypy"]


def _surroundings(project: Path, folders: Sequence[str]) -> Mapping[str, str]:
    if not folders:
        return os.environ
    found = [*filter(None, [os.environ.get("MYPYPATH")]), *(str(project / one) for one in dict.fromkeys(folders))]
    return {**os.environ, "MYPYPATH": os.pathsep.join(found)}
