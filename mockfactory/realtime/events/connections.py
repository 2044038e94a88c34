"""The connections of a bridge, and who of them gets an event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from mockfactory.realtime.interfaces.bridge import ConnectionState, Registration


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is at the other end of a connection.

    Attributes:
        user_id: the user.
        tenant_id: the user's tenant: nothing of another one's data goes out here.
        websocket_client_id: which client of the user it is.
        run_id: the one run that it wants to hear of; `None`: all of the user's.
    """

    user_id: str
    tenant_id: str
    websocket_client_id: str
    run_id: str | None = None

    def gets(self, registration: Registration) -> bool:
        """Whether the events of a run go here."""
        same = (registration.user_id, registration.tenant_id) == (self.user_id, self.tenant_id)
        here = registration.websocket_client_id in (None, self.websocket_client_id)
        return same and here and self.run_id in (None, registration.run_id)


class Connection(Protocol):
    """The bridge's end of a connection."""

    @property
    def listener(self) -> Listener:
        """Who is at the other end."""
        ...

    @property
    def state(self) -> ConnectionState:
        """Whether it is open."""
        ...

    def carry_now(self, text: str) -> bool:
        """Bring one event to the other end if that takes no waiting; answers whether it has."""
        ...

    async def carry(self, text: str) -> None:
        """Bring one event, in JSON, to the other end. Events arrive in the order in which they are brought.

        Raises:
            ConnectionError: it is gone.
        """
        ...

    async def close(self, code: int, reason: str) -> None:
        """Close it with a close code of RFC 6455; one that is closed stays closed."""
        ...


C = TypeVar("C", bound=Connection)


class Connections(Generic[C]):
    """All connections of a bridge, by user. One that is not open any more is forgotten."""

    def __init__(self) -> None:
        self._by_user: dict[str, list[C]] = {}

    def __iter__(self) -> Iterator[C]:
        for user_id in tuple(self._by_user):
            yield from self._of(user_id)

    def add(self, connection: C) -> None:
        """One more."""
        self._by_user.setdefault(connection.listener.user_id, []).append(connection)

    def open_for(self, registration: Registration) -> list[C]:
        """Those that get the events of a run."""
        user = self._of(registration.user_id)
        return [one for one in user if one.state == "connected" and one.listener.gets(registration)]

    def why_none(self, registration: Registration) -> str:
        """Why nobody gets the events of a run."""
        client = registration.websocket_client_id
        text = f"no connection of the user {registration.user_id!r} is open"
        listeners = [one.listener for one in self._of(registration.user_id) if one.state == "connected"]
        own = [listener for listener in listeners if listener.tenant_id == registration.tenant_id]
        others = [repr(one.websocket_client_id) for one in own if client not in (None, one.websocket_client_id)]
        if others:
            run = registration.run_id
            return f"{text} as the client {client!r}, which registered the run {run!r}; but as {', '.join(others)}"
        if own:
            return f"{text} that hears of the run {registration.run_id!r}; {len(own)} of another run alone"
        if listeners:
            where = f"in the tenant {registration.tenant_id!r}"
            return f"{text} {where}; {len(listeners)} of a user with the same id in another tenant"
        return text

    def state(self, user_id: str, websocket_client_id: str | None) -> ConnectionState:
        """How a user stands, or one client of theirs: the best of their connections' states."""
        states = {
            one.state for one in self._of(user_id) if websocket_client_id in (None, one.listener.websocket_client_id)
        }
        return "connected" if "connected" in states else "connecting" if "connecting" in states else "disconnected"

    @property
    def open(self) -> int:
        """How many are open."""
        return sum(one.state == "connected" for one in self)

    def _of(self, user_id: str) -> list[C]:
        left = [one for one in self._by_user.get(user_id, ()) if one.state != "disconnected"]
        if left:
            self._by_user[user_id] = left
        else:
            self._by_user.pop(user_id, None)
        return left
