"""`Bridging`: a bridge, but for the connections that its events travel on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Generic, TypeVar

from builders.domain.models.context import UserExecutionContext
from builders.domain.models.events import AgentEvent
from mockfactory.realtime.events.clock import Clock
from mockfactory.realtime.events.connections import Connection, Connections
from mockfactory.realtime.events.making import Telling
from mockfactory.realtime.events.notifying import Notifying
from mockfactory.realtime.events.reckoning import Reckoning
from mockfactory.realtime.events.registering import Registrations
from mockfactory.realtime.events.resuming import Backlog, Kept
from mockfactory.realtime.events.settings import checked_settings
from mockfactory.realtime.events.users import check_context
from mockfactory.realtime.events.validating import check_run, encoded, validated
from mockfactory.realtime.interfaces.bridge import BridgeHealth, BridgeMetrics, ConnectionState, Registration
from mockfactory.realtime.interfaces.emitter import EmitterSettings
from mockfactory.realtime.options.ids import text, text_or_none, texts_or_none
from mockfactory.realtime.waiting.limits import limit
from mockfactory.realtime.waiting.together import together

__tracebackhide__: Final = True
"""Whoever tells of what is no event sees their own line, and nothing of ours."""

C = TypeVar("C", bound=Connection)
GOING_AWAY: Final = 1001


class Bridging(Notifying, Generic[C]):
    """What all bridges do: register runs, make events, check them, find who gets them, remember and count.

    A class that implements `AgentWebSocketBridge` adds connections: it calls `admit` with each one that opens. How an
    event travels is the connection's matter.

    Args:
        settings: how long a message may be and may take, and how many events are kept for those who come back.
        clock: what `created_at` is read from; the time of day where there is none.

    Raises:
        OptionError: the settings or the clock are none.
    """

    def __init__(self, *, settings: EmitterSettings | None = None, clock: Clock | None = None) -> None:
        super().__init__(clock)
        self._settings: Final = checked_settings(settings)
        self._registrations: Final = Registrations()
        self._connections: Final = Connections[C]()
        self._backlog: Final = Backlog(self._settings.history)
        self._reckoning: Final = Reckoning()
        self._is_shut_down = False

    # What implementations use.

    @property
    def is_shut_down(self) -> bool:
        """Whether it sends nothing any more."""
        return self._is_shut_down

    @property
    def settings(self) -> EmitterSettings:
        """How it works."""
        return self._settings

    @property
    def backlog(self) -> tuple[Kept, ...]:
        """The latest events, delivered or not, oldest first; with the trace context that came along."""
        return self._backlog.kept

    def admit(self, connection: C, resume_after: str | None = None) -> list[str]:
        """Send events on a connection from now on.

        Args:
            connection: one that has opened.
            resume_after: the id of the last event that its listener got; "" for none. `None`: the listener asks for
                nothing that is over.

        Returns:
            What the listener missed, in JSON. Nothing is missed or doubled if the connection sends this before all that
            it is to `carry`, which may begin at once.

        Raises:
            ConnectionError: the bridge is shut down.
            LookupError: the event is not kept (any more); nothing was admitted.
            OptionError: `resume_after` is no text.
        """
        if self._is_shut_down:
            raise ConnectionError("the bridge is shut down")
        text_or_none("resume_after", resume_after)
        missed = [] if resume_after is None else self._backlog.missed_by(connection.listener, resume_after)
        self._connections.add(connection)
        for event in missed:
            self._reckoning.made_up(event.run_id)
        return [encoded(event) for event in missed]

    # What agents use; see `AgentWebSocketBridge`.

    async def emit_event(self, event: AgentEvent) -> bool:
        """Send an event that is made already."""
        checked = validated(event)
        registration = self._registrations.of(checked)
        content = encoded(checked, self._settings.max_message_bytes)
        if registration is None:
            return self._unregistered(checked.run_id)
        return await self._deliver(checked, content, registration, None)

    def register_run(self, user_context: UserExecutionContext) -> Registration:
        """Let events of a run go to the context's user."""
        check_context(user_context)
        return self._registrations.add(user_context)

    def unregister_run(self, run_id: str) -> bool:
        """Send no more events of a run; answers whether it was registered."""
        self._reckoning.made_up(text("run_id", run_id))
        return self._registrations.remove(run_id)

    def registration_of(self, run_id: str) -> Registration | None:
        """Where the events of a run go; `None` for one that is not registered."""
        return self._registrations.find(text("run_id", run_id))

    def connection_state(self, user_id: str, websocket_client_id: str | None = None) -> ConnectionState:
        """Whether a user listens, or one connection of theirs."""
        text_or_none("websocket_client_id", websocket_client_id)
        return self._connections.state(text("user_id", user_id), websocket_client_id)

    def health(self) -> BridgeHealth:
        """How it is."""
        return self._reckoning.health(
            connections=self._connections.open, runs=len(self._registrations), closed=self._is_shut_down
        )

    def metrics(self) -> BridgeMetrics:
        """What it has done."""
        return self._reckoning.metrics()

    async def shutdown(self) -> None:
        """Close all connections with 1001 and send nothing any more. A second time does nothing."""
        self._is_shut_down = True
        closing = [connection.close(GOING_AWAY, "the bridge is shut down") for connection in self._connections]
        await together(closing)

    async def tell(
        self,
        run_id: str,
        agent_name: str,
        trace_context: Mapping[str, str] | None,
        user_context: UserExecutionContext | None,
        make: Callable[[Telling], AgentEvent],
    ) -> bool:
        """Make an event of a run that is registered, or that `user_context` registers, and send it."""
        texts_or_none("trace_context", trace_context)
        registration = self._registrations.find(run_id) if user_context is None else self._for(run_id, user_context)
        if registration is None:
            return self._unregistered(run_id)
        event = make(Telling(run_id, registration.user_id, agent_name))
        content = self._maker.encoded(event, self._settings.max_message_bytes)
        if user_context is not None:  # now that there is something to tell
            self.register_run(user_context)
        return await self._deliver(event, content, registration, trace_context)

    def _for(self, run_id: str, user_context: UserExecutionContext) -> Registration:
        """Where the events of a run will go when it is registered for a context."""
        check_context(user_context)
        if user_context.run_id != run_id:
            raise ValueError(f"user_context is of the run {user_context.run_id!r}, and the event of the run {run_id!r}")
        return self._registrations.for_(user_context)

    def _unregistered(self, run_id: str) -> bool:
        check_run(run_id, run_id)
        self._reckoning.failed(run_id, f"the run {run_id!r} is not registered")
        return False

    async def _deliver(
        self, event: AgentEvent, content: str, registration: Registration, trace: Mapping[str, str] | None
    ) -> bool:
        """Send an event to all who get it, side by side: none of them waits for another."""
        if self._is_shut_down:
            self._reckoning.failed(event.run_id, "the bridge is shut down")
            return False
        # In one step: whoever comes back from now on gets it from the backlog, and not from here.
        connections = self._connections.open_for(registration)
        self._backlog.add(Kept(event, registration, dict(trace or {})))
        waiting = [connection for connection in connections if not connection.carry_now(content)]
        problems = await together([self._sent(connection, content) for connection in waiting]) if waiting else []
        if len(waiting) < len(connections) or None in problems:
            self._reckoning.delivered(event)
            return True
        problem = next((problem for problem in problems if problem), None) or self._connections.why_none(registration)
        self._reckoning.failed(event.run_id, problem)
        return False

    async def _sent(self, connection: C, content: str) -> str | None:
        """Why an event did not go out on a connection that can't take it now; `None` where it did."""
        try:
            async with limit(self._settings.send_timeout):
                await connection.carry(content)
        except TimeoutError:
            return f"{connection.listener.websocket_client_id!r} took longer than {self._settings.send_timeout:g} s"
        except ConnectionError as error:
            return f"{connection.listener.websocket_client_id!r} is gone: {error}"
        return None
