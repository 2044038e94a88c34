"""A connection to a web application: Starlette's own, whose client says what it is told to."""

from __future__ import annotations

import importlib.util
import sys
from collections import deque
from collections.abc import Mapping, MutableMapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

if TYPE_CHECKING:
    from starlette.websockets import WebSocket

_SUBPROTOCOLS: Final = "sec-websocket-protocol"


class ScriptedClient:
    """What a web server tells of a client that says what it is told to, and then closes the connection.

    Args:
        messages: what it says.
    """

    def __init__(self, messages: Sequence[str | bytes]) -> None:
        said = ({"type": "websocket.receive", "text" if isinstance(one, str) else "bytes": one} for one in messages)
        self._coming: Final[deque[dict[str, Any]]] = deque(
            [
                {"type": "websocket.connect"},
                *said,
                {"type": "websocket.disconnect", "code": 1000, "reason": ""},
            ]
        )

    async def receive(self) -> MutableMapping[str, Any]:
        """What comes next."""
        return self._coming.popleft()

    async def send(self, message: MutableMapping[str, Any]) -> None:
        """Take what the application sends; one that has gone takes nothing, of which servers say this."""
        if not self._coming:
            raise OSError("the client has closed the connection")


def is_of_starlette(cls: type) -> bool:
    """Whether a class is Starlette's WebSocket, which is FastAPI's too, or derives from it."""
    known: Any = sys.modules.get("starlette.websockets")
    return known is not None and issubclass(cls, known.WebSocket)


def server_socket(
    cls: type[WebSocket] | None,
    messages: Sequence[str | bytes],
    headers: Mapping[str, str],
    query_params: Mapping[str, str],
) -> WebSocket:
    """A connection that waits to be accepted.

    Args:
        cls: Starlette's class, which is the default, or one that derives from it.
        messages: what the client says.
        headers: of the handshake.
        query_params: of the address.

    Raises:
        ModuleNotFoundError: Starlette is not installed.
    """
    if cls is None:
        if importlib.util.find_spec("starlette") is None:
            raise ModuleNotFoundError(
                "create_mock_server_websocket() gives a WebSocket of Starlette, which is not installed.\n"
                "  install:  pip install starlette"
            )
        from starlette.websockets import WebSocket

        cls = WebSocket
    lower = {name.lower(): value for name, value in headers.items()}
    scope: dict[str, Any] = {
        "type": "websocket",
        "scheme": "ws",
        "http_version": "1.1",
        "server": ("testserver", 80),
        "client": ("testclient", 50000),
        "root_path": "",
        "path": "/",
        "raw_path": b"/",
        "query_string": urlencode(query_params).encode(),
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in lower.items()],
        "subprotocols": [one.strip() for one in lower.get(_SUBPROTOCOLS, "").split(",") if one.strip()],
        "state": {},
        "extensions": {"websocket.http.response": {}},
    }
    client = ScriptedClient(messages)
    return cls(scope, client.receive, client.send)
