"""Both type checkers, run over files as a strict user runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

CHECKERS: Final = ("mypy", "pyright")
CASES: Final = sorted((Path(__file__).parent / "cases").glob("*.py"))

# What no case uses of the libraries that the cases use, and what only the insides of ours import: mypy would take twice
# as long with it. A type that a case needs after all would be `Any`, and `assert_type` and the BAD marks say so.
_MYPY: Final = """
[mypy]
strict = True
plugins = pydantic.mypy, builders.mypy
follow_imports = silent
[mypy-openai.lib.beta.*,openai.lib.streaming.*,openai.resources.*,openai.types.*]
follow_imports = skip
[mypy-openai.resources.chat.*,openai.types.chat.*,openai.types.shared.*,openai.types.shared_params.*]
follow_imports = silent
[mypy-_pytest.*,dns.*,faker.*,hypothesis.*,markdown_it.*,numpy.*,polyfactory.*,rich.*,trio.*,typeguard.*]
follow_imports = skip
"""
_PATIENCE: Final = 300


class Finding(NamedTuple):
    """One thing that a checker says of a line; an error has a rule, what `reveal_type` answers has none."""

    file: str
    line: int
    rule: str | None
    text: str


def run(checker: str, files: Sequence[Path], folder: Path, cache: Path) -> list[Finding]:
    """Run one checker over files. Stubs for pyright are looked for in `typings` in the folder, as in a user's project.

    Args:
        checker: "mypy" or "pyright".
        files: to be checked, all in one run.
        folder: an empty one, for the checker's configuration.
        cache: where mypy keeps what it knows of installed packages.

    Raises:
        AssertionError: when the checker is not installed, or breaks down, or has not looked at each file.
    """
    return {"mypy": _run_mypy, "pyright": _run_pyright}[checker](files, folder, cache)


def _run_mypy(files: Sequence[Path], folder: Path, cache: Path) -> list[Finding]:
    configuration = folder / "mypy.ini"
    configuration.write_text(_MYPY, encoding="utf-8")
    options = ["--config-file", str(configuration), "--cache-dir", str(cache), "--output", "json"]
    printed = _printed(["mypy", *options, *map(str, files)], folder)
    told = map(json.loads, printed.splitlines())
    return [Finding(Path(one["file"]).name, one["line"], _mypy_rule(one), _mypy_text(one)) for one in told]


def _run_pyright(files: Sequence[Path], folder: Path, cache: Path) -> list[Finding]:
    configuration = folder / "pyrightconfig.json"
    # It takes relative paths only.
    included = [os.path.relpath(file, folder) for file in files]
    # What stubs import may stand beside the files that are checked.
    beside = sorted({os.path.relpath(file.parent, folder) for file in files})
    options = {"include": included, "typeCheckingMode": "strict", "extraPaths": beside}
    configuration.write_text(json.dumps(options), encoding="utf-8")
    told = json.loads(_printed(["pyright", "--outputjson", "--pythonpath", sys.executable, "-p", str(folder)], folder))
    seen = told["summary"]["filesAnalyzed"]
    assert seen == len(files), f"pyright looked at {seen} files of {len(files)}"
    return [
        Finding(Path(found["file"]).name, found["range"]["start"]["line"] + 1, _pyright_rule(found), found["message"])
        for found in told["generalDiagnostics"]
    ]


def verify_types(package: str, folder: Path) -> Mapping[str, Any]:
    """What `pyright --verifytypes` tells of an installed package."""
    told = json.loads(_printed(["pyright", "--outputjson", "--ignoreexternal", "--verifytypes", package], folder))
    completeness: Mapping[str, Any] = told["typeCompleteness"]
    assert completeness.get("pyTypedPath"), f"pyright did not find {package}: {told}"
    return completeness


def _printed(command: Sequence[str], folder: Path) -> str:
    # Without the last one, pyright asks a package registry for its newest version. The path is for `--verifytypes`,
    # which has no option for the interpreter.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=_PATIENCE, check=False,
    )  # fmt: skip
    finished = done.returncode in (0, 1) and done.stdout
    assert finished, f"{command[0]} broke down: {done.stdout}{done.stderr}"
    return done.stdout


def _mypy_rule(found: Mapping[str, Any]) -> str | None:
    return found["code"] if found["severity"] == "error" else None


def _mypy_text(found: Mapping[str, Any]) -> str:
    return "\n".join(filter(None, (found["message"], found["hint"])))


def _pyright_rule(found: Mapping[str, Any]) -> str | None:
    return found.get("rule", "syntax") if found["severity"] == "error" else None
