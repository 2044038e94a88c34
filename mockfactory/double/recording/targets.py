"""What `when`, `verify` and `calls_to` were pointed at: any call of a method, or the one call inside a lambda."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import FunctionType
from typing import cast

from mockfactory.double.planning.overloads import fitting
from mockfactory.double.recording.messages import call_of
from mockfactory.double.recording.record import Recorder
from mockfactory.double.recording.target import Target
from mockfactory.double.recording.touch import capture
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.text import report


def find_target(target: object, word: str) -> Target:
    """Find the method of a double that `target` means.

    Args:
        target: a method of a double, a double that is called itself (function, class double), or a lambda.
        word: "when", "verify" or "calls_to", for messages.

    Raises:
        MisuseError: when it is none of these.
    """
    __tracebackhide__ = True
    method = _as_method(target)
    if method is not None:
        return Target(method, None, f"{word}({method.plan.qualname})", method.plan.overloads or (method.plan,))
    if type(target) is not FunctionType:
        raise MisuseError(
            report(
                f"{word}() takes a double's method, or a lambda with one call of it.",
                came=_described(target),
                write=f"{word}(mailer.send) for any call, {word}(lambda: mailer.send('ada')) for this one",
            )
        )
    if inspect.iscoroutinefunction(target):
        raise MisuseError(
            report(
                f"{word}() takes a plain lambda: the call in it is never awaited.",
                came=f"the coroutine function {target.__name__}",
                write=f"{word}(lambda: mailer.fetch('ada')), with no await; .returns() takes the value awaited",
            )
        )
    needed = _needed(target)
    if needed:
        raise MisuseError(
            report(
                f"{word}() takes a lambda without parameters.",
                came=f"{target.__name__} with {', '.join(needed)}",
                write=f"{word}(lambda: mailer.send('ada')); any_(...) stands for any argument",
            )
        )
    touch = capture(cast("Callable[[], object]", target), word)
    shown = call_of(touch.method.state, touch.method.plan, touch.bound)
    plans = tuple(fitting(touch.method.plan, touch.args, touch.kwargs)) or (touch.method.plan,)
    return Target(touch.method, touch.bound, f"{word}(lambda: {shown})", plans)


def _needed(function: FunctionType) -> list[str]:
    """The parameters that a call must give."""
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    placed, named = names[: code.co_argcount], names[code.co_argcount :]
    defaults = len(function.__defaults__ or ())
    by_name = function.__kwdefaults__ or {}
    return [*placed[: len(placed) - defaults], *(name for name in named if name not in by_name)]


def _as_method(target: object) -> Recorder | None:
    kind = type(target)
    if issubclass(kind, Recorder):
        return cast(Recorder, target)
    inside = getattr(kind, "__mockfactory_call__", None)
    return cast("Recorder | None", inside(target)) if inside is not None else None


def _described(target: object) -> str:
    if type(target).__name__ == "coroutine":
        target.close()  # type: ignore[attr-defined]
        return "a coroutine: the method was called"
    name = getattr(target, "__qualname__", None)
    if inspect.isroutine(target) or isinstance(target, type):
        return f"{name}, which is no double's"
    return f"a value of type {type(target).__name__}: if the method was called, wrap the call in a lambda"
