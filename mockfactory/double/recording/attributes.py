"""Writing an attribute of a double."""

from __future__ import annotations

from mockfactory.double.recording.current import allows, violate
from mockfactory.double.recording.messages import made, promised, to_stub, used_as_instance
from mockfactory.double.recording.record import State
from mockfactory.spec import Binding
from mockfactory.spec.check import Check
from mockfactory.wording.errors import AttributeViolation, TypeViolation
from mockfactory.wording.strictness import way_out
from mockfactory.wording.text import report


def write(state: State, name: str, value: object) -> None:
    """Set an attribute: refused where it is read-only, checked against its hint.

    Raises:
        AttributeViolation: it can't be set.
        TypeViolation: its hint refuses the value.
    """
    __tracebackhide__ = True
    member = state.spec.members[name]
    if not member.settable:
        refuse_write(state, name, "set")
    plan = state.plans[name]
    check = plan.check(member.written or member.value)
    if check is not None and not check.accepts(value) and not allows("types", state.ledger):
        message = report(
            f"{plan.qualname} {check.told(value, 'was set to', 'was set to a wrong value:')}.",
            promised=promised(plan) + (f", set with {check.name}" if member.written is not None else ""),
            double=made(state),
            or_allow=way_out("types"),
        )
        violate(TypeViolation(message), state.ledger)
    if state.real is not None:
        setattr(state.real, name, value)
    elif member.written is not None and not _can_be_read(plan.check(member.value), value):
        state.values.pop(name, None)  # what the setter makes of it, only the setter knows
    else:
        state.values[name] = value


def _can_be_read(check: Check | None, value: object) -> bool:
    return check is None or check.accepts(value)


def refuse_write(state: State, name: str, verb: str) -> None:
    __tracebackhide__ = True
    member = state.spec.members[name]
    reason = "is a method" if member.call is not None else "has no deleter" if member.settable else "is read-only"
    message = report(
        f"{state.spec.name}.{name} can't be {verb}: it {reason}.{_as_instance(state, name)}",
        promised=f"{member.kind.value} {promised(state.plans[name])}",
        double=made(state),
        write=to_stub(state, state.plans[name]),
    )
    violate(AttributeViolation(message), state.ledger)


def _as_instance(state: State, name: str) -> str:
    return used_as_instance(state) if state.spec.members[name].binding is Binding.INSTANCE else ""
