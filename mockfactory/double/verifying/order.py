"""`in_order`: calls of several doubles, one after the other."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from mockfactory.double.matching.compare import Bound, matches
from mockfactory.double.matching.matchers import drop_captured, keep_captured, only_raised
from mockfactory.double.recording.calls import Call, rows_now
from mockfactory.double.recording.record import Recorder
from mockfactory.double.verifying.explaining import listed, nearest_call, others_than, shortfall, shown_pattern
from mockfactory.wording.errors import VerificationError
from mockfactory.wording.places import Place
from mockfactory.wording.text import report


class Expectation(NamedTuple):
    """One `verify` in an `in_order` block."""

    method: Recorder
    pattern: Bound | None
    least: int
    most: int | None
    words: str
    place: Place

    def accepts(self, call: Call) -> bool:
        """Whether a call is one of those that are meant."""
        if call.method is not self.method:
            return False
        return self.pattern is None or matches(self.pattern, call.bound)

    def __str__(self) -> str:
        return f"{shown_pattern(self.method, self.pattern)} {self.words}"


_order: ContextVar[list[Expectation] | None] = ContextVar("mockfactory order", default=None)


def current_order() -> list[Expectation] | None:
    """The block that is being written, if one is."""
    return _order.get()


@contextmanager
def in_order() -> Generator[None, None, None]:
    """The calls verified inside the block were made in the order of the block, whichever doubles they are of.

    Of all recorded calls, those that any `verify` of the block means are taken, in the order in which they were made;
    they must be exactly what the block says, from its first line to its last. Other calls may come between.

    Raises:
        VerificationError: at the end of the block, showing what was expected and the calls as they came.

    Example:
        >>> from mockfactory import double, in_order, verify
        >>> class Mailer:
        ...     def connect(self) -> None: ...
        ...     def send(self, to: str) -> None: ...
        >>> mailer = double(Mailer)
        >>> mailer.connect()
        >>> mailer.send("ada")
        >>> with in_order():
        ...     verify(mailer.connect).once()
        ...     verify(lambda: mailer.send("ada")).once()
    """
    __tracebackhide__ = True
    expected: list[Expectation] = []
    token = _order.set(expected)
    try:
        yield
    finally:
        _order.reset(token)
    _check(expected)


def refuse_unanswered(pattern: Bound | None) -> None:
    """Fail for a predicate that never said yes or no: what rests on it was not verified.

    Raises:
        VerificationError: naming what the predicate raised.
    """
    __tracebackhide__ = True
    failing = only_raised(pattern or ())
    if failing is not None:
        raise VerificationError(
            report(
                f"{failing}, gave no answer for any argument that it was asked about: nothing is verified.",
                write="a function that says yes or no; with its parameter annotated, a type checker helps",
            )
        )


def _check(expected: list[Expectation]) -> None:
    __tracebackhide__ = True
    methods = {id(one.method): one.method for one in expected}.values()
    every = [Call(method, row) for method in methods for row in rows_now(method)]
    every.sort(key=lambda call: call.number)
    calls = [call for call in every if call.awaited and any(one.accepts(call) for one in expected)]
    drop_captured()
    reached = _run(expected, calls)
    if reached is None:
        for one in expected:
            refuse_unanswered(one.pattern)
        for call in calls:
            _capture(call, expected)
            call.method.verified.add(call.number)
        return
    line, used = reached
    wanted = "\n".join(f"{'>' if i == line else ' '} {one} ({one.place})" for i, one in enumerate(expected))
    came = "\n".join(f"{'>' if i == used else ' '} {call!r}" for i, call in enumerate(calls[:50]))
    head = "The calls did not come in this order."
    if used < len(calls) and any(one.most == 0 and one.accepts(calls[used]) for one in expected):
        head = f"{calls[used]!r} was called and was not expected here."
    others = others_than(every, calls)
    lacking = [one for one in expected if sum(map(one.accepts, calls)) < one.least]
    told = dict.fromkeys(_shortfall(one, calls, others) for one in lacking)
    drop_captured()
    strays = [call for call in others if any(call.method is one.method for one in lacking)]
    nearest = "\n".join(filter(None, (_nearest(one, others) for one in lacking)))
    raise VerificationError(
        report(
            " ".join([head, *told]),
            expected=wanted,
            came=came or "no call",
            other_calls=listed(strays),
            nearest=nearest,
        )
    )


def _shortfall(one: Expectation, calls: Sequence[Call], others: Sequence[Call]) -> str:
    """In the words of a `verify` that stands alone: how often it was called, and how often not awaited."""
    pending = sum(one.accepts(call) for call in others)
    return shortfall(one.method, one.pattern, one.words, sum(map(one.accepts, calls)), pending)


def _nearest(one: Expectation, others: Sequence[Call]) -> str | None:
    if one.pattern is None:
        return None
    return nearest_call(one.method, [call for call in others if call.method is one.method], one.pattern)


def _capture(call: Call, expected: list[Expectation]) -> None:
    """Let the captors of the line that means the call have its arguments."""
    for one in expected:
        drop_captured()
        if one.accepts(call):
            keep_captured()
            return


def _run(expected: list[Expectation], calls: list[Call]) -> tuple[int, int] | None:
    """Follow the calls through the expectations; None when they fit, else how far it went (expectation, call).

    A state is (expectation under way, calls that it has had). All states are followed side by side, so that a call
    which two expectations accept is no guess.
    """
    states = _forward(expected, {(0, 0)})
    for index, call in enumerate(calls):
        after: set[tuple[int, int]] = set()
        for at, had in states:
            if at < len(expected) and expected[at].accepts(call):
                most = expected[at].most
                if most is None or had < most:
                    after.add((at, min(had + 1, expected[at].least) if most is None else had + 1))
        if not after:
            return max(at for at, _ in states), index
        states = _forward(expected, after)
    if any(at == len(expected) for at, _ in states):
        return None
    return max(at for at, _ in states), len(calls)


def _forward(expected: list[Expectation], states: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Add the states that are reached by going on to the next expectation where the present one has had enough."""
    queue = list(states)
    for at, had in queue:
        if at < len(expected) and had >= expected[at].least and (at + 1, 0) not in states:
            states.add((at + 1, 0))
            queue.append((at + 1, 0))
    return states
