"""What a class does with its type arguments: values come out of it, go in, or both.

Source: the typing specification, "Generics: variance", and the stubs of the standard library, whose classes do not say
it when they run.
"""

from __future__ import annotations

import collections
import collections.abc
from typing import Final, TypeVar

from mockfactory.spec.annotations.generics import parameters_of
from mockfactory.spec.assigning.types import variances_of
from mockfactory.spec.looking.identity import is_one_of

_BOTH: Final[tuple[object, ...]] = (
    list, set, dict, collections.deque, collections.defaultdict, collections.OrderedDict, collections.Counter,
    collections.ChainMap, collections.UserList, collections.UserDict, collections.abc.MutableSequence,
    collections.abc.MutableSet, collections.abc.MutableMapping,
)  # fmt: skip
"""What can be read from one and written into it."""
_FIRST: Final[tuple[object, ...]] = (collections.abc.Mapping,)
"""Whose keys are looked up by and listed."""


def declared_variances(cls: type, count: int) -> tuple[str, ...]:
    """For each type argument: "out", "in" or "both"; "" where it is not declared.

    Args:
        cls: a generic class.
        count: how many type arguments it has.

    Example:
        >>> declared_variances(list, 1), declared_variances(collections.abc.Mapping, 2)
        (('both',), ('both', 'out'))
    """
    if is_one_of(cls, _BOTH):
        return ("both",) * count
    if is_one_of(cls, _FIRST):
        return ("both", "out")[:count]
    known = variances_of(cls, count)
    if not any(one == "" for one in known):
        return known
    own = parameters_of(cls)
    if len(own) != len(known):
        return known
    return tuple(way or ("both" if _is_invariant(one) else "") for way, one in zip(known, own, strict=True))


def _is_invariant(parameter: object) -> bool:
    """Whether a type variable is declared so. Of `class Box[T]` a type checker finds out by what its members do."""
    return isinstance(parameter, TypeVar) and getattr(parameter, "__infer_variance__", False) is not True
