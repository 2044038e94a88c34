"""Whether the failure that a double raised was seen by the test, or was swallowed on its way there."""

from __future__ import annotations

import inspect
from types import CodeType, TracebackType
from typing import Final, cast

from mockfactory.wording.handlers import handlers_at

_TEST_TOOLS: Final = frozenset({"_pytest", "pytest", "unittest"})
_MARK: Final = "__mockfactory_seen__"


def was_seen(error: BaseException, code: CodeType | None, failure: BaseException | None) -> bool:
    """Whether an error reached the test, rather than being caught on the way.

    A traceback holds the frames that the error has left, and the one that caught it. Where the test's own is among
    them, the test has seen it; likewise where a test tool caught it (pytest itself, `with pytest.raises` in a helper),
    and where the error that ended the test is this one, or came of it.

    Args:
        error: what was raised.
        code: the code of the test.
        failure: what the test failed with.
    """
    if failure is not None and error in _chain(failure, set()):
        return True
    trace = error.__traceback__
    if trace is None or _MARK in vars(error):
        # Only a test tool takes a traceback off: unittest's assertRaises does.
        return True
    if _module(trace) in _TEST_TOOLS:
        return True
    for handler in handlers_at(trace.tb_frame.f_code, trace.tb_lasti, type(error)):
        if handler.is_with and any("raises" in name.lower() for name in handler.names):
            return True
    if code is None:
        return False
    frames: list[CodeType] = []
    while trace is not None:
        frames.append(trace.tb_frame.f_code)
        trace = trace.tb_next
    return any((f.co_filename, f.co_qualname) == (code.co_filename, code.co_qualname) for f in frames)


def see(caught: BaseException) -> None:
    """Note that the test got hold of a group: a traceback holds the way of a group, and not of what is in it."""
    for inner in cast("tuple[BaseException, ...]", getattr(caught, "exceptions", ())):
        vars(inner)[_MARK] = True
        see(inner)


def was_kept(error: BaseException) -> bool:
    """Whether a task or a future kept an error as a value: it left a coroutine that did not catch it, or a worker."""
    trace = error.__traceback__
    if trace is None:
        return False
    if _module(trace) == "concurrent":
        return True
    code = trace.tb_frame.f_code
    if not code.co_flags & (inspect.CO_COROUTINE | inspect.CO_ITERABLE_COROUTINE):
        return False
    return not any(handlers_at(code, trace.tb_lasti, type(error)))


def _module(trace: TracebackType) -> str:
    return str(trace.tb_frame.f_globals.get("__name__")).partition(".")[0]


def _chain(error: BaseException, seen: set[int]) -> list[BaseException]:
    """An error, what it came of, and what it groups."""
    if id(error) in seen:
        return []
    seen.add(id(error))
    found = [error]
    inner = [error.__cause__, error.__context__]
    inner += cast("tuple[BaseException, ...]", getattr(error, "exceptions", ()))
    for other in inner:
        if other is not None:
            found += _chain(other, seen)
    return found
