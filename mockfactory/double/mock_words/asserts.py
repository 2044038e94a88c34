"""The assertions of `unittest.mock` over what was recorded. What is expected is checked against the spec first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple, TypeAlias, cast

from mockfactory.double.matching.compare import matches
from mockfactory.double.matching.matchers import drop_captured, keep_captured
from mockfactory.double.mock_words.records import Entry, awaited_rows, given_by, inside, join, recorded
from mockfactory.double.mock_words.state import CALL, is_constructor
from mockfactory.double.planning.unstubbed.default import UnknownAnswerError, give
from mockfactory.double.recording.arguments import bind, check_types
from mockfactory.double.recording.calls import Call, all_rows, bound_of, number_of
from mockfactory.double.recording.messages import made
from mockfactory.double.recording.record import AsyncRow, Recorder, State, SyncRow
from mockfactory.double.recording.unknown import refuse_name
from mockfactory.double.verifying.explaining import listed, nearest_call
from mockfactory.wording.errors import MisuseError, VerificationError
from mockfactory.wording.text import report, show, shown_call

Rows: TypeAlias = Sequence[SyncRow | AsyncRow]
Bound: TypeAlias = tuple[object, ...]


class Wanted(NamedTuple):
    """One call that is expected, by its path from the double that was asked; None for a path that leads nowhere."""

    path: str | None
    bound: Bound


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
        _has_calls(state, state, calls, any_order)

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
        bound = _expected(method, args, kwargs)
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
        _has_calls(method, method.state, calls, any_order, awaited_only=verb == "awaited")

    return check


def _expected(method: Recorder, args: tuple[object, ...], kwargs: dict[str, object]) -> Bound:
    """The arguments of an assertion in the order of the signature; refused where the spec would refuse such a call."""
    __tracebackhide__ = True
    bound = bind(method, args, kwargs)
    check_types(method, bound, args, kwargs)
    return bound


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


def _has_calls(
    root: State | Recorder, state: State, calls: Iterable[object], any_order: bool, *, awaited_only: bool = False
) -> None:
    __tracebackhide__ = True
    wanted = [_wanted(root, *split_call(one)) for one in calls]
    if awaited_only and isinstance(root, Recorder):
        came = [Entry("", Call(root, row)) for row in awaited_rows(root)]
    else:
        came = recorded(root)
    found = find_calls(wanted, came, any_order)
    drop_captured()
    if found is None:
        verb = "awaited" if awaited_only else "called"
        name = f"{root.plan.qualname}()" if isinstance(root, Recorder) else state.title
        order = "" if any_order else " in this order, one right after the other"
        raise VerificationError(
            report(
                f"{name} was not {verb} with these calls{order}.",
                expected="\n".join(_shown(one) for one in calls) if isinstance(calls, (list, tuple)) else None,
                came="\n".join(repr(entry.call) for entry in came[-20:]) or "none",
                double=made(state),
            )
        )
    for entry in found:
        entry.call.method.verified.add(entry.call.number)


def _shown(call: object) -> str:
    path, args, kwargs = split_call(call)
    return shown_call(path or "call", args, kwargs)


def find_calls(wanted: Sequence[Wanted], came: Sequence[Entry], any_order: bool) -> list[Entry] | None:
    """The calls that are meant: a run of `came`, or in any order each as often as wanted. None if one is missing."""
    if any_order:
        left = list(came)
        found: list[Entry] = []
        for one in wanted:
            index = next((i for i, entry in enumerate(left) if _is(one, entry)), None)
            if index is None:
                return None
            found.append(left.pop(index))
        return found
    size = len(wanted)
    for start in range(len(came) - size + 1):
        run = came[start : start + size]
        if all(map(_is, wanted, run)):
            return list(run)
    return None


def _is(wanted: Wanted, entry: Entry) -> bool:
    if wanted.path != entry.path:
        return False
    drop_captured()
    if not matches(wanted.bound, entry.call.bound):
        return False
    keep_captured()
    return True


def split_call(call: object) -> tuple[str, tuple[object, ...], dict[str, object]]:
    """The name, args and kwargs of a `mock.call(...)`, or of a tuple like it.

    Raises:
        MisuseError: for anything else.
    """
    if not isinstance(call, tuple):
        raise MisuseError(f"assert_has_calls takes mock.call(...) objects, not {show(call)}")
    name, args, kwargs = "", cast("tuple[object, ...]", ()), cast("dict[str, object]", {})
    for part in cast("tuple[object, ...]", call):
        if isinstance(part, str):
            name = part
        elif isinstance(part, tuple):
            args = cast("tuple[object, ...]", part)
        elif isinstance(part, dict):
            kwargs = cast("dict[str, object]", part)
    return name, args, kwargs


def _wanted(root: State | Recorder, path: str, args: tuple[object, ...], kwargs: dict[str, object]) -> Wanted:
    """An expected call by the path that a recorded one has, checked like a real one.

    What gives its own type gives the double itself, so `call.filter().order_by(1)` is recorded as `call.order_by(1)`.
    """
    __tracebackhide__ = True
    walked = ""
    at: State | Recorder | None = root
    known: dict[int, str] = {}
    for token in re.findall(r"\(\)|[^.()]+", path):
        if isinstance(at, State):
            walked = known.setdefault(id(at), walked)
        if token == "()":
            method = called(at)
            at, walked = None if method is None else _given(method), walked + "()"
        else:
            at, walked = _member(at, token) if isinstance(at, State) else None, join(walked, token)
    if isinstance(at, State):
        walked = known.get(id(at), walked)
    method = called(at)
    if method is None:
        return Wanted(None, args)
    return Wanted(walked, _expected(method, args, kwargs))


def _member(state: State, name: str) -> State | Recorder | None:
    __tracebackhide__ = True

    member = state.spec.members.get(name)
    if member is None:
        refuse_name(state, name)
    if member.call is not None:
        return state.method(name)
    return inside(state.values[name]) if name in state.values else _given(state.method(name))


def called(at: State | Recorder | None) -> Recorder | None:
    """The method that a call of this is a call of; None for what can't be called."""

    if isinstance(at, State):
        if at.spec.cls is None:
            return next(iter(at.methods.values()))
        return at.method(CALL) if at.double is None or CALL in at.spec.members else None
    return at


def _given(method: Recorder) -> State | None:
    """The double that a method gives, if it gives one."""
    for state in given_by(method):
        return state
    default = method.plan.default
    if is_constructor(method) or not default.nested:
        return None
    try:
        return inside(give(default, method.state.child, method.plan.qualname))
    except UnknownAnswerError:
        return None


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
