"""A double of an emitter."""

from __future__ import annotations

from mockfactory.realtime.doubles.answering import answering_like
from mockfactory.realtime.in_memory.emitter import InMemoryWebSocketEmitter
from mockfactory.realtime.interfaces.emitter import WebSocketEmitter


def emitter_double(
    user_id: str = "user_a_admin", *, like: WebSocketEmitter | None = None, name: str | None = None
) -> WebSocketEmitter:
    """A strict double of a `WebSocketEmitter` that does what one should: it checks events, remembers them, answers.

    It is connected from the start, so `emit_event` and its siblings answer `True`. Each method can be told to do
    something else with `when`, and asked about with `verify`.

    Args:
        user_id: whose events it sends; the seeded admin of the tenant `a` where nobody is named.
        like: answers instead of a connected emitter in memory.
        name: shown in messages.

    Raises:
        ValueError: the user's id is none.

    Example:
        >>> import asyncio
        >>> from mockfactory import verify, when
        >>> async def main() -> None:
        ...     emitter = emitter_double("user_ada")
        ...     print(await emitter.emit_agent_started("run_thread_42_1", "triage"))
        ...     when(emitter.emit_agent_thinking).returns(False)
        ...     print(await emitter.emit_agent_thinking("run_thread_42_1", "triage", "Hm."))
        ...     verify(lambda: emitter.emit_agent_started("run_thread_42_1", "triage")).once()
        ...     print([event.type for event in emitter.get_events()])
        >>> asyncio.run(main())
        True
        False
        ['agent_started']
    """
    __tracebackhide__ = True
    real = InMemoryWebSocketEmitter(user_id, connected=True) if like is None else like
    return answering_like(real, WebSocketEmitter, name)
