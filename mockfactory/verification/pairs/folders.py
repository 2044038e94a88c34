"""Folders of a project from which modules are imported as pytest does it."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Generator, Iterable
from pathlib import Path


@contextlib.contextmanager
def importable_from(project: Path, folders: Iterable[str]) -> Generator[None]:
    """Let modules of these folders be imported too, after all others.

    Args:
        project: the folder that they are relative to.
        folders: the folders.
    """
    before = list(sys.path)
    sys.path += [str(project / folder) for folder in dict.fromkeys(folders)]
    try:
        yield
    finally:
        sys.path[:] = before
