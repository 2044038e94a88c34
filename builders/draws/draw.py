"""What every draw is."""

from __future__ import annotations

import abc
from collections.abc import Iterable
from typing import Final

from builders.draws.writer import Writer

DEEPEST: Final = 2
"""How many times a type is entered again from within itself, where there is a choice."""


class Draw(abc.ABC):
    """One way to draw a value.

    Draws are frozen dataclasses: they hold what they draw from, and remember nothing.
    """

    __slots__ = ()

    @abc.abstractmethod
    def write(self, writer: Writer, state: str, address: str) -> str:
        """Write the code that draws.

        Args:
            writer: takes lines and constants.
            state: the name of the variable that holds the state (64 bits) of the object that the value belongs to.
            address: where the value stands in that object, the field's name first. Ask `writer.lane` for bits with it,
                or with an address made from it ("tags", "tags~length").

        Returns:
            An expression. It is used once, right after the lines written here.
        """
        raise NotImplementedError

    def parts(self) -> Iterable[Draw]:
        """The draws that this one is made of."""
        return ()

    def leads_back(self) -> bool:
        """Whether it may draw an object of the type that it is itself a part of."""
        return any(part.leads_back() for part in self.parts())

    def height(self) -> float:
        """How many objects at least stand within one another in what it draws; infinite where they never end."""
        return max((part.height() for part in self.parts()), default=0)

    def may_fail(self) -> bool:
        """Whether there may be no value: of what is made and may be refused, or of what is asked for too much."""
        return any(part.may_fail() for part in self.parts())
