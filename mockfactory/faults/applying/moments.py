"""When the calls of a method under a plan fail: for doubles by the spec, for real objects by what they give, too."""

from __future__ import annotations

from types import UnionType
from typing import TYPE_CHECKING, Final, Union, get_origin

from mockfactory.double.planning.moments import ASYNC_MOMENTS, HANDED_OUT, Moment, moment_of
from mockfactory.double.stubbing.spying import does_its_work_at_once
from mockfactory.spec.members.awaiting import must_be_awaited

if TYPE_CHECKING:
    from mockfactory.double.recording.record import Recorder


class Timing:
    """When calls of a method fail.

    Attributes:
        moment: at which a call fails that the plan ends.
        open: whether only what a real object gives can tell when a call that is made is late: nothing is annotated.
        awaits: whether what the call gives is awaited for the plan.

    Args:
        method: of a double, or of a spy.
    """

    __slots__ = ("awaits", "moment", "open")

    def __init__(self, method: Recorder) -> None:
        plan, state = method.plan, method.state
        moment = moment_of(plan)
        real = state.real is not None
        if moment is Moment.AT_CALL and real and must_be_awaited(plan.member, state.spec.members):
            moment = Moment.AS_COROUTINE
        queues = moment is Moment.AWAITED and does_its_work_at_once(method)
        if queues:
            moment = Moment.AT_CALL
        value = plan.result.value
        untold = value.unchecked is not None or get_origin(value.annotation) in (Union, UnionType)
        self.moment: Final = moment
        self.open: Final = real and moment is Moment.AT_CALL and untold and not queues
        self.awaits: Final = moment in (Moment.AS_TASK, Moment.AS_COROUTINE)

    @property
    def is_async(self) -> bool:
        """Whether what waits can be cancelled, as far as is known."""
        return self.moment in ASYNC_MOMENTS or self.open

    @property
    def hands_out(self) -> bool:
        """Whether the call gives an iterator or a context manager, which is used by whoever called it."""
        return self.moment in HANDED_OUT

    @property
    def in_loop(self) -> bool:
        """Whether calls that are held back are made by an event loop."""
        return self.moment is Moment.AWAITED or self.awaits
