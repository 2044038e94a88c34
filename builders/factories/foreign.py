"""What is asked of a factory of another library."""

from __future__ import annotations

import abc
from collections.abc import Iterable, Iterator, Mapping

from builders.copying import copied
from builders.errors import BuildError, CannotBuild
from builders.factories.chance import Chance, borrowed
from builders.factories.clock import stopped
from builders.factories.values import Problem
from builders.plan.planning import plan_of
from builders.plan.record import Record
from builders.seed.naming import type_name


class ForeignFactory(abc.ABC):
    """A factory class of another library.

    Attributes:
        factory: the class.
        model: the type of its objects.
        name: of the class, for messages.
    """

    __slots__ = ("factory", "model", "name")

    def __init__(self, factory: type, model: type) -> None:
        self.factory: type = factory
        self.model: type = model
        self.name: str = factory.__qualname__

    @property
    def address(self) -> str:
        """The name of the class with its module: the same on every run."""
        return type_name(self.factory)

    @property
    @abc.abstractmethod
    def traits(self) -> tuple[str, ...]:
        """The names of its variants."""
        raise NotImplementedError

    @abc.abstractmethod
    def checked(self, traits: tuple[str, ...], overrides: Mapping[str, object]) -> dict[str, object]:
        """What its own `build` takes for these traits and overrides.

        Raises:
            UnknownName: it has no such trait, or its object no such field.
        """
        raise NotImplementedError

    @abc.abstractmethod
    def chances(self) -> Iterator[Chance]:
        """The sources of random numbers that its declarations may use, and no one else's."""
        raise NotImplementedError

    @abc.abstractmethod
    def built(self, index: int, arguments: dict[str, object]) -> object:
        """The object that it builds for arguments, without saving it; its sequences stand at `index`."""
        raise NotImplementedError

    @abc.abstractmethod
    def refuse_wrong(self, overrides: Mapping[str, object], problem: Problem) -> None:
        """See that the type of its objects takes the values, unless the factory may make others of them.

        Args:
            overrides: values of fields.
            problem: what is wrong with a value.

        Raises:
            InvalidOverride: the type refuses one.
        """
        raise NotImplementedError

    def build(
        self, places: Iterable[tuple[int, int]], traits: tuple[str, ...], overrides: Mapping[str, object]
    ) -> list[object]:
        """Build objects, whatever was built before. What is random elsewhere goes on as it was.

        Args:
            places: the state and the index of each object.
            traits: names of traits.
            overrides: values of fields.

        Raises:
            UnknownName: there is no such trait or field. Nothing was drawn.
            CannotBuild: the factory raised.
        """
        arguments = self.checked(traits, overrides)
        made: list[object] = []
        with borrowed(self.chances()) as seed, stopped():
            for state, index in places:
                seed(state)
                try:
                    made.append(self.built(index, {name: copied(value) for name, value in arguments.items()}))
                except BuildError:
                    raise
                except Exception as error:
                    raise CannotBuild(
                        f"{self.name}.build raised {type(error).__name__}: {error}\n"
                        f"  given:  {', '.join(arguments) or 'nothing'}\n"
                        f"  index:  {index}"
                    ) from error
        return made

    def record(self) -> Record | None:
        """The fields of its objects, as far as the type tells them."""
        try:
            return plan_of(self.model).record
        except BuildError:
            return None
