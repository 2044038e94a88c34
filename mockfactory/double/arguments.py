"""The careful look at the arguments of one call: why it can't be bound, what is of the wrong type, what to copy."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import Parameter
from typing import TYPE_CHECKING, NoReturn, TypeAlias, cast

from .errors import MisuseError, SignatureViolation, TypeViolation
from .ledger import allows, violate
from .messages import made, nearest, promised, report, show, shown_call, way_out
from .snapshot import CONTAINERS, snapshot

if TYPE_CHECKING:
    from mockfactory.spec.check import Check

    from .binder import Bound
    from .method import Method
    from .plan import Slot

Args: TypeAlias = tuple[object, ...]
Kwargs: TypeAlias = dict[str, object]


def refuse_call(method: Method, args: Args, kwargs: Kwargs, error: TypeError) -> NoReturn:
    """Raise the violation for a call that Python could not bind."""
    __tracebackhide__ = True
    plan = method.plan
    text = str(error).partition("() ")[2] or str(error)
    names = [slot.parameter.name for slot in plan.slots]
    unknown = next((name for name in kwargs if name not in names), None)
    hint = ""
    if unknown is not None and "unexpected keyword" in text:
        taken = set(names[: len(args)]) | set(kwargs)
        hint = nearest(unknown, [name for name in names if name not in taken] or names)
    message = report(
        f"{plan.qualname}() {text}.{hint}",
        promised=promised(plan),
        came=shown_call(plan.name, args, kwargs),
        double=made(method.state),
    )
    violation = SignatureViolation(message)
    violation.__suppress_context__ = True
    violate(violation, method.state.ledger)


def examine(method: Method, bound: Bound, args: Args, kwargs: Kwargs) -> tuple[Args, Kwargs]:
    """Check the type of each argument, and give the arguments back as they are to be recorded.

    A call that turns out to be right by its types alone is remembered by the plan, and not examined again.
    """
    __tracebackhide__ = True
    plan = method.plan
    _refuse_matchers(method, args, kwargs)
    if any(slot.check is not None for slot in plan.slots):
        check_types(method, bound, args, kwargs)
    plan.learn(bound)
    if any(type(value) in CONTAINERS for value in args):
        args = tuple(map(snapshot, args))
    if kwargs and any(type(value) in CONTAINERS for value in kwargs.values()):
        kwargs = {name: snapshot(value) for name, value in kwargs.items()}
    return args, kwargs


def check_types(method: Method, bound: Bound, args: Args, kwargs: Kwargs) -> None:
    """Raise a violation for the first argument that the spec's hint refuses."""
    __tracebackhide__ = True
    for slot, value in zip(method.plan.slots, bound, strict=False):
        if slot.check is None:
            continue
        for what, item, check in _checked(slot, slot.check, value):
            if type(item) in check.exact or check.accepts(item):
                continue
            if item is slot.parameter.default:
                continue
            if allows("types", method.state.ledger):
                return
            plan = method.plan
            message = report(
                f"{plan.qualname}(): {what} is {check.mismatch(item)}.",
                promised=promised(plan),
                came=shown_call(plan.name, args, kwargs),
                double=made(method.state),
                or_allow=way_out("types"),
            )
            violate(TypeViolation(message), method.state.ledger)


def _checked(slot: Slot, check: Check, value: object) -> Iterator[tuple[str, object, Check]]:
    """Each thing that one parameter received, with its name in a message."""
    parameter = slot.parameter
    if parameter.kind is Parameter.VAR_POSITIONAL and isinstance(value, tuple):
        for index, item in enumerate(cast("Args", value)):
            yield f"item {index} of *{parameter.name}", item, check
    elif parameter.kind is Parameter.VAR_KEYWORD and isinstance(value, dict):
        from mockfactory.spec.check import unpacked_typed_dict

        if unpacked_typed_dict(slot.hint.annotation) is not None:
            yield f"**{parameter.name}", value, check
            return
        for name, item in cast("Kwargs", value).items():
            yield f"argument {name!r}", item, check
    else:
        yield f"argument {parameter.name!r}", value, check


def _refuse_matchers(method: Method, args: Args, kwargs: Kwargs) -> None:
    for value in (*args, *kwargs.values()):
        if getattr(type(value), "__mockfactory_matcher__", False):
            raise MisuseError(
                report(
                    f"{method.plan.qualname}() was really called with the matcher {show(value)}.",
                    came=shown_call(method.plan.name, args, kwargs),
                    write="when(lambda: ...) or verify(lambda: ...) around it; "
                    "matchers stand for an argument only in there",
                )
            )
