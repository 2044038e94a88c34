"""`shared`: one object of another builder, in all fields of a test that share it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import ClassVar, Final, Generic, TypeVar

from builders.declaring.adopted import FactoryClass, buildable
from builders.declaring.buildable import Buildable
from builders.declaring.declaration import Declaration, Place
from builders.declaring.parts import refuse_parts
from builders.declaring.running import RUNNING, in_a_circle
from builders.draws.choices import Constant
from builders.draws.draw import Draw
from builders.factories.chance import LOCK
from builders.plan.deferred import Deferred
from builders.seed.mixing import state_of
from builders.seed.namespaces import HERE, Namespace

V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)


def shared(builder: Buildable[V] | FactoryClass[V], /, *traits: str, name: str = "") -> Declaration[V]:
    """Declare a field whose object is the same for all objects of a test.

    Everything in a test that shares a builder shares one object: users and invoices of one tenant, for instance.

    Args:
        builder: builds the object, once in a test; a factory class of factory_boy or polyfactory can too.
        traits: of that builder.
        name: tells several objects of one builder apart.

    Returns:
        A declaration for `Builder(T, field=...)`.

    Raises:
        TypeError: it is no builder.
        UnknownName: it has no such trait.

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
    source = buildable(builder, "shared")
    source.check_traits(traits)
    return _Shared(source, traits, name)


@dataclass(frozen=True, slots=True, eq=False)
class _Shared(Declaration[V_co], Generic[V_co]):
    shown: ClassVar[str] = "shared(...)"

    builder: Buildable[V_co]
    traits: tuple[str, ...]
    name: str

    def bound(self, place: Place, parts: dict[str, object]) -> Deferred:
        refuse_parts(place, parts, "shared(...), one object for all")
        return _SharedAt(self.builder, self.traits, self.name)


@dataclass(frozen=True, slots=True, eq=False)
class _SharedAt(Deferred):
    declared: ClassVar[str | None] = _Shared.shown

    builder: Buildable[object]
    traits: tuple[str, ...]
    name: str

    def at(self, state: int, index: int, depth: int) -> object:
        namespace = HERE.namespace
        # The builder is part of the key, and kept by it: its identity can't come again.
        key = (self.builder, self.traits, self.name)
        if key not in namespace.shared:
            # Threads wait for one another, so that the object is built once, and its steps run once. One lock for all:
            # with a lock for each object, two threads could each hold what the other waits for. It is that of other
            # libraries' factories, which a builder may ask, and which may ask a builder.
            with LOCK:
                if key not in namespace.shared:
                    namespace.shared[key] = self._built(namespace, key)
        return namespace.shared[key]

    def as_draw(self) -> Draw:
        return Constant(self.at(0, 0, 0))

    def is_settled(self) -> bool:
        return True

    def _built(self, namespace: Namespace, key: Hashable) -> object:
        if (namespace, key) in _BEGUN:
            raise in_a_circle(RUNNING.titles[_BEGUN[namespace, key] :] or [repr(self.builder)])
        _BEGUN[namespace, key] = len(RUNNING.titles)
        try:
            address = "\x00".join(("shared", self.builder.address, *self.traits, self.name))
            return self.builder.build_at(state_of(namespace.key_of(address), 0), 0, self.traits, {})
        finally:
            del _BEGUN[namespace, key]


_BEGUN: Final[dict[tuple[Namespace, Hashable], int]] = {}
"""What is being built, by the thread that has the lock, and how many builds ran around it when it was begun."""
