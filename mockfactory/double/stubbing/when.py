"""`when`: say what a double answers."""

from __future__ import annotations

from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import Any, Generic, ParamSpec, TypeVar, overload

from mockfactory.double.matching.stubs import Act, Stub
from mockfactory.double.recording.current import home_of
from mockfactory.double.recording.record import Ledger, Recorder
from mockfactory.double.recording.target import Target, new_fault, new_stub
from mockfactory.double.recording.targets import find_target
from mockfactory.double.stubbing.calling import calling
from mockfactory.double.stubbing.failing import Failing, failing
from mockfactory.double.stubbing.handing import entering, yielding
from mockfactory.double.stubbing.raising import raising
from mockfactory.double.stubbing.values import returning
from mockfactory.wording.places import Place, caller

P = ParamSpec("P")
P2 = ParamSpec("P2")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
V = TypeVar("V")


class Stubbed:
    """A stub that is in place. What a verb of `when` gives, for one more word about it."""

    __slots__ = ("_stub",)

    def __init__(self, stub: Stub) -> None:
        self._stub = stub

    def lenient(self) -> None:
        """Let calls with other arguments pass (they get the default answer), and let the stub go unused.

        Example:
            >>> from mockfactory import double, when
            >>> class Mailer:
            ...     def send(self, to: str) -> int: ...
            >>> mailer = double(Mailer)
            >>> when(lambda: mailer.send("ada")).returns(1).lenient()
            >>> mailer.send("somebody else")
            0
        """
        self._stub.lenient = True


class Meant(Generic[P, R_co]):
    """The calls that a `when` means, for a type checker: what they take and what they give.

    The verbs of `When` are overloaded by it. A base class and not `When` itself, because mypy drops an overload whose
    `self` has the class of the receiver, if a structural protocol in it (one with `__await__`) is yet to be solved.
    """

    __slots__ = ()


class Exactly(Generic[R]):
    """What the calls give, where no subtype will do: `yields` is for an `Iterable[V]`, not for a list or a string."""

    __slots__ = ()


class When(Meant[P, R], Exactly[R]):
    """What `when` gives: one verb is to follow. Without one, the session fails at its end."""

    __slots__ = ("_ledger", "_place", "_target")

    def __init__(self, target: Target, place: Place) -> None:
        self._target = target
        self._place = place
        self._ledger: Ledger = home_of(target.method.state.ledger)
        self._ledger.expect_verb(self, target.text, place)

    @overload
    def returns(self: Meant[P2, Awaitable[V]], *values: V) -> Stubbed: ...
    @overload
    def returns(self: Meant[P2, V], *values: V) -> Stubbed: ...
    def returns(self, *values: object) -> Stubbed:
        """Answer with these values, one a call; the last one stays.

        Args:
            values: of the type that the spec declares; for an async method, of the type that awaiting it gives.

        Raises:
            TypeViolation: for a value of another type.

        Example:
            >>> from mockfactory import double, when
            >>> class Queue:
            ...     def size(self) -> int: ...
            >>> queue = double(Queue)
            >>> stub = when(queue.size).returns(2, 1, 0)
            >>> [queue.size() for _ in range(4)]
            [2, 1, 0, 0]
        """
        __tracebackhide__ = True
        act, peek = returning(self._method(), values, self._target.plans)
        return self._put(act, peek)

    def raises(self, *errors: BaseException | type[BaseException]) -> Stubbed:
        """Answer by raising, one error a call; the last one stays. Generators raise when advanced, context managers
        when entered, async methods when awaited; and so does a plain method that is annotated to give an async iterator
        or an async context manager.

        Args:
            errors: exceptions or exception classes; only those in `raises=(...)` of the double, if it declares any.

        Raises:
            MisuseError: for anything else, for nothing, or for a class that can't be made without arguments.
        """
        __tracebackhide__ = True
        return self._put(raising(self._method(), errors))

    # To a type checker, a lambda around one call is a function without parameters; only the double knows the method's.
    @overload
    def calls(self: Meant[P2, Awaitable[V]], function: Callable[P2, V | Awaitable[V]]) -> Stubbed: ...
    @overload
    def calls(self: Meant[P2, V], function: Callable[P2, V]) -> Stubbed: ...
    @overload
    def calls(self: Meant[[], Awaitable[V]], function: Callable[..., V | Awaitable[V]]) -> Stubbed: ...
    @overload
    def calls(self: Meant[[], V], function: Callable[..., V]) -> Stubbed: ...
    def calls(self, function: Callable[..., object]) -> Stubbed:
        """Answer with what `function` gives for the arguments of the call.

        Args:
            function: takes every call that the method takes; for an async method it may be async itself. What it gives
                is checked against the declared type on each call.

        Raises:
            TypeViolation: when its signature does not fit.
        """
        __tracebackhide__ = True
        return self._put(calling(self._method(), function))

    @overload
    def yields(self: Meant[P2, AsyncIterable[V]], *items: V) -> Stubbed: ...
    @overload
    def yields(self: Meant[P2, Iterator[V]], *items: V) -> Stubbed: ...
    @overload
    def yields(self: Exactly[Iterable[V]], *items: V) -> Stubbed: ...
    def yields(self, *items: object) -> Stubbed:
        """Answer with an iterator over these items, a new one for each call; an async one where the spec says so.

        Args:
            items: of the type that the spec's iterator gives.

        Raises:
            MisuseError: when the member gives no iterator.
            TypeViolation: for an item of another type.
        """
        __tracebackhide__ = True
        return self._put(yielding(self._method(), items, self._target.plans))

    @overload
    def enters(self: Meant[P2, AbstractAsyncContextManager[V, Any]], value: V) -> Stubbed: ...
    @overload
    def enters(self: Meant[P2, AbstractContextManager[V, Any]], value: V) -> Stubbed: ...
    def enters(self, value: object) -> Stubbed:
        """Answer with a context manager that gives `value` when entered; an async one where the spec says so.

        Args:
            value: of the type that `with ... as value` has.

        Raises:
            MisuseError: when the member gives no context manager.
            TypeViolation: for a value of another type.
        """
        __tracebackhide__ = True
        return self._put(*entering(self._method(), value, self._target.plans))

    def fails(self, plan: Failing) -> Stubbed:
        """Make calls fail as a plan says. Where it lets a call pass, the method answers as it would without the plan.

        Args:
            plan: of `mockfactory.faults`: `raises(TimeoutError()).on_call(3)`. The number of a call counts the calls
                that this `when` means, from 1.

        Raises:
            MisuseError: for anything else, or a plan that the method can't act out: an error that the double's
                `raises=` does not declare, an argument that it does not take, a lost call of a method whose answer
                may not be None.
            TypeViolation: when the plan returns a value of another type than the spec declares.

        Example:
            >>> from mockfactory import double, when
            >>> from mockfactory.faults import raises
            >>> class Queue:
            ...     def size(self) -> int: ...
            >>> queue = double(Queue)
            >>> stub = when(queue.size).fails(raises(TimeoutError()).on_call(2))
            >>> queue.size()
            0
            >>> queue.size()
            Traceback (most recent call last):
                ...
            TimeoutError
        """
        __tracebackhide__ = True
        return Stubbed(new_fault(self._target, failing(self._method(), plan), self._place))

    def _method(self) -> Recorder:
        """The method meant; from now on a verb has been said, be it a wrong one."""
        self._ledger.verb_said(self)
        return self._target.method

    def _put(self, act: Act, peek: tuple[object] | None = None) -> Stubbed:
        return Stubbed(new_stub(self._target, act, peek, self._place))


def when(target: Callable[P, R]) -> When[P, R]:
    """Begin to say what a double answers; a verb says it.

    Args:
        target: a method of a double for any call of it, or a lambda that holds one call, or one attribute read, for
        just that.
            In the lambda, matchers may stand for arguments; there is no `await` in it.

    Returns:
        A `When` with the verbs `returns`, `raises`, `calls`, `yields`, `enters` and `fails`.

    Raises:
        MisuseError: when no double's method is found in `target`.
        SignatureViolation: when the call in the lambda does not fit the spec.

    Example:
        >>> from mockfactory import any_, double, when
        >>> class Mailer:
        ...     is_connected: bool
        ...     def send(self, to: str, *, subject: str = "") -> int: ...
        >>> mailer = double(Mailer)
        >>> stubs = [
        ...     when(mailer.send).returns(1),
        ...     when(lambda: mailer.send("full", subject=any_(str))).raises(OSError("mailbox full")),
        ...     when(lambda: mailer.is_connected).returns(True),
        ... ]
        >>> mailer.send("ada"), mailer.is_connected
        (1, True)
        >>> mailer.send("full", subject="Hi")
        Traceback (most recent call last):
            ...
        OSError: mailbox full
    """
    __tracebackhide__ = True
    return When(find_target(target, "when"), caller())
