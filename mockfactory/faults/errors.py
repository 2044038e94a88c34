"""What can go wrong with a fault plan, and what a plan makes go wrong with a connection."""

from __future__ import annotations

from mockfactory.wording.errors import MisuseError


class PlanError(MisuseError, ValueError):
    """A fault plan that means nothing, or that its target can't act out: the message says what is right instead."""


class Disconnected(ConnectionError):
    """The other side is gone. What `disconnects(code, reason)` raises.

    Attributes:
        code: a close code of RFC 6455; 1006 is a connection that broke without a word.
        reason: what the other side said about it.
    """

    def __init__(self, code: int = 1006, reason: str = "") -> None:
        self.code: int = code
        self.reason: str = reason
        super().__init__(code, reason)

    def __str__(self) -> str:
        return f"disconnected with code {self.code}" + (f": {self.reason}" if self.reason else "")


PlanError.__module__ = Disconnected.__module__ = "mockfactory.faults"
