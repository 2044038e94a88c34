"""An answer that takes awaiting: what an async callback or the real object behind a spy gives."""

from __future__ import annotations

from collections.abc import Awaitable, Callable


class Later:
    """Holds an awaitable until the coroutine of the call awaits it, and looks at what comes out."""

    __slots__ = ("_awaitable", "_check")

    def __init__(self, awaitable: Awaitable[object], check: Callable[[object], object]) -> None:
        self._awaitable = awaitable
        self._check = check

    async def wait(self) -> object:
        """Await it; give what the check gives for the value."""
        __tracebackhide__ = True
        return self._check(await self._awaitable)
