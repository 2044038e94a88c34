"""Events of agents' runs, sent to users over WebSockets: interfaces, implementations, a contract of events.

    from mockfactory.realtime import EventContract, InMemoryAgentWebSocketBridge

`interfaces` says what code that sends events depends on, `events` is what all implementations share, `in_memory` and
`doubles` are two of them. The one over a real network needs an extra, and is imported from `loopback`.
"""

from mockfactory.realtime.contract.contract import EventContract
from mockfactory.realtime.contract.payloads import PayloadSchema
from mockfactory.realtime.contract.report import ContractReport, ContractViolation, Failure, FailureKind, Requirements
from mockfactory.realtime.contract.seeing import Checkable
from mockfactory.realtime.doubles.bridge import bridge_double
from mockfactory.realtime.doubles.emitter import emitter_double
from mockfactory.realtime.doubles.listening import ListeningBridge
from mockfactory.realtime.events.clock import Clock, running_clock, ticking_clock
from mockfactory.realtime.events.making import EventMaker, Telling
from mockfactory.realtime.events.received import Received
from mockfactory.realtime.in_memory.bridge import InMemoryAgentWebSocketBridge
from mockfactory.realtime.in_memory.emitter import InMemoryWebSocketEmitter
from mockfactory.realtime.in_memory.inbox import Inbox
from mockfactory.realtime.interfaces.bridge import (
    AgentWebSocketBridge,
    BridgeHealth,
    BridgeMetrics,
    ConnectionState,
    HealthStatus,
    Registration,
)
from mockfactory.realtime.interfaces.emitter import EmitterSettings, WebSocketEmitter
from mockfactory.realtime.interfaces.errors import ConnectionClosed, HandshakeRefused, InvalidEvent
from mockfactory.realtime.options.errors import OptionError

__all__ = [
    "AgentWebSocketBridge",
    "BridgeHealth",
    "BridgeMetrics",
    "Checkable",
    "Clock",
    "ConnectionClosed",
    "ConnectionState",
    "ContractReport",
    "ContractViolation",
    "EmitterSettings",
    "EventContract",
    "EventMaker",
    "Failure",
    "FailureKind",
    "HandshakeRefused",
    "HealthStatus",
    "InMemoryAgentWebSocketBridge",
    "InMemoryWebSocketEmitter",
    "Inbox",
    "InvalidEvent",
    "ListeningBridge",
    "OptionError",
    "PayloadSchema",
    "Received",
    "Registration",
    "Requirements",
    "Telling",
    "WebSocketEmitter",
    "bridge_double",
    "emitter_double",
    "running_clock",
    "ticking_clock",
]
