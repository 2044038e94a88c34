"""Catching the one call, or the one attribute read, inside the lambda that `when` and `verify` are given."""

from __future__ import annotations

from collections.abc import Callable
from threading import get_ident
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from mockfactory.double.wording.errors import MisuseError

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

    __slots__ = ("_what",)

    def __init__(self, what: str) -> None:
        self._what = what

    def _refuse(self, *args: object, **kwargs: object) -> NoReturn:
        raise MisuseError(
            f"The lambda must hold one call or one attribute read and nothing around it.\n"
            f"  came:  something more is done with {self._what}\n"
            f"  write: lambda: {self._what}, with no await, no comparison and no operator"
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
    last = touches[-1]
    if last.answer is not result:
        if type(result).__name__ == "coroutine":
            result.close()  # type: ignore[attr-defined]
        raise MisuseError(
            f"{word}() takes a lambda with one call or one attribute read of a double and nothing around it.\n"
            f"  came:  the last touch is {last.method.plan.qualname}, but the lambda gives {_kind(result)}\n"
            f"  write: {word}(lambda: {last.method.plan.name}...)"
        )
    return last


def _kind(value: object) -> str:
    return "None" if value is None else f"a value of type {type(value).__name__}"
