"""The real thing over the `websockets` library, on 127.0.0.1 and nowhere else.

    from mockfactory.realtime.loopback import LoopbackAgentWebSocketBridge

It needs the extra `realtime`: `pip install 'mockfactory[realtime]'`.
"""

from mockfactory.realtime.loopback.needed import need

need()

from mockfactory.realtime.events.connections import Listener  # noqa: E402  # after `need`
from mockfactory.realtime.loopback.bridge import LoopbackAgentWebSocketBridge  # noqa: E402
from mockfactory.realtime.loopback.client import LoopbackClient  # noqa: E402
from mockfactory.realtime.loopback.emitter import LoopbackWebSocketEmitter  # noqa: E402
from mockfactory.realtime.loopback.handshake import TokenPlace  # noqa: E402
from mockfactory.realtime.loopback.hearing import HandlerFailed, OnMessage  # noqa: E402
from mockfactory.realtime.loopback.proxy import LoopbackProxy  # noqa: E402
from mockfactory.realtime.loopback.receiver import LoopbackReceiver  # noqa: E402
from mockfactory.realtime.loopback.token_times import TokenRefused  # noqa: E402
from mockfactory.realtime.loopback.tokens import Identity, Tokens  # noqa: E402

__all__ = [
    "HandlerFailed",
    "Identity",
    "Listener",
    "LoopbackAgentWebSocketBridge",
    "LoopbackClient",
    "LoopbackProxy",
    "LoopbackReceiver",
    "LoopbackWebSocketEmitter",
    "OnMessage",
    "TokenPlace",
    "TokenRefused",
    "Tokens",
]
