"""Seeing that an argument is right, and copying it, in one go.

The copy comes first, and it is the copy that is checked: what is recorded is what was checked, whatever other threads
do to the original meanwhile. What is not seen to be right here is looked at again with care, and only then refused.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from inspect import Parameter
from typing import TYPE_CHECKING, Any, Final, cast

from mockfactory.double.matching.matchers import Matcher
from mockfactory.double.planning.binder import REFUSED, Keep, Taken
from mockfactory.double.planning.snapshot import CONTAINERS, snapshot
from mockfactory.spec.check import unpacked_typed_dict

if TYPE_CHECKING:
    from mockfactory.double.planning.slots import Slot
    from mockfactory.spec.check import Check, Flat

_MOST_KNOWN: Final = 256
_COPY: Final[dict[type, Callable[[Any], Iterable[object]]]] = {
    list: list[Any].copy,
    set: set[Any].copy,
    deque: deque[Any].copy,
    tuple: tuple,  # which gives the very same object
    frozenset: frozenset,
}


def looks_at(slot: Slot, first_parameter: str | None) -> Taken:
    """How the argument of one parameter is looked at; `first_parameter` is the one that binding took away."""
    parameter, check = slot.parameter, slot.check
    right = set(check.exact - CONTAINERS) if check is not None else set[type]()
    if parameter.default is None:  # and so right, whatever the annotation says
        right.add(type(None))
    keep = keeper(check, right)
    if parameter.kind is Parameter.VAR_POSITIONAL:
        keep = keeper_of_items(keep)
    elif parameter.kind is Parameter.VAR_KEYWORD:
        is_whole = unpacked_typed_dict(slot.hint.annotation) is not None
        keep = _refused if is_whole else keeper_of_values(keep, first_parameter)
    known = [cls for cls in check.classes if any(cls is each for each in right)] if check is not None else []
    return Taken(known[0] if known else None, right, keep)


def needs_options(slot: Slot) -> bool:
    """Whether a call with no keywords is wrong: `**options: Unpack[Options]` may have required keys."""
    parameter, check = slot.parameter, slot.check
    is_whole = parameter.kind is Parameter.VAR_KEYWORD and unpacked_typed_dict(slot.hint.annotation) is not None
    return is_whole and check is not None and not check.accepts({})


def may_copy(check: Check | None) -> bool:
    """Whether an argument that is right may be a mutable container."""
    return check is None or not check.classes or not CONTAINERS.isdisjoint(check.exact)


def keeper(check: Check | None, right: set[type]) -> Keep:
    """What gives the thing to be kept of an argument that is right, or `REFUSED`.

    Args:
        check: of the parameter; None where it takes anything.
        right: the types that need no look at all. They grow where there is no check.

    Example:
        >>> from mockfactory.spec import Hint
        >>> from mockfactory.spec.check import compile_check
        >>> keep = keeper(compile_check(Hint(list[int])), set())
        >>> keep([1, 2]), keep([1, "two"]) is REFUSED
        ([1, 2], True)
    """
    if check is None:
        return _keeper_of_anything(right)
    accepts, may = check.accepts, may_copy(check)

    def keep(value: object) -> object:
        kind = type(value)
        if kind in CONTAINERS:
            if not may:
                return REFUSED
            value = snapshot(value)
        elif is_matcher(kind):
            return REFUSED
        return value if accepts(value) else REFUSED

    found: Keep = keep
    for flat in reversed(check.flat):
        found = _quick_keeper(flat, found)
    return found


def keeper_of_items(keep: Keep) -> Keep:
    """The same for the items of `*args`."""

    def keep_items(values: object) -> object:
        kept = tuple(map(keep, cast("tuple[object, ...]", values)))
        return REFUSED if any(item is REFUSED for item in kept) else kept

    return keep_items


def keeper_of_values(keep: Keep, first_parameter: str | None) -> Keep:
    """The same for the values of `**kwargs`. The name of the bound parameter can't be one of theirs."""

    def keep_values(values: object) -> object:
        named = cast("dict[str, object]", values)
        kept = {name: keep(value) for name, value in named.items()}
        return REFUSED if first_parameter in named or any(value is REFUSED for value in kept.values()) else kept

    return keep_values


def is_matcher(kind: type) -> bool:
    """Whether instances of this type stand for an argument inside the lambda of `when` and `verify`."""
    return issubclass(kind, Matcher)


def _refused(value: object) -> object:
    return REFUSED


def _keeper_of_anything(right: set[type]) -> Keep:
    def keep(value: object) -> object:
        kind = type(value)
        if kind in CONTAINERS:
            return snapshot(value)
        if is_matcher(kind):
            return REFUSED
        if len(right) < _MOST_KNOWN:
            right.add(kind)
        return value

    return keep


def _quick_keeper(flat: Flat, otherwise: Keep) -> Keep:
    """Of one kind of container, when the types of its items tell that it is right and that a shallow copy will do."""
    if flat.container is dict:
        return _quick_keeper_of_dict(flat, otherwise)
    container, copy_of, types = flat.container, _COPY[flat.container], (flat.items or frozenset()) - CONTAINERS

    def keep(value: object) -> object:
        if type(value) is container:
            copy = copy_of(value)
            if types.issuperset(map(type, copy)):
                return copy
        return otherwise(value)

    return keep if types else otherwise


def _quick_keeper_of_dict(flat: Flat, otherwise: Keep) -> Keep:
    keys, types = flat.keys, flat.items and flat.items - CONTAINERS
    container: type = dict
    copy_of = cast("Callable[[object], dict[object, object]]", snapshot if types is None else dict[Any, Any].copy)

    def keep(value: object) -> object:
        if type(value) is container:
            copy = copy_of(value)
            if (keys is None or keys.issuperset(map(type, copy))) and (
                types is None or types.issuperset(map(type, copy.values()))
            ):
                return copy
        return otherwise(value)

    return otherwise if keys == frozenset() or types == frozenset() else keep
