"""How long a recorded call takes, its signature and the types of its arguments checked."""

from __future__ import annotations

from collections.abc import Callable
from itertools import repeat
from typing import Any

from tests.benchmarks.making import make_autospec, make_decoy, make_double, make_mockito
from tests.benchmarks.subjects import FakeMailer, Mailer
from tests.benchmarks.table import Row, faster, slower
from tests.benchmarks.timing import Case, Loop, compare

NAMES = ["ada@example.org", "grace@example.org", "edsger@example.org"]


def call_by_position(mailer: Any, n: int) -> None:
    for _ in repeat(None, n):
        mailer.send("ada@example.org", "Welcome", 3)


def call_by_name(mailer: Any, n: int) -> None:
    for _ in repeat(None, n):
        mailer.send("ada@example.org", subject="Welcome", retries=3)


def call_with_default(mailer: Any, n: int) -> None:
    for _ in repeat(None, n):
        mailer.send("ada@example.org", "Welcome")


def call_with_list(mailer: Any, n: int) -> None:
    names = NAMES
    for _ in repeat(None, n):
        mailer.send_many(names, "Welcome")


def call_and_await(mailer: Any, n: int) -> None:
    """Run each coroutine to its end by hand: an event loop would cost more than what is measured."""
    for _ in repeat(None, n):
        coroutine = mailer.fetch("ada@example.org", "Welcome", 3)
        try:
            coroutine.send(None)
        except StopIteration:
            pass


def make_fake(spec: Any) -> FakeMailer:
    """The fake that was written by hand."""
    return FakeMailer()


SHAPES: dict[str, Callable[[Any, int], None]] = {
    "sync call, all by position": call_by_position,
    "sync call, two by name": call_by_name,
    "sync call, one left to its default": call_with_default,
    "sync call with a list": call_with_list,
    "async call, awaited": call_and_await,
}


def calls(quick: bool) -> list[Row]:
    """Each shape of call, against each peer."""
    n = 50 if quick else 1000
    rows: list[Row] = []
    for what, call in SHAPES.items():
        is_async = call is call_and_await
        cases = [
            Case("double", _repeated(make_double, call), n),
            Case("autospec", _repeated(make_autospec, call), n // 10),
            Case("fake", _repeated(make_fake, call), n * 2),
            Case("decoy", _repeated(make_decoy, call), n // 25),
        ]
        if not is_async:
            cases.append(Case("mockito", _repeated(_stubbed_mockito, call), n // 25))
        times = compare(cases, rounds=2 if quick else 25)
        ours = times["double"]
        rows.append(faster(what, ours, "autospec'd", times["autospec"], 8 if is_async else 6))
        rows.append(slower(what, ours, "hand-written fake", times["fake"], None if is_async else 5))
        rows.append(faster(what, ours, "decoy", times["decoy"]))
        if not is_async:
            rows.append(faster(what, ours, "mockito", times["mockito"]))
    return rows


def _repeated(make: Callable[[Any], Any], call: Callable[[Any, int], None]) -> Callable[[], Loop]:
    def prepare() -> Loop:
        mailer = make(Mailer)
        call(mailer, 1)
        return lambda n: call(mailer, n)

    return prepare


def _stubbed_mockito(spec: Any) -> Any:
    # A strict mock of mockito answers nothing that it was not told to.
    from mockito import when

    mailer = make_mockito(spec)
    when(mailer).send(...).thenReturn(False)
    when(mailer).send_many(...).thenReturn(0)
    return mailer
