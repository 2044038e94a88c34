"""Faker's generators, by locale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builders.seed.locales import refuse_unknown

if TYPE_CHECKING:
    from faker.generator import Generator


def generator_of(locale: str) -> Generator:
    """Faker's own generator for a locale, with a random source of its own: nobody else's draws are moved by it.

    Raises:
        CannotBuild: Faker has no such locale.
    """
    # Late: Faker takes a fifth of a second to import, and many builds need no word.
    from faker.factory import Factory

    refuse_unknown(locale)
    generator = Factory.create(locale)
    generator.seed_instance(0)
    return generator
