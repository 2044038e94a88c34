"""Which tests a contract has, whether they are chosen to run or not: each bears in its reports what it is for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

import pytest

from mockfactory.verification.contracts.opening import Implementation

PROPERTY: Final = "mockfactory_contract"
"""The name under which a test's report says which implementation of which contract it was for."""


def count(collector: pytest.Collector, report: pytest.CollectReport) -> None:
    """Count the tests in a class or a file that take a contract, before any of them is left out.

    What is found goes with each test into its reports: also of one that is skipped by a mark, and under xdist, where
    another process writes the summary.

    Args:
        collector: the class or the file.
        report: what was found in it: all of it, also where one test was named, or only those that failed last are run.
    """
    counts: dict[str, Counter[str]] = {}
    found: list[tuple[pytest.Item, str, Implementation]] = []
    own = [one for one in report.result or () if one.parent is collector]  # a run of named tests collects these too
    for item in own:
        params: Mapping[str, object] = getattr(getattr(item, "callspec", None), "params", {})
        for fixture, value in params.items():
            if isinstance(value, Implementation) and isinstance(item, pytest.Item):
                counts.setdefault(fixture, Counter())[value.name] += 1
                found.append((item, fixture, value))
    for item, fixture, one in found:
        told = [collector.nodeid, fixture, one.name, one.is_real, dict(counts[fixture]), _case(item, one.name)]
        item.user_properties.append((PROPERTY, told))


def _case(item: Any, implementation: str) -> str:
    """What a test has in common with those for the other implementations: its name, and its other parameters.

    Their positions among all values say less: pytest counts those of an empty set of parameters up.
    """
    ids = list(getattr(item.callspec, "_idlist", None) or item.callspec.id.split("-"))
    if implementation in ids:
        ids.remove(implementation)
    return f"{getattr(item, 'originalname', item.name)} {ids}"
