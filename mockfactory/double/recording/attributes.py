"""Writing an attribute of a double."""

from __future__ import annotations

from mockfactory.double.recording.current import allows, violate
from mockfactory.double.recording.messages import made, variable
from mockfactory.double.recording.record import State
from mockfactory.double.wording.errors import AttributeViolation, TypeViolation
from mockfactory.double.wording.strictness import way_out
from mockfactory.double.wording.text import report
from mockfactory.spec import Member


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
    check = plan.check(member.value)
    if (
        check is not None
        and type(value) not in check.exact
        and not check.accepts(value)
        and not allows("types", state.ledger)
    ):
        message = report(
            f"{plan.qualname} was set to {check.mismatch(value)}.",
            promised=f"{name}: {_shown(member)}",
            double=made(state),
            or_allow=way_out("types"),
        )
        violate(TypeViolation(message), state.ledger)
    if state.real is not None:
        setattr(state.real, name, value)
    else:
        state.values[name] = value


def refuse_write(state: State, name: str, verb: str) -> None:
    __tracebackhide__ = True
    member = state.spec.members[name]
    message = report(
        f"{state.spec.name}.{name} can't be {verb}: it is read-only.",
        promised=f"{member.kind.value} {name}: {_shown(member)}",
        double=made(state),
        write=f"when(lambda: {variable(state)}.{name}).returns(...)",
    )
    violate(AttributeViolation(message), state.ledger)


def _shown(member: Member) -> str:
    annotation = member.value.annotation
    return getattr(annotation, "__name__", None) or str(annotation)
