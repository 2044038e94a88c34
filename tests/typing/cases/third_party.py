"""Classes of real libraries: aiohttp, httpx, websockets, redis, SQLAlchemy, openai."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import assert_type

import aiohttp
import httpx
import openai
import redis.asyncio
import websockets.asyncio.client
import websockets.sync.client
from openai.types.chat import ChatCompletion
from sqlalchemy import Engine, Result, ScalarResult, Select, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from starlette.websockets import WebSocket as StarletteWebSocket

from mockfactory import any_, calls_to, capture, double, double_class, matching, replace, spy, verify, when
from mockfactory.interfaces import ServerWebSocket, WebSocket


class Base(DeclarativeBase): ...


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


# aiohttp: post can be awaited, and entered with `async with`
http = double(aiohttp.ClientSession)
answer = double(aiohttp.ClientResponse)
assert_type(http, aiohttp.ClientSession)
when(lambda: http.post("http://x", json={"a": 1})).returns(answer)
when(lambda: http.post("http://x", json={"a": 1})).enters(answer)
when(http.post).enters(answer)
when(http.post).returns(answer)
when(lambda: http.get(any_(str), params={"q": "x"})).enters(answer)
when(lambda: answer.status).returns(200, 404)
when(lambda: answer.json()).returns({"a": 1})
when(answer.text).returns("text")
when(lambda: answer.read()).raises(aiohttp.ClientError("gone"))
when(lambda: http.closed).returns(False)
when(lambda: http.close()).returns(None)
verify(lambda: http.post("http://x", json={"a": 1})).once()
assert calls_to(http.post)[0].kwargs["json"] == {"a": 1}
replace("app.http", with_=http)
when(lambda: http.post("http://x")).enters("answer")  # BAD
when(lambda: http.post("http://x")).returns("answer")  # BAD
when(http.post).enters(1)  # BAD
when(http.post).returns({"a": 1})  # BAD
when(http.post).yields(answer)  # BAD
when(lambda: http.post(1)).enters(answer)  # BAD
when(lambda: http.post()).enters(answer)  # BAD
when(lambda: http.pots("http://x")).enters(answer)  # BAD
when(lambda: answer.status).returns("200")  # BAD
when(lambda: answer.statuscode).returns(200)  # BAD
when(answer.text).returns(b"text")  # BAD
when(lambda: answer.text(encodings="utf-8")).returns("text")  # BAD
when(lambda: http.closed).returns("no")  # BAD
when(http.closed).returns(False)  # BAD
when(lambda: http.close()).returns(1)  # BAD
verify(lambda: http.post(url_=1)).once()  # BAD
http.post.assert_called_once()  # BAD

# httpx
client = double(httpx.AsyncClient)
when(lambda: client.get("http://x", params={"q": "x"}, timeout=3.0)).returns(httpx.Response(200))
when(client.post).returns(httpx.Response(201), httpx.Response(500))
when(lambda: client.post("http://x", json={"a": 1})).raises(httpx.ConnectError("down"))
when(lambda: client.stream("GET", "http://x")).enters(httpx.Response(200))
when(lambda: client.is_closed).returns(True)
when(lambda: client.get(matching(lambda url: bool(url)))).returns(httpx.Response(200))
when(client.get).returns("200")  # BAD
when(lambda: client.get("http://x", jsn={"a": 1})).returns(httpx.Response(200))  # BAD
when(lambda: client.get("http://x", json={"a": 1})).returns(httpx.Response(200))  # BAD
when(lambda: client.get()).returns(httpx.Response(200))  # BAD
when(lambda: client.post("http://x")).returns(200)  # BAD
when(lambda: client.post("http://x", timeout="3s")).returns(httpx.Response(200))  # BAD
when(lambda: client.stream("GET", "http://x")).returns(httpx.Response(200))  # BAD
when(lambda: client.stream("GET", "http://x")).enters(200)  # BAD
when(lambda: client.stream("http://x")).enters(httpx.Response(200))  # BAD
when(client.get).enters(httpx.Response(200))  # BAD
when(lambda: client.is_closed).returns(None)  # BAD
when(lambda: client.post("http://x")).raises("down")  # BAD


def fake_transport(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, request=request)


def build(method: str, url: httpx.URL | str, **options: object) -> httpx.Request:
    return httpx.Request(method, url)


def build_less(method: str, url: str) -> httpx.Request:
    return httpx.Request(method, url)


sending = double(httpx.Client)
when(sending.build_request).calls(build)
when(lambda: sending.send(any_(httpx.Request))).calls(fake_transport)
when(sending.build_request).calls(build_less)  # BAD
when(lambda: sending.send(any_(httpx.Request))).calls(len)  # BAD
when(lambda: sending.send("request")).returns(httpx.Response(200))  # BAD
transport: Callable[[httpx.Request], httpx.Response] = double(fake_transport)
httpx.MockTransport(transport)

# websockets
ws = double(websockets.asyncio.client.ClientConnection)
when(lambda: ws.recv()).returns("text", b"bytes")
when(lambda: ws.recv(decode=True)).returns("text")
when(lambda: ws.send("text")).returns(None)
when(lambda: ws.send(any_(str))).raises(ConnectionError())
when(lambda: ws.close(1000, reason="bye")).returns(None)
when(lambda: ws.__aiter__()).yields("a", b"b")
verify(lambda: ws.send("text")).once()
when(lambda: ws.recv(decode=True)).returns(b"bytes")  # BAD
when(lambda: ws.recv(timeout=3)).returns("text")  # BAD
when(lambda: ws.send(1)).returns(None)  # BAD
when(lambda: ws.send("text")).returns(4)  # BAD
when(lambda: ws.close("bye")).returns(None)  # BAD
when(lambda: ws.__aiter__()).yields(1)  # BAD
when(lambda: ws.send_json({})).returns(None)  # BAD
verify(lambda: ws.send(text="text")).once()  # BAD
sync_ws = double(websockets.sync.client.ClientConnection)
when(lambda: sync_ws.recv(timeout=3, decode=False)).returns(b"bytes")
when(lambda: sync_ws.recv(timeout=3, decode=False)).returns("text")  # BAD
when(lambda: sync_ws.recv(timeout="3")).returns("text")  # BAD

# redis
store = double(redis.asyncio.Redis)
when(lambda: store.get("k")).returns(b"v", None)
when(lambda: store.set("k", "v", ex=60)).returns(True)
when(lambda: store.set("k", "v", ex="60")).returns(True)  # BAD
when(lambda: store.set("k", "v", expire=60)).returns(True)  # BAD
when(lambda: store.get()).returns(b"v")  # BAD
when(lambda: store.gett("k")).returns(b"v")  # BAD
when(lambda: store.aclose()).returns(None)
when(lambda: store.initialize()).returns(store)
verify(lambda: store.aclose()).once()
when(lambda: store.aclose(1, 2)).returns(None)  # BAD
when(lambda: store.aclose()).returns("closed")  # BAD
when(lambda: store.acloze()).returns(None)  # BAD
when(lambda: store.initialize()).returns("store")  # BAD
verify(lambda: store.aclose(close_pool=True)).once()  # BAD

# SQLAlchemy
db = double(AsyncSession)
ada = User(id=1, name="ada")
rows = double(Result[User])
scalars = double(ScalarResult[User])
when(lambda: db.get(User, 1)).returns(ada, None)
when(lambda: db.commit()).returns(None)
when(db.commit).raises(RuntimeError("deadlock"))
when(lambda: db.scalar(select(User))).returns(ada)
when(lambda: db.scalars(select(User))).returns(scalars)
when(lambda: db.add(ada)).returns(None)
when(lambda: db.begin().__aenter__()).returns(double(AsyncSession).begin())
when(lambda: db.execute(select(User))).returns(rows)
when(lambda: rows.scalars()).returns(scalars)
when(scalars.all).returns([ada])
when(lambda: scalars.one()).returns(ada)
verify(lambda: db.add(any_(User))).once()
when(lambda: db.scalars(any_(Select[User]))).returns(scalars)
when(lambda: db.scalar(any_(Select[str]))).returns("ada")
when(lambda: db.scalars(any_(Select[User]))).returns(double(ScalarResult[str]))  # BAD
when(lambda: db.scalar(any_(Select[str]))).returns(ada)  # BAD
when(lambda: db.get(User, 1)).returns("ada")  # BAD
when(lambda: db.get(User)).returns(ada)  # BAD
when(lambda: db.get(1, User)).returns(ada)  # BAD
when(lambda: db.get(User, 1, populate="yes")).returns(ada)  # BAD
when(lambda: db.commit()).returns(True)  # BAD
when(lambda: db.comit()).returns(None)  # BAD
when(lambda: db.scalars(select(User))).returns(rows)  # BAD
when(lambda: db.scalars(select(User.name))).returns(scalars)  # BAD
when(lambda: db.add()).returns(None)  # BAD
when(lambda: db.execute(select(User))).returns([ada])  # BAD
when(scalars.all).returns(["ada"])  # BAD
when(scalars.all).returns(ada)  # BAD
when(lambda: scalars.one()).returns(1)  # BAD
verify(lambda: db.add(ada, 1, 2)).once()  # BAD


async def load(session: AsyncSession, statement: Select[User]) -> Sequence[User]:
    return (await session.execute(statement)).scalars().all()


engine = double(AsyncEngine)
sync_engine = double(Engine)
when(lambda: engine.dispose()).returns(None)
when(lambda: sync_engine.dispose(close=False)).returns(None)
when(lambda: engine.dispose(close=False)).raises(OSError)
when(lambda: engine.connect()).returns(engine)  # BAD
when(lambda: engine.dispose(hard=True)).returns(None)  # BAD


async def use_load() -> None:
    assert_type(await load(db, select(User)), Sequence[User])
    await load(double(Session), select(User))  # BAD
    await load(engine, select(User))  # BAD


# openai: nested resources, overloads by `stream`
ai = double(openai.AsyncOpenAI)
done = ChatCompletion(id="1", choices=[], created=1, model="m", object="chat.completion")
when(lambda: ai.chat.completions.create(model="m", messages=[])).returns(done)
when(lambda: ai.chat.completions.create(model="m", messages=[{"role": "user", "content": "hi"}])).returns(done)
when(lambda: ai.chat.completions.create(model=any_(str), messages=[], temperature=0.5)).raises(
    openai.OpenAIError("busy")
)
when(lambda: ai.chat.completions.create(model="m", messages=[], stream=True)).raises(openai.OpenAIError("busy"))
when(lambda: ai.with_options(timeout=3.0)).returns(ai)
when(lambda: ai.api_key).returns("key")
verify(lambda: ai.chat.completions.create(model="m", messages=[])).once()
when(lambda: ai.chat.completions.create(model="m", messages=[])).returns("done")  # BAD
when(lambda: ai.chat.completions.create(model="m", messages=[], stream=True)).returns(done)  # BAD
when(lambda: ai.chat.completions.create(model="m")).returns(done)  # BAD
when(lambda: ai.chat.completions.create(model="m", messages=[], temprature=0.5)).returns(done)  # BAD
when(lambda: ai.chat.completions.create(model="m", messages=[{"role": "nobody"}])).returns(done)  # BAD
when(lambda: ai.chat.completion.create(model="m", messages=[])).returns(done)  # BAD
when(lambda: ai.chat.completions.create(model="m", messages=[])).raises("busy")  # BAD
when(lambda: ai.api_key).returns(1)  # BAD
verify(lambda: ai.chat.completions.create(model=1, messages=[])).once()  # BAD

# classes of libraries, and spies
client_class = double_class(httpx.AsyncClient)
assert_type(client_class, type[httpx.AsyncClient])
assert_type(client_class(timeout=3.0), httpx.AsyncClient)
when(lambda: client_class(base_url="http://x")).returns(client)
replace("app.AsyncClient", with_=client_class)
client_class(timeouts=3.0)  # BAD
when(lambda: client_class(base_uri="http://x")).returns(client)  # BAD
when(lambda: client_class(base_url="http://x")).returns(http)  # BAD
spied = spy(httpx.Client())
assert_type(spied, httpx.Client)
assert_type(spied.get("http://x"), httpx.Response)
requests = capture(httpx.Request)
verify(lambda: spied.send(requests.arg)).once()
assert_type(requests.value.method, str)
spied.get(1)  # BAD
verify(lambda: spied.send(requests)).once()  # BAD


# Starlette, and FastAPI on it: its connections have other names than those of websockets
def as_server(socket: StarletteWebSocket) -> ServerWebSocket:
    return socket


def as_connection(socket: StarletteWebSocket) -> WebSocket:
    return socket  # BAD


def from_websockets(connection: websockets.asyncio.client.ClientConnection) -> WebSocket:
    return connection
