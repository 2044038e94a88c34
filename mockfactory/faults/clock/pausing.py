"""How a fault waits: on the virtual clock where there is one."""

from __future__ import annotations

import asyncio
import time

from mockfactory.faults.clock.running import at_work


async def pause(seconds: float) -> None:
    """Wait in async code."""
    await asyncio.sleep(seconds)


def block(seconds: float) -> None:
    """Wait in sync code."""
    time.sleep(seconds)


async def hang(what: str) -> None:
    """Wait until cancelled.

    Args:
        what: hangs, for the error when nothing could ever end it: "Mailer.send() (call 2)".

    Raises:
        StuckError: on a virtual clock, when nothing else is left that could happen.
    """
    __tracebackhide__ = True
    running = at_work()
    if running is None:
        await asyncio.get_running_loop().create_future()
    else:
        await running.hang(what)
