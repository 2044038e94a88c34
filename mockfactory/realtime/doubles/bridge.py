"""A double of a bridge."""

from __future__ import annotations

from mockfactory.realtime.doubles.answering import answering_like
from mockfactory.realtime.doubles.listening import ListeningBridge
from mockfactory.realtime.interfaces.bridge import AgentWebSocketBridge


def bridge_double(*, like: AgentWebSocketBridge | None = None, name: str | None = None) -> AgentWebSocketBridge:
    """A strict double of an `AgentWebSocketBridge` that does what one should: it checks events, remembers, answers.

    The user of a run listens as soon as the run is registered, so that the `notify_` methods answer `True`. Each method
    can be told to do something else with `when`, and asked about with `verify`.

    Args:
        like: answers instead of a `ListeningBridge`.
        name: shown in messages.

    Example:
        >>> import asyncio
        >>> from builders.domain import seed_tenants
        >>> from mockfactory import verify
        >>> async def main() -> None:
        ...     context = seed_tenants().context("admin", of="a")
        ...     bridge = bridge_double()
        ...     print(await bridge.notify_agent_started(context.run_id, "triage", user_context=context))
        ...     print(bridge.metrics().sent, bridge.connection_state("user_a_admin"))
        ...     verify(bridge.notify_agent_started).once()
        >>> asyncio.run(main())
        True
        1 connected
    """
    __tracebackhide__ = True
    real = ListeningBridge() if like is None else like
    return answering_like(real, AgentWebSocketBridge, name)
