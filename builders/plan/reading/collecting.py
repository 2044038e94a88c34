"""Collections: lists, sets, tuples, mappings, and what the abstract ones are built as."""

from __future__ import annotations

import collections
import typing
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, cast, get_args, get_origin

import typing_extensions

from builders.draws.choices import Constant
from builders.draws.distinct import DistinctItems, values_of
from builders.draws.draw import Draw
from builders.draws.gathering import Many, Together
from builders.draws.supplied import how_many
from builders.errors import CannotBuild
from builders.plan.reading.containers import LISTS, MAPPINGS, SETS, Gather
from builders.plan.reading.generics import bindings, class_of, is_any_of, is_subclass, substituted
from builders.plan.reading.place import Place
from builders.plan.reading.reading import Reading
from builders.seed.naming import short_name
from builders.values.constraints import LEAVE_ROOM, Constraints

MORE: Final = 3
"""How many items there may be above the least number, where nothing limits them."""

_BARE_TUPLES: Final[tuple[object, ...]] = (tuple, typing.Tuple)  # noqa: UP006  # the old spelling is one of those read here

_SUBCLASSED: Final[tuple[type, ...]] = (list, set, frozenset, dict, collections.deque, tuple)


def read(annotation: object, place: Place, reading: Reading) -> Draw | None:
    """Read a collection; `None` when it is none."""
    origin = get_origin(annotation) or annotation
    arguments = get_args(annotation)
    if origin is tuple and not (is_any_of(annotation, _BARE_TUPLES) or (len(arguments) == 2 and arguments[1] is ...)):
        return _tuple(arguments, place, reading)
    try:
        hash(origin)
    except TypeError:
        return None
    if origin in LISTS:
        return _list(arguments[0] if arguments else str, LISTS[origin], place, reading)
    if origin in SETS:
        return _distinct(arguments[0] if arguments else str, None, SETS[origin], place, reading)
    if origin in MAPPINGS:
        key, value = _mapped(origin, arguments)
        gather = _defaulting(value) if origin is collections.defaultdict else MAPPINGS[origin]
        return _distinct(key, value, gather, place, reading)
    return _subclass(annotation, place, reading)


def _mapped(origin: object, arguments: tuple[object, ...]) -> tuple[object, object]:
    if origin is collections.Counter:
        return (arguments[0] if arguments else str), typing.Annotated[int, Constraints(ge=1, le=9)]
    return (arguments[0], arguments[1]) if len(arguments) == 2 else (str, str)


def _list(item: object, gather: Gather | None, place: Place, reading: Reading) -> Draw:
    draw, longest = reading.at(item, place.item()), place.constraints.max_length
    return Many(draw, *how_many(draw, *lengths(place), longest), gather, longest)


def lengths(place: Place) -> tuple[int, int]:
    """How many items there are, at least and at most.

    Raises:
        CannotBuild: there is no such number.
    """
    asked = place.constraints
    least = max(asked.min_length or 0, 0)
    most = least + MORE if asked.max_length is None else min(least + MORE, asked.max_length)
    if most < least:
        raise CannotBuild(
            f"{place.path}: no collection has at least {least} items and at most {asked.max_length}\n{LEAVE_ROOM}"
        )
    return least, most


def _distinct(item: object, value: object, gather: Gather | None, place: Place, reading: Reading) -> Draw:
    """Items of a set, or keys with values under them where `value` is an annotation."""
    _check_hashable(item, place)
    least, most = lengths(place)
    item_draw = reading.at(item, place.item("[]" if value is None else "[key]", None if value is None else ""))
    value_draw = None if value is None else reading.at(value, place.item())
    possible = values_of(item_draw)
    if possible is not None and possible < least:
        raise CannotBuild(
            f"{place.path}: there are only {possible} different {short_name(item)}, and at least {least} are asked "
            f"for\n{LEAVE_ROOM}"
        )
    most = most if possible is None else min(most, possible)
    longest = place.constraints.max_length
    for draw in (item_draw, value_draw):
        if draw is not None:
            least, most = how_many(draw, least, most, longest)
    return DistinctItems(item_draw, value_draw, least, most, gather, place.path, longest)


def _check_hashable(item: object, place: Place) -> None:
    class_ = class_of(item)
    if class_ is not None and getattr(class_, "__hash__", None) is None:
        raise CannotBuild(
            f"{place.path}: {short_name(item)} objects can't be hashed, so no set or mapping can hold them as keys\n"
            "  write:  a type that can: a tuple for a list, a frozen dataclass"
        )


def _tuple(arguments: tuple[object, ...], place: Place, reading: Reading) -> Draw:
    if not arguments:
        return Constant(())
    draws: list[Draw] = []
    spread: list[bool] = []
    for number, argument in enumerate(arguments):
        unpacked = _unpacked(argument)
        draws.append(reading.at(argument if unpacked is None else unpacked, place.item(f"[{number}]")))
        spread.append(unpacked is not None)
    return Together(tuple(draws), _Flattened(tuple(spread)) if any(spread) else None)


def _unpacked(argument: object) -> object | None:
    """The tuple type whose items stand among others: `*tuple[int, ...]`."""
    if get_origin(argument) in (typing.Unpack, typing_extensions.Unpack):
        return cast("object", get_args(argument)[0])
    if getattr(argument, "__unpacked__", False):
        return tuple.__class_getitem__(get_args(argument))
    return None


@dataclass(frozen=True)
class _Flattened:
    spread: tuple[bool, ...]

    def __call__(self, *values: object) -> tuple[object, ...]:
        items: list[object] = []
        for is_spread, value in zip(self.spread, values, strict=True):
            items.extend(cast("tuple[object, ...]", value) if is_spread else (value,))
        return tuple(items)


def _defaulting(value: object) -> Gather:
    class_ = class_of(value)
    factory = class_ if class_ in (int, float, str, bool, list, dict, set, tuple) else None
    made = cast("Callable[[], object] | None", factory)

    def gather(items: dict[object, object]) -> object:
        return collections.defaultdict(made, items)

    return gather


def _subclass(annotation: object, place: Place, reading: Reading) -> Draw | None:
    """A class made from a collection, such as `class Tags(list[str])`, with the constructor of that collection."""
    class_ = class_of(annotation)
    if class_ is None or not is_subclass(class_, _SUBCLASSED):
        return None
    known = next(base for base in class_.__mro__ if base in LISTS or base in SETS or base in MAPPINGS)
    if hasattr(class_, "_fields") or hasattr(class_, "__total__") or _maker_of(class_) is not known:
        return None
    written = next(
        (
            substituted(base, bindings(annotation).get(owner, {}))
            for owner in class_.__mro__
            for base in vars(owner).get("__orig_bases__", ())
            if get_origin(base) is known
        ),
        known,
    )
    inner = read(written, place, reading)
    if isinstance(inner, Many | DistinctItems):
        return replace(inner, gather=_regathered(class_, inner.gather))
    return None


def _maker_of(class_: type) -> type:
    """The class whose constructor it is."""
    return next(base for base in class_.__mro__ if "__init__" in vars(base))


def _regathered(class_: type, gather: Gather | None) -> Gather:
    if gather is None:
        return class_
    first = gather

    def again(items: object) -> object:
        return class_(first(items))

    return again
