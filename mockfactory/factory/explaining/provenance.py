"""What an object is: real, a double, a fake or bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["real", "double", "fake", "bound"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an object from a factory is. Its text is a sentence.

    Attributes:
        kind: "real" (built, or constructed by `wire`), "double", "fake" (of a class that was bound to stand for a type)
            or "bound" (anything else that a test has bound).
        type: the type that it was made for.
        reason: why.
    """

    kind: Kind
    type: object
    reason: str

    def __str__(self) -> str:
        from mockfactory.spec.check.words import describe_type

        return f"{self.kind}, for {describe_type(self.type)}: {self.reason}"
