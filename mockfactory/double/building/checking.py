"""The arguments of one call, checked: for being recorded, or inside the lambda of `when` and `verify`."""

from __future__ import annotations

from mockfactory.double.matching.compare import Bound
from mockfactory.double.recording.arguments import bind, check_types, examine
from mockfactory.double.recording.record import Recorder
from mockfactory.double.recording.touch import Touch, refuse_captured
from mockfactory.double.stubbing.answering import peek


def checked(
    method: Recorder, args: tuple[object, ...], kwargs: dict[str, object]
) -> tuple[Bound, tuple[object, ...], dict[str, object]]:
    """The arguments bound, and as they are to be recorded."""
    __tracebackhide__ = True
    plan = method.plan
    try:
        kept = plan.take(*args, **kwargs) if kwargs else plan.take(*args)
    except Exception:
        kept = None
    if kept is not None and not plan.copies:
        return kept, args, kwargs
    bound = args if not kwargs and len(args) == plan.full else bind(method, args, kwargs)
    as_kept = plan.as_passed(kept, args, kwargs) if kept is not None else examine(method, bound, args, kwargs)
    return (bound, *as_kept)


def touched(method: Recorder, touches: list[Touch], args: tuple[object, ...], kwargs: dict[str, object]) -> object:
    """A call inside the lambda of `when` or `verify`: checked, not recorded."""
    __tracebackhide__ = True
    refuse_captured(method, args, kwargs)
    bound = bind(method, args, kwargs)
    check_types(method, bound, args, kwargs)
    shown = peek(method, bound)
    touches.append(Touch(method, bound, args, kwargs, shown))
    return shown
