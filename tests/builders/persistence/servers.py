"""A private PostgreSQL server for the tests: its own directory, its own socket, nothing of it stays."""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NEEDED = "CI", "MOCKFACTORY_REQUIRE_SERVICES"
MISSING = "PostgreSQL is not installed (no initdb on PATH or in /usr/lib/postgresql): apt-get install postgresql"


@contextmanager
def postgresql() -> Iterator[Path]:
    """Start a server.

    Yields:
        The directory of its socket.
    """
    programs = _programs()
    if programs is None:
        if any(os.environ.get(name) for name in NEEDED):
            pytest.fail(MISSING, pytrace=False)
        pytest.skip(MISSING)
    # Not below pytest's own directory: only its owner may enter that, and the path of a socket has to be short.
    home = Path(tempfile.mkdtemp(prefix="postgresql-"))
    try:
        user = _owner(home)
        data = home / "data"
        _run(
            [programs / "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
            user,
        )
        options = f"-k {home} -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        control: list[object] = [programs / "pg_ctl", "-D", data]
        _run([*control, "-w", "-l", home / "log", "-o", options, "start"], user)
        try:
            yield home
        finally:
            _run([*control, "-m", "immediate", "stop"], user)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _programs() -> Path | None:
    """The directory of the newest server's programs."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if installed:
        return installed[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _owner(home: Path) -> dict[str, Any]:
    """Who runs the server: PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(home, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _run(command: Sequence[object], user: dict[str, Any]) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        cwd="/",
        stdin=subprocess.DEVNULL,
        # Not a pipe: the server inherits it, and would keep it open.
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        **user,
    )
    if done.returncode:
        pytest.fail(f"{' '.join(str(part) for part in command)} gave {done.returncode} (as {getpass.getuser()})")
