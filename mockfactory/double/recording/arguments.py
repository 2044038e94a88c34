"""The careful look at the arguments of one call: why it can't be bound, what is of the wrong type, what to copy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from mockfactory.double.planning.fitting import unfit
from mockfactory.double.planning.keeping import is_matcher
from mockfactory.double.planning.overloads import fitting
from mockfactory.double.planning.plan import VARIABLE, Plan
from mockfactory.double.planning.snapshot import snapshot
from mockfactory.double.recording.current import allows, violate
from mockfactory.double.recording.messages import made, promised, used_as_instance
from mockfactory.spec import Binding
from mockfactory.wording.errors import MisuseError, SignatureViolation, TypeViolation
from mockfactory.wording.strictness import way_out
from mockfactory.wording.text import nearest, report, show, shown_call

if TYPE_CHECKING:
    from mockfactory.double.matching.compare import Bound
    from mockfactory.double.recording.record import Recorder

Args: TypeAlias = tuple[object, ...]
Kwargs: TypeAlias = dict[str, object]


def refuse_call(method: Recorder, args: Args, kwargs: Kwargs, error: TypeError) -> NoReturn:
    """Raise the violation for a call that Python could not bind."""
    __tracebackhide__ = True
    plan = method.plan
    text = str(error).partition("() ")[2] or str(error)
    text = text.partition(". Did you mean")[0]  # from Python 3.13 on; it has not seen which names are taken
    names = [slot.parameter.name for slot in plan.slots]
    unknown = next((name for name in kwargs if name not in names), None)
    hint = ""
    if unknown is not None and "unexpected keyword" in text:
        taken = set(names[: len(args)]) | set(kwargs)
        hint = _only_missing(plan, kwargs, taken) or nearest(
            unknown, [name for name in names if name not in taken] or names
        )
    message = report(
        f"{plan.qualname}() {text}.{hint}{_as_instance(method)}",
        promised=promised(plan, re.findall(r"'(\w+)'", text + hint)),
        came=shown_call(plan.name, args, kwargs),
        double=made(method.state),
    )
    violation = SignatureViolation(message)
    violation.__suppress_context__ = True
    violate(violation, method.state.ledger)


def _only_missing(plan: Plan, kwargs: Kwargs, taken: set[str]) -> str:
    """The one required parameter that is missing, where one name too many was given: most likely it was renamed."""
    by_name = [p for p in (slot.parameter for slot in plan.slots) if p.kind not in (*VARIABLE, p.POSITIONAL_ONLY)]
    missing = [p.name for p in by_name if p.default is p.empty and p.name not in taken]
    unknown = [name for name in kwargs if name not in {p.name for p in by_name}]
    return f" Did you mean {missing[0]!r}?" if len(missing) == len(unknown) == 1 else ""


def bind(method: Recorder, args: Args, kwargs: Kwargs) -> Bound:
    """The arguments in the order of the plan's slots.

    Raises:
        SignatureViolation: where the signature does not take them.
    """
    __tracebackhide__ = True
    plan = method.plan
    try:
        if plan.call.first in kwargs and plan.call.first not in [slot.parameter.name for slot in plan.slots]:
            raise TypeError(f"{plan.qualname}() got multiple values for argument {plan.call.first!r}")
        return plan.bind(*args, **kwargs)
    except TypeError as error:
        refuse_call(method, args, kwargs, error)


def examine(method: Recorder, bound: Bound, args: Args, kwargs: Kwargs) -> tuple[Args, Kwargs]:
    """Check the type of each argument, and give the arguments back as they are to be recorded."""
    __tracebackhide__ = True
    _refuse_matchers(method, args, kwargs)
    check_types(method, bound, args, kwargs)
    return tuple(map(snapshot, args)), {name: snapshot(value) for name, value in kwargs.items()}


def check_types(method: Recorder, bound: Bound, args: Args, kwargs: Kwargs) -> None:
    """Raise a violation where an argument is refused by its hint, or the whole call by every overload."""
    __tracebackhide__ = True
    plan = method.plan
    misfit = unfit(plan, bound)
    if misfit is not None:
        if allows("types", method.state.ledger):
            return
        message = report(
            f"{plan.qualname}(): {misfit.reason}.",
            promised=promised(plan, [misfit.parameter]),
            came=shown_call(plan.name, args, kwargs),
            double=made(method.state),
            or_allow=way_out("types"),
        )
        violate(TypeViolation(message), method.state.ledger)
    if plan.overloads and not fitting(plan, args, kwargs) and not allows("types", method.state.ledger):
        ways = "overloads" if plan.member.overloads else "forms"
        message = report(
            f"{plan.qualname}(): none of its {len(plan.overloads)} {ways} takes these arguments.",
            promised="\n".join(promised(one, _concerned(one, args, kwargs)) for one in plan.overloads),
            came=shown_call(plan.name, args, kwargs),
            double=made(method.state),
            or_allow=way_out("types"),
        )
        violate(TypeViolation(message), method.state.ledger)


def _concerned(plan: Plan, args: Args, kwargs: Kwargs) -> list[str]:
    """The parameters because of which an overload does not take a call."""
    try:
        misfit = unfit(plan, plan.bind(*args, **kwargs))
    except TypeError as error:
        return re.findall(r"'(\w+)'", str(error))
    return [misfit.parameter] if misfit is not None else []


def _as_instance(method: Recorder) -> str:
    """Advice for a class double of which a method was called as if it were an instance."""
    plan = method.plan
    is_unbound = plan.member.binding is Binding.STATIC and plan.call.first is not None and plan.owner
    return used_as_instance(method.state) if is_unbound else ""


def _refuse_matchers(method: Recorder, args: Args, kwargs: Kwargs) -> None:
    for value in (*args, *kwargs.values()):
        if is_matcher(type(value)):
            raise MisuseError(
                report(
                    f"{method.plan.qualname}() was really called with the matcher {show(value)}.",
                    came=shown_call(method.plan.name, args, kwargs),
                    write="when(lambda: ...) or verify(lambda: ...) around it; "
                    "matchers stand for an argument only in there",
                )
            )
