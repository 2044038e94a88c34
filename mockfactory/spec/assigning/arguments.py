"""The type arguments of a type, seen as those of one of its bases: what a `list[int]` is as a `Sequence`."""

from __future__ import annotations

import collections
import collections.abc
from typing import Final

from mockfactory.spec.annotations.forms import arguments_in, origin_of
from mockfactory.spec.annotations.generics import arguments_of
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import mro_of
from mockfactory.spec.looking.static import is_class

_OF_ITEMS: Final[tuple[object, ...]] = (
    collections.abc.Iterable, collections.abc.Collection, collections.abc.Container, collections.abc.Sequence,
    collections.abc.MutableSequence, collections.abc.Reversible, collections.abc.Set, collections.abc.MutableSet,
    collections.abc.Iterator, list, set, frozenset, collections.deque,
)  # fmt: skip
_OF_PAIRS: Final[tuple[object, ...]] = (
    collections.abc.Mapping, collections.abc.MutableMapping, dict, collections.OrderedDict, collections.defaultdict,
)  # fmt: skip
_ASYNC_ITEMS: Final[tuple[object, ...]] = (collections.abc.AsyncIterable, collections.abc.AsyncIterator)
_GENERATORS: Final[tuple[object, ...]] = (collections.abc.Generator, collections.abc.AsyncGenerator)


def arguments_as(given: object, base: type) -> tuple[object, ...] | None:
    """With which type arguments a type is a `base`.

    Args:
        given: a class, or an alias of one.
        base: a class that it inherits from, or is registered as.

    Returns:
        None where that is not known.

    Example:
        >>> import collections.abc
        >>> arguments_as(list[int], collections.abc.Sequence), arguments_as(dict[str, int], collections.abc.Iterable)
        ((<class 'int'>,), (<class 'str'>,))
        >>> arguments_as(list, collections.abc.Sequence) is None
        True
    """
    origin = origin_of(given)
    cls, arguments = (origin, arguments_in(given)) if is_class(origin) else (given, ())
    if cls is base:
        return arguments or None
    if is_one_of(base, _OF_ITEMS):
        return _items_of(given, cls, arguments)
    if is_one_of(base, _OF_PAIRS):
        return arguments if is_one_of(cls, _OF_PAIRS) and len(arguments) == 2 else _inherited(given, _OF_PAIRS)
    if is_one_of(base, _ASYNC_ITEMS) and is_one_of(cls, (*_ASYNC_ITEMS, *_GENERATORS)):
        return arguments[:1] or None
    if is_class(cls):
        return arguments_of(given, base)
    return None


def _items_of(given: object, cls: object, arguments: tuple[object, ...]) -> tuple[object, ...] | None:
    """What a loop over it gives."""
    if cls is str:
        return (str,)
    if is_one_of(cls, (bytes, bytearray, range)):
        return (int,)
    if cls is tuple:
        # The items of a tuple of several types are of their union; that is left open.
        return arguments[:1] if len(arguments) == 2 and arguments[1] is Ellipsis else None
    if is_one_of(cls, (*_OF_ITEMS, *_OF_PAIRS, collections.abc.Generator)):
        return arguments[:1] or None
    inherited = _inherited(given, (*_OF_ITEMS, *_OF_PAIRS))
    return None if inherited is None else inherited[:1]


def _inherited(given: object, bases: tuple[object, ...]) -> tuple[object, ...] | None:
    """The arguments with which a class of somebody's own inherits from the first of these."""
    origin = origin_of(given)
    cls = origin if is_class(origin) else given
    if not is_class(cls):
        return None
    for base in mro_of(cls)[1:]:
        if is_one_of(base, bases):
            found = arguments_of(given, base)
            if found is not None:
                return found
    return None
