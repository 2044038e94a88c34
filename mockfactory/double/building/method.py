"""A method of a double: checks a call, writes it down, answers it.

What Python runs when a method is called is a closure in a slot named `__call__`: it need not look anything up in
`self`, which is dear for a class with a `__getattr__`. It is made anew when the stubs change.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import CoroutineType, FunctionType
from typing import cast

from mockfactory.double.building.checking import checked, touched
from mockfactory.double.building.faulted import asking, failing_caller
from mockfactory.double.building.looks import Looks, shows_the_real_one
from mockfactory.double.matching.compare import Bound
from mockfactory.double.matching.faults import Failure, decide
from mockfactory.double.matching.stubs import Stub
from mockfactory.double.planning.later import Later
from mockfactory.double.planning.plan import Plan
from mockfactory.double.recording.current import NO_LEDGER, unowned
from mockfactory.double.recording.record import AsyncRow, Recorder, State, tick
from mockfactory.double.recording.touch import Touch, captures, capturing
from mockfactory.double.stubbing.answering import act, answer, choose, peek
from mockfactory.double.stubbing.spying import does_its_work_at_once, queue_through
from mockfactory.wording.places import caller


@shows_the_real_one
class Method(Looks, Recorder):
    """One member of one double, bound to it."""

    __slots__ = ("__call__",)

    def settle(self) -> None:
        super().settle()
        self.__call__ = self.caller()

    def caller(self) -> Callable[..., object]:
        """What is run when the method is called."""
        call = simple_caller(self) if self.simple else careful_caller(self)
        return call if self.faults is None else failing_caller(self, self.faults, call)


@shows_the_real_one
class AsyncMethod(Method):
    """A method that is answered by a coroutine: checked and recorded when it is called, answered when it is awaited."""

    __slots__ = ()

    def caller(self) -> Callable[..., object]:
        return async_caller(self)


@shows_the_real_one
class AwaitMethod(Method):
    """`__await__`: an awaiting of the double is a call of it, answered by an iterator, as Python wants it."""

    __slots__ = ()

    def caller(self) -> Callable[..., object]:
        call = super().caller()
        return lambda: give_later(call()).__await__()


@shows_the_real_one
class Attribute(Method):
    """A property or an attribute: a read of it is a call with no arguments."""

    __slots__ = ()

    def read(self) -> object:
        """The value: one that was written to the double, else a stub's, else the default of the declared type."""
        __tracebackhide__ = True
        name = self.plan.name
        values = self.state.values
        if captures and (touches := capturing()) is not None:
            shown = values[name] if name in values and self.stubs is None else peek(self, ())
            touches.append(Touch(self, (), (), {}, shown))
            return shown
        self.rows.append((tick(), (), {}))
        if self.faults is not None and (fired := decide(self.faults, ())) is not None:
            return fired.perform((), (), {})
        if self.stubs is None and name in values:
            return values[name]
        return answer(self, (), (), {})


@shows_the_real_one
class AsyncAttribute(Attribute):
    """An `async def` property, or an attribute that holds something to be awaited: each read gives a coroutine."""

    __slots__ = ()

    def read(self) -> object:
        __tracebackhide__ = True
        untold = self.stubs is None and self.faults is None
        if (captures and capturing() is not None) or (untold and self.plan.name in self.state.values):
            return super().read()
        place = caller()
        row = AsyncRow(tick(), (), {}, place.code, place.line)
        self.rows.append(row)
        start = self.plan.start or named_start(self.plan)
        fired = None if self.faults is None else decide(self.faults, ())
        answering = choose(self, ()) if fired is None else Failure(fired, ())
        coroutine = row.coroutine = start(self, row, answering, (), (), {})
        return coroutine


def make_method(state: State, plan: Plan) -> Method:
    """The method or attribute of a double that `plan` describes."""
    if plan.member.call is None and not plan.awaited:
        return Attribute(state, plan)
    if plan.name == "__await__":
        return AwaitMethod(state, plan)
    if not plan.awaited:
        return Method(state, plan)
    method = AsyncAttribute(state, plan) if plan.member.call is None else AsyncMethod(state, plan)
    if state.ledger is NO_LEDGER:
        unowned[id(method)] = method
    return method


def careful_caller(method: Method) -> Callable[..., object]:
    """Calls are answered by a stub, or by what has to be thought about."""
    return lambda *args, **kwargs: call_carefully(method, args, kwargs)


def simple_caller(method: Method) -> Callable[..., object]:
    """Calls are answered with a constant."""
    plan, append = method.plan, method.rows.append
    take, constant = plan.take, plan.constant

    def call(*args: object, **kwargs: object) -> object:
        __tracebackhide__ = True
        if not captures:
            try:
                if (take(*args, **kwargs) if kwargs else take(*args)) is not None:
                    append((tick(), args, kwargs))
                    return constant
            except Exception:  # no fitting arguments; or a class of theirs that can't be hashed
                pass  # the careful way says what it was
        return call_carefully(method, args, kwargs)

    def copying_call(*args: object, **kwargs: object) -> object:
        __tracebackhide__ = True
        if not captures:
            try:
                if kwargs:
                    kept = take(*args, **kwargs)
                    if kept is not None:
                        append((tick(), *plan.as_passed(kept, args, kwargs)))
                        return constant
                elif (kept := take(*args)) is not None:
                    append((tick(), kept if len(args) == plan.full else plan.as_passed(kept, args, kwargs)[0], kwargs))
                    return constant
            except Exception:  # no fitting arguments; or a class of theirs that can't be hashed
                pass
        return call_carefully(method, args, kwargs)

    return copying_call if plan.copies else call


def call_carefully(method: Recorder, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
    """One call, checked, written down and answered."""
    __tracebackhide__ = True
    if captures and (touches := capturing()) is not None:
        return touched(method, touches, args, kwargs)
    bound, kept_args, kept_kwargs = checked(method, args, kwargs)
    method.rows.append((tick(), kept_args, kept_kwargs))
    return method.plan.constant if method.simple else answer(method, bound, args, kwargs)


def async_caller(method: Method) -> Callable[..., object]:
    """Calls are answered by a coroutine. Whether one fails is decided when it is made; it fails when it is awaited."""
    plan, append, simple = method.plan, method.rows.append, method.simple
    ask = None if method.faults is None else asking(method, method.faults)
    start = plan.start or named_start(plan)
    queues = does_its_work_at_once(method)

    def call(*args: object, **kwargs: object) -> object:
        __tracebackhide__ = True
        if captures and (touches := capturing()) is not None:
            return touched(method, touches, args, kwargs)
        fired = None if ask is None else ask(args, kwargs)
        bound, kept_args, kept_kwargs = checked(method, args, kwargs)
        frame = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]
        row = AsyncRow(tick(), kept_args, kept_kwargs, frame.f_code, frame.f_lineno)
        append(row)
        if fired is not None:
            if queues:
                row.started = tick()
                return fired.perform(bound, args, kwargs)
            answering: Stub | Failure | None = Failure(fired, bound)
        else:
            answering = None if simple else choose(method, bound)
            if queues and answering is None:  # the real object does its work when it is called
                row.started = tick()
                return queue_through(method, args, kwargs)
        coroutine = row.coroutine = start(method, row, answering, bound, args, kwargs)
        return coroutine

    return call


async def _start(
    method: Recorder,
    row: AsyncRow,
    stub: Stub | Failure | None,
    bound: Bound,
    args: tuple[object, ...],
    kwargs: dict[str, object],
) -> object:
    """What awaiting the call gives. That it runs at all is what tells that the call was awaited."""
    __tracebackhide__ = True
    row.coroutine = None
    row.started = tick()
    if stub is None and method.simple:
        return method.plan.constant
    given = act(method, stub, bound, args, kwargs)
    return await given.wait() if type(given) is Later else given


def named_start(plan: Plan) -> Callable[..., CoroutineType[object, object, object]]:
    """`_start` under the name of the member, which the coroutines that it makes then have."""
    function = FunctionType(_start.__code__, _start.__globals__, plan.name)
    function.__qualname__ = plan.qualname
    plan.start = function
    return cast("Callable[..., CoroutineType[object, object, object]]", function)


async def give_later(value: object) -> object:
    """A coroutine that gives `value`."""
    return value
