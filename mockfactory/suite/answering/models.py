"""Language models that say what they are told to."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Final

from mockfactory.interfaces.llm_client import Completion, LLMClient


class ScriptedLLMClient:
    """An `LLMClient` whose answers are known.

    Args:
        model: its name.
        answers: one text a question; the last one ever after.
    """

    def __init__(self, model: str, answers: Sequence[str]) -> None:
        self._model: Final = model
        self._answers: Final = list(answers)

    @property
    def model(self) -> str:
        """The model."""
        return self._model

    async def complete(
        self, prompt: str, *, system: str | None = None, max_tokens: int | None = None, temperature: float | None = None
    ) -> Completion:
        """The next answer. A word counts as a token."""
        text = self._next()
        read = len(prompt.split()) + len((system or "").split())
        return Completion(text, self._model, input_tokens=read, output_tokens=len(text.split()))

    async def stream(
        self, prompt: str, *, system: str | None = None, max_tokens: int | None = None, temperature: float | None = None
    ) -> AsyncIterator[str]:
        """The next answer, word by word."""
        for piece in re.findall(r"\s*\S+\s*$|\s*\S+", self._next()):
            yield piece

    async def close(self) -> None:
        """Nothing is held."""

    def _next(self) -> str:
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


class ScriptedLLMManager:
    """An `LLMManager` of clients that are there already.

    Args:
        clients: by model, the preferred one first.
    """

    def __init__(self, clients: Mapping[str, LLMClient]) -> None:
        self._clients: Final = dict(clients)

    @property
    def models(self) -> Sequence[str]:
        """Their names."""
        return tuple(self._clients)

    def client(self, model: str | None = None) -> LLMClient:
        """The client of a model."""
        name = next(iter(self._clients)) if model is None else model
        if name not in self._clients:
            raise LookupError(f"there is no model {name!r}: there is {', '.join(self._clients)}")
        return self._clients[name]

    async def close(self) -> None:
        """Close all clients."""
        for client in self._clients.values():
            await client.close()
