"""A decision as a tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from inspect import Parameter
from typing import Literal

Decided = Literal["real", "double", "fake", "bound", "default", "given", "error"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a factory does for a type, and why. Its text is the whole tree.

    Attributes:
        label: the parameter, field or item that it is for; "" for what was asked.
        type: the type; `inspect.Parameter.empty` where a parameter has no type hint.
        decided: "real", "double", "fake" or "bound" as for `Provenance`; "default" where a parameter or field keeps its
            own, "error" where nothing can be made.
        reason: why.
        parts: of a service, what its constructor would get; of a value, its fields; of a collection, its items.
    """

    label: str
    type: object
    decided: Decided
    reason: str
    parts: tuple[Explanation, ...] = ()

    def __str__(self) -> str:
        return "\n".join(self._lines("", "", ""))

    def _lines(self, lead: str, first: str, rest: str) -> Iterator[str]:
        from mockfactory.spec.check.words import describe_type

        of = "" if self.type is Parameter.empty else describe_type(self.type)  # a parameter without a type hint
        name = ": ".join(one for one in (self.label, of) if one)
        yield f"{lead}{first}{name}: {self.decided}, because {self.reason}"
        for index, part in enumerate(self.parts):
            last = index == len(self.parts) - 1
            yield from part._lines(lead + rest, "└─ " if last else "├─ ", "   " if last else "│  ")
