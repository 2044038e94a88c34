"""What happens when a plan fires. Data only: whoever applies a plan says what each means for its target."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from mockfactory.faults.plans.alike import alike, hashed
from mockfactory.faults.plans.code import code


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Raises:
    """An error comes."""

    error: BaseException | type[BaseException]
    _code: list[str] = field(default_factory=list[str], init=False)
    """How it prints. Said once: who catches the error may add notes to it."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Raises) and alike(self.error, other.error)

    def __hash__(self) -> int:
        return hashed(self.error)

    def __repr__(self) -> str:
        if not self._code:
            self._code.append(code("raises", self.error))
        return self._code[0]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Returns:
    """A value comes that the code under test did not hope for."""

    value: object

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Returns) and alike(self.value, other.value)

    def __hash__(self) -> int:
        return hashed(self.value)

    def __repr__(self) -> str:
        return code("returns", self.value)


@dataclass(frozen=True, slots=True, repr=False)
class Hangs:
    """Nothing comes, until somebody cancels."""

    def __repr__(self) -> str:
        return "hangs()"


@dataclass(frozen=True, slots=True, repr=False)
class Passes:
    """Nothing is wrong."""

    def __repr__(self) -> str:
        return "passes()"


@dataclass(frozen=True, slots=True, repr=False)
class Delays:
    """It takes time: `seconds`, times `growth` for each time before, at most `most`, give or take a share `jitter`."""

    seconds: float
    growth: float = 1
    most: float | None = None
    jitter: float = 0

    def lasting(self, before: int, chance: float) -> float:
        """How long it takes, in seconds.

        Args:
            before: how often it has fired before.
            chance: a number from 0 to 1 that the jitter comes from.
        """
        try:
            seconds = float(self.seconds) * float(self.growth) ** before
        except OverflowError:
            seconds = _AGES
        seconds *= 1 + self.jitter * (2 * chance - 1)
        return min(seconds, _AGES if self.most is None else self.most)

    def __repr__(self) -> str:
        return code("delays", self.seconds, growth=(self.growth, 1), most=(self.most, None), jitter=(self.jitter, 0))


_AGES = 1e9
"""Thirty years in seconds: longer than any clock of a test will run."""


@dataclass(frozen=True, slots=True, repr=False)
class Drops:
    """It is lost on the way."""

    def __repr__(self) -> str:
        return "drops()"


@dataclass(frozen=True, slots=True, repr=False)
class Duplicates:
    """It arrives twice."""

    def __repr__(self) -> str:
        return "duplicates()"


@dataclass(frozen=True, slots=True, repr=False)
class Reorders:
    """It is held back, until up to `window` others have gone before it."""

    window: int = 2

    def __repr__(self) -> str:
        return code("reorders", window=(self.window, 2))


@dataclass(frozen=True, slots=True, repr=False)
class Corrupts:
    """A text or some bytes arrive with one character, or byte, changed."""

    argument: str | None = None

    def __repr__(self) -> str:
        return code("corrupts", argument=(self.argument, None))


@dataclass(frozen=True, slots=True, repr=False)
class Truncates:
    """A text or some bytes arrive cut off: the first share `keep` of them."""

    keep: float = 0.5
    argument: str | None = None

    def __repr__(self) -> str:
        return code("truncates", keep=(self.keep, 0.5), argument=(self.argument, None))


@dataclass(frozen=True, slots=True, repr=False)
class Disconnects:
    """The connection ends with a close code."""

    code: int = 1006
    reason: str = ""

    def __repr__(self) -> str:
        given = (self.code, self.reason) if self.reason else (self.code,)
        return code("disconnects", *given)


@dataclass(frozen=True, slots=True, repr=False)
class Partially:
    """Of a batch only the first share `keep` succeeds."""

    keep: float = 0.5
    argument: str | None = None

    def __repr__(self) -> str:
        return code("partially", keep=(self.keep, 0.5), argument=(self.argument, None))


Effect: TypeAlias = (
    Raises
    | Returns
    | Hangs
    | Passes
    | Delays
    | Drops
    | Duplicates
    | Reorders
    | Corrupts
    | Truncates
    | Disconnects
    | Partially
)
