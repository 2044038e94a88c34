"""On which event loops the servers of this process listen: one whose loop does not run answers nobody."""

from __future__ import annotations

import asyncio
from typing import Final
from urllib.parse import urlsplit

from mockfactory.faults.clock.library import runs_trio
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.text import report

_loops: Final[dict[int, asyncio.AbstractEventLoop]] = {}


def check_asyncio(what: str) -> None:
    """Refuse what needs asyncio under trio.

    Args:
        what: needs it: "a LoopbackReceiver".

    Raises:
        MisuseError: the code that runs now is a task of trio.
    """
    __tracebackhide__ = True
    if runs_trio():
        raise MisuseError(
            report(
                f"{what} needs asyncio, and this test runs on trio.",
                write="anyio_backend = 'asyncio', or what needs no network: InMemoryAgentWebSocketBridge()",
            )
        )


def listens(port: int) -> None:
    """A server listens on a port, on the event loop that runs."""
    _loops[port] = asyncio.get_running_loop()


def listens_no_more(port: int) -> None:
    """It is stopped."""
    _loops.pop(port, None)


def check_runs(url: str) -> None:
    """See that a server, if it is of this process, can answer.

    Raises:
        MisuseError: its event loop does not run.
    """
    __tracebackhide__ = True
    loop = _loops.get(urlsplit(url).port or 0)
    if loop is not None and not loop.is_running():
        raise MisuseError(
            report(
                f"the server at {url.partition('?')[0]} is on an event loop that does not run: nobody would answer.",
                write="start it on the test's loop; under pytest-asyncio, its fixture needs the loop_scope of the test",
            )
        )
