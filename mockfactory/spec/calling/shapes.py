"""The calls that a signature takes, seen without the values: so many arguments by position, and these by name.

For a given number of arguments by position, a signature says of each name by itself whether it may, must or can't be
given. So the calls of that number are a product of one choice for each name, and whether one signature takes all calls
of another is decided by comparing these choices: exactly, and without trying a call.

Source: "Calls" in the Python language reference.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from functools import cached_property
from inspect import Parameter, Signature
from typing import Final, final

POSITIONAL: Final = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)


@dataclass(frozen=True, slots=True)
class Shape:
    """A call without its values.

    Attributes:
        positional: how many arguments it gives by position.
        names: those that it gives by name.
    """

    positional: int
    names: frozenset[str]


class Place(enum.Enum):
    """What a name can do in a call."""

    REFUSED = "refused"
    POSSIBLE = "possible"
    NEEDED = "needed"

    def covers(self, other: Place) -> bool:
        """Whether what another one leaves open is open here too."""
        return self is Place.POSSIBLE or self is other


@final
class Calls:
    """The calls that one signature takes."""

    def __init__(self, signature: Signature) -> None:
        parameters = signature.parameters.values()
        self.slots: Final = [one for one in parameters if one.kind in POSITIONAL]
        self.by_name: Final = {
            one.name: one for one in parameters if one.kind in (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)
        }
        self.rest: Final = next((one for one in parameters if one.kind is Parameter.VAR_POSITIONAL), None)
        self.options: Final = next((one for one in parameters if one.kind is Parameter.VAR_KEYWORD), None)

    @cached_property
    def _index(self) -> dict[str, int]:
        return {
            slot.name: index for index, slot in enumerate(self.slots) if slot.kind is Parameter.POSITIONAL_OR_KEYWORD
        }

    def index_of(self, name: str) -> int | None:
        """The position at which a name can be given too; None for what is given by name alone, or not at all."""
        return self._index.get(name)

    def has_room(self, positional: int) -> bool:
        """Whether so many arguments can be given by position."""
        return positional <= len(self.slots) or self.rest is not None

    def unfilled(self, positional: int) -> Parameter | None:
        """The first parameter that must be given by position, and is not."""
        for slot in self.slots[positional:]:
            if slot.kind is Parameter.POSITIONAL_ONLY and is_required(slot):
                return slot
        return None

    def place_of(self, name: str, positional: int) -> Place:
        """What a name can do beside so many arguments by position."""
        index = self.index_of(name)
        if index is not None and index < positional:
            return Place.REFUSED  # given twice, be there a `**` or not
        parameter = self.by_name.get(name)
        if parameter is None:
            return Place.REFUSED if self.options is None else Place.POSSIBLE
        return Place.NEEDED if is_required(parameter) else Place.POSSIBLE

    def needed(self, positional: int) -> frozenset[str]:
        """The names that must be given beside so many arguments by position."""
        return frozenset(name for name in self.by_name if self.place_of(name, positional) is Place.NEEDED)


def is_required(parameter: Parameter) -> bool:
    """Whether a call must give it."""
    return parameter.default is Parameter.empty and parameter.kind not in (
        Parameter.VAR_POSITIONAL,
        Parameter.VAR_KEYWORD,
    )
