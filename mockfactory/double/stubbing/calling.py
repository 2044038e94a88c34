"""Stubs that call a function of the test."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from inspect import Parameter
from typing import TYPE_CHECKING, cast

from mockfactory.double.matching.stubs import Act, Stub
from mockfactory.double.planning.later import Later
from mockfactory.double.planning.overloads import fitting
from mockfactory.double.recording.current import home_of, remember, violate
from mockfactory.double.recording.messages import made, member_of, promised
from mockfactory.double.recording.record import Recorder
from mockfactory.double.stubbing.values import check_value, meant
from mockfactory.spec.looking.written import signature_of
from mockfactory.wording.errors import MisuseError, SpecViolation, TypeViolation
from mockfactory.wording.places import caller
from mockfactory.wording.text import report, show

if TYPE_CHECKING:
    from mockfactory.double.planning.plan import Plan


def calling(method: Recorder, function: Callable[..., object]) -> Act:
    """Answer with what `function` gives for the arguments of the call; its signature and its results are checked."""
    __tracebackhide__ = True
    plan = method.plan
    if not callable(function):
        raise MisuseError(f"when({plan.qualname}).calls() takes a function, not {show(function)}")
    return _calling(method, function, f"when({plan.qualname}).calls({getattr(function, '__name__', 'function')})")


def _calling(method: Recorder, function: Callable[..., object], said: str) -> Act:
    __tracebackhide__ = True
    plan = method.plan
    _check_signature(method, function, said)

    def act(args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        __tracebackhide__ = True
        value = run_callback(method, function, args, kwargs)

        def checked(value: object) -> object:
            __tracebackhide__ = True
            hint = (fitting(plan, args, kwargs) or [plan])[0].value
            check_value(method, value, hint, f"{said} returned")
            return value

        if plan.awaited and inspect.isawaitable(value):
            return Later(awaiting_callback(method, cast("Awaitable[object]", value)), checked)
        return checked(value)

    return act


def run_callback(
    method: Recorder, function: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]
) -> object:
    """Call a function of the test. What it asserts is the test's own assertion, so its failure is remembered."""
    __tracebackhide__ = True
    try:
        return function(*args, **kwargs)
    except AssertionError as error:
        _remember_once(method, error)
        raise


async def awaiting_callback(method: Recorder, awaitable: Awaitable[object]) -> object:
    """The same of an async function: what it gives when awaited."""
    __tracebackhide__ = True
    try:
        return await awaitable
    except AssertionError as error:
        _remember_once(method, error)
        raise


def _remember_once(method: Recorder, error: AssertionError) -> None:
    """A violation was remembered by the double that raised it; an assertion may come through several callbacks."""
    known = home_of(method.state.ledger).failures
    if not isinstance(error, SpecViolation) and not any(error is one for one in known):
        remember(error, method.state.ledger)


def _check_signature(method: Recorder, function: Callable[..., object], said: str) -> None:
    __tracebackhide__ = True
    try:
        signature = signature_of(function, follow_wrapped=True)
    except (ValueError, TypeError):
        return
    from mockfactory.spec.calling.gaps import why_not_called_as  # here: not every run has a callback

    for plan in meant(method):
        reason = why_not_called_as(signature, plan.call.signature) if plan.call.signature is not None else None
        if reason is None:
            continue
        violation = TypeViolation(
            report(
                f"{said}: the callback can't stand in for {plan.name}: {reason}.",
                promised=promised(plan),
                came=f"{getattr(function, '__name__', 'callback')}{signature}",
                double=made(method.state),
                write=_by_position(plan, function) if reason.endswith("can't be given by name") else None,
            )
        )
        violate(violation, method.state.ledger)


def _by_position(plan: Plan, function: Callable[..., object]) -> str | None:
    """A lambda around a callback like `some_dict.get`, which takes by position what the spec lets be given by name."""
    parameters = plan.call.signature.parameters.values() if plan.call.signature is not None else ()
    if any(parameter.kind is not Parameter.POSITIONAL_OR_KEYWORD for parameter in parameters):
        return None
    names = ", ".join(parameter.name for parameter in parameters)
    return f"lambda {names}: {getattr(function, '__name__', 'callback')}({names})"


def assign_method(method: Recorder, value: object) -> None:
    """`double.send = function`: from now on it answers the calls. Putting back the double's own method undoes that."""
    __tracebackhide__ = True
    plan = method.plan
    if value is method:
        unassign_method(method)
        return
    if not callable(value):
        message = report(
            f"{plan.qualname} was set to {show(value)}, and is a method.",
            promised=promised(plan),
            double=made(method.state),
            write=f"when({member_of(method.state, plan)}).returns(...)",
        )
        violate(TypeViolation(message), method.state.ledger)
    stub = Stub(_calling(method, value, f"{plan.qualname} = {show(value)}"), None, caller(), _assignment(method))
    stub.before = method.add_stub(stub)


def unassign_method(method: Recorder) -> bool:
    """Undo the last assignment to a method, as `mock.patch.object(d, "send")` does at its end; say if there was one."""
    stub = method.stubs.anything if method.stubs is not None else None
    if stub is None or stub.text != _assignment(method):
        return False
    method.remove_stub(stub)
    return True


def _assignment(method: Recorder) -> str:
    return f"{method.plan.qualname} = ..."
