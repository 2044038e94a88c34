"""`Inbox`: a user's end of a connection."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Callable
from typing import Final

from builders.domain.models.events import AgentEvent, EventType
from mockfactory.realtime.events.closing import check_close
from mockfactory.realtime.events.connections import Listener
from mockfactory.realtime.events.received import Received
from mockfactory.realtime.events.validating import check_type, validated
from mockfactory.realtime.in_memory.pipe import Closing, Pipe
from mockfactory.realtime.interfaces.errors import ConnectionClosed, InvalidEvent
from mockfactory.realtime.options.errors import wrong
from mockfactory.realtime.options.numbers import budget
from mockfactory.realtime.waiting.limits import limit, now

_PATIENCE: Final = 5.0


class Inbox:
    """A user's end of a connection: what a test reads events from.

    Made by `InMemoryAgentWebSocketBridge.connect` and by `InMemoryWebSocketEmitter`.

    Args:
        listener: whose it is.
        pipe: where the events come from.
        check_open: raises an error where none can come, before they are waited for.
    """

    def __init__(self, listener: Listener, pipe: Pipe, check_open: Callable[[], None] = lambda: None) -> None:
        self._listener: Final = listener
        self._pipe: Final = pipe
        self._check_open: Final = check_open

    def __repr__(self) -> str:
        closing = self._pipe.closing
        state = "open" if closing is None else f"closed with {closing.code}"
        return f"<Inbox of {self._listener.websocket_client_id!r}: {state}, {self.waiting} waiting>"

    @property
    def listener(self) -> Listener:
        """Whose it is: user, tenant and client."""
        return self._listener

    @property
    def closing(self) -> Closing | None:
        """How the connection was closed, by either side; `None` while it is open."""
        return self._pipe.closing

    @property
    def received(self) -> tuple[Received, ...]:
        """All that ever came, read or not, as JSON, each with the time at which it came: for `EventContract.check`."""
        return self._pipe.arrived

    @property
    def waiting(self) -> int:
        """How many events have come and are not read."""
        return self._pipe.waiting

    async def next(self, *, within: float = _PATIENCE) -> AgentEvent:
        """The next event; waits for it.

        Args:
            within: in seconds.

        Raises:
            TimeoutError: none came in time; the message says what came before.
            ConnectionClosed: the connection is closed, and all is read.
            InvalidEvent: what came is no event.
            OptionError: `within` is no time.
        """
        __tracebackhide__ = True
        text = await self._text(budget("within", within))
        if text is None:
            raise TimeoutError(f"{self._who} got no event within {within:g} s; before, it got: {self._came}")
        return validated(text)

    async def until(
        self, wanted: EventType | Callable[[AgentEvent], bool], *, within: float = _PATIENCE
    ) -> list[AgentEvent]:
        """The next events up to the first that is wanted, that one included.

        Args:
            wanted: a type of event, or a function that says of an event whether it is the one.
            within: in seconds, for all of them.

        Raises:
            TimeoutError: it did not come in time; the message says what came.
            ConnectionClosed: the connection was closed before it came.
            InvalidEvent: what came is no event.
            OptionError: `within` is no time, or `wanted` neither a type of event nor a function.
        """
        __tracebackhide__ = True
        if isinstance(wanted, str):
            check_type("until(...)", wanted)
        elif not callable(wanted) or inspect.iscoroutinefunction(wanted):
            raise wrong("until(...)", "given a type of event, or a function of an event that is not async", wanted)
        end = now() + budget("within", within)
        events: list[AgentEvent] = []
        while not events or not _is(events[-1], wanted):
            text = await self._text(max(end - now(), 0))
            if text is None:
                name = getattr(wanted, "__name__", "the function")
                what = wanted if isinstance(wanted, str) else f"an event that {name} is true of"
                raise TimeoutError(f"{self._who} waited {within:g} s for {what}; it got: {self._came}")
            events.append(validated(text))
        return events

    def drain(self) -> list[AgentEvent]:
        """The events that have come and are not read; does not wait.

        Raises:
            InvalidEvent: what came is no event.
        """
        texts = iter(self._pipe.take_now, None)
        return [validated(text) for text in texts]

    async def __aiter__(self) -> AsyncIterator[AgentEvent]:
        """All events from now on, until the connection is closed."""
        __tracebackhide__ = True
        self._check_open()
        while True:
            try:
                text = await self._pipe.take()
            except ConnectionClosed:
                return
            yield validated(text)

    def close(self, code: int = 1000, reason: str = "") -> None:
        """Leave: nothing comes any more. What has come can still be read.

        Args:
            code: a close code of RFC 6455; 1006 for a client that is gone without a word.
            reason: in words, for the other side.

        Raises:
            OptionError: the code is none, or the reason is longer than 123 bytes.
        """
        __tracebackhide__ = True
        check_close(code, reason, abnormal=True)
        self._pipe.close(code, reason)

    @property
    def _who(self) -> str:
        return repr(self._listener.websocket_client_id)

    @property
    def _came(self) -> str:
        return ", ".join(_type_of(one.content) for one in self.received) or "nothing"

    async def _text(self, within: float) -> str | None:
        """The next text; `None` where none came in time."""
        __tracebackhide__ = True
        text = self._pipe.take_now()
        if text is not None:
            return text
        self._check_open()
        try:
            async with limit(within):
                return await self._pipe.take()
        except TimeoutError:
            return None


def _is(event: AgentEvent, wanted: str | Callable[[AgentEvent], bool]) -> bool:
    """Whether an event is the one."""
    __tracebackhide__ = True
    if isinstance(wanted, str):
        return event.type == wanted
    answer: object = wanted(event)
    if inspect.iscoroutine(answer):
        answer.close()
    if inspect.isawaitable(answer):  # which is true of any event
        raise wrong("until(...)", "given a function that answers True or False", answer)
    return bool(answer)


def _type_of(content: object) -> str:
    try:
        return validated(content).type
    except InvalidEvent:
        return "what is no event"
