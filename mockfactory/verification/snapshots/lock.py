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
from mockfactory.verification.snapshots.shape import Misshapen, part, table, text, texts

FORMAT: Final = 3
"""Since 2 types have their modules, and there are the pairs that tests made; since 3 it is told what a class has."""
_READ: Final = (1, 2, 3)
_CONFLICT: Final = ("<<<<<<< ", ">>>>>>> ")


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
        format: the one of the file.
    """

    python: str
    interfaces: Mapping[str, Entry]
    made: Sequence[Made] = ()
    format: int = FORMAT


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


def lock_of(data: object) -> Lock:
    """A lock from what JSON has of it.

    Raises:
        Misshapen: it has another form.
    """
    top = table(data, "it")
    pairs = table(top.get("stand_ins", {}), "stand_ins")
    made = [
        _made(implementation, interface, table(one, f"stand_ins, {interface}, {implementation}"))
        for interface, several in pairs.items()
        for implementation, one in table(several, f"stand_ins, {interface}").items()
    ]
    interfaces = table(part(top, "interfaces", "it"), "interfaces")
    entries = {
        name: _entry(table(one, f"interfaces, {name}"), f"interfaces, {name}") for name, one in interfaces.items()
    }
    return Lock(text(top, "python", "it"), entries, made, cast("int", part(top, "format", "it")))


def why_not_a_file(file: Path) -> str | None:
    """Why nothing can be written there; `None` where it seems so."""
    if file.is_dir():
        return "it is a folder"
    return None if file.parent.is_dir() else f"there is no folder {file.parent}"


def write_lock(lock: Lock, file: Path) -> None:
    """Write a lock file, sorted, so that a change of it is as small as what has changed; whole or not at all."""
    told = json.dumps(as_data(lock), indent=1, sort_keys=True)
    handle, written = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as opened:
            opened.write(told + "\n")
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
        content = file.read_text(encoding="utf-8")
    except OSError as error:
        raise BadLock(f"{file} can't be read: {error.strerror}\n  write:  mockfactory spec snapshot") from None
    except UnicodeDecodeError as error:
        raise BadLock(f"{file} is damaged: {error}\n  write:  mockfactory spec snapshot") from None
    try:
        data: Any = json.loads(content)
    except ValueError as error:
        raise BadLock(f"{file} {_damage(content, error)}") from None
    if not isinstance(data, dict) or "format" not in data:
        raise BadLock(f"{file} is no lock file of mockfactory\n  write:  mockfactory spec snapshot")
    if data["format"] not in _READ:
        raise BadLock(
            f"{file} has format {data['format']!r}, and this version of mockfactory reads 1 to {FORMAT}\n"
            "  write:  pip install --upgrade mockfactory, or make it again: mockfactory spec snapshot"
        )
    try:
        return lock_of(cast("object", data))
    except Misshapen as error:
        raise BadLock(f"{file} is damaged: {error}\n  write:  mockfactory spec snapshot") from None


def _damage(content: str, error: ValueError) -> str:
    for number, line in enumerate(content.splitlines(), 1):
        if line.startswith(_CONFLICT):
            told = f"has the marks of a merge conflict in line {number}"
            return f"{told}\n  write:  mockfactory spec snapshot, for all tests: it writes the file anew"
    return f"is damaged: {error}\n  write:  mockfactory spec snapshot"


def _entry(data: Mapping[str, object], where: str) -> Entry:
    members, used = (table(part(data, key, where), f"{where}, {key}") for key in ("members", "used"))
    return Entry(
        text(data, "distribution", where),
        {name: texts(members, name, f"{where}, members") for name in members},
        {name: texts(used, name, f"{where}, used") for name in used},
    )


def _made(implementation: str, interface: str, data: Mapping[str, object]) -> Made:
    where = f"stand_ins, {interface}, {implementation}"
    folders = texts(data, "folders", where) if "folders" in data else []
    return Made(implementation, interface, texts(data, "by", where), texts(data, "tests", where), folders)
