"""One plan on all methods of a double: each is put under it when it is first touched, for a class may have hundreds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from mockfactory.double.matching.stubs import Stub
from mockfactory.double.recording.current import NO_LEDGER, home_of
from mockfactory.double.recording.target import Target, new_fault
from mockfactory.double.wording.text import report
from mockfactory.faults.applying.attaching import attach, effects_of
from mockfactory.faults.applying.calls import MethodUnderPlan
from mockfactory.faults.errors import PlanError
from mockfactory.faults.plans.effects import Returns
from mockfactory.faults.plans.plan import FaultPlan

if TYPE_CHECKING:
    from mockfactory.double.planning.plan import Plan
    from mockfactory.double.recording.record import Recorder, State
    from mockfactory.double.wording.places import Place
    from mockfactory.spec import Member


def on_every_method(state: State, plan: FaultPlan, without: frozenset[str], place: Place) -> None:
    """Put a plan on every public method that can act it out.

    Args:
        state: of the double.
        plan: what fails, and when; each method counts its own calls.
        without: methods that have plans of their own.
        place: the line that asks for it.

    Raises:
        PlanError: no method can act it out, or it returns a value, which is one method's.
    """
    __tracebackhide__ = True
    _refuse_values(plan)
    first = _first_fit(state, plan, without)
    home = home_of(state.ledger)
    attach(plan, f"{state.name or state.spec.name}.*", home)
    make = state.recorder

    def recorder(state: State, member: Plan) -> Recorder:
        method = make(state, member)
        if member.name not in without and _is_public_method(member.member):
            _put_if_it_fits(method, plan, place)
        return method

    for name, method in list(state.methods.items()):
        if name not in without and method is not first.method and _is_public_method(method.plan.member):
            _put_if_it_fits(method, plan, place)
    put(first, place).lenient = True
    state.recorder = recorder
    if home is not state.ledger and home is not NO_LEDGER:
        home.undo.append(lambda: _restore(state, make))


def put(working: MethodUnderPlan, place: Place) -> Stub:
    """Let a plan work on all calls of a method."""
    method = working.method
    plans = method.plan.overloads or (method.plan,)
    return new_fault(Target(method, None, f"inject({method.plan.qualname})", plans), working, place)


def _put_if_it_fits(method: Recorder, plan: FaultPlan, place: Place) -> None:
    try:
        working = MethodUnderPlan(method, plan, attached=True)
    except PlanError:
        return  # on purpose: some other method can act it out
    put(working, place).lenient = True


def _first_fit(state: State, plan: FaultPlan, without: frozenset[str]) -> MethodUnderPlan:
    __tracebackhide__ = True
    unfit: PlanError | None = None
    for name in _names(state, without):
        try:
            return MethodUnderPlan(state.method(name), plan, attached=True)
        except PlanError as error:
            unfit = error
    raise unfit or PlanError(f"inject(): {state.spec.name} has no method that could fail")


def _names(state: State, without: frozenset[str]) -> Iterator[str]:
    return (name for name, member in state.spec.members.items() if name not in without and _is_public_method(member))


def _is_public_method(member: Member) -> bool:
    return member.call is not None and (not member.name.startswith("_") or member.name == "__call__")


def _refuse_values(plan: FaultPlan) -> None:
    __tracebackhide__ = True
    value = next((effect for effect in effects_of(plan) if isinstance(effect, Returns)), None)
    if value is not None:
        raise PlanError(
            report(f"{value!r} is an answer of one method, not of all.", write=f"inject(real, get={value!r})")
        )


def _restore(state: State, make: Callable[[State, Plan], Recorder]) -> None:
    state.recorder = make
