"""What the contracts of a run have shown: which fakes have been verified against what, and when last."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast, final

import pytest

from mockfactory.verification.contracts.contract import PROPERTY
from mockfactory.verification.contracts.opening import AWAY

_CACHE: Final = "mockfactory/contracts"
_BADNESS: Final = ("passed", "skipped", "failed")


@dataclass(slots=True)
class _Ran:
    """What a run has seen of one implementation.

    Attributes:
        tests: how many it has.
        outcomes: of those that ran, by test.
    """

    tests: int = 0
    outcomes: dict[str, str] = field(default_factory=dict[str, str])

    def hear(self, test: str, outcome: str) -> None:
        """Take note of the outcome of a test; of a test and what is done after it, the worse."""
        self.outcomes[test] = max(outcome, self.outcomes.get(test, outcome), key=_BADNESS.index)

    def number(self, outcome: str) -> int:
        """How many tests have it."""
        return list(self.outcomes.values()).count(outcome)

    @property
    def whole(self) -> int:
        """How many there are."""
        return max(self.tests, len(self.outcomes))

    @property
    def has_passed(self) -> bool:
        """Whether all of them ran, and passed."""
        return bool(self.outcomes) and self.number("passed") == self.whole


@final
class Contracts:
    """The outcomes of a run, by contract and implementation."""

    def __init__(self) -> None:
        self._ran: Final[dict[str, dict[str, _Ran]]] = {}
        self._reasons: Final[dict[str, str]] = {}

    def hear(self, report: pytest.TestReport) -> None:
        """Take note of the report of one phase of a test."""
        for key, value in report.user_properties:
            if key == PROPERTY and (report.when == "call" or not report.passed) and report.outcome in _BADNESS:
                place, fixture, name, is_real, tests = cast("list[Any]", value)
                holder = f"{place} {fixture}"
                reason = _reason(report) if is_real else None
                ran = self._ran.setdefault(holder, {})
                for one, number in {name: 0, **tests}.items():
                    ran.setdefault(one, _Ran(number))
                ran[name].hear(report.nodeid, report.outcome if reason is None else "skipped")
                if reason is not None:
                    self._reasons.setdefault(holder, reason)

    def told(self, config: pytest.Config) -> Iterator[str]:
        """A line for each fake."""
        cache: Any = getattr(config, "cache", None)
        before: Mapping[str, str] = cache.get(_CACHE, {}) if cache is not None else {}
        now = dict(before)
        for holder, ran in sorted(self._ran.items()):
            real = ran.get("real", _Ran())
            for name in sorted(ran.keys() - {"real"}):
                key, fake = f"{holder} {name}", ran[name]
                failed = _failed(fake.number("failed"), real.number("failed"))
                if failed:
                    yield f"{holder}: {name} is NOT verified: {failed}"
                elif real.has_passed and fake.has_passed and real.whole == fake.whole:
                    now[key] = datetime.datetime.now(datetime.UTC).date().isoformat()
                    yield f"{holder}: {name} is verified against the real one ({_tests(fake.whole)})"
                else:
                    last = f"last on {before[key]}" if key in before else "never so far"
                    reasons = [*_not_run(fake, real), *([self._reasons[holder]] if holder in self._reasons else [])]
                    yield f"{holder}: {name} is NOT verified ({last}): {'; '.join(reasons) or _skipped(fake)}"
        if cache is not None and now != before:
            cache.set(_CACHE, now)


def _tests(number: int) -> str:
    return f"{number} test{'s' * (number != 1)}"


def _failed(mine: int, theirs: int) -> str:
    """Whose tests failed; "" where none did."""
    told = [f"{mine} of its tests"] if mine else []
    told += [f"{theirs} of the tests of the real one"] if theirs else []
    return f"{' and '.join(told)} failed" if told else ""


def _not_run(fake: _Ran, real: _Ran) -> Iterator[str]:
    """That tests of one of them were not run: others were chosen, or the run ended before."""
    mine, theirs = len(fake.outcomes), len(real.outcomes)
    if mine < fake.whole and (mine, fake.whole) == (theirs, real.whole):
        yield f"only {mine} of {_tests(fake.whole)} ran"
        return
    if mine < fake.whole:
        yield f"only {mine} of its {_tests(fake.whole)} ran" if mine else "its tests did not run"
    if theirs < real.whole or not real.whole:
        yield f"only {theirs} of the {_tests(real.whole)} of the real one ran" if theirs else "the real one was not run"
    elif fake.whole != real.whole:
        yield f"it has {_tests(fake.whole)}, and the real one {real.whole}"


def _skipped(fake: _Ran) -> str:
    return f"{fake.number('skipped')} of its tests were skipped"


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
