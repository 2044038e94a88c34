"""The calls that `assert_has_calls` expects, found among those that came. Each is checked against the spec first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias, cast

from mockfactory.double.matching.compare import matches
from mockfactory.double.matching.matchers import drop_captured, keep_captured
from mockfactory.double.mock_words.records import Entry, awaited_rows, given_by, inside, join, recorded
from mockfactory.double.mock_words.state import CALL, is_constructor
from mockfactory.double.planning.unstubbed.default import UnknownAnswerError, give
from mockfactory.double.recording.arguments import bind, check_types
from mockfactory.double.recording.calls import Call
from mockfactory.double.recording.messages import made
from mockfactory.double.recording.record import Recorder, State
from mockfactory.double.recording.unknown import refuse_name
from mockfactory.wording.errors import MisuseError, VerificationError
from mockfactory.wording.text import report, show, shown_call

Bound: TypeAlias = tuple[object, ...]


class Wanted(NamedTuple):
    """One call that is expected, by its path from the double that was asked; None for a path that leads nowhere."""

    path: str | None
    bound: Bound


def expected(method: Recorder, args: tuple[object, ...], kwargs: dict[str, object]) -> Bound:
    """The arguments of an assertion in the order of the signature; refused where the spec would refuse such a call."""
    __tracebackhide__ = True
    bound = bind(method, args, kwargs)
    check_types(method, bound, args, kwargs)
    return bound


def require_calls(
    root: State | Recorder, state: State, calls: Iterable[object], any_order: bool, *, awaited_only: bool = False
) -> None:
    """Fail where a double, or a method, was not called so; what was, counts as verified.

    Args:
        root: what was asked: a double with all its methods and what they gave away, or one method.
        state: of the double.
        calls: what is expected.
        any_order: whether they may be anywhere; else one comes right after the other.
        awaited_only: whether a call that nobody awaited is none.
    """
    __tracebackhide__ = True
    wanted = [_wanted(root, *_split_call(one)) for one in calls]
    if awaited_only and isinstance(root, Recorder):
        came = [Entry("", Call(root, row)) for row in awaited_rows(root)]
    else:
        came = recorded(root)
    found = _find_calls(wanted, came, any_order)
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
    path, args, kwargs = _split_call(call)
    return shown_call(path or "call", args, kwargs)


def _find_calls(wanted: Sequence[Wanted], came: Sequence[Entry], any_order: bool) -> list[Entry] | None:
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


def _split_call(call: object) -> tuple[str, tuple[object, ...], dict[str, object]]:
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
            method = _called(at)
            at, walked = None if method is None else _given(method), walked + "()"
        else:
            at, walked = _member(at, token) if isinstance(at, State) else None, join(walked, token)
    if isinstance(at, State):
        walked = known.get(id(at), walked)
    method = _called(at)
    if method is None:
        return Wanted(None, args)
    return Wanted(walked, expected(method, args, kwargs))


def _member(state: State, name: str) -> State | Recorder | None:
    __tracebackhide__ = True

    member = state.spec.members.get(name)
    if member is None:
        refuse_name(state, name)
    if member.call is not None:
        return state.method(name)
    return inside(state.values[name]) if name in state.values else _given(state.method(name))


def _called(at: State | Recorder | None) -> Recorder | None:
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
