"""What each verb of `when` makes of its arguments: checked once, then an answer for every call."""

from __future__ import annotations

import inspect
import itertools
import types
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn, TypeVar, cast, get_origin

from mockfactory.double.binder import Bound
from mockfactory.double.errors import MisuseError, TypeViolation
from mockfactory.double.later import Later
from mockfactory.double.ledger import allows, violate
from mockfactory.double.messages import made, promised, report, show, way_out
from mockfactory.double.overloads import fitting
from mockfactory.double.places import Place, caller
from mockfactory.double.shapes import AsyncContextManager, ContextManager, async_items, items
from mockfactory.double.state import state_of
from mockfactory.double.stubs import Act, Stub
from mockfactory.spec import Hint, Kind
from mockfactory.spec.fits import why_not_called_as

if TYPE_CHECKING:
    from mockfactory.double.method import Method
    from mockfactory.double.plan import Plan

T = TypeVar("T")


class Target(NamedTuple):
    """What a `when` or `verify` is about: a method, and the arguments if only some calls are meant.

    `plans` has more than one member where several overloads may be meant.
    """

    method: Method
    pattern: Bound | None
    text: str
    plans: tuple[Plan, ...]


def returning(
    method: Method, values: Sequence[object], plans: Sequence[Plan] = ()
) -> tuple[Act, tuple[object] | None]:
    """Answer with these values, one a call, the last one ever after.

    Args:
        method: what is stubbed.
        values: at least one, or None is given.
        plans: the overloads that may be meant; a value is right if one of them gives such.

    Returns:
        The answer, and the first value where it can be seen before the call is made.
    """
    __tracebackhide__ = True
    given = [_returned(method, value, plans or meant(method)) for value in values or (None,)]
    step = _steps(given)
    peek = (given[0],) if not method.plan.awaited else None
    return (lambda args, kwargs: step()), peek


def meant(method: Method) -> tuple[Plan, ...]:
    """The plans of any call of a method: its overloads, if it has several."""
    return method.plan.overloads or (method.plan,)


def _returned(method: Method, value: object, plans: Sequence[Plan]) -> object:
    """The value to give, checked. What can be awaited *and* more is a double that gives the value when awaited."""
    __tracebackhide__ = True
    plan = next((plan for plan in plans if _accepts(plan, plan.value, value)), plans[0])
    awaits = plan.result.awaits
    if awaits is None or plan.awaited or plan.member.call is None:
        check_value(method, value, plan.value, "returns")
        return value
    whole = plan.check(plan.result.value)
    if whole is not None and whole.accepts(value) and not is_placeholder(value):
        return value
    check_value(method, value, awaits, "returns")
    nested = method.state.nest(method.state, plan.result.value.annotation, plan.name)
    _quiet(nested, "__await__", lambda args, kwargs: value)
    return nested


def is_placeholder(value: object) -> bool:
    """Whether `value` is accepted by every check (`mock.ANY`, `mock.sentinel.x`), which then tells nothing."""
    return type(value).__module__ == "unittest.mock"


def raising(method: Method, errors: Sequence[BaseException | type[BaseException]]) -> Act:
    """Answer by raising, one error a call, the last one ever after.

    Raises:
        MisuseError: for what is no exception, or one that the double's interface does not declare.
    """
    __tracebackhide__ = True
    for error in errors:
        _check_error(method, error)
    step = _steps(list(errors))
    kind = method.plan.member.kind

    def fail(args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        raise step()

    def fail_inside(args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        error = step()
        instance = error() if isinstance(error, type) else error
        return items((), instance) if kind is Kind.GENERATOR else async_items((), instance)

    def fail_entering(args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        nested = method.state.nest(method.state, _context_type(method.plan), method.plan.name)
        for dunder in ("__enter__", "__aenter__"):
            _quiet(nested, dunder, fail)
        return nested

    if kind in (Kind.GENERATOR, Kind.ASYNC_GENERATOR):
        return fail_inside
    if kind in (Kind.CONTEXT_MANAGER, Kind.ASYNC_CONTEXT_MANAGER):
        return fail_entering
    return fail


def _check_error(method: Method, error: object) -> None:
    __tracebackhide__ = True
    cls = error if isinstance(error, type) else type(error)
    plan = method.plan
    if not issubclass(cls, BaseException):
        raise MisuseError(
            report(
                f"when({plan.qualname}).raises() takes exceptions, not {show(error)}.",
                double=made(method.state),
                write=f"when(...).raises(RuntimeError({show(error)}))",
            )
        )
    declared = method.state.raises
    if declared and not issubclass(cls, declared):
        raise MisuseError(
            report(
                f"{plan.owner} does not declare that it raises {cls.__name__}.",
                promised=f"raises only {', '.join(e.__name__ for e in declared)}",
                double=made(method.state),
                write=f"one of them, or add {cls.__name__} to raises=(...) of the double",
            )
        )


def calling(method: Method, function: Callable[..., object]) -> Act:
    """Answer with what `function` gives for the arguments of the call; its signature and its results are checked."""
    __tracebackhide__ = True
    plan = method.plan
    if not callable(function):
        raise MisuseError(f"when({plan.qualname}).calls() takes a function, not {show(function)}")
    _check_signature(method, function)

    def act(args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        __tracebackhide__ = True
        value = function(*args, **kwargs)

        def checked(value: object) -> object:
            __tracebackhide__ = True
            hint = (fitting(plan, args, kwargs) or [plan])[0].value
            check_value(method, value, hint, f"calls({getattr(function, '__name__', 'function')}) returned")
            return value

        if plan.awaited and inspect.isawaitable(value):
            return Later(cast("Awaitable[object]", value), checked)
        return checked(value)

    return act


def _check_signature(method: Method, function: Callable[..., object]) -> None:
    __tracebackhide__ = True
    plan = method.plan
    if plan.call.signature is None:
        return
    try:
        signature = inspect.signature(function)
    except (ValueError, TypeError):
        return
    reason = why_not_called_as(signature, plan.call.signature)
    if reason is not None:
        violation = TypeViolation(
            report(
                f"when({plan.qualname}).calls(...): the callback can't stand in for {plan.name}: {reason}.",
                promised=promised(plan),
                came=f"{getattr(function, '__name__', 'callback')}{signature}",
                double=made(method.state),
            )
        )
        violate(violation, method.state.ledger)


def yielding(method: Method, values: Sequence[object], plans: Sequence[Plan] = ()) -> Act:
    """Answer with a new iterator over these items for each call: an async one where the spec says so."""
    __tracebackhide__ = True
    usable = [plan for plan in plans or meant(method) if plan.result.yields or plan.result.ayields]
    plan = usable[0] if usable else method.plan
    result = plan.result
    hint = result.ayields if result.ayields is not None else result.yields
    if hint is None:
        _refuse_verb(method, "yields", "gives no iterator", "returns")
    for value in values:
        check_value(method, value, hint, "yields")
    asynchronous = result.ayields is not None
    make: Callable[[], object] = (lambda: async_items(values)) if asynchronous else (lambda: items(values))
    if _is_iterator_type(result.value.annotation) or plan.name in ("__iter__", "__aiter__") or _is_generator(plan):
        return lambda args, kwargs: make()

    def act(args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        nested = method.state.nest(method.state, result.value.annotation, plan.name)
        iterator = make()
        _quiet(nested, "__aiter__" if asynchronous else "__iter__", lambda args, kwargs: iterator)
        if asynchronous:
            _quiet(nested, "__anext__", _next_of(cast("AsyncIterator[object]", iterator)))
        else:
            _quiet(nested, "__next__", lambda args, kwargs: next(cast("Iterator[object]", iterator)))
        return nested

    return act


def _next_of(iterator: AsyncIterator[object]) -> Act:
    return lambda args, kwargs: Later(iterator.__anext__(), lambda value: value)


def _is_generator(plan: Plan) -> bool:
    return plan.member.kind in (Kind.GENERATOR, Kind.ASYNC_GENERATOR)


def _is_iterator_type(annotation: object) -> bool:
    origin = get_origin(annotation) or annotation
    return getattr(origin, "__module__", "") in ("collections.abc", "typing", "types")


def entering(method: Method, value: object, plans: Sequence[Plan] = ()) -> tuple[Act, tuple[object]]:
    """Answer with a context manager that gives `value` when it is entered."""
    __tracebackhide__ = True
    usable = [plan for plan in plans or meant(method) if plan.result.enters or plan.result.aenters]
    plan = usable[0] if usable else method.plan
    result = plan.result
    hint = result.aenters if result.aenters is not None else result.enters
    if hint is None:
        _refuse_verb(method, "enters", "gives no context manager", "returns")
    check_value(method, value, hint, "enters")
    nested = method.state.nest(method.state, _context_type(plan), plan.name)
    for dunder in ("__enter__", "__aenter__"):
        _quiet(nested, dunder, lambda args, kwargs: value)
    return (lambda args, kwargs: nested), (nested,)


def _context_type(plan: Plan) -> object:
    """The spec of the context manager that a member gives."""
    result = plan.result
    origin = get_origin(result.value.annotation)
    plain = origin in (AbstractContextManager, AbstractAsyncContextManager)
    if not plain and plan.member.kind not in (Kind.CONTEXT_MANAGER, Kind.ASYNC_CONTEXT_MANAGER):
        return result.value.annotation
    if result.aenters is not None:
        return types.GenericAlias(AsyncContextManager, (result.aenters.annotation,))
    assert result.enters is not None
    return types.GenericAlias(ContextManager, (result.enters.annotation,))


def _refuse_verb(method: Method, verb: str, why: str, other: str) -> NoReturn:
    __tracebackhide__ = True
    plan = method.plan
    raise MisuseError(
        report(
            f"when({plan.qualname}).{verb}(): {plan.name} {why}.",
            promised=promised(plan),
            double=made(method.state),
            write=f"when(...).{other}(...)",
        )
    )


def check_value(method: Method, value: object, hint: Hint, verb: str) -> None:
    """Raise where the spec's hint refuses a value that a stub gives."""
    __tracebackhide__ = True
    plan = method.plan
    check = plan.check(hint)
    if check is None or _accepts(plan, hint, value) or allows("types", method.state.ledger):
        return
    message = report(
        f"when({plan.qualname}) {verb}: the value is {check.mismatch(value)}.",
        promised=promised(plan),
        double=made(method.state),
        or_allow=way_out("types"),
    )
    violate(TypeViolation(message), method.state.ledger)


def _accepts(plan: Plan, hint: Hint, value: object) -> bool:
    check = plan.check(hint)
    return check is None or type(value) in check.exact or check.accepts(value)


def assign_method(method: Method, value: object) -> None:
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
            write=f"when({plan.owner.lower()}.{plan.name}).returns(...)",
        )
        violate(TypeViolation(message), method.state.ledger)
    stub = Stub(calling(method, value), None, caller(), _assignment(method))
    stub.counted = False
    stub.before = method.stubs.anything if method.stubs is not None else None
    method.add_stub(stub)


def unassign_method(method: Method) -> bool:
    """Undo the last assignment to a method, as `mock.patch.object(d, "send")` does at its end; say if there was one."""
    stub = method.stubs.anything if method.stubs is not None else None
    if stub is None or stub.text != _assignment(method):
        return False
    method.remove_stub(stub)
    return True


def _assignment(method: Method) -> str:
    return f"{method.plan.qualname} = ..."


def _quiet(nested: object, name: str, act: Act) -> None:
    """Stub a method of a nested double where it has that method; nobody asks whether it was used."""
    from mockfactory.double.instance import method_of

    state = state_of(nested)
    if name in state.spec.members:
        stub = Stub(act, None, state.place, name)
        stub.counted = False
        method_of(state, name).add_stub(stub)


def _steps(values: list[T]) -> Callable[[], T]:
    """Gives the values one after the other, and then the last one for ever. Drawing is atomic."""
    count: Final = itertools.count().__next__
    last = len(values) - 1
    if last == 0:
        only = values[0]
        return lambda: only
    return lambda: values[min(count(), last)]


def new_stub(target: Target, act: Act, peek: tuple[object] | None, place: Place) -> Stub:
    """Put an answer in place for a target."""
    stub = Stub(act, target.pattern, place, target.text)
    stub.peek = peek
    target.method.add_stub(stub)
    return stub
