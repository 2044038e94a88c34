"""The assertions of `unittest.mock` over what was recorded. What is expected is checked against the spec first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeAlias

from mockfactory.double.matching.compare import matches
from mockfactory.double.matching.matchers import drop_captured, keep_captured
from mockfactory.double.mock_words.expected import Bound, expected, require_calls
from mockfactory.double.mock_words.records import awaited_rows
from mockfactory.double.recording.calls import Call, all_rows, bound_of, number_of
from mockfactory.double.recording.messages import made
from mockfactory.double.recording.record import AsyncRow, Recorder, State, SyncRow
from mockfactory.double.verifying.explaining import listed, nearest_call
from mockfactory.wording.errors import VerificationError
from mockfactory.wording.text import report, shown_call

Rows: TypeAlias = Sequence[SyncRow | AsyncRow]


def assertion(method: Recorder, name: str) -> Callable[..., None]:
    """The function that an assertion of one method is."""
    function = _ASSERTIONS[name]

    def check(*args: Any, **kwargs: Any) -> None:
        __tracebackhide__ = True
        function(method, *args, **kwargs)

    check.__name__ = check.__qualname__ = name
    return check


def assertion_of_all(state: State) -> Callable[..., None]:
    """`assert_has_calls` of a double, over its methods and what they gave away."""

    def assert_has_calls(calls: Iterable[object], any_order: bool = False) -> None:
        __tracebackhide__ = True
        require_calls(state, state, calls, any_order)

    return assert_has_calls


def _rows(method: Recorder, verb: str) -> Rows:
    return awaited_rows(method) if verb == "awaited" else all_rows(method)


def _times(count: int) -> str:
    return {0: "never", 1: "once"}.get(count, f"{count} times")


def _counted(verb: str, wanted: str, is_right: Callable[[int], bool]) -> Callable[..., None]:
    def check(method: Recorder) -> None:
        __tracebackhide__ = True
        rows = _rows(method, verb)
        if not is_right(len(rows)):
            name = method.plan.qualname
            _fail(method, f"{name}() was expected to be {verb} {wanted} and was {_often(method, verb, rows)}.", rows)
        _count_as_verified(method, rows)

    return check


def _often(method: Recorder, verb: str, rows: Rows) -> str:
    """`called twice`, and for an async method that was called and not awaited so often, that too."""
    called = len(method.rows)
    also = f", though called {_times(called)}" if verb == "awaited" and called != len(rows) else ""
    return f"{verb + ' ' if rows else ''}{_times(len(rows))}{'' if rows else ' ' + verb}{also}"


def _with(verb: str, which: str) -> Callable[..., None]:
    def check(method: Recorder, /, *args: object, **kwargs: object) -> None:
        __tracebackhide__ = True
        bound = expected(method, args, kwargs)
        rows = _rows(method, verb)
        name = method.plan.qualname
        if which == "once" and len(rows) != 1:
            _fail(method, f"{name}() was expected to be {verb} once and was {_often(method, verb, rows)}.", rows)
        found = _matching(method, rows if which == "any" else rows[-1:], bound)
        if not found:
            wanted = shown_call(name, args, kwargs)
            head = f"{wanted} was expected to be {verb}{' last' if which == 'last' else ''} and was not."
            _fail(method, head, rows, bound)
        _count_as_verified(method, found)

    return check


def _has(verb: str) -> Callable[..., None]:
    def check(method: Recorder, calls: Iterable[object], any_order: bool = False) -> None:
        __tracebackhide__ = True
        require_calls(method, method.state, calls, any_order, awaited_only=verb == "awaited")

    return check


def _matching(method: Recorder, rows: Rows, bound: Bound) -> Rows:
    found: list[SyncRow | AsyncRow] = []
    for row in rows:
        drop_captured()
        if matches(bound, bound_of(method, row)):
            keep_captured()
            found.append(row)
    drop_captured()
    return found


def _fail(method: Recorder, head: str, rows: Rows, bound: Bound | None = None) -> None:
    __tracebackhide__ = True
    calls = [Call(method, row) for row in rows]
    every = [Call(method, row) for row in all_rows(method)]
    near = nearest_call(method, every, bound) if bound is not None and rows else None
    raise VerificationError(report(head, calls=listed(calls) or "none", nearest=near, double=made(method.state)))


def _count_as_verified(method: Recorder, rows: Iterable[SyncRow | AsyncRow]) -> None:
    method.verified.update(number_of(row) for row in rows)


_ASSERTIONS: Final[dict[str, Callable[..., None]]] = {
    "assert_called": _counted("called", "at least once", lambda count: count > 0),
    "assert_called_once": _counted("called", "once", lambda count: count == 1),
    "assert_not_called": _counted("called", "never", lambda count: count == 0),
    "assert_awaited": _counted("awaited", "at least once", lambda count: count > 0),
    "assert_awaited_once": _counted("awaited", "once", lambda count: count == 1),
    "assert_not_awaited": _counted("awaited", "never", lambda count: count == 0),
    "assert_called_with": _with("called", "last"),
    "assert_called_once_with": _with("called", "once"),
    "assert_any_call": _with("called", "any"),
    "assert_awaited_with": _with("awaited", "last"),
    "assert_awaited_once_with": _with("awaited", "once"),
    "assert_any_await": _with("awaited", "any"),
    "assert_has_calls": _has("called"),
    "assert_has_awaits": _has("awaited"),
}
