"""What a session says at its end, in words: one text for each thing that is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from mockfactory.double.recording.calls import Call, calls_seen
from mockfactory.double.recording.messages import made
from mockfactory.double.recording.record import AsyncRow, Recorder
from mockfactory.session.seen import was_kept
from mockfactory.wording.places import Place, is_own
from mockfactory.wording.strictness import way_out
from mockfactory.wording.text import report

if TYPE_CHECKING:
    from mockfactory.double.recording.injected import Attached, Injected


def tell_swallowed(error: AssertionError, what: str = "Swallowed") -> str:
    """A violation, or a callback's assertion, that was caught before it reached the test."""
    trace = error.__traceback__
    raised = caught = None
    while trace is not None:
        if not is_own(trace.tb_frame.f_code):
            raised = f"{Place(trace.tb_frame.f_code, trace.tb_lineno)}, in {trace.tb_frame.f_code.co_qualname}"
            caught = caught or raised
        trace = trace.tb_next
    text = str(error) or type(error).__name__
    if not type(error).__module__.startswith("mockfactory"):
        text = f"a callback's own assertion: {text}"
    labels = re.search(r"^  \w[\w ]*: +", text, re.M)
    margin = max(len(labels.group()) if labels else 0, len("  raised at: "))
    places = {"raised at:": raised, "caught at:": caught if caught != raised else None}
    lines = [f"  {label}".ljust(margin) + place for label, place in places.items() if place]
    if was_kept(error):
        expected = "\n".join(
            [
                f"with pytest.raises({type(error).__name__}): task.result(), or raise the value that gather(...) gave;",
                "with pytest.raises(ExceptionGroup): ... around a task group, in the test",
            ]
        )
        lines.append("  expect it:".ljust(margin) + expected.replace("\n", "\n" + " " * margin))
    meant = way_out("swallowed").replace("\n", "\n" + " " * margin)
    lines.append("  if meant:".ljust(margin) + ('the same with "swallowed"' if "or allow:" in text else meant))
    return "\n".join([f"{what}: {text}", *lines])


def tell_late(error: AssertionError, test: str) -> str:
    """A violation that came when the test whose double it was had been judged."""
    return tell_swallowed(error, f"A thread or task that {test or 'a session'} left running, after its end")


def tell_unused(method: Recorder, text: str, place: str) -> str:
    """A stub that answered no call."""
    return report(
        f"Unused stub: {text} at {place}.",
        calls=calls_seen(method),
        double=made(method.state),
        write="take it out, or add .lenient() behind it if not every test needs it",
        or_allow=way_out("unused-stubs"),
    )


def tell_idle(attached: Attached, parts: Sequence[str]) -> str:
    """A fault plan that was put to work, and of which nothing, or not everything, ever came."""
    return report(
        f"Unused fault plan: {' | '.join(parts)} on {attached.where} at {attached.place} never acted.",
        plan=repr(attached.plan) if repr(attached.plan) != " | ".join(parts) else None,
        saw=attached.saw(),
        write="take it out, or a number that is reached; .lenient() behind it if it need not act in every test",
        or_allow=way_out("unused-stubs"),
    )


def tell_faults(plans: Sequence[Attached], fired: Sequence[Injected]) -> str:
    """The plans as code, the seed that their chances come from, and each fault that fired."""
    if not plans and not fired:
        return ""
    seeds = ", ".join(str(seed) for seed in dict.fromkeys(plan.seed for plan in plans))
    planned = [f"planned, from seed {seeds} (the same again: --mockfactory-seed={plans[-1].seed}):"] if plans else []
    planned += dict.fromkeys(f"  {plan.where}: {plan.plan!r}{_never(plan)}" for plan in plans)
    if len(fired) > _MOST_FAULTS:
        fewer = _MOST_FAULTS // 2
        acted = [*map(str, fired[:fewer]), f"... {len(fired) - 2 * fewer} more ...", *map(str, fired[-fewer:])]
    else:
        acted = [*map(str, fired)] or ["nothing"]
    return "\n".join(
        [
            *planned,
            "fired:",
            *(f"  {line}" for line in acted),
        ]
    )


_MOST_FAULTS: Final = 40


def _never(plan: Attached) -> str:
    idle = plan.idle()
    if not idle:
        return ""
    return "  (never acted)" if repr(plan.plan) == " | ".join(idle) else f"  (never acted: {', '.join(idle)})"


def tell_verbless(text: str, place: str) -> str:
    """A `when` or a `verify` with nothing behind it."""
    verb = "returns(...)" if text.startswith("when") else "once()"
    return report(f"{text} at {place} has no verb, and so does nothing.", write=f"{text}.{verb}")


def tell_unawaited(method: Recorder, row: AsyncRow) -> str:
    """A call whose coroutine nobody has started."""
    return report(
        f"Never awaited: {Call(method, row)!r}, called at {row.place}.",
        double=made(method.state),
        write=f"await {method.plan.name}(...)",
        or_allow=way_out("un-awaited"),
    )
