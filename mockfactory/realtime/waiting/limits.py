"""How long something may take."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from types import TracebackType
from typing import Final

from mockfactory.realtime.waiting.libraries import Scope, trio_here


def limit(seconds: float) -> AbstractAsyncContextManager[object]:
    """Cancel what a block awaits when it takes longer, which is a `TimeoutError`."""
    trio = trio_here()
    return asyncio.timeout(seconds) if trio is None else _UnderTrio(trio.move_on_after(max(seconds, 0)))


def now() -> float:
    """What time it is for those who wait, in seconds."""
    trio = trio_here()
    return asyncio.get_running_loop().time() if trio is None else trio.current_time()


class _UnderTrio(AbstractAsyncContextManager[None]):
    """A scope of trio's that ends as `asyncio.timeout` does."""

    def __init__(self, scope: AbstractContextManager[Scope]) -> None:
        self._block: Final = scope
        self._scope: Scope | None = None

    async def __aenter__(self) -> None:
        self._scope = self._block.__enter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        caught = self._block.__exit__(kind, value, trace)
        if self._scope is not None and self._scope.cancelled_caught:
            raise TimeoutError from None
        return caught
