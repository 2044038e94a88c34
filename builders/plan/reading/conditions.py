"""What is said of a value beyond bounds and lengths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Among:
    """The value is one of these."""

    options: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """The value is one that a function accepts."""

    accepts: Callable[[object], object]
    words: str


@dataclass(frozen=True, slots=True)
class Turned:
    """The value is what a function makes of one of the same type."""

    function: Callable[..., object]
