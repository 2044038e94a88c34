"""How many tests a contract has, whether they are chosen to run or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

import pytest

from mockfactory.verification.contracts.opening import Implementation

_COUNTS: Final[pytest.StashKey[dict[str, Counter[str]]]] = pytest.StashKey()


def count(collector: pytest.Collector, report: pytest.CollectReport) -> None:
    """Count the tests in a class or a file that take a contract, before any of them is left out.

    Args:
        collector: the class or the file.
        report: what was found in it: all of it, also where one test was named, or only those that failed last are run.
    """
    counts: dict[str, Counter[str]] = {}
    for item in report.result or ():
        params: Mapping[str, object] = getattr(getattr(item, "callspec", None), "params", {})
        for fixture, value in params.items():
            if isinstance(value, Implementation):
                counts.setdefault(fixture, Counter())[value.name] += 1
    if counts:
        collector.stash[_COUNTS] = counts


def tests_of(holder: Any, fixture: str) -> Mapping[str, int]:
    """How many tests a class or a file has for each implementation of a contract, by its name.

    Args:
        holder: what holds the tests; `None` for nothing.
        fixture: the name of the contract.
    """
    return {} if holder is None else holder.stash.get(_COUNTS, {}).get(fixture, {})
