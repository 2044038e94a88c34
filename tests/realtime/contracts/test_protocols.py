"""Each implementation is what its interface promises: to mypy, in this file, and by the rules of `mockfactory.spec`."""

from __future__ import annotations

import pytest

from mockfactory.realtime.doubles.bridge import bridge_double
from mockfactory.realtime.doubles.emitter import emitter_double
from mockfactory.realtime.doubles.listening import ListeningBridge
from mockfactory.realtime.in_memory.bridge import InMemoryAgentWebSocketBridge
from mockfactory.realtime.in_memory.emitter import InMemoryWebSocketEmitter
from mockfactory.realtime.interfaces.bridge import AgentWebSocketBridge
from mockfactory.realtime.interfaces.emitter import WebSocketEmitter
from mockfactory.realtime.loopback.bridge import LoopbackAgentWebSocketBridge
from mockfactory.realtime.loopback.emitter import LoopbackWebSocketEmitter
from mockfactory.spec import Hint, Kind, read_spec
from mockfactory.spec.calling.gaps import why_not_called_as
from mockfactory.spec.check import compile_check

EMITTERS: list[type[WebSocketEmitter]] = [InMemoryWebSocketEmitter, LoopbackWebSocketEmitter]
BRIDGES: list[type[AgentWebSocketBridge]] = [
    InMemoryAgentWebSocketBridge,
    ListeningBridge,
    LoopbackAgentWebSocketBridge,
]


@pytest.mark.parametrize(
    ("implementation", "interface"),
    [*((one, WebSocketEmitter) for one in EMITTERS), *((one, AgentWebSocketBridge) for one in BRIDGES)],
)
def test_each_method_takes_every_call_that_the_interface_takes(implementation: type, interface: type) -> None:
    given = read_spec(implementation).members
    for name, promised in read_spec(interface).members.items():
        assert given[name].kind is promised.kind, name
        mine, theirs = given[name].call, promised.call
        if mine is None or theirs is None:
            assert promised.kind is Kind.PROPERTY
            continue
        assert mine.signature is not None
        assert theirs.signature is not None
        assert why_not_called_as(mine.signature, theirs.signature) is None, name
        assert str(mine.signature) == str(theirs.signature), name


def test_instances_are_what_the_protocols_ask_for() -> None:
    is_emitter, is_bridge = compile_check(Hint(WebSocketEmitter)), compile_check(Hint(AgentWebSocketBridge))
    assert is_emitter is not None
    assert is_bridge is not None
    for emitter in (InMemoryWebSocketEmitter("user_ada"), emitter_double()):
        assert is_emitter.accepts(emitter)
        assert not is_bridge.accepts(emitter)
    for bridge in (InMemoryAgentWebSocketBridge(), ListeningBridge(), bridge_double()):
        assert is_bridge.accepts(bridge)
        assert not is_emitter.accepts(bridge)
