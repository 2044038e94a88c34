"""Seeded chance: a number for each call of each target, which depends on nothing but its address."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from struct import Struct
from typing import Final

from builders.seed.mixing import LANE_BITS, lane, state_of
from builders.seed.namespaces import HERE

_ALL: Final = 1 << LANE_BITS
_BITS_OF_16: Final = Struct("<16I").unpack


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
        """Whether chance lets the call of a number fail: its 32 bits, as a share of all, are below the probability.

        It is asked on each call of a method, so it does not hash for each: one BLAKE2b digest has the bits of 16 calls.

        Args:
            probability: that a call fails, from 0 to 1.

        Returns:
            Says it of a number. The first number is 1; none is much above the count of all that are asked about.
        """
        seeded = blake2b(self._key.to_bytes(8, "little"), person=b"faults", digest_size=64)
        most = int(probability * (1 << 32))
        failing: set[int] = set()
        known = 0  # up to which number it is known

        def draw_up_to(number: int) -> None:
            nonlocal known
            self.asked = True
            while known < number:  # threads that draw at once draw the same
                before, block = known, seeded.copy()
                block.update(before.to_bytes(8, "little"))
                for place, bits in enumerate(_BITS_OF_16(block.digest()), before + 1):
                    if bits < most:
                        failing.add(place)
                known = before + 16

        def test(number: int) -> bool:
            if number > known:
                draw_up_to(number)
            return number in failing

        return test


def seed() -> int:
    """The seed of what is attached now."""
    return HERE.namespace.seed
