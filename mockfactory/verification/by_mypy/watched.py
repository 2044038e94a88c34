"""mypy, run so that all it looks at is written down. This file is run by its path, in a process of its own.

mypy reads sources, stubs, settings and plugins, and asks whether files are there that are not. Python tells of each
file that is opened and of each folder that is listed (PEP 578), but not of `os.stat`: what is put in its place tells.
"""

from __future__ import annotations

import json
import os
import runpy
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, NoReturn

Look = list[int] | str | None
"""What is at a path: when a file was written and how long it is, "folder", or nothing."""
_OF_THE_SYSTEM: Final = ("/proc/", "/sys/", "/dev/")  # no files, and never the same
Ask = Callable[[str], os.stat_result]


class Watching:
    """Writes down what is looked at, as it was when it was first looked at.

    Attributes:
        seen: what was found at each path.
        listed: when the files of a folder last changed, for each folder whose files mattered.
        started: whether other processes were started, of which nothing is known.
    """

    def __init__(self, ignored: tuple[str, ...]) -> None:
        self.seen: dict[str, Look] = {}
        self.listed: dict[str, int | None] = {}
        self.started = False
        self._asked_for: set[str] = set()
        self._own = ignored
        self._ignored = (*ignored, *_OF_THE_SYSTEM)
        self._stat = os.stat

    def begin(self) -> None:
        """From now on."""
        sys.addaudithook(self._told)
        os.stat = self._asked  # type: ignore[assignment]  # it takes all that the other takes

    def written(self) -> dict[str, object]:
        """All that was seen, with the modules that Python loaded and the folders that it loads them from."""
        files = [getattr(module, "__file__", None) for module in [*sys.modules.values()]]
        for file in files:
            if isinstance(file, str):
                self._see(file)
        for folder in filter(os.path.isdir, sys.path):
            self._list(folder)
            for file in Path(folder).glob("*.pth"):
                self._see(str(file))
        return {"seen": self.seen, "listed": self.listed, "started": self.started}

    def _asked(self, path: int | str | bytes | os.PathLike[str], *args: object, **options: object) -> os.stat_result:
        if isinstance(path, str) and path not in self._asked_for:
            self._asked_for.add(path)
            self._see(path)
        return self._stat(path, *args, **options)  # type: ignore[arg-type]

    def _told(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str) and not _is_written(arguments[1]):
            self._see(arguments[0])
        elif event in ("os.listdir", "os.scandir"):
            self._list(arguments[0] if isinstance(arguments[0], str) else ".")
        elif event in ("subprocess.Popen", "os.fork", "os.exec", "os.posix_spawn"):
            self.started = True

    def _see(self, path: str) -> None:
        path = os.path.abspath(path)
        if path not in self.seen and not path.startswith(self._ignored):
            self.seen[path] = look_at(path, self._stat)

    def _list(self, path: str) -> None:
        path = os.path.abspath(path)
        # A folder above what is ignored changes with it, and no module is looked for there.
        above = any(one.startswith(path) for one in self._own)
        if path not in self.listed and not above and not path.startswith(self._ignored):
            self.listed[path] = changed(path, self._stat)


def look_at(path: str, ask: Ask = os.stat) -> Look:
    """What is at a path now."""
    try:
        found = ask(path)
    except (OSError, ValueError):
        return None
    return "folder" if stat.S_ISDIR(found.st_mode) else [found.st_mtime_ns, found.st_size]


def changed(folder: str, ask: Ask = os.stat) -> int | None:
    """When a file was last added to a folder, or taken away."""
    try:
        return ask(folder).st_mtime_ns
    except (OSError, ValueError):
        return None


def _is_written(mode: object) -> bool:
    return isinstance(mode, str) and not {*mode}.isdisjoint("wax+")


def _main(record: str, cache: str, *arguments: str) -> None:
    if not sys.flags.safe_path:
        sys.path[0] = os.getcwd()  # as for `python -m mypy`
    sys.argv = ["mypy", *arguments]
    watching = Watching((str(Path(record).parent), cache))
    end = os._exit  # pyright: ignore[reportPrivateUsage]  # by which mypy ends, for it saves it the tidying up

    def ended(status: int) -> NoReturn:
        Path(record).write_text(json.dumps(watching.written()), encoding="utf-8")
        end(status)

    os._exit = ended
    watching.begin()
    runpy.run_module("mypy", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _main(*sys.argv[1:])
