"""Words of a Faker method that is no mere look-up: asked for many times, once, and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, TypeVar

from builders.draws.words import Words, weighted_thresholds

if TYPE_CHECKING:
    from faker.generator import Generator

SAMPLES: Final = 1000
T = TypeVar("T")


def sampled(generator: Generator, name: str, method: Callable[[], object]) -> Words:
    """What `method` gives, as often as it gives it.

    Args:
        generator: whose random source the method draws from.
        name: the method's name; its samples do not depend on what was sampled before.
        method: takes nothing, gives a string.
    """
    generator.seed_instance(int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little"))
    return counted([str(method()) for _ in range(SAMPLES)])


def counted(values: list[str]) -> Words:
    """Each different value once, as likely as it is frequent."""
    counts = Counter(values)
    return Words(tuple(counts), weighted_thresholds(list(counts.values())))
