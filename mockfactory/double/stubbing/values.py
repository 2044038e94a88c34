"""Values that a stub gives: checked against the spec, then given one a call."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Final, NoReturn, TypeVar

from mockfactory.double.matching.stubs import Act
from mockfactory.double.planning.overloads import fitting
from mockfactory.double.planning.plan import Plan
from mockfactory.double.recording.current import allows, violate
from mockfactory.double.recording.messages import made, promised
from mockfactory.double.recording.record import Recorder
from mockfactory.double.stubbing.nested import quiet
from mockfactory.spec import Hint
from mockfactory.wording.errors import TypeViolation
from mockfactory.wording.strictness import way_out
from mockfactory.wording.text import report, shown_call

T = TypeVar("T")


def returning(
    method: Recorder, values: Sequence[object], plans: Sequence[Plan] = (), said: str = ""
) -> tuple[Act, tuple[object] | None]:
    """Answer with these values, one a call, the last one ever after.

    Args:
        method: what is stubbed.
        values: at least one, or None is given.
        plans: the overloads that may be meant; a value is right if one of them gives such.
        said: what the test wrote, should a value be wrong; `when(...) returns` by default.

    Returns:
        The answer, and the first value where it can be seen before the call is made.
    """
    __tracebackhide__ = True
    given: list[object] = []
    for value in values or (None,):  # no comprehension: its frame would stand in the traceback of a refusal
        given.append(_returned(method, value, plans or meant(method), said or f"when({method.plan.qualname}) returns"))
    step = steps(given)
    peek = (given[0],) if not method.plan.awaited else None
    if not method.plan.overloads:
        return (lambda args, kwargs: step()), peek

    def act(args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        __tracebackhide__ = True
        value = step()
        _check_overload(method, value, args, kwargs)
        return value

    return act, peek


def _check_overload(method: Recorder, value: object, args: tuple[object, ...], kwargs: dict[str, object]) -> None:
    """Raise where a value that is right for some call is wrong for this one: another overload promises its type."""
    __tracebackhide__ = True
    plan = next(iter(fitting(method.plan, args, kwargs)), None)
    if plan is None or _accepts(plan, plan.value, value) or allows("types", method.state.ledger):
        return
    check = plan.check(plan.value)
    assert check is not None  # what has no check accepts everything
    told = check.told(value, "the stub's value is", "in the stub's value,")
    message = report(
        f"{plan.qualname}(): {told}, which this overload gives.",
        promised=promised(plan),
        came=shown_call(plan.name, args, kwargs),
        double=made(method.state),
        write="when(lambda: ...) with a call of each overload, or .calls(...) with a function that tells them apart",
        or_allow=way_out("types"),
    )
    violate(TypeViolation(message), method.state.ledger)


def meant(method: Recorder) -> tuple[Plan, ...]:
    """The plans of any call of a method: its overloads, if it has several."""
    return method.plan.overloads or (method.plan,)


def _returned(method: Recorder, value: object, plans: Sequence[Plan], said: str) -> object:
    """The value to give, checked. What can be awaited *and* more is a double that gives the value when awaited."""
    __tracebackhide__ = True
    plan = next((plan for plan in plans if _accepts(plan, plan.value, value)), plans[0])
    awaits = plan.result.awaits
    if awaits is None or plan.awaited or plan.member.call is None:
        check_value(method, value, plan.value, said)
        return value
    whole = plan.check(plan.result.value)
    if whole is not None and whole.accepts(value) and not is_placeholder(value):
        return value
    check_value(method, value, awaits, said)
    nested = method.state.nest(method.state, plan.result.value.annotation, plan.name)
    quiet(nested, "__await__", lambda args, kwargs: value)
    if plan.result.aenters is not None and plan.result.aenters.annotation == awaits.annotation:
        quiet(nested, "__aenter__", lambda args, kwargs: value)
    return nested


def is_placeholder(value: object) -> bool:
    """Whether `value` is accepted by every check (`mock.ANY`, `mock.sentinel.x`), which then tells nothing."""
    return type(value).__module__ == "unittest.mock"


def check_value(method: Recorder, value: object, hint: Hint, said: str) -> None:
    """Raise where the spec's hint refuses a value that a stub gives; `said` is what the test wrote."""
    __tracebackhide__ = True
    plan = method.plan
    check = plan.check(hint)
    if check is None or _accepts(plan, hint, value) or allows("types", method.state.ledger):
        return
    refuse_value(method, f"{said}: {check.told(value, 'the value is', 'in the value,')}.")


def refuse_value(method: Recorder, head: str) -> NoReturn:
    """Raise the violation for a value that a double would give and its spec does not promise."""
    __tracebackhide__ = True
    message = report(
        head,
        promised="\n".join(map(promised, meant(method))),
        double=made(method.state),
        or_allow=way_out("types"),
    )
    violate(TypeViolation(message), method.state.ledger)


def _accepts(plan: Plan, hint: Hint, value: object) -> bool:
    check = plan.check(hint)
    return check is None or check.accepts(value)


def steps(values: list[T]) -> Callable[[], T]:
    """Gives the values one after the other, and then the last one for ever. Drawing is atomic."""
    count: Final = itertools.count().__next__
    last = len(values) - 1
    if last == 0:
        only = values[0]
        return lambda: only
    return lambda: values[min(count(), last)]
