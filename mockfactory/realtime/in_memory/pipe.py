"""One direction of a connection within the process."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

from mockfactory.realtime.events.clock import Clock, read
from mockfactory.realtime.events.received import Received
from mockfactory.realtime.interfaces.errors import ConnectionClosed
from mockfactory.realtime.options import numbers
from mockfactory.realtime.waiting.changes import Change
from mockfactory.realtime.waiting.turns import Turns


@dataclass(frozen=True, slots=True)
class Closing:
    """How a connection was closed: a close code of RFC 6455, and a reason in words."""

    code: int
    reason: str


class Pipe:
    """Texts, from the one who puts them in to the one who takes them out.

    Args:
        clock: tells when a text came in.
        capacity: how many texts may wait to be taken; who has one more waits. `None`: any number.

    Raises:
        OptionError: the capacity is less than 1, or no number.
    """

    def __init__(self, clock: Clock, capacity: int | None) -> None:
        self._clock: Final = clock
        __tracebackhide__ = True
        self._capacity: Final = numbers.capacity(capacity)
        self._texts: Final[deque[str]] = deque()
        self._arrived: Final[list[Received]] = []
        self._closing: Closing | None = None
        self._changed: Final = Change()
        self._turn: Final = Turns()
        self._putting = 0

    @property
    def closing(self) -> Closing | None:
        """How it was closed; `None` while it is open."""
        return self._closing

    @property
    def arrived(self) -> tuple[Received, ...]:
        """All that ever came in, taken or not."""
        return tuple(self._arrived)

    @property
    def waiting(self) -> int:
        """How many texts wait to be taken."""
        return len(self._texts)

    def close(self, code: int, reason: str) -> None:
        """Let nothing more in; what waits can be taken still. One that is closed stays as it is."""
        if self._closing is None:
            self._closing = Closing(code, reason)
            self._changed.tell()

    def push(self, text: str) -> None:
        """Put a text in, whatever the capacity."""
        self._texts.append(text)
        self._arrived.append(Received(text, read(self._clock)))
        self._changed.tell()

    def put_now(self, text: str) -> bool:
        """Put a text in if there is room, and nobody waits for it; answers whether it is in."""
        is_full = self._capacity is not None and len(self._texts) >= self._capacity
        if is_full or self._closing is not None or self._putting:
            return False
        self.push(text)
        return True

    async def put(self, text: str) -> None:
        """Put a text in as soon as there is room; who came first goes first.

        Raises:
            ConnectionClosed: the pipe is closed, or was while waiting.
        """
        self._putting += 1
        try:
            async with self._turn:
                while self._closing is None and self._capacity is not None and len(self._texts) >= self._capacity:
                    await self._changed.wait()
                if self._closing is not None:
                    raise ConnectionClosed(self._closing.code, self._closing.reason)
                self.push(text)
        finally:
            self._putting -= 1

    def take_now(self) -> str | None:
        """The next text, if one waits."""
        if not self._texts:
            return None
        text = self._texts.popleft()
        self._changed.tell()
        return text

    async def take(self) -> str:
        """The next text, as soon as there is one.

        Raises:
            ConnectionClosed: the pipe is closed, and nothing is left in it.
        """
        __tracebackhide__ = True
        while (text := self.take_now()) is None:
            if self._closing is not None:
                raise ConnectionClosed(self._closing.code, self._closing.reason)
            await self._changed.wait()
        return text
