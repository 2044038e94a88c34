"""Which classes are said to stand for which, so that the one counts where the other is promised.

Whether each does stand for its interface is asked of that pair itself. To compare one pair, the others are assumed: a
class whose methods give another one, or itself, could not be compared in any other way.

Source: R. M. Amadio and L. Cardelli, "Subtyping recursive types", ACM TOPLAS 15 (4), 1993: what is to be shown of two
recursive types may be assumed while their parts are compared. The typing specification has it so for Protocols, see
"Recursive protocols".
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from mockfactory.spec.annotations.forms import origin_of
from mockfactory.spec.annotations.generics import parameters_of
from mockfactory.spec.looking.identity import ByIdentity, is_one_of
from mockfactory.spec.looking.raw import mro_of
from mockfactory.spec.looking.static import is_class


class StandsFor(NamedTuple):
    """Two classes of which the first counts as the second, and not the other way round.

    Attributes:
        given: an implementation.
        asked: the interface that it is held against: a class, or one with type arguments.
    """

    given: type
    asked: object


class Standing:
    """Pairs of classes of which the one counts as the other.

    Args:
        pairs: the implementations and their interfaces.
        beside: more of them.

    Example:
        >>> class Query: ...
        >>> class FakeQuery: ...
        >>> standing = Standing([StandsFor(FakeQuery, Query)])
        >>> list(standing.ways(FakeQuery, Query)), list(standing.ways(Query, FakeQuery))
        ([<class '...Query'>], [])
    """

    def __init__(self, pairs: Iterable[StandsFor] = (), beside: Standing | None = None) -> None:
        self._by_given: Final[ByIdentity[list[StandsFor]]] = ByIdentity()
        self._by_asked: Final[ByIdentity[list[StandsFor]]] = ByIdentity()
        self._beside: Final = beside
        for pair in pairs:
            self.add(pair)

    def add(self, pair: StandsFor) -> None:
        """One more pair."""
        self._by_given.setdefault(pair.given, []).append(pair)
        self._by_asked.setdefault(_class_of(pair.asked), []).append(pair)

    def ways(self, given: type, wanted: type) -> Iterator[object]:
        """Each interface that a class stands for, itself or by a base, and that is another class or derives from it.

        Args:
            given: a class.
            wanted: the class as which it should count.
        """
        for base in mro_of(given):
            for pair in self._of_given(base):
                if is_one_of(wanted, mro_of(_class_of(pair.asked))):
                    # Which arguments a generic implementation hands on to its interface is not known.
                    yield _class_of(pair.asked) if parameters_of(base) else pair.asked

    def ways_back(self, given: type, wanted: type) -> Iterator[object]:
        """Each interface that is a class, and that something of another class stands for.

        Args:
            given: the class of what is passed to an interface.
            wanted: the class as which an implementation takes it. Where implementations are used, they are passed too.
        """
        for pair in self._of_asked(given):
            if is_one_of(wanted, mro_of(pair.given)):
                yield given if parameters_of(pair.given) else pair.asked

    def _of_given(self, cls: type) -> Iterator[StandsFor]:
        more = () if self._beside is None else self._beside._of_given(cls)
        return itertools.chain(self._by_given.get(cls, ()), more)

    def _of_asked(self, cls: type) -> Iterator[StandsFor]:
        more = () if self._beside is None else self._beside._of_asked(cls)
        return itertools.chain(self._by_asked.get(cls, ()), more)


NOTHING: Final = Standing()
"""No class counts as another."""


def _class_of(asked: object) -> type:
    origin = origin_of(asked)
    found = origin if is_class(origin) else asked
    return found if is_class(found) else object
