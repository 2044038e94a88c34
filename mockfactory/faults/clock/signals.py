"""Whether a signal may wake an event loop."""

from __future__ import annotations

import asyncio
import signal
from typing import Final

from mockfactory.faults.clock.runner import is_ours

_OF_EVERYBODY: Final = frozenset({signal.SIGINT, signal.SIGTERM})
"""Programs handle them in order to end, and tests to be ended."""


def handles_signals(loop: asyncio.AbstractEventLoop) -> bool:
    """Whether something is to happen in a loop when a signal comes: `loop.add_signal_handler`."""
    return bool(getattr(loop, "_signal_handlers", None))


def may_hear_signals(loop: asyncio.AbstractEventLoop) -> bool:
    """The same, or whether the test or its code has handlers for a signal by `signal.signal`."""
    return handles_signals(loop) or any(
        callable(handler) and not is_ours(getattr(handler, "__module__", None))
        for handler in map(signal.getsignal, signal.valid_signals() - _OF_EVERYBODY)
    )
