"""Containers of one kind of item: `list[int]`, `Sequence[str]`, `Iterable[Mailer]`, `ItemsView[str, int]`."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final

from mockfactory.spec.check.classes import class_check
from mockfactory.spec.check.readers import Reader, reader_of, readers_under
from mockfactory.spec.check.verdict import Check, Flat, Problem, refusal
from mockfactory.spec.check.words import short_repr


def items_check(origin: type, item: Check, name: str) -> Check:
    """Accept an `origin` all of whose items are accepted.

    Args:
        origin: the container class, concrete or abstract.
        item: what each item must be.
        name: how the whole is written in messages.
    """
    fits = class_check(origin, name)
    known = readers_under(origin)

    def accepts(value: object) -> bool:
        try:
            cls = type(value)
            reader = known.get(cls)
            if reader is None:
                if not fits.accepts(value):
                    return False
                reader = reader_of(cls)
                if reader is None:
                    return True
            return every(reader, value, item)
        except Exception:
            return True

    def explain(value: object) -> Problem:
        reader = reader_of(type(value))
        if not fits.accepts(value) or reader is None:
            return refusal(value, name)
        return first_wrong(reader, value, item) or refusal(value, name)

    flat = tuple(_flat(cls, item) for cls in _FLAT if cls in known) if item.exact else ()
    return Check(frozenset(), accepts, explain, name, flat=flat)


_FLAT: Final = (list, tuple, set, frozenset, deque, dict)


def _flat(container: type, item: Check) -> Flat:
    return Flat(dict, None, item.exact) if container is dict else Flat(container, item.exact)


def every(reader: Reader, value: object, item: Check) -> bool:
    """True when all items are accepted: in one pass at C speed where their types alone decide."""
    try:
        if item.exact.issuperset(map(type, reader(value))):
            return True
    except Exception:  # a metaclass that makes its classes unhashable
        pass
    accepts = item.accepts
    return all(map(accepts, reader(value)))


def first_wrong(
    reader: Reader, value: object, item: Check, place: Callable[[int, object], str] | None = None
) -> Problem | None:
    """The problem of the first item that is refused."""
    for index, each in enumerate(reader(value)):
        if not item.accepts(each):
            return item.explain(each).under(place(index, each) if place else _place(value, index, each))
    return None


def _place(value: object, index: int, item: object) -> str:
    kind = type(value).__name__
    if isinstance(value, str):
        return "str item"
    if isinstance(value, dict):
        return "dict key"
    if isinstance(value, (set, frozenset)):
        return f"{kind} item {short_repr(item)}"
    return f"{kind} item {index}"
