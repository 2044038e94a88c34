"""Factories that a suite has already: of factory_boy and of polyfactory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeVar, cast

from builders.declaring.amounts import whole
from builders.declaring.buildable import Buildable
from builders.declaring.converting import Refused, converted
from builders.factories.finding import foreign
from builders.factories.foreign import ForeignFactory
from builders.plan.record import Record
from builders.seed.namespaces import HERE
from builders.seed.naming import type_name

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class FactoryClass(Protocol[T_co]):
    """A class of factory_boy or polyfactory, by its type."""

    def build(self) -> T_co: ...


def from_factory(factory: FactoryClass[T], /) -> FactoryBuilder[T]:
    """Take a factory of factory_boy or polyfactory for a builder.

    What the factory declares holds: sub-factories, lazy attributes, traits, post-generation. Its objects are built,
    never saved. They come from the seed and their own number, so that nothing that was built before changes them;
    sequences count from that number too. The libraries' own random numbers and sequences stay as they were.

    `fresh` and `shared` take such a class as it is.

    Args:
        factory: a class that is no abstract factory.

    Returns:
        A builder of the factory's model.

    Raises:
        TypeError: it is no factory of either library.
        CannotBuild: it has no model.

    Example:
        >>> import factory
        >>> from builders import from_factory
        >>> class User:
        ...     def __init__(self, login: str, role: str) -> None:
        ...         self.login, self.role = login, role
        >>> class UserFactory(factory.Factory[User]):
        ...     class Meta:
        ...         model = User
        ...     class Params:
        ...         admin = factory.Trait(role="admin")
        ...     login = factory.Sequence(lambda n: f"user-{n}")
        ...     role = "viewer"
        >>> users = from_factory(UserFactory)
        >>> [user.login for user in users.build_many(3)], users.build("admin").role
        (['user-0', 'user-1', 'user-2'], 'admin')
    """
    found = foreign(factory)
    if found is None:
        raise TypeError(f"from_factory takes a factory class of factory_boy or polyfactory, not {factory!r}")
    return FactoryBuilder(found)


def buildable(builder: Buildable[T] | FactoryClass[T], asker: str) -> Buildable[T]:
    """A builder, or the builder that a factory class is taken for.

    Args:
        builder: what a user gave.
        asker: what it was given to, for the error.

    Raises:
        TypeError: it is neither.
    """
    if isinstance(builder, Buildable):
        return builder
    found = foreign(builder)
    if found is not None:
        return FactoryBuilder(found)
    hint = f"\n  write:  {asker}(Builder({builder.__name__}))" if isinstance(builder, type) else ""
    raise TypeError(f"{asker} takes a builder, or a factory class of factory_boy or polyfactory, not {builder!r}{hint}")


class FactoryBuilder(Buildable[T]):
    """Builds what a factory of another library declares. Made by `from_factory`."""

    __slots__ = ("_factory",)

    def __init__(self, factory: ForeignFactory) -> None:
        self._factory = factory

    def build(self, /, *traits: str, **overrides: object) -> T:
        """Build one object.

        Args:
            traits: names of the factory's traits.
            overrides: values of fields and parameters; `tenant__plan="pro"`, or `tenant={"plan": "pro"}`, gives a field
                of a sub-factory's object.

        Returns:
            The object, not saved.

        Raises:
            UnknownName: there is no such field, parameter or trait. Nothing was drawn.
            InvalidOverride: the type refuses a value that was given to a factory of polyfactory.
            CannotBuild: the factory raised.
        """
        return self.build_many(1, *traits, **overrides)[0]

    def build_many(self, n: int, /, *traits: str, **overrides: object) -> list[T]:
        """Build `n` objects, as `build` builds each.

        Raises:
            ValueError: `n` is negative.
            TypeError: `n` is no integer.
            UnknownName, InvalidOverride, CannotBuild: as for `build`.
        """
        self.check_traits(traits)
        number = whole(n, "build_many")
        self._factory.refuse_wrong(overrides, _problem)
        count = HERE.namespace.count_of(type_name(self._factory.model))
        return cast("list[T]", self._factory.build((count.next() for _ in range(number)), traits, overrides))

    @property
    def address(self) -> str:
        """The name of the factory class with its module."""
        return self._factory.address

    @property
    def traits(self) -> tuple[str, ...]:
        """The names of the traits that the factory has."""
        return self._factory.traits

    def check_traits(self, traits: tuple[object, ...]) -> None:
        """See that it has these traits, in the words of its library."""
        names = tuple(trait for trait in traits if isinstance(trait, str))
        if len(names) < len(traits):
            super().check_traits(traits)
        self._factory.checked(names, {})

    def check(self, traits: tuple[str, ...], overrides: Mapping[str, object]) -> None:
        """See that it has these traits, and that the names of overrides lead somewhere.

        Raises:
            UnknownName: one does not.
        """
        self.check_traits(traits)
        self._factory.checked(traits, overrides)

    def build_at(self, state: int, index: int, traits: tuple[str, ...], overrides: Mapping[str, object]) -> T:
        """Build the object of a state, wherever counting is. For what stands inside other objects."""
        self._factory.refuse_wrong(overrides, _problem)
        return cast("T", self._factory.build([(state, index)], traits, overrides)[0])

    def __eq__(self, other: object) -> bool:
        """One factory class is one builder: what is shared of it is shared by all."""
        return isinstance(other, FactoryBuilder) and other._factory.factory is self._factory.factory

    def __hash__(self) -> int:
        return hash(self._factory.factory)

    def __repr__(self) -> str:
        return f"from_factory({self._factory.name})"


def _problem(record: Record, name: str, value: object) -> str:
    """What is wrong with a value for a field, "" for nothing."""
    if record.check is not None:
        return record.check(name, value)
    try:
        converted(record.type, name, value)
    except Refused as error:
        return str(error)
    return ""
