"""Whether the arguments of a call are of the types that its parameters are annotated with."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import Parameter
from typing import TYPE_CHECKING, NamedTuple, cast

from mockfactory.spec.check import Check, unpacked_typed_dict

if TYPE_CHECKING:
    from mockfactory.double.matching.compare import Bound
    from mockfactory.double.planning.plan import Plan, Slot


class Misfit(NamedTuple):
    """An argument that its parameter refuses: what it is called in a message, and why."""

    what: str
    reason: str


def unfit(plan: Plan, bound: Bound) -> Misfit | None:
    """The first argument that is of the wrong type; None where all are right."""
    for slot, value in zip(plan.slots, bound, strict=False):
        if slot.check is None:
            continue
        for what, item, check in _parts(slot, slot.check, value):
            if not check.accepts(item) and item is not slot.parameter.default:
                return Misfit(what, check.mismatch(item))
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
