"""Types that no value can have both of, as far as that is certain."""

from __future__ import annotations

import abc
from collections.abc import Iterable, Iterator
from typing import Final

from mockfactory.spec.looking.raw import module_name_of, mro_of

_OF_MOCKS: Final = frozenset({"unittest.mock", "mock", "mock.mock"})
"""A `Mock(spec=int)` counts as an int."""


def surely_disjoint(some: Iterable[type], others: Iterable[type]) -> bool:
    """Whether an instance of one of `some` is certainly an instance of none of `others`.

    An abstract class may have virtual subclasses, so nothing is certain of one; nor of two classes that have a subclass
    in common.

    Args:
        some: classes; none where nothing is known.
        others: the same.

    Example:
        >>> surely_disjoint([str], [int, bytes]), surely_disjoint([bool], [int]), surely_disjoint([], [int])
        (True, False, False)
    """
    pairs = [(one, other) for one in some for other in others]
    return bool(pairs) and not any(_may_meet(one, other) for one, other in pairs)


def _may_meet(one: type, other: type) -> bool:
    if any(issubclass(type(cls), abc.ABCMeta) or module_name_of(cls) in _OF_MOCKS for cls in (one, other)):
        return True
    if _inherits(one, other) or _inherits(other, one):
        return True
    return any(_inherits(below, other) for below in _below(one))


def _inherits(cls: type, base: type) -> bool:
    return any(each is base for each in mro_of(cls))


def _below(cls: type) -> Iterator[type]:
    below: list[type] = type.__subclasses__(cls)
    for each in below:
        yield each
        yield from _below(each)
