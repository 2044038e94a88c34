"""One plan on all methods of a double: each is put under it when it is first touched, for a class may have hundreds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from inspect import Parameter
from typing import TYPE_CHECKING, Final

from mockfactory.double.recording.calls import seen_of
from mockfactory.double.recording.current import NO_LEDGER, home_of, made_for
from mockfactory.double.recording.target import Target, new_fault
from mockfactory.faults.applying.attaching import AtWork, attach, effects_of, triggers_of
from mockfactory.faults.applying.calls import MethodUnderPlan
from mockfactory.faults.applying.fitting import endings
from mockfactory.faults.applying.moments import Timing
from mockfactory.faults.errors import PlanError
from mockfactory.faults.plans.effects import Returns
from mockfactory.faults.plans.plan import FaultPlan
from mockfactory.wording.text import nearest, report, some_of

if TYPE_CHECKING:
    from mockfactory.double.matching.stubs import Stub
    from mockfactory.double.planning.plan import Plan
    from mockfactory.double.recording.record import Recorder, State
    from mockfactory.spec import Member
    from mockfactory.wording.places import Place

_VARIADIC: Final = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)


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
    home = home_of(state.ledger)
    _check_some_fit(state, plan, without)
    stubs: list[Stub] = []
    work = _attached(state, plan, stubs, place)
    make = state.recorder

    def put_if_it_fits(method: Recorder) -> None:
        try:
            working = MethodUnderPlan(method, plan, work)
        except PlanError:
            return  # on purpose: some other method can act it out
        stubs.append(put(working, place))

    def recorder(state: State, member: Plan) -> Recorder:
        method = make(state, member)
        if member.name not in without and _is_public_method(member.member):
            with made_for(home):  # whichever test is the first to touch it: the plan is there for the others, too
                put_if_it_fits(method)
        return method

    for name, method in list(state.methods.items()):
        if name not in without and _is_public_method(method.plan.member):
            put_if_it_fits(method)
    state.recorder = recorder
    if home is not state.ledger and home is not NO_LEDGER:
        home.undo.append(lambda: _restore(state, make))


def on_methods(state: State, plan: FaultPlan, names: Iterable[str], place: Place) -> None:
    """Put one plan on several methods: each counts for itself, and it is enough that it acts on one of them.

    A plan that asks with `given` for parameters which some of the methods have not is put on those that have them.

    Args:
        state: of the double.
        plan: what fails, and when.
        names: of the methods.
        place: the line that asks for it.

    Raises:
        MisuseError: one of the methods can't act it out, or none has the parameters.
    """
    __tracebackhide__ = True
    methods = [state.method(name) for name in names]
    asked = {name for when in triggers_of(plan) for name, _ in when.given}
    having = [method for method in methods if asked <= _parameters(method) or _takes_any(method)]
    if asked and not having:
        known = {name for method in methods for name in _parameters(method)}
        unknown = next((name for name in sorted(asked) if name not in known), None)
        problem = (
            f"no method has all of {', '.join(sorted(asked))}"
            if unknown is None
            else f"no method has a parameter {unknown!r}.{nearest(unknown, known)}"
        )
        raise PlanError(
            report(
                f"given({', '.join(f'{name}=...' for name in sorted(asked))}): {problem}",
                of=some_of([method.plan.name for method in methods]),
                known=some_of(sorted(known), 40),
            )
        )
    methods = having
    for method in methods:
        endings(method, plan, Timing(method))
    stubs: list[Stub] = []
    work = _attached(state, plan, stubs, place)
    stubs += [put(MethodUnderPlan(method, plan, work), place) for method in methods]


def _attached(state: State, plan: FaultPlan, stubs: list[Stub], place: Place) -> AtWork:
    """The plan at work on a double; once others are in the place of all its stubs, nobody is to hear of it."""
    __tracebackhide__ = True
    return attach(
        plan,
        f"{state.name or state.spec.name}.*",
        home_of(state.ledger),
        saw=lambda: seen_of(state),
        excused=lambda: all(stub.retired for stub in stubs),
        place=place,
    )


def put(working: MethodUnderPlan, place: Place) -> Stub:
    """Let a plan work on all calls of a method."""
    method = working.method
    plans = method.plan.overloads or (method.plan,)
    return new_fault(Target(method, None, f"inject({method.plan.qualname})", plans), working, place)


def _parameters(method: Recorder) -> set[str]:
    signatures = [plan.call.signature for plan in (method.plan.overloads or (method.plan,))]
    return {name for signature in signatures if signature is not None for name in signature.parameters}


def _takes_any(method: Recorder) -> bool:
    """Whether nobody knows the names of all that it takes."""
    signature = method.plan.call.signature
    return signature is None or any(one.kind in _VARIADIC for one in signature.parameters.values())


def _check_some_fit(state: State, plan: FaultPlan, without: frozenset[str]) -> None:
    __tracebackhide__ = True
    unfit: PlanError | None = None
    for name in _names(state, without):
        try:
            method = state.method(name)
            endings(method, plan, Timing(method))
            return
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
