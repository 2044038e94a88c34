"""What all that is made in one factory is made with."""

from __future__ import annotations

from typing import Final

from mockfactory.factory.binding.table import Bindings
from mockfactory.factory.making.decision import Made
from mockfactory.factory.making.origins import Origin, Origins
from mockfactory.factory.making.values import Values
from mockfactory.spec.check.words import describe_type


class Tools:
    """What is bound, where values come from, and what was made."""

    def __init__(self, seed: int | None) -> None:
        self.bindings: Final = Bindings()
        self.values: Final = Values(seed)
        self.origins: Final = Origins()

    def real(self, made: object, annotation: object, reason: str) -> object:
        """Write down that an object is real."""
        self.origins.remember(made, Origin(Made.REAL, annotation, reason))
        return made


def title_of(annotation: object, name: str | None = None) -> str:
    """A type in messages, with the name of the one that is meant."""
    return describe_type(annotation) if name is None else f"Annotated[{describe_type(annotation)}, {name!r}]"
