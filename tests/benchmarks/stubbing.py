"""Finding one of 1,000 stubs by the arguments of a call."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import decoy
import mockito

from mockfactory import double, when
from tests.benchmarks.subjects import Mailer
from tests.benchmarks.table import Row, faster
from tests.benchmarks.timing import Case, Loop, compare

STUBS = 1000


def answer(number: int) -> str:
    """What the stub for `number` answers."""
    return f"mail {number}"


def stubbed_double(count: int) -> Mailer:
    """A double that answers `find(0)` to `find(count - 1)`."""
    mailer = double(Mailer)
    for number in range(count):
        when(lambda: mailer.find(number)).returns(answer(number))
    return mailer


def stubbed_decoy(count: int) -> Mailer:
    """The same, of decoy."""
    container = decoy.Decoy()
    mailer = container.mock(cls=Mailer)
    for number in range(count):
        container.when(mailer.find(number)).then_return(answer(number))
    return mailer


def stubbed_mockito(count: int) -> Any:
    """The same, of mockito."""
    mailer = mockito.mock(Mailer)
    for number in range(count):
        mockito.when(mailer).find(number).thenReturn(answer(number))
    return mailer


def matching(quick: bool) -> list[Row]:
    """Calls that go evenly through all the stubs."""
    stubs = 20 if quick else STUBS
    times = compare(
        [
            Case("double", _found(stubbed_double, stubs), stubs),
            Case("double, one stub", _found(stubbed_double, 1), stubs),
            Case("decoy", _found(stubbed_decoy, stubs), stubs // 10),
            Case("mockito", _found(stubbed_mockito, stubs), stubs // 10),
        ],
        rounds=2 if quick else 3,
    )
    what = f"matching one of {stubs:,} stubs"
    ours = times["double"]
    return [
        faster(what, ours, "decoy", times["decoy"], 100),
        faster(what, ours, "mockito", times["mockito"]),
        faster(what, ours, "double with one stub", times["double, one stub"]),
    ]


def _found(make: Callable[[int], Any], stubs: int) -> Callable[[], Loop]:
    def prepare() -> Loop:
        mailer = make(stubs)
        mailer.find(0)

        def loop(n: int) -> None:
            for number in spread(stubs, n):
                mailer.find(number)

        return loop

    return prepare


def spread(stubs: int, n: int) -> Iterator[int]:
    """`n` numbers of stubs, evenly over all of them."""
    return (index * stubs // n for index in range(n))
