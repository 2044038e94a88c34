"""Which async library runs: the virtual clock, and faults that take time, are asyncio's."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from typing import Final

from mockfactory.wording.errors import MisuseError

_ADVICE: Final = (
    "  so:     trio has its own clock, and its tasks can't wait on another\n"
    "  write:  trio.testing.MockClock for the time, and plans that take none: raises(), returns(), drops();\n"
    "          or run this test with asyncio: anyio_backend = 'asyncio'"
)


def check_is_asyncio(what: str) -> None:
    """Refuse what needs asyncio under another library.

    Raises:
        MisuseError: the code that runs now is a task of trio.
    """
    __tracebackhide__ = True
    if runs_trio():
        raise MisuseError(f"{what} needs asyncio, and this code runs under trio\n{_ADVICE}")


def loop_for(what: str) -> asyncio.AbstractEventLoop:
    """The event loop that runs.

    Raises:
        MisuseError: there is none of asyncio.
    """
    __tracebackhide__ = True
    check_is_asyncio(what)
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        raise MisuseError(
            f"{what} needs asyncio, and no event loop of asyncio runs here\n"
            "  write:  asyncio.run(...), or @pytest.mark.asyncio on the test"
        ) from None


def runs_trio() -> bool:
    """Whether the code that runs now is a task of trio, which tells so to sniffio."""
    ask: Callable[[], str] | None = getattr(sys.modules.get("sniffio"), "current_async_library", None)
    try:
        return ask is not None and ask() == "trio"
    except RuntimeError:  # no library at all
        return False
