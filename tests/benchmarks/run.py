"""The benchmark table: every figure is a ratio between peers that were measured in this same run.

    python tests/benchmarks/run.py            about a minute
    python tests/benchmarks/run.py --quick    a second or two: that it runs, no figures to believe

The exit code is 0 whatever the figures are: a timing that fails a build teaches people to run it again.
"""

from __future__ import annotations

import platform
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = ArgumentParser(description="Measure mockfactory against its peers.")
    parser.add_argument("--quick", action="store_true", help="only see that everything runs")
    parser.add_argument("--only", default="", metavar="NAME", help="only the parts whose name contains this")
    options = parser.parse_args(arguments)

    # This file is run as a script, and its parts are imported under the names that the checkers and the tests know.
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from tests.benchmarks import (
        building,
        bulk,
        calling,
        carrying,
        failing,
        growth,
        importing,
        making,
        stubbing,
        timers,
        verifying,
        wiring,
    )
    from tests.benchmarks.table import Row, render

    parts: dict[str, Callable[[bool], list[Row]]] = {
        "warm": making.warm,
        "cold": making.cold,
        "calls": calling.calls,
        "matching": stubbing.matching,
        "plans": failing.plans,
        "factory": wiring.wiring,
        "clock": timers.hour,
        "realtime": carrying.carried,
        "verification": verifying.verification,
        "imports": importing.imports,
        "memory": growth.memory,
        "linear": growth.linear,
        "objects": building.objects,
        "many": building.many,
        "planning": building.planning,
        "bulk": bulk.files,
        "flat": bulk.flat,
    }
    start = perf_counter()
    rows: list[Row] = []
    for name, part in parts.items():
        if options.only in name:
            began = perf_counter()
            rows += part(options.quick)
            print(f"{name}: {perf_counter() - began:.1f} s", file=sys.stderr)
    print(render(rows))
    print()
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {perf_counter() - start:.0f} s. Times are the "
        f"least of several rounds in turns with the peer; noise is how far the median round was above it."
    )
    goals = [row for row in rows if row.goal is not None]
    print(f"{sum(row.met is True for row in goals)} of {len(goals)} goals met.")


if __name__ == "__main__":
    main()
