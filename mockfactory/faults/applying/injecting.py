"""`inject`: failures of a real object."""

from __future__ import annotations

from types import FunctionType, MethodType, ModuleType
from typing import TypeVar, cast

from mockfactory.double.building.making import spy
from mockfactory.double.planning.refusals import is_double, why_not_doubled
from mockfactory.double.recording.record import Recorder, State, state_of
from mockfactory.faults.applying.calls import MethodUnderPlan
from mockfactory.faults.applying.every_method import on_every_method, put
from mockfactory.faults.applying.fitting import endings
from mockfactory.faults.applying.moments import Timing
from mockfactory.faults.errors import PlanError
from mockfactory.faults.plans.plan import FaultPlan
from mockfactory.spec import SpecError
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.wording.places import caller
from mockfactory.wording.text import nearest, report, show, some_of

T = TypeVar("T")


def inject(real: T, plan: FaultPlan | None = None, /, **by_method: FaultPlan) -> T:
    """Make a real object fail as planned. Calls that the plan lets pass reach the object.

    What is given is a spy: the arguments of each call are checked against the annotations, and calls are recorded and
    can be verified. What the object itself answers is handed on as it is, though its annotations may promise something
    else: who wants that checked, gives `spy(real)`.

    Args:
        real: an object, or a function; a spy or a double is taken as it is.
        plan: for all its public methods that can act it out; each counts its own calls.
        by_method: a plan for one method, by its name; it holds instead of `plan`.

    Returns:
        The spy; for a type checker, and for `isinstance`, what `real` is.

    Raises:
        MisuseError: no plan, a name that is no method, or a plan that a method can't act out.
        SpecError: for what can't be spied on: a class, a plain value. Nothing is put to work then, or if one of several
            plans is refused.

    Example:
        >>> from mockfactory.faults import inject, raises
        >>> class Store:
        ...     def get(self, key: str) -> str:
        ...         return key.upper()
        >>> store = inject(Store(), get=raises(OSError("gone")).on_call(2))
        >>> store.get("a")
        'A'
        >>> store.get("b")
        Traceback (most recent call last):
            ...
        OSError: gone
    """
    __tracebackhide__ = True
    plans = {name: _checked(name, one) for name, one in by_method.items()}
    if plan is None and not plans:
        raise PlanError(
            report(
                "inject() was given no plan.",
                write="inject(client, raises(OSError()).every(3)) for all its methods, "
                "inject(client, get=raises(OSError()).every(3)) for one",
            )
        )
    thing: object = real
    if is_double(thing) and any(base.__module__ == "unittest.mock" for base in type.mro(type(thing))):
        raise SpecError(
            "inject() takes a real object or a double, and this is a mock of unittest.mock: double() makes one"
        )
    double: object = thing if is_double(thing) else _spied(thing)
    if isinstance(double, Recorder):  # of a function
        _inject_function(double, plan, plans)
        return cast(T, double)
    state = state_of(double)
    for name, one in plans.items():
        _check_method(state, name)
        method = state.method(name)
        endings(method, one, Timing(method))
    if plan is not None:
        on_every_method(state, _checked("get", plan), frozenset(plans), caller())
    for name, one in plans.items():
        _put(state.method(name), one)
    return cast(T, double)


def _spied(thing: object) -> object:
    __tracebackhide__ = True
    if isinstance(thing, type):
        raise SpecError(
            f"inject() takes an instance, and {thing.__name__} is a class: give inject({thing.__name__}(...), ...)"
        )
    if isinstance(thing, ModuleType):
        raise SpecError(f"inject() takes a real object or a function, and {thing.__name__} is a module: give one of it")
    reason = why_not_doubled(thing if is_one_of(type(thing), (FunctionType, MethodType)) else type(thing))
    if reason is not None:
        raise SpecError(f"inject() takes a real object with methods, or a function: {reason}")
    made: object = spy(thing)
    (made.state if isinstance(made, Recorder) else state_of(made)).trusted = True
    return made


def _checked(name: str, plan: object) -> FaultPlan:
    __tracebackhide__ = True
    if isinstance(plan, FaultPlan):
        return plan
    raise PlanError(
        report(f"inject() takes fault plans, not {show(plan)}.", write=f"inject(real, {name}=raises(OSError()))")
    )


def _check_method(state: State, name: str) -> None:
    __tracebackhide__ = True
    member = state.spec.members.get(name)
    if member is not None and (member.call is not None or state.plans[name].awaited):
        return
    methods = [one for one, found in state.spec.members.items() if found.call is not None and not one.startswith("_")]
    what = "is an attribute, and no method" if member is not None else "is no method"
    raise PlanError(
        report(
            f"inject(): {name!r} {what} of {state.spec.name}.{nearest(name, methods)}",
            methods=some_of(methods),
            write=f"when(lambda: ...).fails(...) on what inject() or spy() gave, for a read of {name!r}"
            if member is not None
            else None,
        )
    )


def _inject_function(double: Recorder, plan: FaultPlan | None, plans: dict[str, FaultPlan]) -> None:
    __tracebackhide__ = True
    if plans or plan is None:
        name = next(iter(plans), "")
        raise PlanError(
            report(
                f"inject(): {double.plan.name}() is a function, and has no method {name!r}.",
                write=f"inject({double.plan.name}, raises(OSError()))",
            )
        )
    _put(double, plan)


def _put(method: Recorder, plan: FaultPlan) -> None:
    __tracebackhide__ = True
    put(MethodUnderPlan(method, plan), caller())
