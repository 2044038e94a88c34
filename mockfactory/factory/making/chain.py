"""What is being made at the moment, from the outside in: so that a circle is found, and told."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from contextvars import ContextVar, Token
from types import TracebackType
from typing import Final, NamedTuple

from mockfactory.factory.errors import CannotCreate
from mockfactory.wording.text import report


class Step(NamedTuple):
    """One thing that is being made. Two steps with the same mark are the same thing."""

    mark: Hashable
    title: str


def circle(steps: Sequence[Step], last: Step) -> str | None:
    """`Chicken -> Egg -> Chicken`: the way from a step back to itself; None where it is a new one."""
    for index, step in enumerate(steps):
        if step.mark == last.mark:
            return " -> ".join([*(one.title for one in steps[index:]), last.title])
    return None


_open: Final[ContextVar[tuple[Step, ...]]] = ContextVar("what factories are making", default=())


class making:  # noqa: N801  # read as a statement: `with making(...)`
    """While the block runs, this is being made.

    Raises:
        CannotCreate: (on entering) it is being made already, further out.
    """

    __slots__ = ("_step", "_token")

    _token: Token[tuple[Step, ...]]

    def __init__(self, mark: Hashable, title: str) -> None:
        self._step = Step(mark, title)

    def __enter__(self) -> None:
        __tracebackhide__ = True
        steps = _open.get()
        path = circle(steps, self._step)
        if path is not None:
            raise CannotCreate(
                report(
                    f"{self._step.title} can't be made: it needs itself.",
                    path=path,
                    write="a double for one of them: give it by keyword, or leave one of the binds out",
                )
            )
        self._token = _open.set((*steps, self._step))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _open.reset(self._token)


def path_to(name: str) -> str:
    """`Api -> Signup.mailer`: where in what is being made something stands."""
    steps = [step.title for step in _open.get()]
    return " -> ".join([*steps[:-1], f"{steps[-1]}.{name}"]) if steps else name
