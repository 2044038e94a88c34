"""The arithmetic of addresses: from a seed to 30 bits for each field of each object.

An address is a path, and each step along it is cheap:

- `key_of(seed, namespace, type)`: 64 bits, by BLAKE2b; once for a type in a namespace;
- `state_of(key, index)`: 64 bits for one object: a Weyl sequence, stirred (as in SplitMix64: G. L. Steele, D. Lea,
  C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014);
- `inner(state, address)` and `item(state, position)`: the state of a nested object, or of an item of a list;
- `lane(state, address)`: 30 bits for one drawn value, by multiply-shift hashing (M. Dietzfelbinger, T. Hagerup,
  J. Katajainen, M. Penttonen, "A reliable randomized algorithm for the closest-pair problem", 1997), with two
  constants hashed from the address.

An address is text: the field's name first. So a field that is added, removed or moved changes no other value. Each step
is arithmetic modulo 2**64 that NumPy does alike: a column of a million rows and a single object agree. Thirty bits,
because CPython keeps such an integer in one digit, and because a product of two of them fits into 63 bits.

Changing anything here changes everybody's data: it is a breaking change (see the golden files of the tests).
"""

from __future__ import annotations

import functools
from hashlib import blake2b
from typing import Final

MASK: Final = (1 << 64) - 1
GOLDEN: Final = 0x9E3779B97F4A7C15
"""2**64 divided by the golden ratio, odd: the step of the Weyl sequence."""
STIR: Final = 0xD6E8FEB86659FD93
"""An odd multiplier with good avalanche between two shifts by 32 (found by C. Wellons' hash prospector)."""
LANE_BITS: Final = 30
LANE_SHIFT: Final = 64 - LANE_BITS
LANE_MASK: Final = (1 << LANE_BITS) - 1


def key_of(seed: int, namespace: str, type_name: str) -> int:
    """The 64-bit key of a type in a namespace."""
    text = "\x00".join((str(seed), namespace, type_name))
    return int.from_bytes(
        blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8, person=b"builders").digest(), "little"
    )


def stir(bits: int) -> int:
    """Spread a difference in any bit over all 64. One to one, so different inputs stay different."""
    bits &= MASK
    bits = ((bits ^ bits >> 32) * STIR) & MASK
    return bits ^ bits >> 32


def state_of(key: int, index: int) -> int:
    """The state of object number `index`; no two indices of a key have the same."""
    return stir(key + (index + 1) * GOLDEN)


def item(state: int, position: int) -> int:
    """The state of the item at `position` (from 0) in what `state` stands for."""
    return stir(state + (position + 1) * GOLDEN)


@functools.cache
def constants(address: str) -> tuple[int, int]:
    """The two constants of an address: one to add to a state, one odd to multiply with."""
    digest = blake2b(address.encode("utf-8", "surrogatepass"), digest_size=16, person=b"builders").digest()
    return int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little") | 1


def inner(state: int, address: str) -> int:
    """The state of the object that stands at `address` within the one of `state`."""
    return stir(state ^ constants(address)[0])


def lane(state: int, address: str) -> int:
    """Thirty bits for the value at `address`."""
    offset, factor = constants(address)
    return (((state ^ offset) * factor) & MASK) >> LANE_SHIFT
