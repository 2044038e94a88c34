"""`MockFactory`, with a whole suite's doubles."""

from __future__ import annotations

from mockfactory.factory.factory import Factory
from mockfactory.session import Session
from mockfactory.suite.together import Together


class MockFactory(Together, Factory):
    """Makes what one test needs, and a whole suite's doubles. The `mock_factory` fixture gives one.

    What is asked for by type is, in this order: what the test has bound; a real object, where the type is a value
    (models, dataclasses, enums, plain values, collections and unions of them); else a strict double. What does work
    (connections, files, threads, services) is never constructed unless it is bound, or wired. What services for
    language models use has a method of its own: `create_mock_user_context`, `create_mock_agent_websocket_bridge`, ...

    Args:
        session: the session of the test, for those who ask the factory for it.
        seed: what all values come from. By default the seed and the name of the test; a number gives the same values in
            every test.

    Example:
        >>> import asyncio
        >>> from mockfactory import MockFactory, Session, verify
        >>> from mockfactory.realtime import AgentWebSocketBridge
        >>> class Greeter:
        ...     def __init__(self, bridge: AgentWebSocketBridge) -> None:
        ...         self.bridge = bridge
        ...     async def greet(self, run_id: str) -> bool:
        ...         return await self.bridge.notify_agent_thinking(run_id, "greeter", "Hello.")
        >>> with Session():
        ...     factory = MockFactory()
        ...     suite = factory.create_mock_suite()
        ...     factory.bind(AgentWebSocketBridge, to=suite.bridge)
        ...     greeter = factory.wire(Greeter)
        ...     print(asyncio.run(greeter.greet(suite.context.run_id)))
        ...     verify(suite.bridge.notify_agent_thinking).once()
        True
    """

    def __init__(self, session: Session | None = None, *, seed: int | None = None) -> None:
        super().__init__(session, seed=seed)
        self._tenants = {}
        self._contexts = []
