"""Catching the one call, or the one attribute read, inside the lambda that `when` and `verify` are given."""

from __future__ import annotations

from collections.abc import Callable
from threading import get_ident
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from mockfactory.double.recording.current import forget
from mockfactory.double.recording.messages import call_of, member_of
from mockfactory.wording.errors import MisuseError

if TYPE_CHECKING:
    from mockfactory.double.matching.compare import Bound
    from mockfactory.double.recording.record import Recorder


class Touch(NamedTuple):
    """One call or read that happened inside the lambda, and what it answered there."""

    method: Recorder
    bound: Bound
    args: tuple[object, ...]
    kwargs: dict[str, object]
    answer: object


captures: Final[dict[int, list[Touch]]] = {}
"""The captures under way, by thread. Empty nearly always, so that a call learns with one truth test that none is."""


def capturing() -> list[Touch] | None:
    """The touches that this thread is collecting, if it is."""
    return captures.get(get_ident())


class Captured:
    """What a call inside the lambda answers when its real answer is nothing that more could be asked of."""

    __slots__ = ("what",)

    def __init__(self, what: str) -> None:
        self.what = what

    def _refuse(self, *args: object, **kwargs: object) -> NoReturn:
        raise MisuseError(
            f"The lambda must hold one call or one attribute read and nothing around it.\n"
            f"  came:  something more is done with {self.what}\n"
            f"  write: lambda: {self.what}, with no await, no comparison and no operator"
        )

    def __getattr__(self, name: str) -> NoReturn:
        self._refuse()

    __await__ = __call__ = __iter__ = __getitem__ = __bool__ = __len__ = __contains__ = __enter__ = _refuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __add__ = __radd__ = __sub__ = _refuse
    __hash__ = object.__hash__


def capture(target: Callable[[], object], word: str) -> Touch:
    """Run the lambda and say which call or read it holds.

    Args:
        target: the lambda.
        word: "when" or "verify", for messages.

    Raises:
        MisuseError: when it holds none, or something around it.
    """
    here = get_ident()
    outer = captures.get(here)
    touches: list[Touch] = []
    captures[here] = touches
    try:
        result = target()
    except Exception as error:
        _refuse_inner(touches, error)
        raise
    finally:
        if outer is None:
            del captures[here]
        else:
            captures[here] = outer
    if not touches:
        raise MisuseError(
            f"{word}() found no call of a double in the lambda.\n"
            f"  came:  a lambda that gives {_kind(result)}\n"
            f"  write: {word}(lambda: mailer.send('ada')), where mailer is a double"
        )
    _refuse_inner(touches[:-1])
    last = touches[-1]
    if last.answer is not result:
        plan, state = last.method.plan, last.method.state
        if type(result).__name__ in ("coroutine", "coroutine_wrapper"):
            result.close()  # type: ignore[attr-defined]
        # Calling `__await__` is awaiting, which no lambda can.
        of_any = plan.name == "__await__"
        meant = member_of(state, plan) if of_any else f"lambda: {call_of(state, plan, last.bound)}"
        raise MisuseError(
            f"{word}() takes a lambda with one call or one attribute read of a double and nothing around it.\n"
            f"  came:  the last touch is {plan.qualname}, but the lambda gives {_kind(result)}\n"
            f"  write: {word}({meant})"
        )
    return last


def _refuse_inner(touches: list[Touch], error: Exception | None = None) -> None:
    """Refuse `lambda: bus.publish(Event(order.id))`: nobody knows yet what the read inside will answer.

    Raises:
        MisuseError: where a touch that is not the one meant answered nothing that more could be made of.
    """
    touch = next((touch for touch in touches if isinstance(touch.answer, Captured)), None)
    if touch is not None and not isinstance(error, MisuseError):
        forget(error)
        inner = call_of(touch.method.state, touch.method.plan, touch.bound)
        raise MisuseError(
            f"The lambda must hold one call or one attribute read of a double, and its arguments none.\n"
            f"  came:  {inner} in an argument, where nobody has said yet what it answers\n"
            f"  write: the value itself, or any_(...), in its place; what {inner} answers is said by a when of its own"
        ) from error


def refuse_captured(method: Recorder, args: tuple[object, ...], kwargs: dict[str, object]) -> None:
    """Refuse `lambda: q.f(q.k())`: nobody knows yet what the call inside will answer.

    Raises:
        MisuseError: where an argument is what another touch in the same lambda gave.
    """
    inner = next((value.what for value in (*args, *kwargs.values()) if isinstance(value, Captured)), None)
    if inner is None:
        return
    plan = method.plan
    raise MisuseError(
        f"An argument of {plan.qualname}() is itself a call or a read of a double: the lambda must hold only one.\n"
        f"  came:  {inner} as an argument of {plan.name}(...)\n"
        f"  write: the value itself, or any_(...), in its place; what {inner} answers is said by a when of its own"
    )


def _kind(value: object) -> str:
    return "None" if value is None else f"a value of type {type(value).__name__}"
