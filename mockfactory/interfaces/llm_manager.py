"""`LLMManager`: the language models that a service may ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from mockfactory.interfaces.llm_client import LLMClient


class LLMManager(Protocol):
    """The language models that a service may ask."""

    @property
    def models(self) -> Sequence[str]:
        """Their names, the preferred one first."""
        ...

    def client(self, model: str | None = None) -> LLMClient:
        """The client of a model.

        Args:
            model: which; `None`: the preferred one.

        Raises:
            LookupError: there is no such model.
        """
        ...

    async def close(self) -> None:
        """Close all clients. A second time does nothing."""
        ...
