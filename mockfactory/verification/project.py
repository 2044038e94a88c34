"""The folder of a project, and what pytest can import in it."""

from __future__ import annotations

import configparser
import contextlib
import sys
import tomllib
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from typing import Final, cast

LOCK: Final = "mockfactory.lock"
"""The file in which a project keeps what its doubles stand for."""
_SETTINGS: Final = "pyproject.toml"
_INI: Final = ("pytest.ini", ".pytest.ini")


def project_of(here: Path) -> Path:
    """The folder of the project that a folder belongs to.

    Args:
        here: the folder, as a rule the current one.

    Returns:
        The nearest one, upwards as far as the repository goes, with a lock file or with `[tool.mockfactory]` in its
        `pyproject.toml`; `here` where there is none.
    """
    for folder in (here, *here.parents):
        if (folder / LOCK).is_file() or _names_us(folder / _SETTINGS):
            return folder
        if (folder / ".git").exists():
            break
    return here


def pythonpath_of(project: Path) -> list[str]:
    """The folders of a project that pytest's setting `pythonpath` names."""
    for name in _INI:
        if (project / name).is_file():
            ini = configparser.ConfigParser(interpolation=None)
            with contextlib.suppress(configparser.Error, UnicodeDecodeError):
                ini.read(project / name, encoding="utf-8")
            return ini.get("pytest", "pythonpath", fallback="").split()
    pytest = _table(_tools(project / _SETTINGS), "pytest")
    told = {**_table(pytest, "ini_options"), **pytest}.get("pythonpath", [])
    if isinstance(told, str):
        return told.split()
    return [one for one in cast("Sequence[object]", told) if isinstance(one, str)] if isinstance(told, list) else []


@contextlib.contextmanager
def importable_as_by_pytest() -> Generator[None]:
    """Let modules of the project be imported from where pytest imports them: from its folder, and its `pythonpath`."""
    before = list(sys.path)
    with contextlib.suppress(FileNotFoundError):  # the directory may have been removed
        here = Path.cwd()
        project = project_of(here)
        above = [] if project == here or sys.flags.safe_path else [project]
        folders = [str(one) for one in (*(project / name for name in pythonpath_of(project)), *above)]
        sys.path[:0] = [one for one in dict.fromkeys(folders) if one not in before]
    try:
        yield
    finally:
        sys.path[:] = before


def _names_us(file: Path) -> bool:
    try:
        return "mockfactory" in _read(file)
    except tomllib.TOMLDecodeError:
        return True  # whoever reads the settings says what is wrong with it


def _tools(file: Path) -> Mapping[str, object]:
    try:
        return _read(file)
    except tomllib.TOMLDecodeError:
        return {}


def _read(file: Path) -> Mapping[str, object]:
    try:
        return _table(tomllib.loads(file.read_text(encoding="utf-8")), "tool")
    except (OSError, UnicodeDecodeError):
        return {}


def _table(holder: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = holder.get(name)
    return cast("Mapping[str, object]", found) if isinstance(found, dict) else {}
