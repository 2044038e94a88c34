"""`coverage`."""

from __future__ import annotations

from typing import TypeVar, cast

from typing_extensions import TypeForm

from builders.covering.cases import cases
from builders.covering.variants import variants
from builders.draws.compiling import compiled
from builders.plan.planning import plan_of
from builders.seed.mixing import state_of
from builders.seed.namespaces import HERE

T = TypeVar("T")


def coverage(type: TypeForm[T], /) -> list[T]:
    """Build a small set of objects that visits every case of a type.

    The cases of a field are: each arm of a union, each enum member and literal (up to 50), `True` and `False`, `None`,
    the lowest and the highest number or time, a text of the shortest and one of the longest length that was declared, a
    collection with as few items as may be, one with as many (`max_length` up to 1000, else as many as are ever drawn),
    the default, and the cases of what a collection or the field's object holds. Each object shows another case of every
    field, so there are as many objects as the field with most cases has, not as many as there are combinations; more
    only where the type refuses cases side by side. Within itself a type is not covered again.

    Args:
        type: as for `build`.

    Returns:
        Valid objects. What the type's own validators refuse is none of its cases, and left out.

    Raises:
        CannotBuild: the type can't be built at all.

    Example:
        >>> from dataclasses import dataclass
        >>> from builders import coverage
        >>> @dataclass
        ... class Switch:
        ...     on: bool
        ...     dimmed: bool | None
        >>> [(switch.on, switch.dimmed) for switch in coverage(Switch)]
        [(False, None), (True, False), (False, True)]
    """
    plan = plan_of(type)
    plan.check({})
    key = HERE.namespace.key_of(f"coverage of {plan.name}")
    if plan.record is None:
        draws = [compiled(case, "", plan.name) for case in cases(plan.shape, ())]
        return [cast("T", draw(state_of(key, number), number, 0)) for number, draw in enumerate(draws)]
    found = variants(plan.record) or [plan.record]
    return [cast("T", variant.draw(state_of(key, number), number, 0)) for number, variant in enumerate(found)]
