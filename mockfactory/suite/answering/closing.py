"""How it is told that a connection is closed: as the library does whose connection a double stands for."""

from __future__ import annotations

import sys
from typing import NamedTuple

from mockfactory.realtime.interfaces.errors import ConnectionClosed


class Closing(NamedTuple):
    """A connection was closed.

    Attributes:
        code: a close code of RFC 6455.
        reason: in words.
        by_other_side: who began.
    """

    code: int
    reason: str
    by_other_side: bool

    @property
    def is_regular(self) -> bool:
        """Whether nothing went wrong."""
        return self.code in (1000, 1001)

    def error(self) -> Exception:
        """What is raised: what `websockets` raises, where a service may have imported that to catch it."""
        if "websockets" not in sys.modules:
            return ConnectionClosed(self.code, self.reason)
        from websockets.exceptions import ConnectionClosedError, ConnectionClosedOK
        from websockets.frames import Close

        kind = ConnectionClosedOK if self.is_regular else ConnectionClosedError
        frame = Close(self.code, self.reason)
        return kind(frame, frame, self.by_other_side)


def closed_errors() -> tuple[type[Exception], ...]:
    """What any connection may raise that is closed."""
    if "websockets" not in sys.modules:
        return (ConnectionError,)
    from websockets.exceptions import ConnectionClosed as OfWebsockets

    return ConnectionError, OfWebsockets
