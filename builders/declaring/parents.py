"""`fresh` and `shared`: an object of another builder in a field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from builders.declaring.adopted import FactoryClass, buildable
from builders.declaring.buildable import Buildable
from builders.declaring.declaration import Declaration, Place
from builders.declaring.parts import refuse_parts
from builders.plan.deferred import Deferred
from builders.seed.mixing import inner, state_of
from builders.seed.namespaces import HERE

V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)


def fresh(builder: Buildable[V] | FactoryClass[V], /, *traits: str) -> Declaration[V]:
    """Declare a field whose object comes from another builder, another one for each object.

    Args:
        builder: builds the field's objects; a factory class of factory_boy or polyfactory can too.
        traits: of that builder.

    Returns:
        A declaration for `Builder(T, field=...)`. `field__name=...` still gives fields of the object.

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
    return _Fresh(buildable(builder, "fresh"), traits)


def shared(builder: Buildable[V] | FactoryClass[V], /, *traits: str, name: str = "") -> Declaration[V]:
    """Declare a field whose object is the same for all objects of a test.

    Everything in a test that shares a builder shares one object: users and invoices of one tenant, for instance.

    Args:
        builder: builds the object, once in a test; a factory class of factory_boy or polyfactory can too.
        traits: of that builder.
        name: tells several objects of one builder apart.

    Returns:
        A declaration for `Builder(T, field=...)`.

    Example:
        >>> from dataclasses import dataclass
        >>> from builders import Builder, shared
        >>> @dataclass
        ... class Tenant:
        ...     plan: str
        >>> @dataclass
        ... class User:
        ...     tenant: Tenant
        >>> users = Builder(User, tenant=shared(Builder(Tenant)))
        >>> users.build().tenant is users.build().tenant
        True
    """
    return _Shared(buildable(builder, "shared"), traits, name)


@dataclass(frozen=True, slots=True, eq=False)
class _Fresh(Declaration[V_co], Generic[V_co]):
    takes_parts: ClassVar[bool] = True

    builder: Buildable[V_co]
    traits: tuple[str, ...]

    def bound(self, place: Place, parts: dict[str, object]) -> Deferred:
        return _FreshAt(self.builder, self.traits, parts, place.field.name)


@dataclass(frozen=True, slots=True, eq=False)
class _FreshAt(Deferred):
    builder: Buildable[object]
    traits: tuple[str, ...]
    parts: dict[str, object]
    address: str

    def at(self, state: int, index: int, depth: int) -> object:
        return self.builder.build_at(inner(state, self.address), index, self.traits, self.parts)


@dataclass(frozen=True, slots=True, eq=False)
class _Shared(Declaration[V_co], Generic[V_co]):
    builder: Buildable[V_co]
    traits: tuple[str, ...]
    name: str

    def bound(self, place: Place, parts: dict[str, object]) -> Deferred:
        refuse_parts(place, parts, "shared(...), one object for all")
        return _SharedAt(self.builder, self.traits, self.name)


@dataclass(frozen=True, slots=True, eq=False)
class _SharedAt(Deferred):
    builder: Buildable[object]
    traits: tuple[str, ...]
    name: str

    def at(self, state: int, index: int, depth: int) -> object:
        namespace = HERE.namespace
        # The builder is part of the key, and kept by it: its identity can't come again.
        key = (self.builder, self.traits, self.name)
        if key not in namespace.shared:
            address = "\x00".join(("shared", self.builder.address, *self.traits, self.name))
            namespace.shared.setdefault(
                key, self.builder.build_at(state_of(namespace.key_of(address), 0), 0, self.traits, {})
            )
        return namespace.shared[key]
