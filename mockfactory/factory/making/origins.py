"""What a factory has made, so that it can say of an object what it is."""

from __future__ import annotations

import weakref
from typing import NamedTuple

from mockfactory.factory.making.decision import Made


class Origin(NamedTuple):
    """Where an object comes from."""

    made: Made
    annotation: object
    reason: str


class Origins:
    """Objects by identity. Those that can be referred to weakly are not kept alive."""

    def __init__(self) -> None:
        self._weak: dict[int, tuple[weakref.ref[object], Origin]] = {}
        self._kept: dict[int, tuple[object, Origin]] = {}

    def remember(self, made: object, origin: Origin) -> None:
        """Write down where an object comes from, unless that is known."""
        if self.of(made) is None:
            self.mark(made, origin)

    def mark(self, made: object, origin: Origin) -> None:
        """Write down where an object comes from, in the place of what was known."""
        key, weak = id(made), self._weak

        def drop(gone: weakref.ref[object]) -> None:
            if key in weak and weak[key][0] is gone:
                del weak[key]

        try:
            weak[key] = (weakref.ref(made, drop), origin)
        except TypeError:
            self._kept[key] = (made, origin)

    def of(self, thing: object) -> Origin | None:
        """Where an object comes from; None where it is not known."""
        weak = self._weak.get(id(thing))
        if weak is not None and weak[0]() is thing:
            return weak[1]
        kept = self._kept.get(id(thing))
        return kept[1] if kept is not None and kept[0] is thing else None
