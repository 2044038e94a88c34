"""A run of mypy that is no answer, and what mypy itself says of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from mockfactory.verification.by_mypy.answering import FILE, told_in
from mockfactory.wording.text import report

_TRACEBACK: Final = "Traceback (most recent call last)"
_INTERNAL: Final = "INTERNAL ERROR"
_ANSWERED: Final = (0, 1)

_Done = subprocess.CompletedProcess[str]


def failure_of(done: _Done, project: Path, surroundings: Mapping[str, str]) -> str | None:
    """Why a run is no answer, in mypy's own words; None where it is one.

    An answer is a line of JSON for each message. None at all comes from a mypy that did not start, and from one that a
    project told to ignore all errors: the latter ends well, and is asked whether it is there.

    Args:
        done: the run.
        project: the folder that it was run in.
        surroundings: the environment that it was run with.
    """
    broke_down = _TRACEBACK in done.stderr or _INTERNAL in f"{done.stdout}{done.stderr}"
    if done.returncode not in _ANSWERED or (done.returncode and broke_down):
        return _told(done)
    if any(told_in(done.stdout)):
        return None
    if done.returncode or not _is_there(project, surroundings):
        return _told(done)
    return None


def _told(done: _Done) -> str:
    said = [_with_place(one) for one in told_in(f"{done.stdout}\n{done.stderr}") if one.get("severity") == "error"]
    if said and _TRACEBACK not in done.stderr:
        return f"mypy could not check: {said[0]}"
    lines = list(_lines(done.stderr)) or list(_lines(done.stdout))
    internal = next((line for line in lines if _INTERNAL in line), None)
    if internal is not None:
        where = internal.partition(_INTERNAL)[0].removesuffix("error: ").rstrip(": ")
        if Path(where.rpartition(":")[0]).name == FILE:
            where = ""
        return report(
            f"mypy broke down: {_INTERNAL}{f' at {where}' if where else ''}",
            run="mypy --show-traceback, with your own files: it tells more",
        )
    how = "broke down" if done.returncode in _ANSWERED or _TRACEBACK in done.stderr else "could not check"
    return f"mypy {how}: {lines[-1].strip() if lines else f'it said nothing, and ended with {done.returncode}'}"


def _with_place(said: Mapping[str, str]) -> str:
    file, line = said.get("file", ""), said.get("line", 0)
    return f"{file}:{line}: {said['message']}" if file and Path(file).name != FILE else said["message"]


def _lines(text: str) -> Iterator[str]:
    return (line for line in text.splitlines() if line.strip())


def _is_there(project: Path, surroundings: Mapping[str, str]) -> bool:
    """Whether what is run as mypy is mypy: it tells its version."""
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--version"],
        cwd=project, env=surroundings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode == 0 and done.stdout.startswith("mypy ")
