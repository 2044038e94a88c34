"""What may happen to a call, a message or an answer on its way: lost, twice, late, spoiled, in part."""

from __future__ import annotations

from mockfactory.faults.errors import PlanError
from mockfactory.faults.plans.always import always
from mockfactory.faults.plans.checks import between, text, whole
from mockfactory.faults.plans.effects import Corrupts, Drops, Duplicates, Partially, Reorders, Truncates
from mockfactory.faults.plans.plan import FaultPlan
from mockfactory.wording.text import report, show


def drops() -> FaultPlan:
    """The call is lost on the way: it is not made, and answers None, where None is a right answer.

    Example:
        >>> from mockfactory.faults import drops
        >>> drops().every(10)
        drops().every(10)
    """
    return always(Drops())


def duplicates() -> FaultPlan:
    """The call is made twice; what the first gave is the answer.

    Example:
        >>> from mockfactory.faults import duplicates
        >>> duplicates().on_call(2)
        duplicates().on_call(2)
    """
    return always(Duplicates())


def reorders(window: int = 2) -> FaultPlan:
    """The call is held back, and made after others: where None is a right answer, which it gives at once.

    Args:
        window: at most so many later calls are made before it. How many, is seeded.

    Raises:
        PlanError: for a window below 1.

    Example:
        >>> from mockfactory.faults import reorders
        >>> reorders(window=3).with_probability(0.3)
        reorders(window=3).with_probability(0.3)
    """
    __tracebackhide__ = True
    return always(Reorders(whole("reorders()", window, least=1, write="reorders(window=2)")))


def corrupts(*, argument: str | None = None) -> FaultPlan:
    """A text, or bytes, arrive with one character, or byte, changed.

    Args:
        argument: the parameter that is changed; by default the first text, or bytes, of the call.

    Example:
        >>> from mockfactory.faults import corrupts
        >>> corrupts(argument="body").on_call(1)
        corrupts(argument='body').on_call(1)
    """
    __tracebackhide__ = True
    return always(Corrupts(_named("corrupts", argument)))


def truncates(keep: float = 0.5, *, argument: str | None = None) -> FaultPlan:
    """A text, or bytes, arrive cut off; a streamed answer breaks off.

    Args:
        keep: the share that is left, from 0 to below 1. Of a stream whose length nobody knows, it is the share of the
            second chunk that comes, behind the first.
        argument: the parameter that is changed; by default the first text, or bytes, of the call.

    Raises:
        PlanError: for another share.

    Example:
        >>> from mockfactory.faults import truncates
        >>> truncates(keep=0.9)
        truncates(keep=0.9)
    """
    __tracebackhide__ = True
    return always(Truncates(_share("truncates", keep), _named("truncates", argument)))


def partially(keep: float = 0.5, *, argument: str | None = None) -> FaultPlan:
    """Of a batch only the first part succeeds.

    Args:
        keep: the share that succeeds, from 0 to below 1, rounded down.
        argument: the parameter that holds the batch; by default the list that the call answers is cut.

    Raises:
        PlanError: for another share.

    Example:
        >>> from mockfactory.faults import partially
        >>> partially(keep=0.9, argument="rows")
        partially(keep=0.9, argument='rows')
    """
    __tracebackhide__ = True
    return always(Partially(_share("partially", keep), _named("partially", argument)))


def _share(word: str, keep: object) -> float:
    __tracebackhide__ = True
    share = between(f"{word}()", keep, least=0, most=1, what="a share from 0 to below 1", write=f"{word}(keep=0.5)")
    if share >= 1:
        raise PlanError(
            report(f"{word}() takes a share below 1: with {show(keep)} nothing is lost.", write=f"{word}(keep=0.5)")
        )
    return share


def _named(word: str, argument: object) -> str | None:
    __tracebackhide__ = True
    write = f'{word}(argument="body")'
    return None if argument is None else text("argument=", argument, write)
