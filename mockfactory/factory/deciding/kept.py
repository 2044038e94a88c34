"""What was found out of a class, for as long as the class lives."""

from __future__ import annotations

import weakref
from typing import Generic, TypeVar

V = TypeVar("V")


class Kept(Generic[V]):
    """A table by class, by identity (a metaclass may have its own idea of `==`), that keeps no class alive.

    The values must not refer to the class.

    Example:
        >>> table = Kept[str]()
        >>> class Mailer: ...
        >>> table.keep(Mailer, "does work")
        >>> table.get(Mailer), table.get(int)
        ('does work', None)
    """

    def __init__(self) -> None:
        self._items: dict[int, tuple[weakref.ref[type], V]] = {}

    def get(self, cls: type) -> V | None:
        """What is known of `cls`; None for nothing."""
        found = self._items.get(id(cls))
        return found[1] if found is not None and found[0]() is cls else None

    def keep(self, cls: type, value: V) -> None:
        """Remember `value` until the class is gone."""
        key, items = id(cls), self._items

        def drop(gone: weakref.ref[type]) -> None:
            if key in items and items[key][0] is gone:
                del items[key]

        items[key] = (weakref.ref(cls, drop), value)
