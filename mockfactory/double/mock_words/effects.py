"""What each kind of `side_effect` makes of a call: an error, the next of some values, what a function gives."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from threading import Lock
from typing import TYPE_CHECKING, TypeGuard, cast

from mockfactory.double.mock_words.state import Args, Effect, Kwargs, Otherwise
from mockfactory.double.planning.later import Later
from mockfactory.double.planning.overloads import fitting
from mockfactory.double.recording.current import allows, violate
from mockfactory.double.recording.messages import made, promised
from mockfactory.double.stubbing.calling import awaiting_callback, run_callback
from mockfactory.double.stubbing.raising import raising
from mockfactory.double.stubbing.values import meant, refuse_value, returning
from mockfactory.spec.looking.written import signature_of
from mockfactory.wording.errors import MisuseError, SignatureViolation, TypeViolation
from mockfactory.wording.text import report, show, shown_call

if TYPE_CHECKING:
    from mockfactory.double.planning.plan import Plan
    from mockfactory.double.recording.record import Recorder
    from mockfactory.spec import Hint


def effect_of(method: Recorder, value: object) -> Effect:
    """What a `side_effect` does.

    Raises:
        MisuseError: for what is no exception, function or iterable, and for an error that the double does not declare.
        TypeViolation: for a function that no call of the method fits.
    """
    __tracebackhide__ = True
    if _is_error(value):
        fail = raising(method, (value,))
        return lambda args, kwargs, otherwise: fail(args, kwargs)
    if callable(value):
        return _of_function(method, value)
    if type(value) is list or type(value) is tuple:
        _check_values(method, cast("Sequence[object]", value))
    if isinstance(value, Iterable):
        return _of_values(method, iter(cast("Iterable[object]", value)))
    raise MisuseError(
        report(
            f"{method.plan.qualname}.side_effect takes an exception, a function or an iterable, not {show(value)}.",
            double=made(method.state),
            write=f"{method.plan.name}.return_value = {show(value)}",
        )
    )


def _is_error(value: object) -> TypeGuard[BaseException | type[BaseException]]:
    return isinstance(value, BaseException) or (isinstance(value, type) and issubclass(value, BaseException))


def _check_values(method: Recorder, values: Sequence[object]) -> None:
    """Refuse at once what would be refused when its turn comes; what another iterable gives is not known yet."""
    __tracebackhide__ = True
    for value in values:
        if not _is_error(value) and not is_default(value):
            check_word(method, value, "side_effect")


def _of_values(method: Recorder, values: Iterator[object]) -> Effect:
    lock = Lock()
    name = f"{method.plan.qualname}.side_effect"

    def act(args: Args, kwargs: Kwargs, otherwise: Otherwise) -> object:
        __tracebackhide__ = True
        try:
            # A generator can't be advanced by two threads at once.
            with lock:
                value = next(values)
        except StopIteration:
            # In a coroutine Python would make a RuntimeError of it; unittest.mock raises StopAsyncIteration there.
            end = StopAsyncIteration if method.plan.awaited else StopIteration
            raise end(f"{name} has no more values") from None
        if _is_error(value):
            return raising(method, (value,))(args, kwargs)
        return _checked(method, value, fitting(method.plan, args, kwargs), otherwise)

    return act


def _of_function(method: Recorder, function: Callable[..., object]) -> Effect:
    __tracebackhide__ = True
    narrow = _narrow_signature(method, function)

    def act(args: Args, kwargs: Kwargs, otherwise: Otherwise) -> object:
        __tracebackhide__ = True
        if narrow is not None:
            _refuse_unfit(method, narrow, args, kwargs)
        value = run_callback(method, function, args, kwargs)
        plans = fitting(method.plan, args, kwargs)
        if method.plan.awaited and inspect.isawaitable(value):
            return Later(_when_awaited(method, value, plans, otherwise), _same)
        return _checked(method, value, plans, otherwise)

    return act


def is_default(value: object) -> bool:
    """Whether `value` is `mock.DEFAULT`. Nobody can have it who has not imported `unittest.mock`."""
    mock = sys.modules.get("unittest.mock")
    return mock is not None and value is mock.DEFAULT


def check_word(method: Recorder, value: object, word: str, plans: Sequence[Plan] = ()) -> None:
    """Raise where the spec refuses a value that is to be answered.

    Args:
        method: what answers it.
        value: what awaiting gives, where the method is awaited.
        word: "return_value" or "side_effect", for the message.
        plans: the overloads that may be meant; a value is right if one of them gives such.

    Raises:
        TypeViolation: for a value of another type.
    """
    __tracebackhide__ = True
    checks = [plan.check(hint) for plan in plans or meant(method) for hint in _hints(plan)]
    if any(check is None or check.accepts(value) for check in checks) or allows("types", method.state.ledger):
        return
    check = checks[-1]
    assert check is not None
    refuse_value(method, f"{method.plan.qualname}.{word}: {check.told(value, 'the value is', 'in the value,')}.")


def _hints(plan: Plan) -> tuple[Hint, ...]:
    """What a value may be: what a call gives, and where that can be awaited among other things, what awaiting gives."""
    awaits = plan.result.awaits
    if awaits is None or plan.awaited or plan.member.call is None:
        return (plan.value,)
    return (plan.result.value, awaits)


async def _when_awaited(
    method: Recorder, value: Awaitable[object], plans: Sequence[Plan], otherwise: Otherwise
) -> object:
    __tracebackhide__ = True
    given = _checked(method, await awaiting_callback(method, value), plans, otherwise)
    return await given.wait() if isinstance(given, Later) else given


def _same(value: object) -> object:
    return value


def _checked(method: Recorder, value: object, plans: Sequence[Plan], otherwise: Otherwise) -> object:
    __tracebackhide__ = True
    if is_default(value):
        return otherwise()
    check_word(method, value, "side_effect", plans)
    give, _ = returning(method, (value,), plans)
    return give((), {})


def _narrow_signature(method: Recorder, function: Callable[..., object]) -> inspect.Signature | None:
    """The signature of a function that takes some calls of the method and not others; None for one that takes all.

    Suites are full of `side_effect = lambda key: ...` for a method with options that the code never gives. Such a
    function is right as long as each call fits it, so each call is asked.

    Raises:
        TypeViolation: when it takes no call at all that the spec allows.
    """
    __tracebackhide__ = True
    plan = method.plan
    promise = plan.call.signature
    try:
        signature = signature_of(function, follow_wrapped=True)
    except (ValueError, TypeError):
        return None
    if promise is None:
        return None
    from mockfactory.spec.calling.gaps import why_not_called_as  # here: not every run has a callback

    reason = why_not_called_as(signature, promise)
    if reason is None:
        return None
    open_ended = any(p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) for p in promise.parameters.values())
    if not open_ended and not any(_fits(signature, *call) for call in _sample_calls(promise)):
        message = report(
            f"{plan.qualname}.side_effect: the function takes no call that {plan.name} takes: {reason}.",
            promised=promised(plan),
            came=f"{getattr(function, '__name__', 'function')}{signature}",
            double=made(method.state),
        )
        violate(TypeViolation(message), method.state.ledger)
    return signature


def _sample_calls(promise: inspect.Signature) -> Iterator[tuple[Args, Kwargs]]:
    """Calls of every number of arguments that the signature takes, optional ones by position and by name."""
    parameters = list(promise.parameters.values())
    by_place = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    by_name = [p for p in parameters if p.kind is p.KEYWORD_ONLY]
    needed = {p.name: None for p in by_name if p.default is p.empty}
    least = sum(p.default is p.empty for p in by_place)
    for count in range(least, len(by_place) + 1):
        for extra in ({}, *({p.name: None} for p in by_name), {p.name: None for p in by_name}):
            yield (None,) * count, {**needed, **extra}
    named = {p.name: None for p in by_place if p.kind is p.POSITIONAL_OR_KEYWORD}
    unnamed = (None,) * (len(by_place) - len(named))
    yield unnamed, {**needed, **named}


def _fits(signature: inspect.Signature, args: Args, kwargs: Kwargs) -> bool:
    try:
        signature.bind(*args, **kwargs)
    except TypeError:
        return False
    return True


def _refuse_unfit(method: Recorder, signature: inspect.Signature, args: Args, kwargs: Kwargs) -> None:
    __tracebackhide__ = True
    if _fits(signature, args, kwargs):
        return
    plan = method.plan
    message = report(
        f"{plan.qualname}.side_effect: the function does not take this call.",
        promised=promised(plan),
        came=shown_call(plan.name, args, kwargs),
        function=f"takes {signature}",
        double=made(method.state),
        write=f"a function that takes what {plan.name} takes",
    )
    violate(SignatureViolation(message), method.state.ledger)
