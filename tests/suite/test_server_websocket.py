"""Connections as Starlette and FastAPI hand them to a service."""

from __future__ import annotations

import pytest
from starlette.types import Message
from starlette.websockets import WebSocket, WebSocketDisconnect

from mockfactory import MisuseError, MockFactory, SpecViolation, verify, when
from mockfactory.faults import raises
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
    with pytest.raises(MisuseError, match=r"can't stand for WebSocket: \w+.send\(\) takes 'message' as MutableMapping"):
        mock_factory.bind(Connection, to=real)  # type: ignore[arg-type]


@pytest.mark.asyncio
async def test_a_handler_is_told_what_the_client_says_and_that_it_goes(mock_factory: MockFactory) -> None:
    socket = mock_factory.create_mock_server_websocket(messages=["one", "two"], query_params={"token": "t & u"})
    assert await echo(socket) == 2
    verify(socket.accept).once()
    verify(lambda: socket.send_json({"said": "two"})).once()
    assert dict(socket.query_params) == {"token": "t & u"}
    with pytest.raises(WebSocketDisconnect):
        await socket.send_text("too late")


@pytest.mark.asyncio
async def test_all_that_comes_can_be_looped_over(mock_factory: MockFactory) -> None:
    socket = mock_factory.create_mock_server_websocket(messages=["[1]", b"two", "three", "four"])
    await socket.accept()
    assert await socket.receive_json() == [1]
    assert await socket.receive_bytes() == b"two"
    assert [text async for text in socket.iter_text()] == ["three", "four"]
    with pytest.raises(SpecViolation):
        await socket.send_text(b"x")  # type: ignore[arg-type]


@pytest.mark.asyncio
async def test_what_starlette_refuses_is_refused(mock_factory: MockFactory) -> None:
    socket = mock_factory.create_mock_server_websocket(messages=["one"])
    with pytest.raises(RuntimeError, match='Need to call "accept" first'):
        await socket.receive_text()
    with pytest.raises(RuntimeError, match="websocket.accept"):
        await socket.send_text("x")
    await socket.accept()
    with pytest.raises(RuntimeError, match="websocket.accept"):
        await socket.accept()
    await socket.close(1008, "no")
    for again in (socket.close, socket.receive_text, socket.accept):
        with pytest.raises(RuntimeError):
            await again()


@pytest.mark.asyncio
async def test_a_client_can_be_refused(mock_factory: MockFactory) -> None:
    socket = mock_factory.create_mock_server_websocket()
    await socket.close(1008)
    verify(socket.accept).never()
    verify(lambda: socket.close(1008)).once()


def test_headers_are_found_however_they_are_written(mock_factory: MockFactory) -> None:
    socket = mock_factory.create_mock_server_websocket(headers={"authorization": "Bearer x", "X-Trace": "1"})
    assert socket.headers["Authorization"] == socket.headers["AUTHORIZATION"] == "Bearer x"
    assert socket.headers.get("x-trace") == "1"


@pytest.mark.asyncio
async def test_a_handler_that_asks_for_the_class_of_the_framework_gets_it(mock_factory: MockFactory) -> None:
    async def handler(websocket: WebSocket) -> None:
        await websocket.accept(websocket.scope["subprotocols"][0])
        await websocket.send_text(websocket.url.path)

    socket = mock_factory.create_mock_server_websocket(
        cls=WebSocket, messages=["one"], headers={"Sec-WebSocket-Protocol": "chat, other"}
    )
    await handler(socket)
    verify(lambda: socket.accept("chat")).once()
    mock_factory.bind(WebSocket, to=socket)
    assert mock_factory.create(WebSocket) is socket
    assert str(mock_factory.provenance(socket)).startswith("real")


@pytest.mark.asyncio
async def test_what_the_test_says_goes_before(mock_factory: MockFactory) -> None:
    socket = mock_factory.create_mock_server_websocket(messages=["one"])
    await socket.accept()
    when(socket.send_text).fails(raises(ConnectionError()).on_call(1))
    with pytest.raises(ConnectionError):
        await socket.send_text("a")
    await socket.send_text("b")


def test_without_starlette_it_is_said(mock_factory: MockFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match="pip install starlette"):
        mock_factory.create_mock_server_websocket()


def test_what_it_does_not_take_is_refused(mock_factory: MockFactory) -> None:
    with pytest.raises(MisuseError, match="does not know 'header'. Did you mean 'headers'"):
        mock_factory.create_mock_server_websocket(header={})  # type: ignore[call-overload]
    with pytest.raises(MisuseError, match="missing: +accept, close"):
        mock_factory.create_mock_server_websocket(cls=int)  # type: ignore[type-var]
