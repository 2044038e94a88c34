"""`Builder`: how a test suite says what its objects look like, once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, NoReturn, SupportsIndex, cast, overload

from typing_extensions import TypeForm, TypeVar

from builders.building import unhindered
from builders.declaring.amounts import whole
from builders.declaring.buildable import Buildable
from builders.declaring.choices import Choices
from builders.declaring.pickling import check_portable
from builders.declaring.ready import Ready
from builders.declaring.recipe import NO_RECIPE, Recipe
from builders.declaring.targets import check_target
from builders.seed.namespaces import HERE

T = TypeVar("T")
P = TypeVar("P", default=None)
Q = TypeVar("Q")


class Builder(Buildable[T], Generic[T, P]):
    """Builds objects of one type, as declared.

    A builder never changes: each method that declares something gives a new builder, so one that tests share can't leak
    from one test into another. Names are checked when the first object is built, and by `lint`.

    Args:
        type: a type with fields, as for `build`.
        declarations: values of fields: plain ones, or `sequence(...)`, `unique()`, `drawn()`, `fresh(...)`,
            `fresh_many(...)`, `shared(...)`. Lists, dicts and sets are copied for each object.

    Raises:
        TypeError: `type` is a builder, a value or a function, and no type.

    Example:
        >>> from dataclasses import dataclass
        >>> from builders import Builder, sequence
        >>> @dataclass
        ... class User:
        ...     login: str
        ...     email: str
        ...     role: str
        >>> users = (
        ...     Builder(User, login=sequence("user-{}"), role="viewer")
        ...     .deriving(email=lambda user: f"{user.login}@example.org")
        ...     .trait("admin", role="admin")
        ... )
        >>> users.build("admin").role, users.build(login="ada").email
        ('admin', 'ada@example.org')
    """

    __slots__ = ("__weakref__", "_choices", "_recipe")

    _recipe: Recipe
    _choices: Choices

    def __init__(self, type: TypeForm[T], /, **declarations: object) -> None:
        check_target(type)
        self._hold(NO_RECIPE.of(type).having(declarations))

    def having(self, /, **declarations: object) -> Builder[T, P]:
        """A builder with more declarations; they replace those of the same field."""
        return self._with(self._recipe.having(declarations))

    @overload
    def deriving(self: Builder[T, None], /, **rules: Callable[[T], object]) -> Builder[T, None]: ...
    @overload
    def deriving(self, /, **rules: Callable[[T, P], object]) -> Builder[T, P]: ...
    def deriving(self, /, **rules: Callable[..., object]) -> Builder[T, P] | Builder[T, None]:
        """A builder that computes fields from others.

        Args:
            rules: for a field, a function of the object's other fields; of them and the options, where the builder has
                options (see `transient`). What it is given only has the fields: the object is not made yet. A field may
                be computed from computed ones. An override of a computed field goes before its rule.

        Raises:
            TypeError: a rule is no function.
            CannotBuild: (on building) fields are computed from each other in a circle, or a rule raised or takes other
                arguments.
            InvalidOverride: (on building) the type refuses what a rule computes.
        """
        return self._with(self._recipe.deriving(rules))

    def trait(self, name: str, /, **declarations: object) -> Builder[T, P]:
        """A builder that can be asked for a variant by name.

        Args:
            name: for `build(name)`. The same name again replaces the trait.
            declarations: what the variant declares beyond the builder, values of its options too; of two variants, the
                one asked for last holds.

        Raises:
            TypeError, ValueError: the name is no text, or empty.
        """
        return self._with(self._recipe.trait(name, declarations))

    def transient(self, options: type[Q], /) -> Builder[T, Q]:
        """A builder that takes options which are no fields of the object.

        Args:
            options: a dataclass whose fields all have defaults. `build` takes its fields as overrides, and the
                functions of `deriving` and `after` take an object of it.

        Raises:
            TypeError: `options` is no dataclass, or has a field without default.

        Example:
            >>> from dataclasses import dataclass
            >>> from builders import Builder
            >>> @dataclass
            ... class Cart:
            ...     lines: list[str]
            >>> @dataclass(frozen=True)
            ... class Options:
            ...     size: int = 1
            >>> carts = Builder(Cart).transient(Options).deriving(lines=lambda cart, options: ["line"] * options.size)
            >>> len(carts.build(size=3).lines)
            3
        """
        return cast("Builder[T, Q]", self._with(self._recipe.transient(options)))

    def localized(self, locale: str, /) -> Builder[T, P]:
        """A builder whose names, addresses and the like are those of another place.

        Args:
            locale: any of Faker's, "de_DE".

        Raises:
            TypeError: the locale is no text.
            ValueError: it is empty.
            CannotBuild: there is no such locale; the message says which are near.
        """
        return self._with(self._recipe.localized(locale))

    @overload
    def after(self: Builder[T, None], step: Callable[[T], T | None], /) -> Builder[T, None]: ...
    @overload
    def after(self, step: Callable[[T, P], T | None], /) -> Builder[T, P]: ...
    def after(self, step: Callable[..., T | None], /) -> Builder[T, P] | Builder[T, None]:
        """A builder that does something with each object that it has built.

        Args:
            step: takes the object, and the options where the builder has some. What it returns takes the object's
                place, unless it returns `None`. Steps run in the order in which they were declared.

        Raises:
            TypeError: `step` is no function.
            CannotBuild: (on building) a step raised, or takes other arguments.
        """
        return self._with(self._recipe.after(step))

    def build(self, /, *traits: str, **overrides: object) -> T:
        """Build one object.

        Args:
            traits: names of traits.
            overrides: values of fields and of options, which go before all declarations; nested ones as for
                `builders.build`.

        Returns:
            A real object, validated by its own type.

        Raises:
            UnknownName: there is no such field, option or trait. Nothing was drawn.
            InvalidOverride: the type refuses a value that was given, declared or computed, or an option is of another
                type.
            CannotBuild: no valid object was found.
        """
        ready = self.ready(traits, overrides)
        return cast("T", ready.build(*HERE.namespace.count_of(ready.plan_name).next()))

    def build_many(self, n: SupportsIndex, /, *traits: str, **overrides: object) -> list[T]:
        """Build `n` objects, as `build` builds each.

        Raises:
            ValueError: `n` is negative.
            TypeError: `n` is no integer.
            UnknownName, InvalidOverride, CannotBuild: as for `build`.
        """
        number = whole(n, "build_many")
        ready = self.ready(traits, overrides)
        count = HERE.namespace.count_of(ready.plan_name)
        with unhindered(number):
            return [cast("T", ready.build(*count.next())) for _ in range(number)]

    @property
    def address(self) -> str:
        """What tells this builder's shared objects from those of another; the same on every run."""
        return self._recipe.address

    @property
    def target(self) -> object:
        """The type of its objects."""
        return self._recipe.target

    @property
    def options(self) -> frozenset[str]:
        """The names of the options that it takes."""
        return self._recipe.options.names

    @property
    def traits(self) -> tuple[str, ...]:
        """The names of the traits that it has."""
        return tuple(self._recipe.traits)

    def build_at(self, state: int, index: int, traits: tuple[str, ...], overrides: Mapping[str, object]) -> T:
        """Build the object of a state, wherever counting is. For what stands inside other objects."""
        return cast("T", self.ready(traits, overrides).build(state, index))

    def ready(self, traits: tuple[str, ...], overrides: Mapping[str, object]) -> Ready:
        """What is declared for traits and overrides, all names checked."""
        if traits:
            self.check_traits(traits)
        return self._choices.ready(traits, overrides)

    def _with(self, recipe: Recipe) -> Builder[T, P]:
        return type(self)._of(recipe)

    @classmethod
    def _of(cls, recipe: Recipe) -> Builder[T, P]:
        builder = object.__new__(cls)
        builder._hold(recipe)
        return builder

    def _hold(self, recipe: Recipe) -> None:
        object.__setattr__(self, "_recipe", recipe)
        object.__setattr__(self, "_choices", Choices(recipe))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a builder never changes; write:  {self!r}.having({name}=...)")

    def __copy__(self) -> Builder[T, P]:
        return self

    def __deepcopy__(self, memo: object) -> Builder[T, P]:
        return self

    def __reduce__(self) -> tuple[object, ...]:
        check_portable(repr(self), self._recipe)
        return type(self)._of, (self._recipe,)

    def __repr__(self) -> str:
        return f"Builder({self._recipe.title})"
