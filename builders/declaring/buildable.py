"""What can stand where a builder is asked for."""

from __future__ import annotations

import abc
from collections.abc import Mapping
from typing import Generic, TypeVar

V_co = TypeVar("V_co", covariant=True)


class Buildable(abc.ABC, Generic[V_co]):
    """Builds objects of one type at any address."""

    __slots__ = ()

    @property
    @abc.abstractmethod
    def address(self) -> str:
        """What tells this builder's shared objects from those of another; the same on every run."""
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
