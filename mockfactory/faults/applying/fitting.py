"""Whether a method can act a plan out; and the effects that end a call, prepared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, NoReturn

from mockfactory.double.recording.messages import made, promised
from mockfactory.double.stubbing.raising import raising
from mockfactory.double.stubbing.values import returning
from mockfactory.faults.applying.attaching import effects_of, triggers_of
from mockfactory.faults.applying.given import check_given, check_name
from mockfactory.faults.errors import Disconnected, PlanError
from mockfactory.faults.plans.effects import (
    Corrupts,
    Disconnects,
    Drops,
    Duplicates,
    Effect,
    Hangs,
    Partially,
    Raises,
    Reorders,
    Returns,
    Truncates,
)
from mockfactory.faults.plans.plan import FaultPlan
from mockfactory.wording.text import report

if TYPE_CHECKING:
    from mockfactory.double.matching.stubs import Act
    from mockfactory.double.planning.slots import Slot
    from mockfactory.double.recording.record import Recorder
    from mockfactory.faults.applying.moments import Timing

_LOST: Final = "raises(ConnectionError()), or returns(...) with what it answers when something is lost"
_TEXTS: Final = ("", b"")
_BATCHES: Final[tuple[object, ...]] = ([], ())


def endings(method: Recorder, plan: FaultPlan, timing: Timing) -> Mapping[int, Act]:
    """What ends a call, prepared for the method; by the id of the effect.

    Args:
        method: that is to fail.
        plan: what fails, and when.
        timing: when calls of the method fail.

    Raises:
        MisuseError: the method can't act the plan out.
        TypeViolation: the plan returns a value of another type than the spec declares.
    """
    __tracebackhide__ = True
    prepared: dict[int, Act] = {}
    for effect in effects_of(plan):
        if isinstance(effect, Raises):
            prepared[id(effect)] = raising(method, (effect.error,))
        elif isinstance(effect, Disconnects):
            prepared[id(effect)] = raising(method, (Disconnected(effect.code, effect.reason),))
        elif isinstance(effect, Returns):
            prepared[id(effect)] = returning(method, (effect.value,), said=f"{effect!r} on {method.plan.qualname}")[0]
        elif isinstance(effect, Drops):
            prepared[id(effect)] = _nothing
        _check_effect(method, effect, timing)
    for when in triggers_of(plan):
        check_given(method, when)
    return prepared


def _nothing(args: tuple[object, ...], kwargs: dict[str, object]) -> None:
    return None


def _check_effect(method: Recorder, effect: Effect, timing: Timing) -> None:
    __tracebackhide__ = True
    if isinstance(effect, Hangs) and not timing.is_async:
        _refuse(method, effect, "is not async: nothing could cancel it", "delays(3600), or raises(TimeoutError())")
    if isinstance(effect, Drops | Reorders) and (timing.hands_out or not _gives(method, (None,), timing)):
        _refuse(method, effect, "may not answer None, which a lost call does", _LOST)
    if isinstance(effect, Duplicates | Partially) and timing.hands_out:
        _refuse(method, effect, f"gives {timing.moment.value}, which is used by whoever called it", "raises(...)")
    if isinstance(effect, Corrupts | Truncates):
        _check_argument(method, effect, effect.argument, _TEXTS, "a text or bytes")
    if isinstance(effect, Partially):
        if effect.argument is not None:
            _check_argument(method, effect, effect.argument, _BATCHES, "a list or a tuple")
        elif not _gives(method, _BATCHES, timing):
            _refuse(method, effect, "answers no list", "partially(argument=...) for a batch that it takes")


def _gives(method: Recorder, values: Iterable[object], timing: Timing) -> bool:
    plans = method.plan.overloads or (method.plan,)
    hints = [plan.result.awaits or plan.value if timing.awaits else plan.value for plan in plans]
    checks = [plan.check(hint) for plan, hint in zip(plans, hints, strict=True)]
    return any(check is None or any(check.accepts(value) for value in values) for check in checks)


def _check_argument(
    method: Recorder, effect: Effect, name: str | None, examples: tuple[object, ...], what: str
) -> None:
    __tracebackhide__ = True
    slots = method.plan.slots
    if name is not None:
        check_name(method, repr(effect), name)
        slots = tuple(slot for slot in slots if slot.parameter.name == name)
    if slots and not any(_takes(slot, examples) for slot in slots):
        concerned = f"its argument {name!r} is not" if name is not None else "none of its arguments is"
        _refuse(method, effect, f"can't: {concerned} {what}", "argument=... with one that is, or another effect")


def _takes(slot: Slot, examples: tuple[object, ...]) -> bool:
    return slot.check is None or any(slot.check.accepts(example) for example in examples)


def _refuse(method: Recorder, effect: Effect, why: str, write: str) -> NoReturn:
    __tracebackhide__ = True
    raise PlanError(
        report(
            f"{effect!r}: {method.plan.qualname} {why}.",
            promised=promised(method.plan),
            double=made(method.state),
            write=write,
        )
    )
