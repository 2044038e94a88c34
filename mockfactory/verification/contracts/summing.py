"""What the contracts of a run have shown: which fakes have been verified against what, and when last."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast, final

import pytest

from mockfactory.verification.contracts.contract import PROPERTY
from mockfactory.verification.contracts.opening import AWAY

_CACHE: Final = "mockfactory/contracts"


@final
class Contracts:
    """The outcomes of a run, by contract and implementation."""

    def __init__(self) -> None:
        self._outcomes: Final[dict[str, dict[str, list[str]]]] = {}
        self._reasons: Final[dict[str, str]] = {}

    def hear(self, report: pytest.TestReport) -> None:
        """Take note of the report of one phase of a test."""
        for key, value in report.user_properties:
            if key == PROPERTY and (report.when == "call" or not report.passed):
                place, fixture, name, is_real = cast("list[Any]", value)
                holder = f"{place} {fixture}"
                reason = _reason(report) if is_real else None
                outcome = report.outcome if reason is None else "skipped"
                self._outcomes.setdefault(holder, {}).setdefault(name, []).append(outcome)
                if reason is not None:
                    self._reasons.setdefault(holder, reason)

    def told(self, config: pytest.Config) -> Iterator[str]:
        """A line for each fake."""
        cache: Any = getattr(config, "cache", None)
        before: Mapping[str, str] = cache.get(_CACHE, {}) if cache is not None else {}
        now = dict(before)
        for holder, outcomes in sorted(self._outcomes.items()):
            real = outcomes.get("real", [])
            for name in sorted(outcomes.keys() - {"real"}):
                key, tests = f"{holder} {name}", outcomes[name]
                failed = _failed(tests.count("failed"), real.count("failed"))
                if failed:
                    yield f"{holder}: {name} is NOT verified: {failed}"
                elif real.count("passed") == tests.count("passed") == len(real) == len(tests):
                    now[key] = datetime.datetime.now(datetime.UTC).date().isoformat()
                    number = f"{len(tests)} test{'s' * (len(tests) != 1)}"
                    yield f"{holder}: {name} is verified against the real one ({number})"
                else:
                    last = f"last on {before[key]}" if key in before else "never so far"
                    skipped = tests.count("skipped")
                    otherwise = f"{skipped} of its tests were skipped" if skipped else "the real one was not run"
                    reason = self._reasons.get(holder, otherwise)
                    yield f"{holder}: {name} is NOT verified ({last}): {reason}"
        if cache is not None and now != before:
            cache.set(_CACHE, now)


def _failed(mine: int, theirs: int) -> str:
    """Whose tests failed; "" where none did."""
    told = [f"{mine} of its tests"] if mine else []
    told += [f"{theirs} of the tests of the real one"] if theirs else []
    return f"{' and '.join(told)} failed" if told else ""


def _reason(report: pytest.TestReport) -> str | None:
    """Why a test of the real one was left out, or failed because that was not there, in one line; None for others."""
    found: object = report.longrepr
    if hasattr(report, "wasxfail"):
        words = str(report.wasxfail).removeprefix("reason: ").partition("\n")[0]
        because = f": {words}" if words else ""
        return f"a test of the real one is marked xfail{because}" if report.skipped else None
    text = str(found[2]) if isinstance(found, tuple) else str(found)
    line = text.removeprefix("Skipped: ").strip().partition("\n")[0]
    return line if report.skipped or (report.failed and line.startswith(f"real {AWAY}")) else None
