"""`verify`: ask what was called."""

from __future__ import annotations

from collections.abc import Callable

from mockfactory.double.matching.compare import Bound
from mockfactory.double.matching.matchers import drop_captured, keep_captured
from mockfactory.double.planning.refusals import is_double
from mockfactory.double.recording.calls import Call, is_pending, number_of, rows_now, rows_of
from mockfactory.double.recording.current import home_of
from mockfactory.double.recording.messages import made
from mockfactory.double.recording.record import AsyncRow, Ledger, Recorder, State, SyncRow
from mockfactory.double.recording.target import Target
from mockfactory.double.recording.targets import find_target
from mockfactory.double.verifying.explaining import listed, nearest_call, others_than, shortfall
from mockfactory.double.verifying.order import Expectation, current_order, refuse_unanswered
from mockfactory.wording.errors import MisuseError, VerificationError
from mockfactory.wording.places import Place, caller
from mockfactory.wording.text import report, show


class Verify:
    """What `verify` gives: one verb is to follow. Without one, the session fails at its end.

    Of an async method, calls count that were awaited; those that were not are told apart.
    """

    __slots__ = ("_ledger", "_place", "_target")

    def __init__(self, target: Target, place: Place) -> None:
        self._target = target
        self._place = place
        self._ledger: Ledger = home_of(target.method.state.ledger)
        self._ledger.expect_verb(self, target.text, place)

    def once(self) -> None:
        """Exactly one such call was made.

        Raises:
            VerificationError: otherwise; it shows the nearest call, argument by argument.
        """
        __tracebackhide__ = True
        self._count(1, 1, "once")

    def times(self, n: int) -> None:
        """Exactly `n` such calls were made."""
        __tracebackhide__ = True
        self._check_number(n)
        self._count(n, n, f"{n} times")

    def never(self) -> None:
        """No such call was made, awaited or not."""
        __tracebackhide__ = True
        self._count(0, 0, "never")

    def at_least(self, n: int) -> None:
        """`n` such calls or more were made."""
        __tracebackhide__ = True
        self._check_number(n)
        self._count(n, None, f"at least {n} times")

    def at_most(self, n: int) -> None:
        """`n` such calls or fewer were made."""
        __tracebackhide__ = True
        self._check_number(n)
        self._count(0, n, f"at most {n} times")

    def _check_number(self, n: object) -> None:
        __tracebackhide__ = True
        if type(n) is not int or n < 0:
            self._ledger.verb_said(self)
            raise MisuseError(f"verify(...) counts calls, and {show(n)} is no number of calls")

    def _count(self, least: int, most: int | None, words: str) -> None:
        __tracebackhide__ = True
        self._ledger.verb_said(self)
        method, pattern = self._target.method, self._target.pattern
        order = current_order()
        if order is not None:
            order.append(Expectation(method, pattern, least, most, words, self._place))
            return
        counted: list[SyncRow | AsyncRow] = []
        pending = 0
        for row in rows_of(method, pattern):
            if most != 0 and is_pending(method, row):
                pending += 1
                continue
            keep_captured()
            counted.append(row)
        drop_captured()
        if len(counted) < least or (most is not None and len(counted) > most):
            raise VerificationError(_explain(method, pattern, words, counted, pending))
        refuse_unanswered(pattern)
        method.verified.update(number_of(row) for row in counted)


def verify(target: Callable[..., object]) -> Verify:
    """Begin to ask what was called; a verb asks it.

    Args:
        target: a method of a double for any call of it, or a lambda that holds one call, or one attribute read, for
        just that.
            In the lambda, matchers may stand for arguments.

    Returns:
        A `Verify` with the verbs `once`, `times`, `never`, `at_least` and `at_most`.

    Raises:
        MisuseError: when no double's method is found in `target`.

    Example:
        >>> from mockfactory import double, verify
        >>> class Mailer:
        ...     def send(self, to: str) -> None: ...
        ...     def close(self) -> None: ...
        >>> mailer = double(Mailer)
        >>> mailer.send("ada")
        >>> verify(lambda: mailer.send("ada")).once()
        >>> verify(mailer.close).never()
    """
    __tracebackhide__ = True
    return Verify(find_target(target, "verify"), caller())


def no_more_calls(*doubles: object) -> None:
    """No call was made of these doubles but those that a `verify` has counted.

    Args:
        doubles: doubles, or methods of doubles.

    Raises:
        VerificationError: naming the calls that nobody has verified.
        MisuseError: for no double at all, or for what is none.

    Example:
        >>> from mockfactory import double, no_more_calls, verify
        >>> class Mailer:
        ...     def send(self, to: str) -> None: ...
        >>> mailer = double(Mailer)
        >>> mailer.send("ada")
        >>> verify(mailer.send).once()
        >>> no_more_calls(mailer)
    """
    __tracebackhide__ = True
    if not doubles:
        raise MisuseError(
            report("no_more_calls() was given no double, so it asks nothing.", write="no_more_calls(mailer, ...)")
        )
    left: list[Call] = []
    for double in doubles:
        for method in methods_of(double):
            left += [Call(method, row) for row in rows_now(method) if number_of(row) not in method.verified]
    if left:
        left.sort(key=lambda call: call.number)
        shown = "\n".join(f"{call!r}{call.unawaited}" for call in left[:20])
        more = f"\nand {len(left) - 20} more" if len(left) > 20 else ""
        raise VerificationError(report("There were calls that nobody has verified.", came=shown + more))


def methods_of(double: object) -> list[Recorder]:
    """The methods of a double that were touched; attribute reads are no calls and are left out."""
    if issubclass(type(double), Recorder):
        return [double]  # type: ignore[list-item]
    state = getattr(double, "__mockfactory__", None) if is_double(double) else None
    if not isinstance(state, State):
        raise MisuseError(f"no_more_calls() takes doubles, not {show(double)}")
    return [method for method in state.methods.values() if method.plan.member.call is not None]


def _explain(
    method: Recorder, pattern: Bound | None, words: str, counted: list[SyncRow | AsyncRow], pending: int
) -> str:
    calls = [Call(method, row) for row in rows_now(method)]
    meant = [Call(method, row) for row in counted]
    return report(
        shortfall(method, pattern, words, len(counted), pending),
        calls=listed(meant or others_than(calls, meant)),
        nearest=None if pattern is None or meant else nearest_call(method, calls, pattern),
        double=made(method.state),
    )
