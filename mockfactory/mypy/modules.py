"""The modules that strings name: found as mypy finds them, and read by mypy as if the file imported them.

mypy reads what is imported. `patch("app.mail.client")` imports `app.mail` when it runs, and to mypy it is a text. So
the modules in it are made dependencies of the file. A dependency that can't be found would be an error of mypy, at the
line of the text: only modules are named that are found on mypy's own search path.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from enum import Enum, auto
from typing import Final

from mypy.build import default_data_dir
from mypy.find_sources import InvalidSourceList, SourceFinder
from mypy.fscache import FileSystemCache
from mypy.modulefinder import BuildSource, FindModuleCache, ModuleNotFoundReason, compute_search_paths
from mypy.nodes import MypyFile
from mypy.options import Options

from mockfactory.mypy.strings import dotted_names

_LOW: Final = 20
"""The priority of an import within a function, which does not keep modules from being analyzed in either order."""


class Whereabouts(Enum):
    """What is known of a module by its name alone."""

    READABLE = auto()
    """mypy can read it."""
    UNREADABLE = auto()
    """It is there, or may be, and mypy does not read it: no types, skipped, or more than one name."""
    NOWHERE = auto()


class Modules:
    """Finds modules by their names.

    Args:
        options: of the run.
    """

    def __init__(self, options: Options) -> None:
        self._options = options
        self._roots: list[str] = []
        self._finder: FindModuleCache | None = None
        self.read: dict[str, MypyFile] = {}

    def note(self, name: str, path: str) -> None:
        """Note where a module lies: mypy looks for others beside the packages that it was given."""
        root = _root(name, path)
        if root is not None and root not in self._roots:
            self._roots.append(root)
            self._finder = None

    def forget(self) -> None:
        """Look again where modules are: in the daemon, files come and go."""
        self._finder = None

    def named_in(self, file: MypyFile) -> list[tuple[int, str, int]]:
        """The modules that strings in a file name, as dependencies: with their priority and line."""
        if self._options.fine_grained_incremental:
            self.forget()
        found: dict[str, int] = {}
        for name, line in dotted_names(file):
            for prefix in prefixes(name):
                if prefix not in found and self.whereabouts(prefix) is Whereabouts.READABLE:
                    found[prefix] = line
        return [(_LOW, name, line) for name, line in found.items() if name != file.fullname]

    def whereabouts(self, name: str) -> Whereabouts:
        """Whether there is a module with a name, and whether mypy reads it."""
        if name in self.read:
            return Whereabouts.READABLE
        found = self._find().find_module(name)
        if isinstance(found, str):
            options = self._options.clone_for_module(name)
            followed = found.endswith(".pyi") or options.follow_imports in ("normal", "silent")
            one_name = followed and self._is_called(name, found)
            return Whereabouts.READABLE if one_name else Whereabouts.UNREADABLE
        if found is not ModuleNotFoundReason.NOT_FOUND or self._is_elsewhere(name):
            return Whereabouts.UNREADABLE
        return Whereabouts.NOWHERE

    def is_ignored(self, name: str) -> bool:
        """Whether mypy is told not to mind if a module is missing."""
        return self._options.clone_for_module(name).ignore_missing_imports

    def _find(self) -> FindModuleCache:
        if self._finder is None:
            beside = [BuildSource(None, None, "", root) for root in self._roots]
            paths = compute_search_paths(beside, self._options, default_data_dir())
            self._finder = FindModuleCache(paths, FileSystemCache(), self._options)
        return self._finder

    def _is_called(self, name: str, path: str) -> bool:
        """Whether mypy has one name for a file of the project: if given twice under two names, it ends the run."""
        paths = self._find().search_paths
        where = os.path.abspath(path)
        if any(where.startswith(os.path.abspath(one) + os.sep) for one in (*paths.package_path, *paths.typeshed_path)):
            return True
        if os.path.isdir(path):
            return False
        try:
            module, _ = SourceFinder(FileSystemCache(), self._options).crawl_up(path)
        except InvalidSourceList:
            return False
        return module == name

    def _is_elsewhere(self, name: str) -> bool:
        """Whether Python finds what mypy does not look for: compiled modules, and those without a stub."""
        first, _, rest = name.partition(".")
        if not rest and first in sys.stdlib_module_names:
            return True
        paths = self._find().search_paths
        place = name.replace(".", os.sep)
        return any(_has_compiled(os.path.join(path, place)) for path in (*paths.python_path, *paths.package_path))


def prefixes(name: str) -> Iterator[str]:
    """`a`, `a.b` of `a.b.c`: what may be a module, if the last part is a name in it."""
    parts = name.split(".")
    for size in range(1, len(parts)):
        yield ".".join(parts[:size])


def _has_compiled(path: str) -> bool:
    folder, name = os.path.split(path)
    try:
        return any(one.startswith(f"{name}.") for one in os.listdir(folder))
    except OSError:
        return False


def _root(name: str, path: str) -> str | None:
    """The folder that a module's name counts from."""
    place, _ = os.path.splitext(path)
    if os.path.basename(place) == "__init__":
        place = os.path.dirname(place)
    for part in reversed(name.split(".")):
        place, last = os.path.split(place)
        if last != part and name != "__main__":
            return None
    return place or "."
