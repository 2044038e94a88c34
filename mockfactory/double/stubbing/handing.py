"""Stubs that hand out iterators and context managers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import NoReturn, cast, get_origin

from mockfactory.double.matching.stubs import Act
from mockfactory.double.planning.later import Later
from mockfactory.double.planning.plan import Plan
from mockfactory.double.planning.shapes import async_items, items
from mockfactory.double.recording.messages import made, promised
from mockfactory.double.recording.record import Recorder
from mockfactory.double.stubbing.nested import context_type, quiet
from mockfactory.double.stubbing.values import check_value, meant
from mockfactory.spec import Kind
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.text import report


def yielding(method: Recorder, values: Sequence[object], plans: Sequence[Plan] = ()) -> Act:
    """Answer with a new iterator over these items for each call: an async one where the spec says so."""
    __tracebackhide__ = True
    usable = [plan for plan in plans or meant(method) if plan.result.yields or plan.result.ayields]
    plan = usable[0] if usable else method.plan
    result = plan.result
    hint = result.ayields if result.ayields is not None else result.yields
    if hint is None:
        _refuse_verb(method, "yields", "gives no iterator", "returns")
    for value in values:
        check_value(method, value, hint, f"when({method.plan.qualname}) yields")
    asynchronous = result.ayields is not None
    make: Callable[[], object] = (lambda: async_items(values)) if asynchronous else (lambda: items(values))
    if _is_iterator_type(result.value.annotation) or plan.name in ("__iter__", "__aiter__") or _is_generator(plan):
        return lambda args, kwargs: make()

    def act(args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        nested = method.state.nest(method.state, result.value.annotation, plan.name)
        iterator = make()
        quiet(nested, "__aiter__" if asynchronous else "__iter__", lambda args, kwargs: iterator)
        if asynchronous:
            quiet(nested, "__anext__", _next_of(cast("AsyncIterator[object]", iterator)))
        else:
            quiet(nested, "__next__", lambda args, kwargs: next(cast("Iterator[object]", iterator)))
        return nested

    return act


def _next_of(iterator: AsyncIterator[object]) -> Act:
    return lambda args, kwargs: Later(iterator.__anext__(), lambda value: value)


def _is_generator(plan: Plan) -> bool:
    return plan.member.kind in (Kind.GENERATOR, Kind.ASYNC_GENERATOR)


def _is_iterator_type(annotation: object) -> bool:
    origin = get_origin(annotation) or annotation
    return getattr(origin, "__module__", "") in ("collections.abc", "typing", "types")


def entering(method: Recorder, value: object, plans: Sequence[Plan] = ()) -> tuple[Act, tuple[object]]:
    """Answer with a context manager that gives `value` when it is entered."""
    __tracebackhide__ = True
    usable = [plan for plan in plans or meant(method) if plan.result.enters or plan.result.aenters]
    plan = usable[0] if usable else method.plan
    result = plan.result
    hint = result.aenters if result.aenters is not None else result.enters
    if hint is None:
        _refuse_verb(method, "enters", "gives no context manager", "returns")
    check_value(method, value, hint, f"when({method.plan.qualname}) enters")
    nested = method.state.nest(method.state, context_type(plan), plan.name)
    for dunder in ("__enter__", "__aenter__"):
        quiet(nested, dunder, lambda args, kwargs: value)
    if result.awaits is not None and result.awaits.annotation == hint.annotation:
        quiet(nested, "__await__", lambda args, kwargs: value)
    return (lambda args, kwargs: nested), (nested,)


def _refuse_verb(method: Recorder, verb: str, why: str, other: str) -> NoReturn:
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
