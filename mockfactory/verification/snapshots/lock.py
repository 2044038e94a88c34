"""The lock file: what each interface promised, which tests rely on what of it, and what stood for what in them."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast

from mockfactory.verification.pairs.made import Made

LOCK: Final = "mockfactory.lock"
"""The file in which a project keeps what its doubles stand for."""

FORMAT: Final = 2
"""Since 2 types have their modules, and there are the pairs that tests made."""
_READ: Final = (1, 2)


class BadLock(Exception):
    """A lock file that can't be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One interface.

    Attributes:
        distribution: "redis 5.0.1"; "" for the project's own.
        members: the lines of each member.
        used: the tests that rely on a member, by its name.
    """

    distribution: str
    members: Mapping[str, Sequence[str]]
    used: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])


@dataclass(frozen=True, slots=True)
class Lock:
    """All of them.

    Attributes:
        python: the version that read them: "3.11".
        interfaces: by "module:name".
        made: the pairs that the tests made by `bind` and `replace`.
        has_modules: whether types are written with their modules.
    """

    python: str
    interfaces: Mapping[str, Entry]
    made: Sequence[Made] = ()
    has_modules: bool = True


def this_python() -> str:
    """The version that is running: "3.11"."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def as_data(lock: Lock) -> dict[str, object]:
    """A lock as JSON has it."""
    interfaces = {
        name: {"distribution": entry.distribution, "members": dict(entry.members), "used": dict(entry.used)}
        for name, entry in lock.interfaces.items()
    }
    stand_ins: dict[str, dict[str, object]] = {}
    for one in lock.made:
        folders = {"folders": list(one.folders)} if one.folders else {}
        told = {"by": list(one.by), "tests": list(one.tests), **folders}
        stand_ins.setdefault(one.interface, {})[one.implementation] = told
    pairs = {"stand_ins": stand_ins} if stand_ins else {}
    return {"format": FORMAT, "python": lock.python, "interfaces": interfaces, **pairs}


def lock_of(data: Mapping[str, Any]) -> Lock:
    """A lock from what JSON has of it.

    Raises:
        AttributeError, KeyError, TypeError: it has another form.
    """
    made = [
        Made(implementation, interface, _texts(one["by"]), _texts(one["tests"]), _texts(one.get("folders", [])))
        for interface, several in data.get("stand_ins", {}).items()
        for implementation, one in several.items()
    ]
    interfaces = {name: _entry(one) for name, one in data["interfaces"].items()}
    return Lock(str(data["python"]), interfaces, made, has_modules=data["format"] > 1)


def write_lock(lock: Lock, file: Path) -> None:
    """Write a lock file, sorted, so that a change of it is as small as what has changed; whole or not at all."""
    text = json.dumps(as_data(lock), indent=1, sort_keys=True)
    handle, written = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as opened:
            opened.write(text + "\n")
        os.chmod(written, file.stat().st_mode if file.exists() else 0o644)  # else it is the owner's alone
        os.replace(written, file)
    except BaseException:
        os.unlink(written)
        raise


def read_lock(file: Path) -> Lock:
    """Read a lock file.

    Raises:
        BadLock: there is none, it is damaged, or of another format.
    """
    try:
        data: Any = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadLock(f"{file} can't be read: {error.strerror}\n  write:  mockfactory spec snapshot") from None
    except ValueError as error:
        raise BadLock(f"{file} is damaged: {error}") from None
    if not isinstance(data, dict) or "format" not in data:
        raise BadLock(f"{file} is no lock file of mockfactory")
    if data["format"] not in _READ:
        raise BadLock(
            f"{file} has format {data['format']!r}, and this version of mockfactory reads 1 and {FORMAT}\n"
            "  write:  pip install --upgrade mockfactory, or make it again: mockfactory spec snapshot"
        )
    try:
        return lock_of(cast("Mapping[str, Any]", data))
    except (AttributeError, KeyError, TypeError) as error:
        raise BadLock(f"{file} is damaged: {type(error).__name__}: {error}") from None


def _entry(data: Mapping[str, Any]) -> Entry:
    members = {str(name): _texts(lines) for name, lines in data["members"].items()}
    used = {str(name): _texts(tests) for name, tests in data["used"].items()}
    return Entry(str(data["distribution"]), members, used)


def _texts(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in cast("list[object]", value)):
        raise TypeError(f"{value!r} is no list of texts")
    return cast("list[str]", value)
