"""How long a factory takes: creating what is bound or doubled, and wiring a service with ten dependencies."""

from __future__ import annotations

import sys
from itertools import repeat
from types import ModuleType
from typing import Any, Final
from unittest.mock import create_autospec

from mockfactory import MockFactory
from tests.benchmarks.subjects import FakeMailer, Mailer
from tests.benchmarks.table import Row, faster, slower
from tests.benchmarks.timing import Case, Loop, Measured, compare

_MOST: Final = Measured(3000, 0)
"""Nanoseconds that creating may take when all is warm."""
_COUNT: Final = 10


class Parts:
    """A module of ten classes with twelve methods each, and a service that takes one of each."""

    def __init__(self) -> None:
        self.module = ModuleType("mockfactory_benchmark_parts")
        sys.modules[self.module.__name__] = self.module
        classes = "".join(f"class Part{number}(Mailer): pass\n" for number in range(_COUNT))
        parameters = ", ".join(f"part{number}: Part{number}" for number in range(_COUNT))
        text = f"{classes}class Service:\n    def __init__(self, {parameters}) -> None:\n        self.part = part0\n"
        vars(self.module)["Mailer"] = Mailer
        exec(text, vars(self.module))
        self.service: Any = vars(self.module)["Service"]
        self.classes: list[Any] = [vars(self.module)[f"Part{number}"] for number in range(_COUNT)]


def wire(parts: Parts) -> Any:
    """The service with a factory of its own, as a test gets one."""
    return MockFactory().wire(parts.service)


def autospec(parts: Parts) -> Any:
    """The same, written with `unittest.mock`."""
    return parts.service(*[create_autospec(one, spec_set=True, instance=True) for one in parts.classes])


def wiring(quick: bool) -> list[Row]:
    """Creating against the three microseconds that it may take, and wiring against `create_autospec`."""
    n = 20 if quick else 2000
    parts = Parts()
    times = compare(
        [
            Case("doubled", lambda: _created(MockFactory()), n),
            Case("bound", lambda: _created(_bound()), n),
            Case("wired", lambda: _wired(parts), max(1, n // 100)),
            Case("autospec", lambda: _with_autospec(parts), 1),
        ],
        rounds=2 if quick else 11,
    )
    del sys.modules[parts.module.__name__]
    what = "wiring a service with ten dependencies"
    return [
        slower("create of a type that is doubled", times["doubled"], "3 us", _MOST, 1),
        slower("create of a type that is bound", times["bound"], "3 us", _MOST, 1),
        faster(what, times["wired"], "create_autospec", times["autospec"], 100),
    ]


def _bound() -> MockFactory:
    factory = MockFactory()
    factory.bind(Mailer, to=FakeMailer())
    return factory


def _created(factory: MockFactory) -> Loop:
    factory.create(Mailer)

    def loop(n: int) -> None:
        for _ in repeat(None, n):
            factory.create(Mailer)

    return loop


def _wired(parts: Parts) -> Loop:
    wire(parts)

    def loop(n: int) -> None:
        for _ in repeat(None, n):
            wire(parts)

    return loop


def _with_autospec(parts: Parts) -> Loop:
    def loop(n: int) -> None:
        for _ in repeat(None, n):
            autospec(parts)

    return loop
