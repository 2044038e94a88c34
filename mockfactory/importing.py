"""Modules that can't be imported: where they break, and that they do not run again in vain."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Generator
from contextvars import ContextVar
from pathlib import Path
from types import TracebackType
from typing import Final

_failures: Final[ContextVar[dict[str, str] | None]] = ContextVar("_failures", default=None)
_HERE: Final = str(Path(__file__).parent)


@contextlib.contextmanager
def failing_once(known: dict[str, str] | None = None) -> Generator[None]:
    """Let no module that failed be imported again: all that it does would be done again, and fail again.

    Args:
        known: the modules that have failed, and why, where that is kept for longer than one context; else, within
            another context, what that one knows.
    """
    if known is None:
        known = _failures.get()
    token = _failures.set({} if known is None else known)
    try:
        yield
    finally:
        _failures.reset(token)


def known_failure(name: str) -> str | None:
    """Why a module, or a package that it is in, could not be imported before; None where nobody tried."""
    known = _failures.get() or {}
    parts = name.split(".")
    return next((known[one] for size in range(1, len(parts) + 1) if (one := ".".join(parts[:size])) in known), None)


def keep_failure(name: str, why: str) -> None:
    """Keep for the context why a module could not be imported."""
    known = _failures.get()
    if known is not None:
        known[name] = why


def place_of(error: BaseException) -> str:
    """The line at which an import broke, as ` (app/mail.py:3)`; "" where none is known.

    Of all frames it is the innermost one in code that was not installed: what the user wrote there went wrong.

    Example:
        >>> place_of(KeyError("never raised"))
        ''
    """
    if isinstance(error, SyntaxError) and error.filename and error.lineno:
        return f" ({_shown(error.filename)}:{error.lineno})"
    places = list(_places(error.__traceback__))
    own = [one for one in places if not _is_of_others(one[0])]
    found = (own or places)[-1:]
    return f" ({_shown(found[0][0])}:{found[0][1]})" if found else ""


def _places(trace: TracebackType | None) -> Generator[tuple[str, int]]:
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if not file.startswith(("<", _HERE)) and trace.tb_lineno:
            yield file, trace.tb_lineno
        trace = trace.tb_next


def _is_of_others(file: str) -> bool:
    import sysconfig

    paths = sysconfig.get_paths()
    return "site-packages" in file or any(file.startswith(paths[one] + os.sep) for one in ("stdlib", "purelib"))


def _shown(file: str) -> str:
    """A file as one finds it from here."""
    with contextlib.suppress(ValueError, OSError):
        return Path(file).resolve().relative_to(Path.cwd().resolve()).as_posix()
    return file
