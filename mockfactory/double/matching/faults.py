"""A fault plan in place on a method, over whatever else answers the calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NoReturn, Protocol, TypeAlias, cast

from mockfactory.double.matching.compare import Bound
from mockfactory.double.matching.matchers import keep_captured
from mockfactory.double.matching.stubs import Stub, StubTable
from mockfactory.wording.places import Place


class Fired(Protocol):
    """A call that is to fail."""

    def perform(self, bound: Bound, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        """Let it fail: what the call gives, if it gives anything."""
        ...


class Failure:
    """The failure of one call, in the place of a stub."""

    __slots__ = ("_bound", "_fired")

    def __init__(self, fired: Fired, bound: Bound) -> None:
        self._fired: Final = fired
        self._bound: Final = bound

    def act(self, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        """Let the call fail."""
        __tracebackhide__ = True
        return self._fired.perform(self._bound, args, kwargs)


Asking: TypeAlias = Callable[[tuple[object, ...], dict[str, object]], Fired | None]
"""Says of a call, by its arguments, whether it fails."""


class Working(Protocol):
    """A plan at work on one method. It counts the calls that it is asked about."""

    @property
    def quick(self) -> Asking | None:
        """Says of the next call whether it fails, if that does not depend on the arguments."""
        ...

    @property
    def decide(self) -> Callable[[Bound], Fired | None]:
        """Says of a call with these arguments whether it fails."""
        ...

    def placed(self, stub: Stub) -> None:
        """It is in place, as this stub. What is lenient or retired is not told if it never made a call fail."""
        ...


class FaultStub(Stub):
    """A plan for one pattern of arguments. As a stub it is never unused: the plan itself tells what never acted."""

    __slots__ = ("working",)

    def __init__(self, working: Working, pattern: Bound | None, place: Place, text: str) -> None:
        super().__init__(_never, pattern, place, text)
        self.used = True
        self.working = working
        working.placed(self)


def _never(args: tuple[object, ...], kwargs: dict[str, object]) -> NoReturn:
    raise AssertionError("a fault is performed, it does not answer")


def alone(table: StubTable) -> FaultStub | None:
    """The one plan of a table, if it is for any call."""
    return None if table.by_key or table.scanned else cast("FaultStub | None", table.anything)


def decide(table: StubTable, bound: Bound) -> Fired | None:
    """Whether a call with these arguments is to fail."""
    stub = cast("FaultStub | None", table.find(bound))
    if stub is None:
        return None
    keep_captured()
    return stub.working.decide(bound)
