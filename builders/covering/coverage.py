"""`coverage`."""

from __future__ import annotations

from typing import TypeVar, cast

from typing_extensions import TypeForm

from builders.covering.cases import cases, variants
from builders.draws.compiling import compiled
from builders.errors import BuildError, CannotBuild
from builders.plan.planning import plan_of
from builders.plan.record import Record
from builders.seed.mixing import state_of
from builders.seed.namespaces import HERE

T = TypeVar("T")


def coverage(type: TypeForm[T], /) -> list[T]:
    """Build a small set of objects that visits every case of a type.

    The cases of a field are: each arm of a union, each enum member and literal, `True` and `False`, `None`, the lowest
        and the
    highest number, a collection that is empty (or as small as may be) and one that is full, the default, and the cases
    of the object that the field holds. Each object shows another case of every field, so there are as many objects as
    the field with most cases has, not as many as there are combinations. Recursive types are entered once.

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
    result: list[T] = []
    for number, variant in enumerate(variants(plan.record)):
        result.extend(cast("list[T]", _built(plan.record, variant, state_of(key, number), number)))
    return result


def _built(record: Record, variant: Record, state: int, index: int) -> list[object]:
    """The object of all cases at once; where these don't go together, one object for each case."""
    try:
        return [variant.draw(state, index, 0)]
    except CannotBuild:
        pass
    found: list[object] = []
    for name, field in variant.fields.items():
        if field is record.fields[name] or field.draw is None:
            continue
        given = compiled(field.draw, name, f"{record.title}.{name}")
        try:
            found.append(record.build(state, index, 0, {name: given(state, index, 0)}))
        except BuildError:  # a value that the type refuses is no case of it
            continue
    return found or [record.draw(state, index, 0)]
