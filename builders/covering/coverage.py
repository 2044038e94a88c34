"""`coverage`."""

from __future__ import annotations

from typing import TypeVar, cast

from typing_extensions import TypeForm

from builders.covering.around import Around
from builders.covering.cases import cases
from builders.covering.variants import variants
from builders.draws.compiling import compiled
from builders.draws.writer import DrawFunction
from builders.errors import BuildError
from builders.plan.planning import plan_of
from builders.plan.refusing import completed
from builders.seed.namespaces import HERE, Count
from builders.seed.naming import short_name

T = TypeVar("T")


def coverage(type: TypeForm[T], /) -> list[T]:
    """Build a small set of objects that visits every case of a type.

    The cases of a field are: each arm of a union, each enum member and literal (up to 50), `True` and `False`, `None`,
    the lowest and the highest number or time, a text of the shortest and one of the longest length that was declared, a
    collection with as few items as may be, one with as many (`max_length` up to 1000, else as many as are ever drawn),
    the default, and the cases of what a collection or the field's object holds. Each object shows another case of every
    field, so there are as many objects as the field with most cases has, not as many as there are combinations; more
    only where the type refuses cases side by side. A list whose items have more than ten cases shows ten of them at a
    time. A type that stands in several objects is covered in the one that is nearest to the outermost, in the first of
    several that are as near, and drawn plainly in the others and within itself: so the time grows with the number of
    types, and not with the ways that lead from one to another.

    Args:
        type: as for `build`.

    Returns:
        Valid objects. What the type's own validators refuse is none of its cases, and left out.

        A second call in a test goes on counting: its values are others, where they are not cases.

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
    # Its objects are counted on, as those of `build` are: what is unique differs from one call to the next.
    count = HERE.namespace.count_of(f"coverage of {plan.name}")
    around = Around.of(plan.shape)
    if plan.record is None:
        draws = [compiled(case, "", plan.name) for case in cases(plan.shape, around)]
    else:
        draws = [variant.draw for variant in variants(plan.record, around) or [plan.record]]
    return [cast("T", _drawn(draw, short_name(type), count)) for draw in draws]


def _drawn(draw: DrawFunction, title: str, count: Count) -> object:
    state, index = count.next()
    try:
        return draw(state, index, 0)
    except BuildError as error:
        raise completed(error, title, HERE.namespace, index) from error.__cause__
