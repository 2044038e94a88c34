"""Whether the arguments of a call are of the types that its parameters are annotated with."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import Parameter
from typing import TYPE_CHECKING, NamedTuple, cast

from mockfactory.double.matching.disjoint import surely_disjoint
from mockfactory.double.matching.matchers import Matcher
from mockfactory.spec.check import Check, unpacked_typed_dict

if TYPE_CHECKING:
    from mockfactory.double.matching.compare import Bound
    from mockfactory.double.planning.plan import Plan
    from mockfactory.double.planning.slots import Slot


class Misfit(NamedTuple):
    """An argument that its parameter refuses: the name of the parameter, and a sentence on why."""

    parameter: str
    reason: str


def unfit(plan: Plan, bound: Bound) -> Misfit | None:
    """The first argument that is of the wrong type; None where all are right."""
    for slot, value in zip(plan.slots, bound, strict=False):
        if slot.check is None:
            continue
        for what, item, check in _parts(slot, slot.check, value):
            if issubclass(type(item), Matcher) and surely_disjoint(cast(Matcher, item).classes, check.classes):
                return Misfit(slot.parameter.name, f"{what} is {item!r}, which matches no {check.name}")
            if not check.accepts(item) and item is not slot.parameter.default:
                return Misfit(slot.parameter.name, check.told(item, f"{what} is", f"{what}:"))
    return None


def _parts(slot: Slot, check: Check, value: object) -> Iterator[tuple[str, object, Check]]:
    """Each thing that one parameter received."""
    parameter = slot.parameter
    if parameter.kind is Parameter.VAR_POSITIONAL:
        for index, item in enumerate(cast("tuple[object, ...]", value)):
            yield f"item {index} of *{parameter.name}", item, check
    elif parameter.kind is not Parameter.VAR_KEYWORD:
        yield f"argument {parameter.name!r}", value, check
    elif unpacked_typed_dict(slot.hint.annotation) is not None:
        yield f"**{parameter.name}", value, check
    else:
        for name, item in cast("dict[str, object]", value).items():
            yield f"argument {name!r}", item, check
