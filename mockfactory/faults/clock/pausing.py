"""How a fault waits: on the virtual clock where there is one."""

from __future__ import annotations

import asyncio
import time

from mockfactory.faults.clock.library import loop_for
from mockfactory.faults.clock.running import at_work_in


async def pause(seconds: float) -> None:
    """Wait in async code.

    Raises:
        MisuseError: another library than asyncio runs.
    """
    __tracebackhide__ = True
    at_work_in(loop_for("a fault that takes time"))
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
        MisuseError: another library than asyncio runs.
    """
    __tracebackhide__ = True
    loop = loop_for("a fault that takes time")
    running = at_work_in(loop)
    if running is None:
        await loop.create_future()
    else:
        await running.hang(what)
