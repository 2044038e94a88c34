"""Unions: one of several types, `None` perhaps among them."""

from __future__ import annotations

import sys
import types
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Union, get_args, get_origin

from builders.draws.choices import Constant, Maybe, OneOf
from builders.draws.draw import Draw
from builders.plan.reading.place import Place
from builders.plan.reading.reading import Reading
from builders.seed.naming import short_name, type_name


def read(annotation: object, place: Place, reading: Reading) -> Draw | None:
    """Read a union; `None` when it is none."""
    if get_origin(annotation) not in (Union, types.UnionType):
        return None
    arguments = [argument for argument in get_args(annotation) if not _is_unset(argument)]
    arms = [argument for argument in arguments if argument is not types.NoneType]
    if not arms:
        return Constant(None)
    draw = one_of(arms, place, reading)
    return Maybe(draw) if len(arms) < len(arguments) else draw


def one_of(arms: Sequence[object], place: Place, reading: Reading) -> Draw:
    """A value of one of several types. Their order has no say, as two unions of the same types are equal."""
    if len(arms) == 1:
        return reading.at(arms[0], place)
    return OneOf(
        tuple((name, reading.at(arm, replace(place, path=f"{place.path}|{name}"))) for name, arm in _named(arms))
    )


def _named(arms: Iterable[object]) -> list[tuple[str, object]]:
    """Each arm with a name of its own: a short one, unless two would have the same."""
    named = [(short_name(arm), arm) for arm in arms]
    often = Counter(name for name, _ in named)
    return sorted(
        ((name if often[name] == 1 else type_name(arm), arm) for name, arm in named), key=lambda entry: entry[0]
    )


def _is_unset(annotation: object) -> bool:
    """msgspec's mark for a field that may be missing: what is drawn is there."""
    if "msgspec" not in sys.modules:
        return False
    import msgspec

    return annotation is msgspec.UnsetType
