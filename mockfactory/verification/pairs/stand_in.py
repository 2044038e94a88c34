"""Something that is said to stand for something else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StandIn:
    """One pair that is to be verified.

    Attributes:
        implementation: a class, or the words "module:name" of one.
        interface: what it stands for: a class, ABC or Protocol, one with type arguments, or the words of one.
        source: where that is said: "@stands_for in tests/fakes.py:12", "pyproject.toml".
    """

    implementation: object
    interface: object
    source: str = ""
