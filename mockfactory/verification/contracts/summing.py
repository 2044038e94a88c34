"""What the contracts of a run have shown: which fakes have been verified against what, and when last."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast, final

import pytest

from mockfactory.verification.contracts.counting import PROPERTY
from mockfactory.verification.contracts.opening import AWAY

_CACHE: Final = "mockfactory/contracts"
_EXPECTED: Final = "expected to fail"
_BADNESS: Final = ("passed", "skipped", _EXPECTED, AWAY, "failed")


@dataclass(slots=True)
class _Ran:
    """What a run has seen of one implementation.

    Attributes:
        tests: how many it has.
        outcomes: of those that ran, by what they are called for all implementations alike.
    """

    tests: int = 0
    outcomes: dict[str, str] = field(default_factory=dict[str, str])

    def hear(self, case: str, outcome: str) -> None:
        """Take note of the outcome of a test; of a test and what is done after it, the worse."""
        self.outcomes[case] = max(outcome, self.outcomes.get(case, outcome), key=_BADNESS.index)

    def number(self, outcome: str) -> int:
        """How many tests have it."""
        return len(self.of(outcome))

    def of(self, outcome: str) -> set[str]:
        """The tests that have it."""
        return {case for case, one in self.outcomes.items() if one == outcome}

    @property
    def whole(self) -> int:
        """How many there are."""
        return max(self.tests, len(self.outcomes))

    def has_passed(self, but: int) -> bool:
        """Whether all of them ran and passed, but for so many."""
        return self.number("passed") > 0 and self.number("passed") + but == self.whole


@final
class Contracts:
    """The outcomes of a run, by contract and implementation."""

    def __init__(self) -> None:
        self._ran: Final[dict[str, dict[str, _Ran]]] = {}
        self._reasons: Final[dict[str, str]] = {}
        self._skips: Final[dict[str, dict[str, str]]] = {}

    def hear(self, report: pytest.TestReport) -> None:
        """Take note of the report of one phase of a test."""
        for key, value in report.user_properties:
            if key == PROPERTY and (report.when == "call" or not report.passed) and report.outcome in _BADNESS:
                place, fixture, name, is_real, tests, case = cast("list[Any]", value)
                holder = f"{place} {fixture}"
                ran = self._ran.setdefault(holder, {})
                for one, number in {name: 0, **tests}.items():
                    ran.setdefault(one, _Ran(number))
                outcome = _outcome(report)
                if is_real and outcome in (_EXPECTED, AWAY):
                    self._reasons.setdefault(holder, _reason(report))
                elif is_real and outcome == "skipped":
                    self._skips.setdefault(holder, {})[case] = _line(report)
                ran[name].hear(case, outcome)

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
                alike = fake.of("skipped") & real.of("skipped")
                both = len(alike)
                if failed:
                    yield f"{holder}: {name} is NOT verified: {failed}"
                elif real.has_passed(both) and fake.has_passed(both) and real.whole == fake.whole:
                    now[key] = datetime.datetime.now(datetime.UTC).date().isoformat()
                    beside = f", {both} skipped for both" if both else ""
                    yield f"{holder}: {name} is verified against the real one ({_tests(fake.whole - both)}{beside})"
                else:
                    last = f"last on {before[key]}" if key in before else "never so far"
                    skips = [why for case, why in self._skips.get(holder, {}).items() if case not in alike]
                    reason = [self._reasons[holder]] if holder in self._reasons else skips[:1]
                    reasons = [*_not_run(fake, real), *reason] or list(_skipped(fake, both))
                    yield f"{holder}: {name} is NOT verified ({last}): {'; '.join(reasons)}"
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


def _skipped(fake: _Ran, both: int) -> Iterator[str]:
    """Which tests said nothing."""
    if fake.number(_EXPECTED):
        yield f"{fake.number(_EXPECTED)} of its tests {_were(fake.number(_EXPECTED))} expected to fail (xfail)"
    mine = fake.number("skipped") - both
    if mine:
        yield f"{mine} of its tests {_were(mine)} skipped"
    if both and both == fake.whole:
        yield "all of its tests were skipped"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _outcome(report: pytest.TestReport) -> str:
    if hasattr(report, "wasxfail") and report.skipped:
        return _EXPECTED
    return AWAY if not report.passed and _line(report).startswith(f"real {AWAY}") else report.outcome


def _reason(report: pytest.TestReport) -> str:
    """Why a test of the real one says nothing, in one line: that was not there, or nobody expects it to pass."""
    if not hasattr(report, "wasxfail"):
        return _line(report)
    words = str(report.wasxfail).removeprefix("[NOTRUN] ").removeprefix("reason: ").partition("\n")[0]
    return f"a test of the real one is marked xfail{f': {words}' if words else ''}"


def _line(report: pytest.TestReport) -> str:
    found: object = report.longrepr
    text = str(found[2]) if isinstance(found, tuple) else str(found)
    return text.removeprefix("Skipped: ").strip().partition("\n")[0]
