"""A value that is given, but known only for each object: the third of a sequence, a parent of its own."""

from __future__ import annotations

import abc
from typing import ClassVar

from builders.draws.draw import Draw


class Deferred(abc.ABC):
    """Stands for a value among overrides."""

    __slots__ = ()

    declared: ClassVar[str | None] = None
    """How the value was declared, for messages, "" for a plain one; `None` where the field's own type gives it."""

    @abc.abstractmethod
    def at(self, state: int, index: int, depth: int) -> object:
        """The value for the object of this state and index.

        Args:
            state: of the object that the value is a field of.
            index: the object's number.
            depth: how often a recursive type has been entered.
        """
        raise NotImplementedError

    def misfit(self) -> str:
        """What is wrong with what is given in it, as far as that is known before there is an object; "" for nothing."""
        return ""

    def is_settled(self) -> bool:
        """Whether the value is the same whenever it is asked for, so that there is no other to draw."""
        return False

    def as_draw(self) -> Draw | None:
        """The draw that gives the same value at the field's own address; `None` where only asking tells."""
        return None
