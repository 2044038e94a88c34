"""A method of a double: checks a call, writes it down, answers it."""

from __future__ import annotations

import sys
from types import CoroutineType, FunctionType
from typing import TYPE_CHECKING, TypeAlias, cast

from mockfactory.double.answering import act, answer, choose, peek
from mockfactory.double.arguments import check_types, examine, refuse_call
from mockfactory.double.later import Later
from mockfactory.double.ledger import tick
from mockfactory.double.looks import Looks
from mockfactory.double.places import Place
from mockfactory.double.stubs import StubTable
from mockfactory.double.touch import Touch, captures, capturing

if TYPE_CHECKING:
    from mockfactory.double.binder import Bound
    from mockfactory.double.plan import Plan
    from mockfactory.double.state import State
    from mockfactory.double.stubs import Stub

SyncRow: TypeAlias = tuple[int, tuple[object, ...], dict[str, object]]


class AsyncRow:
    """A recorded call of an async method. It changes once: when its coroutine is started, it is let go."""

    __slots__ = ("args", "coroutine", "kwargs", "number", "place")

    def __init__(self, number: int, args: tuple[object, ...], kwargs: dict[str, object], place: Place) -> None:
        self.number = number
        self.args = args
        self.kwargs = kwargs
        self.place = place
        self.coroutine: CoroutineType[object, object, object] | None = None


class Method(Looks):
    """One member of one double, bound to it.

    `rows` holds a row for each call: its number in the one order over all doubles, and the arguments as they were
    passed. `simple` is true while the answer is a constant that needs no thought.
    """

    __slots__ = ("__weakref__", "facade", "plan", "rows", "simple", "state", "stubs", "verified", "words")

    def __init__(self, state: State, plan: Plan) -> None:
        self.state = state
        self.plan = plan
        self.rows: list[SyncRow | AsyncRow] = []
        self.stubs: StubTable | None = None
        self.verified: set[int] = set()
        self.words: object = None
        self.facade: FunctionType | None = None
        self.settle()

    def __mockfactory_call__(self) -> Method:
        return self

    def settle(self) -> None:
        """Work out whether calls can be answered with a constant. To be called when the stubs have changed."""
        state, default = self.state, self.plan.default
        refuses = state.strict and default.value is not None
        plain = default.constant and not refuses and not self.plan.overloads
        self.simple = plain and self.stubs is None and state.real is None

    def __call__(self, /, *args: object, **kwargs: object) -> object:
        __tracebackhide__ = True
        plan = self.plan
        if kwargs or captures or len(args) != plan.full:
            bound = self.bind(args, kwargs)
            if captures and (touches := capturing()) is not None:
                return self.touched(touches, bound, args, kwargs)
        else:
            bound = args
        if tuple(map(type, bound)) in plan.known:
            self.rows.append((tick(), args, kwargs))
        else:
            kept_args, kept_kwargs = examine(self, bound, args, kwargs)
            self.rows.append((tick(), kept_args, kept_kwargs))
        return plan.constant if self.simple else answer(self, bound, args, kwargs)

    def bind(self, args: tuple[object, ...], kwargs: dict[str, object]) -> Bound:
        """The arguments in the order of the plan's slots."""
        __tracebackhide__ = True
        try:
            return self.plan.bind(*args, **kwargs)
        except TypeError as error:
            refuse_call(self, args, kwargs, error)

    def touched(
        self, touches: list[Touch], bound: Bound, args: tuple[object, ...], kwargs: dict[str, object]
    ) -> object:
        """A call inside the lambda of `when` or `verify`: checked, not recorded."""
        __tracebackhide__ = True
        check_types(self, bound, args, kwargs)
        shown = peek(self, bound)
        touches.append(Touch(self, bound, args, kwargs, shown))
        return shown

    def add_stub(self, stub: Stub) -> None:
        """Let `stub` answer from now on."""
        if self.stubs is None:
            self.stubs = StubTable()
        self.stubs.add(stub)
        self.settle()
        if stub.counted:
            self.state.ledger.stubs.append((self, stub))

    def remove_stub(self, stub: Stub) -> None:
        """Let `stub`, which answers any call, answer no longer."""
        if self.stubs is not None:
            self.stubs.remove(stub)
            if self.stubs.empty:
                self.stubs = None
        self.settle()


class AsyncMethod(Method):
    """A method that is answered by a coroutine: checked and recorded when it is called, answered when it is awaited."""

    __slots__ = ()

    def __call__(self, /, *args: object, **kwargs: object) -> object:
        __tracebackhide__ = True
        plan = self.plan
        if kwargs or captures or len(args) != plan.full:
            bound = self.bind(args, kwargs)
            if captures and (touches := capturing()) is not None:
                return self.touched(touches, bound, args, kwargs)
        else:
            bound = args
        kept_args, kept_kwargs = args, kwargs
        if tuple(map(type, bound)) not in plan.known:
            kept_args, kept_kwargs = examine(self, bound, args, kwargs)
        frame = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]
        row = AsyncRow(tick(), kept_args, kept_kwargs, Place(frame.f_code, frame.f_lineno))
        self.rows.append(row)
        stub = None if self.simple else choose(self, bound)
        coroutine = cast("CoroutineType[object, object, object]", settle(self, row, stub, bound, args, kwargs))
        coroutine.__name__, coroutine.__qualname__ = plan.name, plan.qualname
        row.coroutine = coroutine
        return coroutine


async def settle(
    method: AsyncMethod,
    row: AsyncRow,
    stub: Stub | None,
    bound: Bound,
    args: tuple[object, ...],
    kwargs: dict[str, object],
) -> object:
    """What awaiting the call gives. That it runs at all is what tells that the call was awaited."""
    __tracebackhide__ = True
    row.coroutine = None
    if stub is None and method.simple:
        return method.plan.constant
    given = act(method, stub, bound, args, kwargs)
    return await given.wait() if type(given) is Later else given


class AwaitMethod(Method):
    """`__await__`: an awaiting of the double is a call of it, answered by an iterator, as Python wants it."""

    __slots__ = ()

    def __call__(self, /, *args: object, **kwargs: object) -> object:
        __tracebackhide__ = True
        return give_later(super().__call__(*args, **kwargs)).__await__()


async def give_later(value: object) -> object:
    """A coroutine that gives `value`."""
    return value


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
        if self.stubs is None and name in values:
            return values[name]
        return answer(self, (), (), {})


def make_method(state: State, plan: Plan) -> Method:
    """The method or attribute of a double that `plan` describes."""
    if plan.member.call is None:
        return Attribute(state, plan)
    if plan.name == "__await__":
        return AwaitMethod(state, plan)
    return AsyncMethod(state, plan) if plan.awaited else Method(state, plan)
