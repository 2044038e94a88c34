"""The functions that make plans: each says what happens to a call, and the methods of the plan say when."""

from __future__ import annotations

from mockfactory.faults.errors import PlanError
from mockfactory.faults.plans.always import always
from mockfactory.faults.plans.checks import between, close_code, close_reason
from mockfactory.faults.plans.effects import Delays, Disconnects, Hangs, Passes, Raises, Returns
from mockfactory.faults.plans.plan import FaultPlan
from mockfactory.wording.text import report, show


def raises(error: BaseException | type[BaseException]) -> FaultPlan:
    """The call raises.

    Args:
        error: an exception, or a class that can be made without arguments.

    Raises:
        PlanError: for anything else.

    Example:
        >>> from mockfactory.faults import raises
        >>> raises(TimeoutError()).until_call(2)
        raises(TimeoutError()).until_call(2)
    """
    __tracebackhide__ = True
    _check_error(error)
    return always(Raises(error))


def _check_error(error: object) -> None:
    __tracebackhide__ = True
    if not issubclass(error if isinstance(error, type) else type(error), BaseException):
        raise PlanError(report(f"raises() takes an exception, not {show(error)}.", write="raises(TimeoutError())"))
    if isinstance(error, type):
        try:  # as `raise` will do: better refused here than a TypeError inside the code under test
            error()
        except Exception as why:
            raise PlanError(
                report(
                    f"raises({error.__name__}): {error.__name__} can't be made without arguments ({why}).",
                    write=f"raises({error.__name__}(...))",
                )
            ) from None


def returns(value: object) -> FaultPlan:
    """The call answers `value`, which is of the right type and not what was hoped for. It is not made.

    Args:
        value: of the type that the spec declares; of an async method, what awaiting it gives.

    Example:
        >>> from mockfactory.faults import returns
        >>> returns(-1).on_call(1)
        returns(-1).on_call(1)
    """
    return always(Returns(value))


def hangs() -> FaultPlan:
    """The call never ends, until it is cancelled. For async methods.

    Example:
        >>> from mockfactory.faults import hangs
        >>> hangs().from_call(3)
        hangs().from_call(3)
    """
    return always(Hangs())


def passes() -> FaultPlan:
    """Nothing happens to the call: a pause in a sequence.

    Example:
        >>> from mockfactory.faults import in_sequence, passes, raises
        >>> in_sequence(passes(), raises(OSError()))
        in_sequence(passes(), raises(OSError()))
    """
    return always(Passes())


def delays(seconds: float, *, growth: float = 1, most: float | None = None, jitter: float = 0) -> FaultPlan:
    """The call takes time: on the virtual clock, so that the test does not.

    Args:
        seconds: how long, the first time.
        growth: each further delay is so many times as long.
        most: in seconds; no delay is longer.
        jitter: a share from 0 to 1: with 0.1 each delay is up to a tenth longer or shorter. Seeded.

    Raises:
        PlanError: for negative numbers, and a jitter above 1.

    Example:
        >>> from mockfactory.faults import delays
        >>> delays(2, growth=2, most=60, jitter=0.1).until_call(4)
        delays(2, growth=2, most=60, jitter=0.1).until_call(4)
    """
    __tracebackhide__ = True
    write = "delays(2, growth=2, most=60, jitter=0.1)"
    return always(
        Delays(
            between("delays()", seconds, least=0, what="seconds, 0 or more", write=write),
            between("growth=", growth, least=0, what="a factor, 0 or more", write=write),
            None if most is None else between("most=", most, least=0, what="seconds, 0 or more", write=write),
            between("jitter=", jitter, least=0, most=1, what="a share from 0 to 1", write=write),
        )
    )


def disconnects(code: int = 1006, reason: str = "") -> FaultPlan:
    """The connection ends: a call raises `Disconnected`, a live connection is closed.

    Args:
        code: a close code (RFC 6455, section 7.4); 1006 breaks the connection without a word.
        reason: what the other side says about it.

    Raises:
        PlanError: for a code that no connection ends with, or a reason of more than 123 bytes.

    Example:
        >>> from mockfactory.faults import disconnects
        >>> disconnects(1012, "restart").on_call(5)
        disconnects(1012, 'restart').on_call(5)
    """
    __tracebackhide__ = True
    return always(Disconnects(close_code(code), close_reason(reason)))
