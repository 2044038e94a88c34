"""What a type variable has to be, so that the values of one type are values of another one that it stands in.

Source: the typing specification, "Generics" and "Protocols"; collecting lower and upper bounds is the first half of
what type checkers do to solve a call of a generic function.
"""

from __future__ import annotations

import collections.abc
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple, TypeVar

from mockfactory.spec.annotations.forms import arguments_in, is_any, is_list, is_union
from mockfactory.spec.assigning.arguments import arguments_as
from mockfactory.spec.assigning.types import class_of, is_surely_no, plain
from mockfactory.spec.assigning.variances import declared_variances
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.static import is_class

_MOST_NESTED: Final = 12


class Bound(NamedTuple):
    """What one place says of a type variable.

    Attributes:
        variable: the type variable.
        type: what it is there.
        is_lower: whether it has to take the values of that type; else its values have to be of that type.
    """

    variable: TypeVar
    type: object
    is_lower: bool


def bounds_in(given: object, wanted: object, variables: Collection[TypeVar], depth: int = 0) -> Iterator[Bound]:
    """What the variables have to be, where values of `given` are to be values of `wanted`.

    Where a type argument is both read and written, as the items of a list, the two arguments have to be the same: there
    the variable has to take one, and may be no more than it.

    Args:
        given: the type that the values have.
        wanted: the type that they should have.
        variables: those that are asked for; they stand in either type.
        depth: how far inside a type these are.

    Example:
        >>> from collections.abc import Sequence
        >>> T = TypeVar("T")
        >>> [one.type for one in bounds_in(list[int], Sequence[T], {T})]
        [<class 'int'>]
        >>> [one.is_lower for one in bounds_in(list[int], list[T], {T})]
        [True, False]
    """
    given, wanted = plain(given), plain(wanted)
    if depth > _MOST_NESTED:
        return
    if isinstance(wanted, TypeVar) and is_one_of(wanted, variables):
        yield from () if is_any(given) or _is_variable(given) else [Bound(wanted, given, is_lower=True)]
    elif isinstance(given, TypeVar) and is_one_of(given, variables):
        yield from () if is_any(wanted) or _is_variable(wanted) else [Bound(given, wanted, is_lower=False)]
    elif is_union(given):
        for arm in arguments_in(given):
            yield from bounds_in(arm, wanted, variables, depth + 1)
    elif is_union(wanted):
        open_ = [arm for arm in arguments_in(wanted) if holds(arm, variables)]
        others = [arm for arm in arguments_in(wanted) if not holds(arm, variables)]
        if len(open_) == 1 and all(is_surely_no(given, arm) for arm in others):
            yield from bounds_in(given, open_[0], variables, depth + 1)
    elif holds(given, variables) or holds(wanted, variables):
        yield from _in_arguments(given, wanted, variables, depth + 1)


def holds(annotation: object, variables: Collection[TypeVar]) -> bool:
    """Whether one of the variables stands anywhere in a type."""
    if is_class(annotation):
        return False
    if is_list(annotation):
        return any(holds(one, variables) for one in annotation)
    return is_one_of(annotation, variables) or any(holds(one, variables) for one in arguments_in(annotation))


def _in_arguments(given: object, wanted: object, variables: Collection[TypeVar], depth: int) -> Iterator[Bound]:
    cls = class_of(wanted)
    if cls is None or class_of(given) is None:
        return
    asked = arguments_in(wanted)
    if is_one_of(cls, (collections.abc.Callable,)):
        yield from _in_call(arguments_in(given) if class_of(given) is cls else (), asked, variables, depth)
        return
    if cls is tuple and Ellipsis not in asked and class_of(given) is tuple:
        known = arguments_in(given)
        ways: tuple[str, ...] = ("out",) * len(asked)
        if Ellipsis in known or len(known) != len(asked):
            return
    else:
        known, ways = arguments_as(given, cls) or (), declared_variances(cls, len(asked))
    for way, mine, theirs in zip(ways, known, asked, strict=False):
        if way in ("out", "both"):
            yield from bounds_in(mine, theirs, variables, depth)
        if way in ("in", "both"):
            yield from bounds_in(theirs, mine, variables, depth)


def _in_call(
    given: tuple[object, ...], asked: tuple[object, ...], variables: Collection[TypeVar], depth: int
) -> Iterator[Bound]:
    if not given or len(given) != len(asked) or Ellipsis in (*given, *asked):
        return
    for taken, passed in zip(given[:-1], asked[:-1], strict=True):
        yield from bounds_in(passed, taken, variables, depth)
    yield from bounds_in(given[-1], asked[-1], variables, depth)


def _is_variable(annotation: object) -> bool:
    return isinstance(annotation, TypeVar)
