"""Waiting for something to change."""

from __future__ import annotations

import asyncio
from typing import Final

from mockfactory.realtime.waiting.libraries import Event, trio_here


def new_event() -> Event:
    """An event of the library that runs."""
    trio = trio_here()
    return asyncio.Event() if trio is None else trio.Event()


class Change:
    """Wakes all who wait for something to change; each of them looks for itself what has."""

    def __init__(self) -> None:
        self._waiting: Final[list[Event]] = []

    def tell(self) -> None:
        """Something has changed."""
        for event in self._waiting:
            event.set()
        self._waiting.clear()

    async def wait(self) -> None:
        """Wait for the next change."""
        event = new_event()
        self._waiting.append(event)
        try:
            await event.wait()
        finally:
            if event in self._waiting:  # cancelled
                self._waiting.remove(event)
