"""What hangs on a method of a double: `load.cache_clear`, and what the decorators of the real method gave it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, cast

from mockfactory.double.planning.plan import Plans
from mockfactory.double.recording.attributes import write
from mockfactory.double.recording.current import NO_LEDGER
from mockfactory.double.recording.record import State
from mockfactory.double.stubbing.calling import assign_method

if TYPE_CHECKING:
    from mockfactory.double.recording.record import Recorder


class _Readable(Protocol):
    """An attribute of a double, as far as this room goes."""

    def read(self) -> object: ...


def holder_of(method: Recorder, name: str) -> State | None:
    """The double of the real method as an object, if that has `name`; None where it has not."""
    found = _holder(method)
    return found if found is not None and name in found.spec.members else None


def names_on(method: Recorder) -> list[str]:
    """The names that the real method has."""
    found = _holder(method)
    return [] if found is None else list(found.spec.members)


def _holder(method: Recorder) -> State | None:
    # No member has a name with a point, so that nothing else is kept under it.
    key, kept = f"{method.plan.name}.", method.state.children
    if key not in kept:
        made = _make(method)
        if kept.setdefault(key, made) is made and made is not None and made.ledger is not NO_LEDGER:
            made.ledger.doubles.append(made)
    return cast("State | None", kept[key])


def read_attribute(holder: State, name: str) -> object:
    """What stands under `name`: a method, or a value."""
    __tracebackhide__ = True
    method = holder.method(name)
    return cast("_Readable", method).read() if method.plan.member.call is None else method


def write_attribute(holder: State, name: str, value: object) -> None:
    """Set what stands under `name`, checked as any attribute of a double."""
    __tracebackhide__ = True
    if holder.spec.members[name].call is None:
        write(holder, name, value)
    else:
        assign_method(holder.method(name), value)


def _make(method: Recorder) -> State | None:
    from mockfactory.spec.method_attributes import attributes_of

    parent, plan = method.state, method.plan
    spec = attributes_of(plan.member)
    if spec is None:
        return None
    plans = Plans(plan.qualname, spec.members)
    spec = replace(spec, name=plan.qualname)
    made = State(spec, plans, parent.recorder, parent.nest, parent.ledger, (parent.code, parent.line))
    made.name = f"{parent.name}.{plan.name}" if parent.name and plan.owner else parent.name
    made.strict, made.raises, made.trusted = parent.strict, parent.raises, parent.trusted
    if parent.real is not None:
        made.real = getattr(parent.real, plan.name) if plan.owner else parent.real
    return made
