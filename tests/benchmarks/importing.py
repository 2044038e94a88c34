"""How long the import takes, in processes of its own."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.benchmarks.table import Row, slower
from tests.benchmarks.timing import Measured

_TIMED = """\
import time
{before}
start = time.perf_counter_ns()
{timed}
print(time.perf_counter_ns() - start)
"""

MOCK = "import unittest.mock"
OURS = "import mockfactory"
BOTH = "import mockfactory; import mockfactory.pytest_plugin"


def imports(quick: bool) -> list[Row]:
    """The library alone; and with its plugin where pytest is loaded already, which is where a plugin is loaded."""
    alone = _compare("", OURS, MOCK, quick)
    under_pytest = _compare("import pytest", BOTH, MOCK, quick)
    return [
        slower("importing mockfactory", *_sides(alone), 1.5),
        slower("importing mockfactory and its plugin, after pytest", *_sides(under_pytest), 1.5),
    ]


def _sides(times: tuple[Measured, Measured]) -> tuple[Measured, str, Measured]:
    return times[0], MOCK, times[1]


def _compare(before: str, ours: str, theirs: str, quick: bool) -> tuple[Measured, Measured]:
    taken: dict[str, list[int]] = {ours: [], theirs: []}
    rounds = 1 if quick else 11
    for timed in () if quick else taken:
        time_in_process(before, timed)  # leaves compiled modules behind, as the first run on any machine does
    for _ in range(rounds):
        for timed, times in taken.items():
            times.append(time_in_process(before, timed))
    first, second = ((min(times), sorted(times)[rounds // 2]) for times in taken.values())
    return Measured(first[0], first[1] / first[0] - 1), Measured(second[0], second[1] / second[0] - 1)


def time_in_process(before: str, timed: str) -> int:
    """Nanoseconds that the statements `timed` take in a new process, after the statements `before`."""
    program = _TIMED.format(before=before, timed=timed)
    # Without compiled modules, the compiler would be what is measured.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    return int(done.stdout)
