"""The folder of a project, and what pytest can import in it."""

from __future__ import annotations

import configparser
import contextlib
import sys
import tomllib
from collections.abc import Generator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, cast

LOCK: Final = "mockfactory.lock"
"""The file in which a project keeps what its doubles stand for."""
_SETTINGS: Final = "pyproject.toml"
_INI: Final = ("pytest.ini", ".pytest.ini")
_ROOT: Final = (_SETTINGS, *_INI, "tox.ini", "setup.cfg", "setup.py")


def project_of(here: Path) -> Path:
    """The folder of the project that a folder belongs to.

    Args:
        here: the folder, as a rule the current one.

    Returns:
        The nearest one, upwards as far as the repository goes, with a lock file or with `[tool.mockfactory]` in its
        `pyproject.toml`. Where there is none, the nearest one with a file that pytest takes for its root, or the
        repository; `here` where there is none of these.
    """
    above = list(_as_far_as_the_repository(here))
    for folder in above:
        if (folder / LOCK).is_file() or _names_us(folder / _SETTINGS):
            return folder
    for folder in above:
        if any((folder / name).is_file() for name in _ROOT):
            return folder
    return above[-1] if (above[-1] / ".git").exists() else here


def _as_far_as_the_repository(here: Path) -> Iterator[Path]:
    for folder in (here, *here.parents):
        yield folder
        if (folder / ".git").exists():
            return


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
