"""Which modules a command finds."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Generator


@contextlib.contextmanager
def importable_here() -> Generator[None]:
    """Let modules of the current directory be imported, as `python -m` does."""
    before = list(sys.path)
    with contextlib.suppress(FileNotFoundError):  # the directory may have been removed
        here = os.getcwd()
        if not sys.flags.safe_path and "" not in before and here not in before:
            sys.path.insert(0, here)
    try:
        yield
    finally:
        sys.path[:] = before
