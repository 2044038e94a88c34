"""Texts that look like keys and digests, each of its state."""

from __future__ import annotations

import functools
import struct
from collections.abc import Callable
from hashlib import shake_128

_URL_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def hex_digits(length: int) -> Callable[[int], str]:
    """A function that gives so many hexadecimal digits for a state."""
    return functools.partial(_hex_digits, length)


def _hex_digits(length: int, state: int) -> str:
    return shake_128(state.to_bytes(8, "little")).hexdigest((length + 1) // 2)[:length]


def token(length: int) -> Callable[[int], str]:
    """A function that gives so many letters and digits for a state."""
    return functools.partial(letters, _URL_SAFE, length, length)


def letters(alphabet: str, least: int, most: int, state: int) -> str:
    """From `least` to `most` characters of an alphabet."""
    size = len(alphabet)
    # Four bytes for each: no character is favoured by more than one part in millions.
    words = struct.unpack(f"<{most + 1}I", shake_128(state.to_bytes(8, "little")).digest(4 * most + 4))
    length = least + words[0] % (most - least + 1)
    return "".join([alphabet[words[place] % size] for place in range(1, length + 1)])
