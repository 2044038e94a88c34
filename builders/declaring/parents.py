"""`fresh` and `fresh_many`: objects of another builder in a field, others for each object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Generic, SupportsIndex, TypeVar

from builders.declaring.adopted import FactoryClass, buildable
from builders.declaring.amounts import whole
from builders.declaring.buildable import Buildable
from builders.declaring.declaration import Declaration, Place
from builders.declaring.gathering import Gather, gather_of
from builders.draws.gathering import LENGTH
from builders.draws.positions import row_beside
from builders.plan.deferred import Deferred
from builders.seed.mixing import LANE_BITS, lane, state_of

V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)


def fresh(builder: Buildable[V] | FactoryClass[V], /, *traits: str) -> Declaration[V]:
    """Declare a field whose object comes from another builder, another one for each object.

    Args:
        builder: builds the field's objects; a factory class of factory_boy or polyfactory can too.
        traits: of that builder.

    Returns:
        A declaration for `Builder(T, field=...)`. `field__name=...` still gives fields of the object.

    Raises:
        TypeError: it is no builder.
        UnknownName: it has no such trait.

    Example:
        >>> from dataclasses import dataclass
        >>> from builders import Builder, fresh
        >>> @dataclass
        ... class Tenant:
        ...     plan: str
        >>> @dataclass
        ... class User:
        ...     tenant: Tenant
        >>> tenants = Builder(Tenant, plan="free")
        >>> users = Builder(User, tenant=fresh(tenants))
        >>> users.build().tenant.plan, users.build(tenant__plan="pro").tenant.plan
        ('free', 'pro')
    """
    source = buildable(builder, "fresh")
    source.check_traits(traits)
    return _Fresh(source, traits)


def fresh_many(
    builder: Buildable[V] | FactoryClass[V], n: SupportsIndex | range, /, *traits: str
) -> Declaration[list[V]]:
    """Declare a field that holds several objects of another builder, others for each object.

    Args:
        builder: as for `fresh`.
        n: how many; a `range` of which each object draws one: `range(1, 4)` for 1, 2 or 3.
        traits: of that builder.

    Returns:
        A declaration for `Builder(T, field=...)`, for fields of lists, tuples, sets and frozensets. `field__name=...`
        gives a field of each of the objects.

    Raises:
        TypeError: it is no builder, or `n` no whole number.
        ValueError: `n` is negative, or an empty range.
        UnknownName: the builder has no such trait.

    Example:
        >>> from dataclasses import dataclass
        >>> from builders import Builder, fresh_many
        >>> @dataclass
        ... class Line:
        ...     price: int
        >>> @dataclass
        ... class Order:
        ...     lines: list[Line]
        >>> orders = Builder(Order, lines=fresh_many(Builder(Line, price=5), 3))
        >>> [line.price for line in orders.build().lines], len(orders.build(lines__price=7).lines)
        ([5, 5, 5], 3)
    """
    source = buildable(builder, "fresh_many")
    source.check_traits(traits)
    return _FreshMany(source, _numbers(n), traits)


def _numbers(n: SupportsIndex | range) -> range:
    if not isinstance(n, range):
        number = whole(n, "fresh_many")
        return range(number, number + 1)
    if not n or min(n) < 0:
        raise ValueError(
            f"fresh_many takes a range of 0 objects or more, not {n!r}, which "
            f"{'holds a negative number' if n else 'is empty'}"
        )
    return n


@dataclass(frozen=True, slots=True, eq=False)
class _Fresh(Declaration[V_co], Generic[V_co]):
    takes_parts: ClassVar[bool] = True
    shown: ClassVar[str] = "fresh(...)"

    builder: Buildable[V_co]
    traits: tuple[str, ...]

    def bound(self, place: Place, parts: dict[str, object]) -> Deferred:
        return FreshAt(self.builder, self.traits, parts, place.field.name)


@dataclass(frozen=True, slots=True, eq=False)
class FreshAt(Deferred):
    """An object of its own, at `address` in the one that has the field.

    Attributes:
        builder: builds it, with these traits.
        parts: values of its fields.
    """

    declared: ClassVar[str | None] = _Fresh.shown

    builder: Buildable[object]
    traits: tuple[str, ...]
    parts: dict[str, object]
    address: str

    def at(self, state: int, index: int, depth: int) -> object:
        own = state_of(row_beside(state, index, self.address), index)
        return self.builder.build_at(own, index, self.traits, self.parts)


@dataclass(frozen=True, slots=True, eq=False)
class _FreshMany(Declaration[list[V]], Generic[V]):
    takes_parts: ClassVar[bool] = True
    shown: ClassVar[str] = "fresh_many(...)"

    builder: Buildable[V]
    numbers: range
    traits: tuple[str, ...]

    def bound(self, place: Place, parts: dict[str, object]) -> Deferred:
        gather = gather_of(place)
        return _FreshManyAt(self.builder, self.numbers, self.traits, parts, place.field.name, gather)


@dataclass(frozen=True, slots=True, eq=False)
class _FreshManyAt(Deferred):
    declared: ClassVar[str | None] = _FreshMany.shown

    builder: Buildable[object]
    numbers: range
    traits: tuple[str, ...]
    parts: dict[str, object]
    address: str
    gather: Gather

    def at(self, state: int, index: int, depth: int) -> object:
        number = self.numbers[lane(state, self.address + LENGTH) * len(self.numbers) >> LANE_BITS]
        # Items are numbered as those of drawn lists are: what is unique differs within a list, and from list to list.
        first = index * max(self.numbers[0], self.numbers[-1], 1)
        row = row_beside(state, index, self.address)
        return self.gather(
            [
                self.builder.build_at(state_of(row, each), each, self.traits, self.parts)
                for each in range(first, first + number)
            ]
        )
