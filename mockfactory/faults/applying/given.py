"""What `given` asks of a call: refused where no call could have it, for the plan would never fire."""

from __future__ import annotations

from collections.abc import Iterable
from inspect import Parameter
from typing import TYPE_CHECKING, cast, get_type_hints

from mockfactory.double.matching.disjoint import surely_disjoint
from mockfactory.double.matching.matchers import Matcher
from mockfactory.double.recording.messages import made, promised
from mockfactory.faults.errors import PlanError
from mockfactory.spec.check.compiling import unpacked_typed_dict
from mockfactory.wording.text import nearest, report, show

if TYPE_CHECKING:
    from mockfactory.double.planning.slots import Slot
    from mockfactory.double.recording.record import Recorder
    from mockfactory.faults.plans.triggers import Triggers


def check_given(method: Recorder, when: Triggers) -> None:
    """See that a call may have what a plan asks for.

    What `*args` and `**kwargs` collect goes by their names, as a tuple and as a dict: as `.arguments` of a recorded
    call has it. Each keyword argument that `**kwargs` collects goes by its own name, too.

    Raises:
        PlanError: the method has no such parameter, or its argument is never of this type.
    """
    __tracebackhide__ = True
    for name, value in when.given:
        said = f"given({name}={show(value)})"
        check_name(method, said, name)
        why, write = _why_never(method, name, value)
        if why is not None:
            raise PlanError(
                report(
                    f"{said} can never fire: {why}.",
                    promised=promised(method.plan, [name]),
                    double=made(method.state),
                    write=write,
                )
            )


def check_name(method: Recorder, said: str, name: str) -> None:
    """See that a method has a parameter of a name.

    Args:
        method: of a double.
        said: what asks for it, as code.
        name: of the parameter.

    Raises:
        PlanError: it has none.
    """
    __tracebackhide__ = True
    rest, options = _keywords(method)
    if method.plan.call.signature is None or (rest is not None and not options):
        return
    names = [*(slot.parameter.name for slot in method.plan.slots), *options]
    if name not in names:
        raise PlanError(
            report(
                f"{said}: {method.plan.qualname}() has no parameter {name!r}.{nearest(name, names)}",
                promised=promised(method.plan, [name]),
                double=made(method.state),
            )
        )


def is_never(value: object, kind: type) -> bool:
    """Whether what is always an instance of a class is certainly not what `given` asks for."""
    if issubclass(type(value), Matcher):
        return surely_disjoint(cast("Matcher", value).classes, [kind])
    return _is_plain(value) and not isinstance(value, kind)


def _keywords(method: Recorder) -> tuple[Slot | None, list[str]]:
    """The parameter that takes what has no parameter of its own; and its names, where `Unpack[Options]` says them."""
    rest = next((slot for slot in method.plan.slots if slot.parameter.kind is Parameter.VAR_KEYWORD), None)
    packed = unpacked_typed_dict(rest.hint.annotation) if rest is not None else None
    return rest, [] if packed is None else list(get_type_hints(packed))


def _why_never(method: Recorder, name: str, value: object) -> tuple[str | None, str | None]:
    """Why no call has this argument, if none has; and what to write instead."""
    slot = next((slot for slot in method.plan.slots if slot.parameter.name == name), None)
    rest, options = _keywords(method)
    if slot is not None and slot.parameter.kind is Parameter.VAR_POSITIONAL:
        if isinstance(value, tuple):
            return _why_not(slot, f"an item of {name!r}", cast("tuple[object, ...]", value), name), None
        never = is_never(value, tuple)
        return (f"*{name} is a tuple", f"given({name}=({show(value)},))") if never else (None, None)
    if slot is None or slot is rest:
        if rest is None or options:
            return None, None
        if slot is rest and type(value) is dict:  # all of them; else, one of them may have this name
            return _why_not(rest, f"an item of {name!r}", cast("dict[str, object]", value).values(), name), None
        slot = rest
    return _why_not(slot, repr(name), [value], name), None


def _why_not(slot: Slot, what: str, values: Iterable[object], name: str) -> str | None:
    """Why one of some values is never an argument of a parameter."""
    check = slot.check
    if check is None:
        return None
    for value in values:
        if issubclass(type(value), Matcher) and surely_disjoint(cast("Matcher", value).classes, check.classes):
            return f"{what} is {check.name}, and {value!r} matches none"
        if _is_plain(value) and value is not slot.parameter.default and not check.accepts(value):
            return check.told(value, f"{what} is", f"in {name!r},")
    return None


def _is_plain(value: object) -> bool:
    """Whether a value says by its type what it is equal to."""
    return type(value).__module__ == "builtins" and not issubclass(type(value), Matcher)
