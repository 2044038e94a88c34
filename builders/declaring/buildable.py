"""What can stand where a builder is asked for."""

from __future__ import annotations

import abc
from collections.abc import Mapping
from typing import Generic, TypeVar

from builders.errors import UnknownName
from builders.plan.nesting import unknown

V_co = TypeVar("V_co", covariant=True)


class Buildable(abc.ABC, Generic[V_co]):
    """Builds objects of one type at any address."""

    __slots__ = ()

    @property
    @abc.abstractmethod
    def address(self) -> str:
        """What tells this builder's shared objects from those of another; the same on every run."""
        raise NotImplementedError

    @property
    @abc.abstractmethod
    def traits(self) -> tuple[str, ...]:
        """The names of the traits that it has."""
        raise NotImplementedError

    @abc.abstractmethod
    def build_at(self, state: int, index: int, traits: tuple[str, ...], overrides: Mapping[str, object]) -> V_co:
        """Build the object of a state.

        Args:
            state: 64 bits; all values come from them.
            index: the object's number, for sequences and what is unique.
            traits: names of traits.
            overrides: values of fields.
        """
        raise NotImplementedError

    def check_traits(self, traits: tuple[object, ...]) -> None:
        """See that it has these traits: where they are named, and not where an object is built one day.

        Raises:
            UnknownName: one is none.
        """
        for trait in traits:
            if not isinstance(trait, str):
                raise UnknownName(
                    f"{self!r} is asked for the trait {trait!r}, and traits have names.\n"
                    f"  known:  {', '.join(self.traits) or 'none'}{_meant(trait)}"
                )
            if trait not in self.traits:
                raise unknown(repr(self), trait, self.traits, "trait")


def _meant(trait: object) -> str:
    if type(trait) is not int or trait < 1:
        return ""
    return f"\n  for {trait} object{'s' * (trait > 1)}:  build_many({trait}), or fresh_many(builder, {trait})"
