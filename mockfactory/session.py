"""What one test did with its doubles, and what is to be said of it at the end."""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Iterable
from types import CodeType, TracebackType
from typing import Final, cast, get_args

from mockfactory.double.mock_words.words import forgotten_calls
from mockfactory.double.recording.calls import Call
from mockfactory.double.recording.current import close_ledger, open_ledger
from mockfactory.double.recording.messages import made
from mockfactory.double.recording.record import AsyncRow, Ledger, Recorder
from mockfactory.double.wording.errors import MisuseError, SessionFailure, SpecViolation
from mockfactory.double.wording.handlers import handler_at
from mockfactory.double.wording.places import Place, is_own
from mockfactory.double.wording.strictness import STRICTNESSES, Strictness, way_out
from mockfactory.double.wording.text import nearest, report


class Session:
    """Everything that happens to the doubles made while it is open. Under pytest each test has one; elsewhere, use
    `with`.

    At its end these are failures: violations that the code under test swallowed, stubs that nobody used, coroutines
    that nobody awaited, a `when` or `verify` without a verb.

    Args:
        allow: kinds of strictness to switch off: "types", "unused-stubs", "other-arguments", "un-awaited", "swallowed".

    Raises:
        MisuseError: for an unknown kind.
        SessionFailure: at the end of the `with` block, unless the block itself failed: then the failure is noted on its
        error.

    Example:
        >>> from mockfactory import Session, double
        >>> class Mailer:
        ...     def send(self, to: str) -> None: ...
        >>> def careless(mailer: Mailer) -> None:
        ...     try:
        ...         mailer.send(1)
        ...     except Exception:
        ...         pass
        >>> try:
        ...     with Session():
        ...         careless(double(Mailer))
        ... except AssertionError as error:
        ...     print(str(error).splitlines()[0])
        Swallowed: Mailer.send(): argument 'to' is int (1), not str.
    """

    def __init__(self, *, allow: Iterable[Strictness] = (), name: str = "") -> None:
        self._ledger = Ledger(check_allowed(allow), name)
        self._code: CodeType | None = None
        self._cause: SpecViolation | None = None
        self._failed = False
        self._closed = False

    def __enter__(self) -> Session:
        self._code = sys._getframe(1).f_code  # pyright: ignore[reportPrivateUsage]
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        __tracebackhide__ = True
        problems = self.close(seen_by=self._code, failure=value)
        if not problems:
            return
        if value is not None:
            for problem in problems:
                value.add_note(problem)
            return
        raise self.failure(problems)

    def open(self) -> None:
        """Make it the session that new doubles belong to."""
        open_ledger(self._ledger)

    def park(self) -> None:
        """Let new doubles belong to the session that was open before; its own doubles stay its own."""
        close_ledger(self._ledger)

    def failure(self, problems: Iterable[str]) -> SessionFailure:
        """The error that tells the problems, with the first swallowed violation as its cause."""
        error = SessionFailure(tuple(problems))
        error.__cause__ = self._cause
        return error

    @property
    def calls(self) -> list[Call]:
        """Every call of every double, in the order in which they were made."""
        found = [
            Call(method, row)
            for state in self._ledger.doubles
            for method in list(state.methods.values())
            if method.plan.member.call is not None
            for row in list(method.rows)
        ]
        return sorted(found, key=lambda call: call.number)

    @property
    def violations(self) -> tuple[SpecViolation, ...]:
        """Every violation so far, seen or swallowed, in the order in which they were raised."""
        return tuple(self._ledger.violations)

    def judge(
        self, *, seen_by: CodeType | None = None, failure: BaseException | None = None, final: bool = True
    ) -> list[str]:
        """Say what is wrong, each thing once.

        Args:
            seen_by: the code of the test: a violation that the test itself caught is no secret.
            failure: the error that ended the test, if one did: then only swallowed violations are told.
            final: whether the test is over and its event loop too. Before that, a coroutine that somebody still holds
            may
                yet be awaited.
        """
        ledger = self._ledger
        swallowed = [] if "swallowed" in ledger.allow else ledger.violations
        swallowed = [violation for violation in swallowed if not _was_seen(violation, seen_by, failure)]
        self._cause = self._cause or (swallowed[0] if swallowed else None)
        problems = [_swallowed(violation) for violation in swallowed]
        ledger.violations.clear()
        unawaited = list(self._unawaited(final))
        self._failed = self._failed or failure is not None
        if self._failed:
            return problems
        problems += [_verbless(text, str(place)) for _, text, place in ledger.verbless.values()]
        ledger.verbless.clear()
        if "unused-stubs" not in ledger.allow:
            problems += [
                _unused(method, stub.text, str(stub.place)) for method, stub in ledger.stubs if _is_unused(stub)
            ]
        ledger.stubs.clear()
        if "un-awaited" not in ledger.allow:
            problems += [_never_awaited(method, row) for method, row in unawaited]
        return problems

    def close(self, *, seen_by: CodeType | None = None, failure: BaseException | None = None) -> list[str]:
        """End the session: undo replacements, judge what happened.

        Returns:
            The problems, as text. A second time there are none.
        """
        if self._closed:
            return []
        self._closed = True
        close_ledger(self._ledger)
        for undo in reversed(self._ledger.undo):
            undo()
        self._ledger.undo.clear()
        problems = self.judge(seen_by=seen_by, failure=failure)
        self._ledger.doubles.clear()
        return problems

    def _unawaited(self, final: bool) -> Iterable[tuple[Recorder, AsyncRow]]:
        """The calls whose coroutine was never started. They are closed, so that Python does not warn as well."""
        for state in self._ledger.doubles:
            for method in list(state.methods.values()):
                for row in itertools.chain(forgotten_calls(method), method.rows):
                    if not isinstance(row, AsyncRow) or row.coroutine is None:
                        continue
                    if row.coroutine.cr_frame is None:
                        # It was given to a task that was cancelled before its first step: somebody did take care of it.
                        row.coroutine = None
                    elif final or sys.getrefcount(row.coroutine) <= _ONLY_OURS:
                        row.coroutine.close()
                        yield method, row


_ONLY_OURS: Final = 2


def check_allowed(allow: Iterable[str]) -> frozenset[Strictness]:
    """The kinds of strictness that are named, checked.

    Raises:
        MisuseError: for a name that is none.
    """
    names = [allow] if isinstance(allow, str) else list(allow)
    for name in names:
        if name not in get_args(Strictness):
            known = ", ".join(STRICTNESSES)
            raise MisuseError(
                f"There is no strictness {name!r} to allow.{nearest(name, STRICTNESSES)}\n  known: {known}"
            )
    return frozenset(name for name in STRICTNESSES if name in names)


def _was_seen(violation: SpecViolation, code: CodeType | None, failure: BaseException | None) -> bool:
    """Whether a violation reached the test, rather than being caught on the way.

    A traceback holds the frames that the error has left, and the one that caught it. Where the test's own is among
    them, the test has seen it; likewise where a test tool caught it (pytest itself, `with pytest.raises` in a helper),
    and where the error that ended the test is this one, or came of it.
    """
    if failure is not None and violation in _chain(failure, set()):
        return True
    trace = violation.__traceback__
    if trace is None:
        # Only a test tool takes a traceback off: unittest's assertRaises does.
        return True
    if str(trace.tb_frame.f_globals.get("__name__")).partition(".")[0] in _TEST_TOOLS:
        return True
    handler = handler_at(trace.tb_frame.f_code, trace.tb_lasti)
    if handler is not None and handler.is_with and any("raises" in name.lower() for name in handler.names):
        return True
    if code is None:
        return False
    frames: list[CodeType] = []
    while trace is not None:
        frames.append(trace.tb_frame.f_code)
        trace = trace.tb_next
    return any((f.co_filename, f.co_qualname) == (code.co_filename, code.co_qualname) for f in frames)


_TEST_TOOLS: Final = frozenset({"_pytest", "pytest", "unittest"})


def _chain(error: BaseException, seen: set[int]) -> list[BaseException]:
    """An error, what it came of, and what it groups."""
    if id(error) in seen:
        return []
    seen.add(id(error))
    found = [error]
    inner = [error.__cause__, error.__context__]
    inner += cast("tuple[BaseException, ...]", getattr(error, "exceptions", ()))
    for other in inner:
        if other is not None:
            found += _chain(other, seen)
    return found


def _swallowed(violation: SpecViolation) -> str:
    trace = violation.__traceback__
    raised = caught = None
    while trace is not None:
        if not is_own(trace.tb_frame.f_code):
            raised = f"{Place(trace.tb_frame.f_code, trace.tb_lineno)}, in {trace.tb_frame.f_code.co_qualname}"
            caught = caught or raised
        trace = trace.tb_next
    text = str(violation)
    labels = re.search(r"^  \w[\w ]*: +", text, re.M)
    margin = max(len(labels.group()) if labels else 0, len("  raised at: "))
    places = {"raised at:": raised, "caught at:": caught if caught != raised else None}
    lines = [f"  {label}".ljust(margin) + place for label, place in places.items() if place]
    meant = way_out("swallowed").replace("\n", "\n" + " " * margin)
    lines.append("  if meant:".ljust(margin) + ('the same with "swallowed"' if "or allow:" in text else meant))
    return "\n".join([f"Swallowed: {text}", *lines])


def _is_unused(stub: object) -> bool:
    from mockfactory.double.matching.stubs import Stub

    return isinstance(stub, Stub) and not (stub.used or stub.lenient or stub.retired)


def _unused(method: Recorder, text: str, place: str) -> str:
    return report(
        f"Unused stub: {text} at {place}.",
        calls="\n".join(repr(Call(method, row)) for row in method.rows[-3:])
        or f"{method.plan.qualname} was never called",
        double=made(method.state),
        write="take it out, or add .lenient() behind it if not every test needs it",
        or_allow=way_out("unused-stubs"),
    )


def _verbless(text: str, place: str) -> str:
    verb = "returns(...)" if text.startswith("when") else "once()"
    return report(f"{text} at {place} has no verb, and so does nothing.", write=f"{text}.{verb}")


def _never_awaited(method: Recorder, row: AsyncRow) -> str:
    return report(
        f"Never awaited: {Call(method, row)!r}, called at {row.place}.",
        double=made(method.state),
        write=f"await {method.plan.name}(...)",
        or_allow=way_out("un-awaited"),
    )
