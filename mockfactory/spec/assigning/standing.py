"""Which classes are said to stand for which, so that the one counts where the other is promised.

Whether each does stand for its interface is asked of that pair itself. To compare one pair, the others are assumed: a
class whose methods give another one, or itself, could not be compared in any other way.

Source: R. M. Amadio and L. Cardelli, "Subtyping recursive types", ACM TOPLAS 15 (4), 1993: what is to be shown of two
recursive types may be assumed while their parts are compared. The typing specification has it so for Protocols, see
"Recursive protocols".
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from types import GenericAlias
from typing import Any, Final, NamedTuple

from mockfactory.spec.annotations.forms import arguments_in, origin_of
from mockfactory.spec.annotations.generics import arguments_of, parameters_of
from mockfactory.spec.assigning.handing import Handed
from mockfactory.spec.looking.identity import ByIdentity, is_one_of
from mockfactory.spec.looking.raw import mro_of
from mockfactory.spec.looking.static import is_class


def _unknown(_given: type, _asked: object, /) -> Handed | None:
    """Nobody has looked at the members."""
    return None


class StandsFor(NamedTuple):
    """Two classes of which the first counts as the second, and not the other way round.

    Attributes:
        given: an implementation.
        asked: the interface that it is held against: a class, or one with type arguments.
        handed: finds how the first hands its type arguments on to the second. It is asked when the first of them is
            compared: by then all modules are imported.
    """

    given: type
    asked: object
    handed: Callable[[type, object], Handed | None] = _unknown


class Standing:
    """Pairs of classes of which the one counts as the other.

    Args:
        pairs: the implementations and their interfaces.
        beside: more of them.
        guessing: whether a type argument that is not known counts as the one that it would have to be.

    Example:
        >>> class Query: ...
        >>> class FakeQuery: ...
        >>> standing = Standing([StandsFor(FakeQuery, Query)])
        >>> list(standing.ways(FakeQuery, Query)), list(standing.ways(Query, FakeQuery))
        ([<class '...Query'>], [])
    """

    def __init__(
        self, pairs: Iterable[StandsFor] = (), beside: Standing | None = None, *, guessing: bool = False
    ) -> None:
        self._by_given: Final[ByIdentity[list[StandsFor]]] = ByIdentity()
        self._by_asked: Final[ByIdentity[list[StandsFor]]] = ByIdentity()
        self._known: Final[ByIdentity[Handed | None]] = ByIdentity()
        self._beside: Final = beside
        self._guessing: Final = guessing
        for pair in pairs:
            self.add(pair)

    def add(self, pair: StandsFor) -> None:
        """One more pair."""
        self._by_given.setdefault(pair.given, []).append(pair)
        self._by_asked.setdefault(_class_of(pair.asked), []).append(pair)

    def guessing(self) -> Standing:
        """The same, where a type argument that is not known counts as the one that it would have to be."""
        return Standing((), self, guessing=True)

    def ways(self, given: object, wanted: type, *, in_order: bool = False) -> Iterator[object]:
        """Each interface that a class stands for, itself or by a base, and that is another class or derives from it.

        Of a generic interface, with the type arguments that it has there; `Any` for one that is not certain.

        Args:
            given: a class, or one with type arguments.
            wanted: the class as which it should count.
            in_order: whether arguments against which nothing speaks are handed on in their order.
        """
        for base in mro_of(_class_of(given)):
            for pair in self._of_given(base):
                if is_one_of(wanted, mro_of(_class_of(pair.asked))):
                    yield self._asked(pair, arguments_of(given, base) or (), in_order=in_order)

    def ways_back(self, given: type, wanted: object, *, in_order: bool = False) -> Iterator[object]:
        """Each interface that is a class, and that something of another class stands for.

        Args:
            given: the class of what is passed to an interface.
            wanted: the class as which an implementation takes it. Where implementations are used, they are passed too.
            in_order: see `ways`.
        """
        taken = _class_of(wanted)
        for pair in self._of_asked(given):
            if taken is pair.given:
                yield self._asked(pair, arguments_in(wanted), in_order=in_order)
            elif is_one_of(taken, mro_of(pair.given)):
                yield given if parameters_of(pair.given) else self._asked(pair, (), in_order=in_order)

    def _asked(self, pair: StandsFor, arguments: tuple[object, ...], *, in_order: bool) -> object:
        """The interface of a pair, as which an implementation with these type arguments counts."""
        cls = _class_of(pair.asked)
        count = len(parameters_of(cls))
        if not count or not (pair.asked is cls or parameters_of(pair.given)):
            return pair.asked
        handed = self._handed(pair)
        found = (None,) * count if handed is None else handed.with_(arguments)
        if in_order and not self._guessing and None in found:
            return cls
        known = (Any if one is None or not (in_order or one.is_certain) else one.type for one in found)
        return GenericAlias(cls, tuple(known))

    def _handed(self, pair: StandsFor) -> Handed | None:
        if pair not in self._known:
            self._known[pair] = pair.handed(pair.given, pair.asked)
        return self._known[pair]

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
