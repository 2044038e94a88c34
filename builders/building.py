"""`build` and `build_many`: one object, or several."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Generator
from typing import Final, SupportsIndex, TypeVar

from typing_extensions import TypeForm

from builders.declaring.amounts import whole
from builders.declaring.copying import as_given
from builders.declaring.misplaced import refuse_all_misplaced
from builders.errors import UnknownName
from builders.plan.nesting import resolved
from builders.plan.planning import Plan, plan_of
from builders.seed.namespaces import HERE

T = TypeVar("T")
_MANY: Final = 1000
"""From how many objects on the garbage collector waits."""


def build(type: TypeForm[T], /, **overrides: object) -> T:
    """Build one object of a type, valid and the same on every run.

    It is object number 0 of its type in this test, then number 1, and so on: what else is built, in which order and by
    which worker does not change it.

    Args:
        type: a pydantic model, dataclass, attrs class, msgspec Struct, TypedDict, NamedTuple, enum, SQLAlchemy model,
            class with a typed constructor, or any annotation of such: `list[User]`, `User | None`.
        overrides: values of fields, by the fields' names. `tenant__plan="pro"`, or `tenant={"plan": "pro"}`, gives one
            field of the object in the field `tenant`, and the others are drawn. `users=[{"age": 36}, {}]` gives a list
            of two, the first of them in part.

    Returns:
        A real object, validated by its own type. A field that has a default keeps it; all others are drawn.

    Raises:
        UnknownName: there is no such field. Nothing was drawn.
        InvalidOverride: the type refuses a value that was given.
        CannotBuild: the type has a field that nobody knows how to draw, or no valid object was found.

    Example:
        >>> from dataclasses import dataclass
        >>> @dataclass
        ... class User:
        ...     email: str
        ...     age: int
        >>> build(User, age=36).age
        36
        >>> build(User, agee=36)
        Traceback (most recent call last):
            ...
        builders.errors.UnknownName: User has no field 'agee'.
          did you mean:  age?
          known:  email, age
    """
    plan = plan_of(type)
    return plan.build(HERE.namespace.count_of(plan.name), _checked(plan, overrides) if overrides else overrides)


def build_many(type: TypeForm[T], n: SupportsIndex, /, **overrides: object) -> list[T]:
    """Build several objects of a type, as `build` builds each.

    Args:
        type: as for `build`.
        n: how many.
        overrides: as for `build`, the same for all.

    Returns:
        A list of `n` objects.

    Raises:
        ValueError: `n` is negative.
        TypeError: `n` is no integer.
        UnknownName, InvalidOverride, CannotBuild: as for `build`.

    Example:
        >>> from uuid import UUID
        >>> len(set(build_many(UUID, 100)))
        100
    """
    number = whole(n, "build_many")
    plan = plan_of(type)
    given = {name: as_given(value) for name, value in _checked(plan, overrides).items()} if overrides else overrides
    count = HERE.namespace.count_of(plan.name)
    with unhindered(number):
        return [plan.build(count, given) for _ in range(number)]


def check_overrides(type: TypeForm[T], overrides: dict[str, object]) -> None:
    """See that a type takes these overrides, as far as their names and kinds say it.

    Raises:
        UnknownName, InvalidOverride, CannotBuild: as for `build`.
    """
    _checked(plan_of(type), overrides)


def _checked(plan: Plan[T], overrides: dict[str, object]) -> dict[str, object]:
    if plan.record is None:
        name = next(iter(overrides))
        raise UnknownName(f"{plan.name} has no fields, so there is no {name!r} to give.")
    given = resolved(plan.record, overrides)
    refuse_all_misplaced(plan.record, given)
    return given


@contextlib.contextmanager
def unhindered(n: int) -> Generator[None]:
    """Let the garbage collector wait while many objects are made: it would look at all of them, again and again."""
    if n < _MANY or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
