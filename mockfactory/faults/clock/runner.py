"""The packages that run the tests: their time is real, and their threads and signals have no part in a test."""

from __future__ import annotations

import threading
from types import FrameType
from typing import Final

OURS: Final = frozenset(
    {
        *("_pytest", "execnet", "hypothesis", "mockfactory", "pluggy", "pytest", "pytest_timeout", "tqdm", "xdist"),
        *("_pydev_bundle", "_pydevd_bundle", "coverage", "debugpy", "pydevd"),
    }
)


def is_ours(module: object) -> bool:
    """Whether a module, by its name, belongs to them."""
    return isinstance(module, str) and module.partition(".")[0] in OURS


def is_runners(frame: FrameType) -> bool:
    """Whether a thread other than the main one, by its innermost frame, is one of theirs: they have started it."""
    chain: list[FrameType] = []
    outer: FrameType | None = frame
    while outer is not None:
        chain.append(outer)
        outer = outer.f_back
    for step in reversed(chain):
        if step.f_code.co_filename != threading.__file__:
            return is_ours(step.f_globals.get("__name__"))
        timer = step.f_locals.get("self") if step.f_code.co_name == "run" else None
        if isinstance(timer, threading.Timer) and is_ours(getattr(timer.function, "__module__", None)):
            return True
    return False
