"""How long making a double takes: again and again, for the first time, and of a wide class."""

from __future__ import annotations

from collections.abc import Callable
from itertools import repeat
from typing import Any
from unittest.mock import create_autospec

import decoy
import mockito

from mockfactory import double
from tests.benchmarks.subjects import Mailer, forget_fresh_classes, fresh_class
from tests.benchmarks.table import Row, faster
from tests.benchmarks.timing import Case, Loop, compare


def make_double(spec: Any) -> Any:
    """A double, as a test makes it."""
    return double(spec)


def make_autospec(spec: Any) -> Any:
    """What `unittest.mock` has for it."""
    return create_autospec(spec, spec_set=True, instance=True)


def make_decoy(spec: Any) -> Any:
    """A decoy with a container of its own, as its fixture makes one for each test."""
    return decoy.Decoy().mock(cls=spec)


def make_mockito(spec: Any) -> Any:
    """Mockito's strict mock of a class."""
    return mockito.mock(spec)


def warm(quick: bool) -> list[Row]:
    """Doubles of a class that is known already."""
    n = 20 if quick else 800
    times = compare(
        [
            Case("double", lambda: _again(double), n),
            Case("autospec", lambda: _again(make_autospec), max(1, n // 800)),
            Case("decoy", lambda: _again(make_decoy), n // 10),
            Case("mockito", lambda: _again(make_mockito), n // 10),
        ],
        rounds=2 if quick else 15,
    )
    what = "making a double of a class with 12 methods"
    return [
        faster(what, times["double"], "create_autospec", times["autospec"], 1000),
        faster(what, times["double"], "decoy", times["decoy"]),
        faster(what, times["double"], "mockito", times["mockito"]),
    ]


def _again(make: Callable[[Any], object]) -> Loop:
    make(Mailer)

    def loop(n: int) -> None:
        for _ in repeat(None, n):
            make(Mailer)

    return loop


def cold(quick: bool) -> list[Row]:
    """The first double of a class, and the first call of two of its methods: everything that has to be read is read."""
    n = 2 if quick else 4
    rounds = 2 if quick else 9
    rows = []
    for methods, times_each, goal in ((12, n, 3.0), (200, max(1, n // 10), None)):
        times = compare(
            [
                Case("double", lambda m=methods, t=times_each: _first(make_double, m, t), times_each),  # type: ignore[misc]
                Case("autospec", lambda m=methods, t=times_each: _first(make_autospec, m, t), times_each),  # type: ignore[misc]
            ],
            rounds=rounds,
        )
        what = f"first double of a class with {methods} methods, two of them called"
        rows.append(faster(what, times["double"], "create_autospec", times["autospec"], goal))
    forget_fresh_classes()
    return rows


def _first(make: Callable[[Any], Any], methods: int, count: int) -> Loop:
    first_use(make, fresh_class(4))  # what is imported late is not what is measured
    classes = [fresh_class(methods) for _ in range(count)]

    def loop(n: int) -> None:
        for cls in classes[:n]:
            first_use(make, cls)

    return loop


def first_use(make: Callable[[Any], Any], cls: type) -> Any:
    """Make a double of `cls` and call two of its methods."""
    made = make(cls)
    made.send0("ada@example.org", "Welcome", 3)
    made.move0(7, "archive", copy=True)
    return made
