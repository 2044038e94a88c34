"""What one test did with its doubles, and what is to be said of it at the end."""

from __future__ import annotations

import itertools
import sys
import warnings
from collections.abc import Iterable
from types import CodeType, TracebackType
from typing import TYPE_CHECKING, Final, get_args

from mockfactory.double.matching.stubs import Stub
from mockfactory.double.mock_words.words import forgotten_calls
from mockfactory.double.recording.calls import Call, is_pending, number_of
from mockfactory.double.recording.current import (
    close_ledger,
    open_ledger,
    park_ledger,
    running,
    shared_methods,
    take_late,
)
from mockfactory.double.recording.record import AsyncRow, Ledger, Recorder, SyncRow
from mockfactory.session.inside import tell_of_end
from mockfactory.session.seen import was_seen
from mockfactory.session.telling import (
    tell_faults,
    tell_idle,
    tell_late,
    tell_swallowed,
    tell_unawaited,
    tell_unused,
    tell_verbless,
)
from mockfactory.wording.errors import LateViolationWarning, MisuseError, SessionFailure, SpecViolation
from mockfactory.wording.strictness import STRICTNESSES, Strictness
from mockfactory.wording.text import nearest

if TYPE_CHECKING:
    from mockfactory.double.recording.injected import Injected


class Session:
    """Everything that happens to the doubles made while it is open. Under pytest each test has one; elsewhere, use
    `with`.

    At its end these are failures: violations that the code under test swallowed, stubs that nobody used, fault plans
    that never fired, coroutines that nobody awaited, a `when` or `verify` without a verb.

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
        self._cause: AssertionError | None = None
        self._failed = False
        self._closed = False

    def __enter__(self) -> Session:
        self._code = sys._getframe(1).f_code  # pyright: ignore[reportPrivateUsage]
        self._ledger.around = running()
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        __tracebackhide__ = True
        problems = self.close(seen_by=self._code, failure=value)
        if not problems:
            warn_of_late()
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
        """Let new doubles belong to the session that was open before; its own doubles stay its own.

        What a test does with them meanwhile is the test's: its calls, its stubs, its violations.
        """
        park_ledger(self._ledger)

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
        return tuple(failure for failure in self._ledger.failures if isinstance(failure, SpecViolation))

    @property
    def injected(self) -> list[Injected]:
        """Every fault that fired so far, in the order in which they acted; see `mockfactory.faults`."""
        return list(self._ledger.injected)

    @property
    def faults_told(self) -> str:
        """The fault plans that were put to work, as code, and what they made fail; empty where there were none."""
        return tell_faults(self._ledger.plans, self._ledger.injected)

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
        swallowed = [] if "swallowed" in ledger.allow else ledger.failures
        swallowed = [error for error in swallowed if not was_seen(error, seen_by, failure)]
        self._cause = self._cause or (swallowed[0] if swallowed else None)
        problems = [tell_swallowed(error) for error in swallowed]
        ledger.failures.clear()
        unawaited = list(self._unawaited(final))
        self._failed = self._failed or failure is not None
        if self._failed:
            if "coroutine" in str(failure):  # something was asked of one that should have been awaited
                problems += [tell_unawaited(method, row) for method, row in unawaited]
            return problems
        problems += [tell_verbless(text, str(place)) for _, text, place in ledger.verbless.values()]
        ledger.verbless.clear()
        if "unused-stubs" not in ledger.allow:
            problems += [
                tell_unused(method, stub.text, str(stub.place)) for method, stub in ledger.stubs if _is_unused(stub)
            ]
            problems += [tell_idle(plan, parts) for plan in ledger.plans if (parts := plan.untold())]
            problems += [text for tell in ledger.expected if (text := tell(seen_by)) is not None]
        ledger.stubs.clear()
        ledger.expected.clear()
        if "un-awaited" not in ledger.allow:
            problems += [tell_unawaited(method, row) for method, row in unawaited]
        return problems

    def close(self, *, seen_by: CodeType | None = None, failure: BaseException | None = None) -> list[str]:
        """End the session: undo replacements, judge what happened.

        Returns:
            The problems, as text. A second time there are none.
        """
        if self._closed:
            return []
        self._closed = True
        left = [problem for plan in self._ledger.plans for problem in plan.settle()]
        close_ledger(self._ledger)
        self._ledger.over = True
        try:
            problems = self.judge(seen_by=seen_by, failure=failure)
            problems += [] if self._failed else left
        finally:
            for undo in reversed(self._ledger.undo):
                undo()
            self._ledger.undo.clear()
        for plan in self._ledger.plans:
            plan.let_go()
        tell_of_end(self._ledger)
        self._ledger.doubles.clear()
        return problems

    def _unawaited(self, final: bool) -> Iterable[tuple[Recorder, AsyncRow]]:
        """The calls whose coroutine was never started. They are closed, so that Python does not warn as well."""
        for state in self._ledger.doubles:
            for method in list(state.methods.values()):
                yield from _unstarted(method, itertools.chain(forgotten_calls(method), method.rows), final)
        for method in shared_methods():
            # Somebody may hold a coroutine for longer than a test: the double lives longer, too.
            latest = itertools.takewhile(lambda row: number_of(row) > self._ledger.since, reversed(method.rows))
            yield from _unstarted(method, [*forgotten_calls(method), *reversed(list(latest))], final=False)


def ledger_of(session: Session) -> Ledger:
    """Where the doubles of a session write down what happens."""
    return session._ledger  # pyright: ignore[reportPrivateUsage]


def warn_of_late() -> None:
    """Warn of what came in since of sessions that are over."""
    for ledger, failure in take_late():
        warnings.warn(tell_late(failure, ledger.name), LateViolationWarning, stacklevel=2)


def _unstarted(
    method: Recorder, rows: Iterable[SyncRow | AsyncRow], final: bool
) -> Iterable[tuple[Recorder, AsyncRow]]:
    for row in rows:
        if not isinstance(row, AsyncRow) or row.coroutine is None:
            continue
        if row.coroutine.cr_frame is None:
            # It was given to a task that was cancelled before its first step: somebody did take care of it.
            row.coroutine = None
        elif final or sys.getrefcount(row.coroutine) <= _ONLY_OURS:
            if is_pending(method, row):
                yield method, row
            row.coroutine.close()


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


def _is_unused(stub: Stub) -> bool:
    return not (stub.used or stub.lenient or stub.retired)
