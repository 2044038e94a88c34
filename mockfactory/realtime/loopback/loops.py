"""On which event loops the servers of this process listen: one whose loop does not run answers nobody."""

from __future__ import annotations

import asyncio
from typing import Final
from urllib.parse import urlsplit

from mockfactory.double.wording.errors import MisuseError
from mockfactory.double.wording.text import report

_loops: Final[dict[int, asyncio.AbstractEventLoop]] = {}


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
