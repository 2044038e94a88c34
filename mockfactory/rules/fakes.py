"""Hand-written fakes that others give: which of them count as what they are given for, by their members alone.

A class that has all members of another one, each of which fits, is taken in its place. So it is where a function or a
method gives it. Of several that give one another each counts while none of them is refused.

Source: R. M. Amadio and L. Cardelli, "Subtyping recursive types", ACM TOPLAS 15 (4), 1993: the greatest relation of
types that holds where it is assumed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from mockfactory.rules.certain import certain
from mockfactory.rules.comparing.pair import Pair
from mockfactory.rules.comparing.reading import pair_of
from mockfactory.rules.comparing.standing import assumed
from mockfactory.rules.presence import missing
from mockfactory.rules.telling.findings import Finding
from mockfactory.spec.annotations.forms import arguments_in
from mockfactory.spec.assigning.calls import results_met
from mockfactory.spec.assigning.standing import Standing
from mockfactory.spec.assigning.types import class_of, plain
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import module_name_of, mro_of
from mockfactory.spec.refusals import is_refused

_MOST: Final = 50
"""A fake of a large interface may give others, which give others; beyond so many nobody wrote them by hand."""
_MOST_NESTED: Final = 4


class Fakes(NamedTuple):
    """The classes that a pair gives, and those that these give, where others are promised whose members they have.

    Attributes:
        standing: those that count as what is promised.
        all: the same with those that do not.
        fault: the first thing that is wrong with one that does not.
    """

    standing: Standing
    all: Standing
    fault: Finding | None


def given_fakes(pair: Pair) -> Fakes:
    """Which classes that a pair gives count as what is promised in their place."""
    found = _candidates(pair)
    everyone = standing = assumed(found)
    fault: Finding | None = None
    while True:
        faults = [next(certain(pair_of(*one, known=standing)), None) for one in found]
        if not any(faults):
            return Fakes(standing, everyone, fault)
        fault = fault or next(one for one in faults if one is not None)
        found = [one for one, wrong in zip(found, faults, strict=True) if wrong is None]
        standing = assumed(found)


def _candidates(pair: Pair) -> list[tuple[type, type]]:
    found: list[tuple[type, type]] = []
    left = [pair]
    while left and len(found) < _MOST:
        for given, asked in _given_in(left.pop()):
            if any(given is one and asked is other for one, other in found):
                continue
            other_pair = pair_of(given, asked)
            if other_pair.demanded and not any(missing(other_pair)):
                found.append((given, asked))
                left.append(other_pair)
    return found


def _given_in(pair: Pair) -> Iterator[tuple[type, type]]:
    """Each class that a method gives, with each that is promised there and that it is not derived from."""
    for name, asked in pair.iface.members.items():
        given = pair.impl.members.get(name)
        if given is None or given.call is None or asked.call is None or pair.inherits(asked, given):
            continue
        for _, one, other in results_met(given.call, asked.call):
            if one.unchecked is None and other.unchecked is None:
                for mine in _classes_in(one.annotation):
                    wanted = (theirs for theirs in _classes_in(other.annotation) if not is_one_of(theirs, mro_of(mine)))
                    yield from ((mine, theirs) for theirs in wanted)


def _classes_in(annotation: object, depth: int = 0) -> Iterator[type]:
    """The classes in a type that somebody wrote a fake of, or as one."""
    annotation = plain(annotation)
    cls = class_of(annotation)
    if cls is not None and not is_refused(cls) and module_name_of(cls) != "builtins":
        yield cls
    if depth < _MOST_NESTED:
        for argument in arguments_in(annotation):
            yield from _classes_in(argument, depth + 1)
