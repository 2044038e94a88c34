"""Seeded chance: a number for each call of each target, which depends on nothing but its address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from builders.seed.mixing import GOLDEN, LANE_BITS, MASK, STIR, lane, state_of
from builders.seed.namespaces import HERE

_ALL: Final = 1 << LANE_BITS


class Chance:
    """What happens by chance on one target.

    The address of a number is the seed, the namespace (the test's node id), the target's name, the number of the call
    and what it is for. So the order in which tasks run does not matter, and nor does what else fails.

    Args:
        name: of the target, and of the part of the plan.
    """

    __slots__ = ("_key", "asked")

    def __init__(self, name: str) -> None:
        self.asked = False
        """Whether it was ever left to chance if a call fails."""
        self._key: Final = HERE.namespace.key_of(f"faults {name}")

    def of(self, number: int, what: str) -> float:
        """A number from 0 to below 1 for a call.

        Args:
            number: of the call.
            what: it is for; each purpose has numbers of its own.
        """
        return lane(state_of(self._key, number), what) / _ALL

    def fires(self, probability: float) -> Callable[[int], bool]:
        """Whether chance lets the call of a number fail: its state, as a share of all, is below the probability.

        It is asked on each call of a method, so it is `state_of` in as few steps as can be. The last step of that, a
        shift by 32, leaves the upper half alone, which decides.
        """
        key = self._key + GOLDEN
        most = int(probability * (MASK + 1))

        def test(number: int) -> bool:
            self.asked = True
            bits = (key + number * GOLDEN) & MASK
            return ((bits ^ bits >> 32) * STIR) & MASK < most

        return test


def seed() -> int:
    """The seed of what is attached now."""
    return HERE.namespace.seed
