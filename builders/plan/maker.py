"""Who makes an object of the values of its fields."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

Check = Callable[[str, object], str]
"""Of a field's name and a value that was given for it: what is wrong with it, "" for nothing."""
Steps = tuple[object, ...]
"""The way to a part of a value: positions in lists, keys of mappings."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a maker refuses.

    Attributes:
        reasons: by the field's name; "" is the whole object. At least one.
        alone: the fields among them whose values are refused whatever stands beside them.
        parts: for a field of which only parts are refused, where these are.
    """

    reasons: Mapping[str, str]
    alone: Collection[str] = ()
    parts: Mapping[str, Collection[Steps]] = field(default_factory=dict[str, Collection[Steps]])


class Maker(Protocol):
    """Makes objects of one type from the values of their fields, and knows what its refusals mean."""

    def make(self, values: dict[str, object], /) -> object:
        """The object, validated. The keys are the names of the fields."""
        ...

    def refusal(self, error: Exception) -> Refusal | None:
        """What an error refuses.

        Returns:
            `None` when the error is no refusal of values: a constructor that broke.
        """
        ...
