"""The types of `builders.domain` are built with their own builders, which make objects that fit one another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, cast

from mockfactory.spec.looking.raw import module_name_of, qualified_name_of

_OPTIONS: Final = {"User": ("Tenant",), "UserExecutionContext": ("User", "Tenant")}
"""Whom a builder can be told to build for; each option is called as the type, in small letters."""


@dataclass(frozen=True, slots=True)
class Domain:
    """How a type of the domain is built.

    Attributes:
        name: of the builder.
        builder: makes new ones.
        options: the types of what it can be built for, by option: where these are bound.
        needs: the types of what it is always built for: those that the factory shares.
        seeded: gives the seeded one, for those that others are built for by default; None for other types.
    """

    name: str
    builder: Any
    options: Mapping[str, type]
    needs: Mapping[str, type]
    seeded: Callable[[], object] | None


def domain_of(cls: type) -> Domain | None:
    """How a type of the domain is built; None for any other type.

    Example:
        >>> from builders.domain import UserExecutionContext
        >>> domain_of(UserExecutionContext).name, domain_of(int)
        ('contexts', None)
    """
    if not module_name_of(cls).startswith("builders.domain."):
        return None
    from builders import domain
    from builders.seed.naming import type_name
    from mockfactory.factory.binding.events import EventBuilder, is_event

    if is_event(cls):
        return Domain("run_events", EventBuilder(cls), {}, {"context": domain.UserExecutionContext}, None)
    name = _builders().get(type_name(cls))
    called = qualified_name_of(cls)
    if name is None or vars(domain).get(called) is not cls:  # another class of the same name
        return None
    options = {option.lower(): vars(domain)[option] for option in _OPTIONS.get(called, ())}
    seeded: dict[str, Callable[[], object]] = {
        "Tenant": lambda: domain.seed_tenants().tenant("a"),
        "User": lambda: domain.seed_tenants().user("admin", of="a"),
    }
    return Domain(name, vars(domain)[name], options, {}, seeded.get(called))


@cache
def _builders() -> Mapping[str, str]:
    """The names of the builders, by the names of what they build: where an address begins."""
    from builders import domain
    from builders.builder import Builder

    found: dict[str, str] = {}
    for name in domain.__all__:
        value: object = getattr(domain, name)
        if isinstance(value, Builder):
            found.setdefault(cast("Builder[object]", value).address.partition("\x00")[0], name)
    return found
