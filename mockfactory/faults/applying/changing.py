"""Spoiling what is said: one character changed, cut off, a part of a batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar, cast

from mockfactory.faults.deciding.parts import Firing
from mockfactory.faults.plans.effects import Corrupts, Truncates

V = TypeVar("V")
_GARBLED: Final = "\N{REPLACEMENT CHARACTER}"


def is_text(value: object) -> bool:
    """Whether it can be corrupted and cut off."""
    return isinstance(value, str | bytes | bytearray)


def spoiled(value: object, firing: Firing) -> object:
    """A text, or bytes, as they arrive."""
    effect = firing.effect
    if isinstance(effect, Truncates):
        whole = cast("str | bytes", value)
        return whole[: int(len(whole) * effect.keep)]
    assert isinstance(effect, Corrupts)
    if isinstance(value, str):
        return corrupted_text(value, firing.draw("place"))
    return corrupted_bytes(cast("bytes", value), firing.draw("place"), firing.draw("bit"))


def corrupted_text(text: str, place: float) -> str:
    """The text with one character that nobody sent; what is empty has none to change."""
    if not text:
        return text
    at = int(place * len(text))
    wrong = "?" if text[at] == _GARBLED else _GARBLED
    return text[:at] + wrong + text[at + 1 :]


def corrupted_bytes(data: bytes, place: float, bit: float) -> bytes:
    """The bytes with one bit flipped."""
    if not data:
        return data
    at = int(place * len(data))
    return data[:at] + bytes([data[at] ^ 1 << int(bit * 8)]) + data[at + 1 :]


def is_batch(value: object) -> bool:
    """Whether a part of it can be kept."""
    return isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray)


def part_of(batch: Sequence[V], keep: float) -> Sequence[V]:
    """The first share of a batch."""
    return batch[: int(len(batch) * keep)]
