"""mypy, run over the module of checks with the project's own configuration."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mockfactory.verification.by_mypy import watched
from mockfactory.verification.by_mypy.keeping import Keeping, keeping
from mockfactory.verification.by_mypy.writing import CheckModule

_NAME: Final = "mockfactory_checks.py"
_OF_TYPES: Final = frozenset({
    "assignment", "attr-defined", "misc", "override", "return-value", "type-abstract", "union-attr",
})  # fmt: skip
"""Codes of lines that do not fit; others say how a project wants its own code to be written."""


class MypyFailed(Exception):
    """mypy is missing, or broke down, or could not read the project."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What mypy says of one member of one pair.

    Attributes:
        pair: the pair's number.
        member: "" for the class as a whole.
        message: mypy's words.
    """

    pair: int
    member: str
    message: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What mypy says of a module of checks.

    Attributes:
        refusals: what it refuses.
        unseen: the numbers of the pairs of which it does not see a class, each with the name of that class. Such a
            class is `Any` to it: its module is not found, has no types, or is left out by the configuration.
    """

    refusals: Sequence[Refusal]
    unseen: Mapping[int, str]


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
    told = list(_told(printed))
    unseen = {
        module.revealed[int(one["line"])][0]: module.revealed[int(one["line"])][1]
        for one in told
        if _is_here(one) and int(one["line"]) in module.revealed and '"Any"' in one["message"]
    }
    return Answer(list(_of_checks(told, module)), unseen)


def _printed(text: str, project: Path, surroundings: Mapping[str, str], own: Keeping) -> str:
    with tempfile.TemporaryDirectory(prefix="mockfactory-") as folder:
        file, record = Path(folder, _NAME), Path(folder, "record.json")
        file.write_text(text, encoding="utf-8")
        done = subprocess.run(
            [*_command(own, record), "--output", "json", str(file)],
            cwd=project, env=surroundings, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode not in (0, 1):
            said = [one["message"] for one in _told(done.stdout) if one["severity"] == "error"]
            words = (said or (done.stderr or done.stdout).strip().splitlines()[-1:] or ["it said nothing"])[0]
            raise MypyFailed(f"mypy could not check: {words}")
        own.keep(done.stdout, record)
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


def _is_here(one: Mapping[str, str]) -> bool:
    return Path(one["file"]).name == _NAME


def _told(printed: str) -> Iterator[Mapping[str, str]]:
    for line in printed.splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def _of_checks(told: list[Mapping[str, str]], module: CheckModule) -> Iterator[Refusal]:
    found = [
        Refusal(*module.places[int(one["line"])], "\n".join(filter(None, (one["message"], one["hint"]))))
        for one in told
        if _is_here(one) and one["code"] in _OF_TYPES and int(one["line"]) in module.places
    ]
    members = {one.pair for one in found if one.member}
    # The whole is told where no member is to blame.
    return (one for one in found if one.member or one.pair not in members)
