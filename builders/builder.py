"""`Builder`: how a test suite says what its objects look like, once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Generic, NoReturn, cast, overload

from typing_extensions import TypeForm, TypeVar

from builders.building import unhindered
from builders.declaring.buildable import Buildable
from builders.declaring.recipe import NO_RECIPE, Ready, Recipe
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
            `shared(...)`. Lists, dicts and sets are copied for each object.

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

    __slots__ = ("__weakref__", "_ready", "_recipe")

    _recipe: Recipe
    _ready: dict[tuple[str, tuple[str, ...]], Ready]

    def __init__(self, type: TypeForm[T], /, **declarations: object) -> None:
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
            CannotBuild: (on building) fields are computed from each other in a circle, or a rule raised.
        """
        return self._with(self._recipe.deriving(rules))

    def trait(self, name: str, /, **declarations: object) -> Builder[T, P]:
        """A builder that can be asked for a variant by name.

        Args:
            name: for `build(name)`. The same name again replaces the trait.
            declarations: what the variant declares beyond the builder; of two variants, the one asked for last holds.
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
            CannotBuild: (on building) there is no such locale.
        """
        return self._with(replace(self._recipe, locale=locale))

    @overload
    def after(self: Builder[T, None], step: Callable[[T], T | None], /) -> Builder[T, None]: ...
    @overload
    def after(self, step: Callable[[T, P], T | None], /) -> Builder[T, P]: ...
    def after(self, step: Callable[..., T | None], /) -> Builder[T, P] | Builder[T, None]:
        """A builder that does something with each object that it has built.

        Args:
            step: takes the object, and the options where the builder has some. What it returns takes the object's
                place, unless it returns `None`. Steps run in the order in which they were declared.
        """
        return self._with(self._recipe.after(cast("Callable[..., object]", step)))

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
            InvalidOverride: the type refuses a value that was given or declared.
            CannotBuild: no valid object was found.
        """
        return self.build_many(1, *traits, **overrides)[0]

    def build_many(self, n: int, /, *traits: str, **overrides: object) -> list[T]:
        """Build `n` objects, as `build` builds each.

        Raises:
            ValueError: `n` is negative.
            UnknownName, InvalidOverride, CannotBuild: as for `build`.
        """
        if n < 0:
            raise ValueError(f"build_many builds 0 objects or more, not {n}")
        ready = self._made_ready(traits, overrides)
        count = HERE.namespace.count_of(ready.plan_name)
        with unhindered(n):
            return [cast("T", ready.build(*count.next())) for _ in range(n)]

    @property
    def address(self) -> str:
        """What tells this builder's shared objects from those of another; the same on every run."""
        return self._recipe.address

    @property
    def traits(self) -> tuple[str, ...]:
        """The names of the traits that it has."""
        return tuple(self._recipe.traits)

    def build_at(self, state: int, index: int, traits: tuple[str, ...], overrides: Mapping[str, object]) -> T:
        """Build the object of a state, wherever counting is. For what stands inside other objects."""
        return cast("T", self._made_ready(traits, overrides).build(state, index))

    def _made_ready(self, traits: tuple[str, ...], overrides: Mapping[str, object]) -> Ready:
        """The recipe made ready; once for each choice of traits, and anew when there are overrides."""
        if overrides:
            return self._recipe.ready(traits, overrides)
        key = (HERE.namespace.locale, traits)
        ready = self._ready.get(key)
        if ready is None:
            ready = self._ready[key] = self._recipe.ready(traits, overrides)
        return ready

    def _with(self, recipe: Recipe) -> Builder[T, P]:
        builder: Builder[T, P] = object.__new__(type(self))
        builder._hold(recipe)
        return builder

    def _hold(self, recipe: Recipe) -> None:
        object.__setattr__(self, "_recipe", recipe)
        object.__setattr__(self, "_ready", {})

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a builder never changes; write:  {self!r}.having({name}=...)")

    def __copy__(self) -> Builder[T, P]:
        return self

    def __deepcopy__(self, memo: object) -> Builder[T, P]:
        return self

    def __repr__(self) -> str:
        return f"Builder({self._recipe.title})"
