"""Why what was expected did not happen: how often it did, what was not awaited, and the call that came nearest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mockfactory.double.matching.compare import Bound, equal
from mockfactory.double.matching.differences import difference
from mockfactory.double.matching.matchers import drop_captured
from mockfactory.double.recording.calls import Call
from mockfactory.double.recording.messages import shown_bound
from mockfactory.double.recording.record import Recorder

_MANY: Final = 10_000


def shown_pattern(method: Recorder, pattern: Bound | None) -> str:
    """`Mailer.send('ada')`, or `Mailer.send()` for any call of it; of an attribute, its name."""
    plan = method.plan
    is_call = plan.member.call is not None
    what = shown_bound(plan, pattern) if pattern is not None and is_call else f"{plan.name}{'()' if is_call else ''}"
    return f"{plan.owner}.{what}" if plan.owner else what


def shortfall(method: Recorder, pattern: Bound | None, words: str, count: int, pending: int) -> str:
    """`Mailer.send() was expected once and was never called. 1 more call was made and not awaited.`

    Args:
        method: what was asked about.
        pattern: the arguments that were meant, if only some calls were.
        words: how often they were expected.
        count: how often they were made.
        pending: how often they were made and not awaited.
    """
    done = "called" if method.plan.member.call is not None else "read"
    times = {0: f"never {done}", 1: f"{done} once", 2: f"{done} twice"}.get(count, f"{done} {count} times")
    wanted = f"expected {words}" if words != "never" else "not expected"
    head = f"{shown_pattern(method, pattern)} was {wanted} and was {times}."
    if pending:
        head += f" {pending} more {'call was' if pending == 1 else 'calls were'} made and not awaited."
    return head


def listed(calls: Sequence[Call], most: int = 5) -> str | None:
    """The last calls, one a line; of those that were not awaited, the line that made them."""
    return "\n".join(f"{call!r}{call.unawaited}" for call in calls[-most:]) or None


def others_than(calls: Sequence[Call], counted: Sequence[Call]) -> list[Call]:
    """The calls that are not among the counted ones; of very many calls, none, as nobody would read them."""
    if len(calls) >= _MANY:
        return []
    known = {call.number for call in counted}
    return [call for call in calls if call.number not in known]


def nearest_call(method: Recorder, calls: Sequence[Call], pattern: Bound) -> str | None:
    """The one of the calls that has most arguments right, and those that it has wrong."""
    plan = method.plan
    best: tuple[int, Bound] | None = None
    for bound in [call.bound for call in calls[-_MANY:]]:
        score = sum(equal(expected, actual) for expected, actual in zip(pattern, bound, strict=False))
        if best is None or score >= best[0]:
            best = (score, bound)
    drop_captured()
    if best is None:
        return None
    wrong = [
        difference(slot.parameter.name, expected, actual)
        for slot, expected, actual in zip(plan.slots, pattern, best[1], strict=False)
        if not equal(expected, actual)
    ]
    drop_captured()
    return f"{shown_bound(plan, best[1])}: {'; '.join(wrong)}" if wrong else None
