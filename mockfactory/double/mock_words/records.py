"""What was recorded, in the shapes of `unittest.mock`: `call_args`, `call_args_list`, `mock_calls`..."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from mockfactory.double.mock_words.state import CALL, is_constructor, words_of
from mockfactory.double.planning.refusals import is_double
from mockfactory.double.recording.calls import Call, all_rows
from mockfactory.double.recording.record import AsyncRow, Recorder, State, SyncRow

if TYPE_CHECKING:
    from unittest.mock import _Call, _CallList  # pyright: ignore[reportPrivateUsage]


class Entry(NamedTuple):
    """One recorded call, and the way to it from the double that was asked: "send", "session().get", "" for itself."""

    path: str
    call: Call


def read_record(method: Recorder, name: str) -> object:
    """The value of one such word for a method."""
    return _READ[name](method)


def read_double_record(state: State, name: str) -> object:
    """`mock_calls` or `method_calls` of a double."""
    entries = recorded(state)
    if name == "method_calls":
        entries = [entry for entry in entries if _is_named(entry.path)]
    return _listed(entries)


def awaited_rows(method: Recorder) -> Sequence[AsyncRow]:
    """The calls of an async method whose coroutine was awaited, in the order of awaiting."""
    rows = [row for row in method.rows if isinstance(row, AsyncRow) and hasattr(row, "started")]
    return sorted(rows, key=lambda row: row.started)


def recorded(root: State | Recorder) -> list[Entry]:
    """Every call of a double, or of one method, and of the doubles that it gave away, in the order of the calls."""
    found = _of_state(root, "", set()) if type(root) is State else _of_method(cast(Recorder, root), "", set())
    return sorted(found, key=lambda entry: entry.call.number)


def _is_named(path: str) -> bool:
    """Whether a call was reached by names alone: not the call of the double itself, nor one on what a call gave."""
    return bool(path) and "()" not in path and not path.rpartition(".")[2].startswith("__")


def _of_state(state: State, prefix: str, seen: set[int]) -> Iterator[Entry]:
    if id(state) in seen:
        return
    seen.add(id(state))
    for name, method in list(state.methods.items()):
        yield from _of_method(method, join(prefix, own_step(state, name)), seen)
    for name, value in list(state.values.items()):
        inner = inside(value)
        if inner is not None and inner.name is None:
            yield from _of_state(inner, join(prefix, name), seen)


def _of_method(method: Recorder, path: str, seen: set[int]) -> Iterator[Entry]:
    if method.plan.member.call is not None:
        yield from (Entry(path, Call(method, row)) for row in list(method.rows))
    for inner in given_by(method):
        if inner is method.state:
            continue
        yield from _of_state(inner, path if method.plan.member.call is None else path + "()", seen)


def own_step(state: State, name: str) -> str:
    """What `mock.call` writes for a member: nothing for the calling of the double itself."""
    return "" if name == CALL or state.spec.cls is None else name


def join(prefix: str, step: str) -> str:
    """`"session()"` and `"get"` make `"session().get"`.

    Example:
        >>> join("session()", "get"), join("", "send"), join("()", "get"), join("handler", "")
        ('session().get', 'send', '().get', 'handler')
    """
    return f"{prefix}.{step}" if prefix and step else prefix or step


def given_by(method: Recorder) -> Iterator[State]:
    """The doubles that a method has given away, or has been told to give: each once."""
    words = words_of(method)
    candidates: list[object] = [words.value[0]] if words is not None and words.value is not None else []
    if method.plan.name in method.state.children:
        candidates.append(method.state.children[method.plan.name])
    if is_constructor(method):
        candidates += method.state.given
    seen: list[State] = []
    for value in candidates:
        inner = inside(value)
        if inner is not None and inner not in seen:
            seen.append(inner)
            yield inner


def inside(value: object) -> State | None:
    """The state of a double; None for anything else."""
    if not is_double(value):
        return None
    if issubclass(type(value), Recorder):
        state: object = value.state  # type: ignore[attr-defined]
        return state if isinstance(state, State) and state.spec.cls is None else None
    state = getattr(value, "__mockfactory__", None)
    return state if isinstance(state, State) else None


def _call_of(row: SyncRow | AsyncRow, method: Recorder) -> _Call:
    from unittest.mock import _Call  # pyright: ignore[reportPrivateUsage]

    call = Call(method, row)
    return _Call((call.args, dict(call.kwargs)), two=True)


def _listing(method: Recorder, rows: Iterable[SyncRow | AsyncRow]) -> _CallList:
    from unittest.mock import _CallList  # pyright: ignore[reportPrivateUsage]

    return _CallList([_call_of(row, method) for row in rows])


def _listed(entries: Iterable[Entry]) -> _CallList:
    from unittest.mock import _Call, _CallList  # pyright: ignore[reportPrivateUsage]

    calls = [_Call((path, call.args, dict(call.kwargs))) for path, call in entries]
    return _CallList(calls)


def _last(method: Recorder, rows: Sequence[SyncRow | AsyncRow]) -> _Call | None:
    return _call_of(rows[-1], method) if rows else None


_READ: Final[dict[str, Callable[[Recorder], object]]] = {
    "called": lambda method: bool(method.rows),
    "call_count": lambda method: len(method.rows),
    "call_args": lambda method: _last(method, method.rows),
    "call_args_list": lambda method: _listing(method, all_rows(method)),
    "mock_calls": lambda method: _listed(recorded(method)),
    "method_calls": lambda method: _listed(()),
    "await_count": lambda method: len(awaited_rows(method)),
    "await_args": lambda method: _last(method, awaited_rows(method)),
    "await_args_list": lambda method: _listing(method, awaited_rows(method)),
}
