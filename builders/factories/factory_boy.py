"""factory_boy's factories: declarations, traits, sub-factories and post-generation are its own work."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from typing import Any, Final, cast
from weakref import WeakKeyDictionary, WeakSet

import factory.declarations
import factory.faker
import factory.random
import faker.generator

from builders.errors import CannotBuild
from builders.factories.boy_declarations import declared_values, times_within, truth_of
from builders.factories.boy_names import check_declared, named
from builders.factories.boy_numbers import numbered
from builders.factories.chance import Chance
from builders.factories.foreign import ForeignFactory
from builders.factories.values import Problem
from builders.plan.nesting import unknown

_checked: Final[WeakSet[Any]] = WeakSet()
"""The factories whose declarations name what is there."""
_declared: Final[WeakKeyDictionary[Any, Collection[int]]] = WeakKeyDictionary()
_times: Final[WeakKeyDictionary[Any, dict[Hashable, Mapping[Any, int]]]] = WeakKeyDictionary()


class BoyFactory(ForeignFactory):
    """A factory class of factory_boy."""

    __slots__ = ()

    def __init__(self, class_: Any) -> None:
        if class_._meta.abstract:
            raise CannotBuild(
                f"{class_.__qualname__} is an abstract factory: its Meta has no model.\n  write:  model = ..."
            )
        super().__init__(class_, class_._meta.get_model_class())

    @property
    def traits(self) -> tuple[str, ...]:
        parameters: Mapping[str, object] = cast("Any", self.factory)._meta.parameters
        return tuple(name for name, value in parameters.items() if isinstance(value, factory.declarations.Trait))

    def checked(self, traits: tuple[str, ...], overrides: Mapping[str, object]) -> dict[str, object]:
        for trait in traits:
            if trait not in self.traits:
                raise unknown(self.name, trait, self.traits, "trait")
        if self.factory not in _checked:
            check_declared(self.factory, self.name, set())
            _checked.add(self.factory)
        asked = dict.fromkeys(traits, True)
        return {**asked, **named(self.factory, overrides, self.name, asked)}

    def refuse_wrong(self, overrides: Mapping[str, object], problem: Problem) -> None:
        """Nothing is refused: what is given may be a declaration, a parameter, or go through `_adjust_kwargs`."""

    def chances(self) -> Iterator[Chance]:
        # What Faker draws from where nobody seeded an instance, and `factory.fuzzy`.
        yield faker.generator.random
        yield factory.random.randgen
        registry: Mapping[str, Any] = cast("Any", factory.faker.Faker)._FAKER_REGISTRY
        for proxy in registry.values():
            yield from (generator.random for generator in proxy.factories)

    def built(self, index: int, arguments: dict[str, object]) -> object:
        with numbered(index, self._times(arguments), self._declared()):
            made: object = cast("Any", self.factory).build(**arguments)
        return made

    def _declared(self) -> Collection[int]:
        """The identities of the collections that are declared as they are. Their factories keep them."""
        if self.factory not in _declared:
            _declared[self.factory] = {id(value) for value in declared_values(self.factory)}
        return _declared[self.factory]

    def _times(self, arguments: Mapping[str, object]) -> Mapping[Any, int]:
        """How often each sequence is asked for by an object: the same for plain values that decide the same."""
        if any(isinstance(value, factory.declarations.BaseDeclaration) for value in arguments.values()):
            return times_within(self.factory, arguments)
        known = _times.setdefault(self.factory, {})
        key = frozenset((name, truth_of(value)) for name, value in arguments.items())
        if key not in known:
            known[key] = times_within(self.factory, arguments)
        return known[key]
