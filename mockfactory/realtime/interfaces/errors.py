"""What sending events can't do."""

from __future__ import annotations


class InvalidEvent(ValueError):
    """What was to be sent is no event of a run, or not this user's. The message names each field that is wrong."""


class HandshakeRefused(ConnectionError):
    """The server did not let a client in.

    Attributes:
        status: the HTTP status of the handshake's answer: 401 for who is not known, 403 for who may not.
        reason: in words.
    """

    def __init__(self, status: int, reason: str) -> None:
        self.status: int = status
        self.reason: str = reason
        super().__init__(f"HTTP {status}: {reason}")


class ConnectionClosed(ConnectionError):
    """A connection is closed, and nothing comes any more.

    Attributes:
        code: a close code of RFC 6455: 1000 is done, 1001 is going away, 1006 is gone without a word.
        reason: in words.
    """

    def __init__(self, code: int, reason: str = "") -> None:
        self.code: int = code
        self.reason: str = reason
        super().__init__(f"closed with {code}" + (f": {reason}" if reason else ""))
