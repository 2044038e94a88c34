"""How a spy answers: the real object does, and its answer is checked, unless the object is trusted."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, cast

from mockfactory.double.planning.later import Later
from mockfactory.double.planning.overloads import fitting
from mockfactory.double.recording.current import allows
from mockfactory.double.stubbing.values import refuse_value
from mockfactory.spec import Hint
from mockfactory.spec.members.awaiting import must_be_awaited

if TYPE_CHECKING:
    from mockfactory.double.recording.record import Recorder


def call_through(method: Recorder, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
    """Call, or read, the member of the real object."""
    __tracebackhide__ = True
    plan, real = method.plan, method.state.real
    hint = plan.value
    if plan.member.call is None:
        value = getattr(real, plan.name)
    else:
        hint = (fitting(plan, args, kwargs) or [plan])[0].value
        function = cast("Callable[..., object]", real if method.state.spec.cls is None else _member(real, plan.name))
        value = function(*args, **kwargs)
    if plan.awaited and inspect.isawaitable(value):
        if value is real and does_its_work_at_once(method):
            return method.state.double
        return Later(cast("Awaitable[object]", value), lambda result: _checked(method, result, hint))
    return _checked(method, value, hint)


def does_its_work_at_once(method: Recorder) -> bool:
    """Whether the real object of a spy does its work when it is called, though what it gives is said to be awaited.

    So it is with the commands of a pipeline, which is a client that queues.
    """
    state = method.state
    real = state.real is not None and state.spec.cls is not None
    return real and not must_be_awaited(method.plan.member, state.spec.members)


def queue_through(method: Recorder, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
    """Call a plain `def` that is annotated as awaitable, and that the class at hand queues: nobody need await it.

    What it gives is what the real object gives, and at once: of a pipeline that is the pipeline, for the next command.
    """
    __tracebackhide__ = True
    state = method.state
    value = cast("Callable[..., object]", _member(state.real, method.plan.name))(*args, **kwargs)
    return state.double if value is state.real else value


def _member(real: object, name: str) -> object:
    if name.startswith("__") and name.endswith("__"):
        found = getattr(type(real), name)
        return found.__get__(real, type(real)) if hasattr(found, "__get__") else found
    return getattr(real, name)


def _checked(method: Recorder, value: object, hint: Hint) -> object:
    """The value; the spy in the place of the real object, so that it sees the rest of `builder.add(1).add(2)` too."""
    __tracebackhide__ = True
    plan, state = method.plan, method.state
    check = plan.check(hint)
    if state.trusted or check is None or check.accepts(value) or allows("types", state.ledger):
        return state.double if value is state.real and state.double is not None else value
    told = check.told(value, "the real object gave", "in what the real object gave,")
    refuse_value(method, f"{plan.qualname}: {told}.")
