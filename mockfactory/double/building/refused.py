"""`with` on an async context manager, and `async with` on a sync one."""

from __future__ import annotations

from typing import Final

from mockfactory.double.recording.current import violate
from mockfactory.double.recording.record import state_of
from mockfactory.wording.errors import ProtocolViolation
from mockfactory.wording.text import report


class Refused:
    """Stands in a class where a dunder of the other kind would be, so that its use is a violation and not a bare
    TypeError.

    To everyone who only looks (`hasattr` on the class, `dir`, `isinstance` with an ABC) the dunder is not there:
    reading it is an AttributeError, and the ABCs ask for its partner too, which is missing.
    """

    __slots__ = ("said", "write")

    def __init__(self, said: str, write: str) -> None:
        self.said = said
        self.write = write

    def __get__(self, instance: object, owner: type) -> object:
        __tracebackhide__ = True
        if instance is None:
            raise AttributeError(self.said)
        state = state_of(instance)
        message = report(f"{state.title} {self.said}", double=f"made at {state.place}", write=self.write)
        return violate(ProtocolViolation(message), state.ledger)


USE_ASYNC_WITH: Final = Refused("is an async context manager: `with` can't enter it.", "async with ...")
USE_WITH: Final = Refused("is a sync context manager: `async with` can't enter it.", "with ...")
