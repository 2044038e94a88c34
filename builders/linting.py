"""`lint`: each declared builder, built once."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import Any

from builders.builder import Builder
from builders.declaring.adopted import FactoryBuilder, FactoryClass, from_factory
from builders.errors import BuildError, CannotBuild
from builders.plan.reading.factory_classes import library_of
from builders.seed.namespaces import HERE, Namespace, entered

Linted = Builder[Any, Any] | FactoryBuilder[Any] | FactoryClass[Any] | ModuleType
"""A builder of anything, a factory class, or a module whose builders and factories are meant."""


class LintError(BuildError):
    """Some builders can't build; the message has a part for each."""


def lint(*targets: Linted, seed: int = 0) -> int:
    """Build each builder once without traits and once with each trait, and say of all at once which can't.

    One test of it shows in a second that all of a suite's builders fit their types, before a hundred tests fail.

    Args:
        targets: builders, factory classes of factory_boy or polyfactory, and modules whose global ones are meant; of
            the factories, those that the module itself declares.
        seed: what the objects are built from.

    Returns:
        How many objects were built.

    Raises:
        LintError: some could not be built.
        TypeError: a target is no builder, factory class or module.
        ValueError: there is no builder among the targets.

    Example:
        >>> from dataclasses import dataclass
        >>> from builders import Builder, lint
        >>> @dataclass
        ... class User:
        ...     role: str
        >>> lint(Builder(User).trait("admin", role="admin"))
        2
    """
    builders = list(_found(targets))
    if not builders:
        raise ValueError(
            "lint found no builder.\n  write:  lint(users, tenants), or lint(the_module_that_declares_them)"
        )
    failures: list[str] = []
    built = 0
    for name, builder in builders:
        for traits in ((), *((trait,) for trait in builder.traits)):
            with entered(Namespace(f"lint {name}", seed, HERE.namespace.locale)):
                try:
                    builder.build(*traits)
                    built += 1
                except Exception as error:
                    words = f"{name}.build({', '.join(map(repr, traits))})"
                    kind = "" if isinstance(error, BuildError) else f"{type(error).__name__}: "
                    failures.append(f"{words}\n    " + f"{kind}{error}".replace("\n", "\n    "))
    if failures:
        raise LintError(f"{len(failures)} of {built + len(failures)} can't be built.\n  " + "\n  ".join(failures))
    return built


def _found(targets: Iterable[Linted]) -> Iterable[tuple[str, Builder[Any, Any] | FactoryBuilder[Any]]]:
    for target in targets:
        if isinstance(target, Builder | FactoryBuilder):
            yield f"{target!r}", target
        elif isinstance(target, ModuleType):
            for name, value in sorted(vars(target).items()):
                if isinstance(value, Builder | FactoryBuilder):
                    yield f"{target.__name__}.{name}", value
                elif library_of(value) is not None and value.__module__ == target.__name__:
                    yield from _concrete(f"{target.__name__}.{name}", value)
        elif library_of(target) is not None:
            adopted = from_factory(target)
            yield repr(adopted), adopted
        else:
            raise TypeError(f"lint takes builders, factory classes and modules, not {target!r}{_meant(target)}")


def _concrete(name: str, factory: FactoryClass[Any]) -> Iterable[tuple[str, FactoryBuilder[Any]]]:
    """The builder of a factory; none of a base of factories, which has no model."""
    try:
        builder = from_factory(factory)
    except CannotBuild:
        return
    yield name, builder


def _meant(target: object) -> str:
    if isinstance(target, str):
        return "\n  write:  the module itself: import it, and pass it"
    return f"\n  write:  Builder({target.__name__})" if isinstance(target, type) else ""
