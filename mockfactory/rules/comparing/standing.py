"""What classes were marked to stand for: known to every comparison that is made after."""

from __future__ import annotations

import collections.abc
from collections.abc import Iterable
from typing import Final

from mockfactory.rules.comparing.handed import handed_on
from mockfactory.spec.annotations.forms import origin_of
from mockfactory.spec.assigning.standing import Standing, StandsFor
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import find_raw
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.members.signatures import is_protocol

_MARKED: Final = Standing()
_pairs: Final[list[StandsFor]] = []


def mark(implementation: type, interface: object) -> None:
    """Let a class count as an interface from now on.

    Args:
        implementation: a class.
        interface: what it stands for: a class, or one with type arguments. Nothing else has members that give it.
    """
    pairs = known_pairs([(implementation, interface)])
    _pairs.extend(pairs)
    for pair in pairs:
        _MARKED.add(pair)


def count_of_marks() -> int:
    """How many marks there are: what was refused when there were fewer may be right now."""
    return len(_pairs)


def assumed(pairs: Iterable[tuple[object, object]], beside: Standing | None = None) -> Standing:
    """Which classes count as which, for one comparison or for several.

    Args:
        pairs: each implementation, with its interface; those that are no classes are left out.
        beside: more of them; by default all that was marked.
    """
    return Standing(known_pairs(pairs), _MARKED if beside is None else beside)


def known_pairs(pairs: Iterable[tuple[object, object]]) -> list[StandsFor]:
    """Those pairs that are of a class for a class, so that objects of the one are given where the other is promised."""
    found: list[StandsFor] = []
    for implementation, interface in pairs:
        given, asked = _class_of(implementation), _class_of(interface)
        if given is not None and asked is not None and not _is_called(given, asked):
            found.append(StandsFor(given, interface, handed_on))
    return found


def _is_called(given: type, asked: type) -> bool:
    """Whether the class itself stands for something to call, by its constructor: its objects stand for nothing."""
    if find_raw(given, "__call__") is not None:
        return False
    return is_one_of(asked, (collections.abc.Callable,)) or (
        is_protocol(asked) and find_raw(asked, "__call__") is not None
    )


def _class_of(thing: object) -> type | None:
    origin = origin_of(thing)
    cls = origin if is_class(origin) else thing
    return cls if is_class(cls) else None
