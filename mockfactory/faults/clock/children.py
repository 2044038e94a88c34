"""The processes that this one has started and that live."""

from __future__ import annotations

import glob
import os
import sys
from typing import Final

UNKNOWN: Final = -1


def children() -> frozenset[int]:
    """Their numbers; `UNKNOWN` stands for some that can't be told apart.

    Those that multiprocessing keeps for itself, to the end of the process, are not among them.
    """
    if not hasattr(os, "waitid"):
        return frozenset()
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return frozenset()
    numbers: set[int] = set()
    for path in glob.glob("/proc/self/task/*/children"):
        try:
            with open(path, encoding="ascii") as file:
                numbers.update(map(int, file.read().split()))
        except OSError:  # a thread that has ended
            continue
    if not numbers:  # the system does not tell them
        return frozenset({UNKNOWN})
    return frozenset(number for number in numbers if not _is_dead(number)) - _kept()


def _is_dead(number: int) -> bool:
    try:
        with open(f"/proc/{number}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def _kept() -> set[int]:
    tracker = getattr(sys.modules.get("multiprocessing.resource_tracker"), "_resource_tracker", None)
    forker = getattr(sys.modules.get("multiprocessing.forkserver"), "_forkserver", None)
    return {getattr(tracker, "_pid", None) or 0, getattr(forker, "_forkserver_pid", None) or 0}
