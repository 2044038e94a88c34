"""Connections as Starlette and FastAPI hand them to a service."""

from __future__ import annotations

import pytest
from starlette.types import Message
from starlette.websockets import WebSocket, WebSocketDisconnect

from mockfactory import MisuseError, MockFactory, SpecViolation, verify
from mockfactory.interfaces import ServerWebSocket
from mockfactory.interfaces import WebSocket as Connection


async def echo(socket: ServerWebSocket) -> int:
    """A handler, as a web application has them."""
    await socket.accept()
    count = 0
    try:
        while True:
            await socket.send_json({"said": await socket.receive_text()})
            count += 1
    except WebSocketDisconnect:
        return count


async def receive() -> Message:
    return {"type": "websocket.connect"}


async def send(message: Message) -> None: ...


def test_a_websocket_of_starlette_is_one(mock_factory: MockFactory) -> None:
    real = WebSocket({"type": "websocket", "headers": []}, receive, send)
    mock_factory.bind(ServerWebSocket, to=real)
    assert mock_factory.create(ServerWebSocket) is real
    with pytest.raises(MisuseError, match=r"can't stand for WebSocket: send\(\) takes 'message' as MutableMapping"):
        mock_factory.bind(Connection, to=real)  # type: ignore[arg-type]


@pytest.mark.asyncio
async def test_a_handler_is_told_what_the_client_says_and_that_it_goes(mock_factory: MockFactory) -> None:
    socket = mock_factory.create_mock_server_websocket(messages=["one", "two"], query_params={"token": "t"})
    assert await echo(socket) == 2
    verify(socket.accept).once()
    verify(lambda: socket.send_json({"said": "two"})).once()
    assert socket.query_params == {"token": "t"}
    with pytest.raises(WebSocketDisconnect):
        await socket.send_text("too late")


@pytest.mark.asyncio
async def test_all_that_comes_can_be_looped_over(mock_factory: MockFactory) -> None:
    socket = mock_factory.create_mock_server_websocket(messages=["[1]", b"two", "three", "four"])
    assert await socket.receive_json() == [1]
    with pytest.raises(MisuseError, match=r"The next message is b'two'[^\0]*receive_bytes\(\)"):
        await socket.receive_text()
    assert [text async for text in socket.iter_text()] == ["three", "four"]
    with pytest.raises(SpecViolation):
        await socket.send_text(b"x")  # type: ignore[arg-type]
    await socket.close(1008, "no")
    with pytest.raises(WebSocketDisconnect) as caught:
        await socket.receive_bytes()
    assert caught.value.code == 1008


def test_what_it_does_not_take_is_refused(mock_factory: MockFactory) -> None:
    with pytest.raises(MisuseError, match="does not know 'header'. Did you mean 'headers'"):
        mock_factory.create_mock_server_websocket(header={})  # type: ignore[call-overload]
    with pytest.raises(MisuseError, match="missing: +accept, close"):
        mock_factory.create_mock_server_websocket(cls=int)  # type: ignore[type-var]
