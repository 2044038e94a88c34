"""mypy alone, on the pairs by which the rules are tested: it refuses what it can, and what comes close it accepts."""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from mockfactory.verification import Report, Severity, StandIn, verify_pairs
from tests.verification.pairs import broken, close

pytestmark = pytest.mark.integration

NOT_TOLD: Final = {
    "PartlyGiven",  # what `partialmethod` makes takes anything
    "RaisesAnother", "RaisesAnotherOnItsWay", "SuppressedAnother",  # errors have no types
}  # fmt: skip
REFUSED: Final = {
    "ClassThatIsCalled",  # the constructor of an exception has no names for its arguments
    "CountedFromZero",  # `self.last = None` is of no other type
    "SameNameBesideTheRest",  # names that the stubs of the standard library have
}
"""Where mypy is stricter than the rules: the report says that they accept it."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory, mypy_cache: str) -> Iterator[Mapping[str, Report]]:
    """What mypy finds of each pair, by its name: of the broken ones, and of those that come close."""
    folder = tmp_path_factory.mktemp("tables")
    for table in (broken, close):
        text = Path(str(table.__file__)).read_text(encoding="utf-8")
        (folder / f"{_name(table)}.py").write_text(text.replace(broken.__name__, _name(broken)), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("MYPY_CACHE_DIR", mypy_cache)
        patched.syspath_prepend(folder)
        found = [
            (f"{_name(table)}.{name}", StandIn(pair.Given, _interface(pair)))
            for table in (broken, close)
            for name, pair in _pairs(_name(table))
        ]
        judged = verify_pairs([pair for _, pair in found], by=["mypy"], project=folder)
        yield dict(zip([name for name, _ in found], judged, strict=True))
        for table in (broken, close):
            sys.modules.pop(_name(table), None)


def _pairs(module: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = inspect.getmembers(importlib.import_module(module), inspect.isclass)
    return [one for one in found if hasattr(one[1], "Given")]


def _name(table: Any) -> str:
    return f"table_of_{table.__name__.rpartition('.')[2]}"


def _interface(pair: Any) -> object:
    return pair.Asked[pair.arguments] if hasattr(pair, "arguments") else pair.Asked


def test_pairs_that_break_a_rule_are_not_verified(reports: Mapping[str, Report]) -> None:
    silent = [name for name, report in reports.items() if not report.of(Severity.INCOMPATIBLE)]
    silent = [name for name in silent if not reports[name].of(Severity.UNVERIFIED)]

    assert {name.removeprefix("table_of_broken.") for name in silent if "_broken." in name} <= NOT_TOLD


def test_pairs_that_come_close_are_accepted(reports: Mapping[str, Report]) -> None:
    refused = {name: str(report) for name, report in reports.items() if "_close." in name and not report.substitutable}

    assert {name.removeprefix("table_of_close.") for name in refused} <= REFUSED, "\n".join(refused.values())
