"""`LLMClient`: asks one language model."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Completion:
    """What a model answered.

    Attributes:
        text: the answer.
        model: who answered.
        input_tokens: how many tokens it read.
        output_tokens: how many it wrote.

    Raises:
        ValueError: a number of tokens is negative.
    """

    text: str
    model: str
    input_tokens: int = 0
    output_tokens: int = 0

    def __post_init__(self) -> None:
        for name, count in (("input_tokens", self.input_tokens), ("output_tokens", self.output_tokens)):
            if count < 0:
                raise ValueError(f"{name} is a count, and {count} is less than none")


class LLMClient(Protocol):
    """Asks one language model."""

    @property
    def model(self) -> str:
        """The model that it asks."""
        ...

    async def complete(
        self, prompt: str, *, system: str | None = None, max_tokens: int | None = None, temperature: float | None = None
    ) -> Completion:
        """Ask, and wait for the whole answer.

        Args:
            prompt: the question.
            system: how the model is to behave.
            max_tokens: how long the answer may be; `None`: as long as the model likes.
            temperature: how free the model is, from 0; `None`: as it is by itself.

        Raises:
            ConnectionError, TimeoutError: no answer came.
        """
        ...

    def stream(
        self, prompt: str, *, system: str | None = None, max_tokens: int | None = None, temperature: float | None = None
    ) -> AsyncIterator[str]:
        """Ask, and read the answer piece by piece; see `complete`."""
        ...

    async def close(self) -> None:
        """Give back what it holds. A second time does nothing."""
        ...
