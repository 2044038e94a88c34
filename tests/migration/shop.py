"""A small web shop: what the suite of this folder tests. Written as such code is, with no thought of doubles."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Any, Protocol


@dataclass(frozen=True)
class User:
    id: int
    email: str


@dataclass(frozen=True)
class Receipt:
    id: str


@dataclass
class Order:
    id: int
    user: User
    total: int
    lines: list[str] = field(default_factory=list)


class NotFoundError(Exception):
    pass


class MailboxFullError(Exception):
    pass


class ConnectionClosedError(Exception):
    pass


class HTTPStatusError(Exception):
    pass


# What the service depends on.


class UserRepository:
    def __init__(self, url: str) -> None:
        self._url = url

    async def get(self, user_id: int) -> User:
        raise NotImplementedError

    async def find(self, *, email: str | None = None, limit: int = 10) -> list[User]:
        raise NotImplementedError

    async def save(self, user: User) -> None:
        raise NotImplementedError

    def stream(self, batch: int = 100) -> AsyncIterator[User]:
        raise NotImplementedError

    async def changes(self) -> AsyncIterator[User]:
        yield User(0, "")

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        yield Transaction()


class Transaction:
    async def execute(self, sql: str, *params: object) -> int:
        return 0

    async def commit(self) -> None: ...

    async def rollback(self) -> None: ...


class Mailer:
    retries = 3

    def send(self, to: str, *, subject: str = "Hello", tags: list[str] | None = None) -> Receipt:
        raise NotImplementedError

    def send_many(self, to: list[str], **headers: str) -> list[Receipt]:
        raise NotImplementedError

    def close(self) -> None: ...

    @property
    def is_connected(self) -> bool:
        raise ConnectionError("no server here")

    @property
    def sender(self) -> str:
        return "shop@example.org"

    @sender.setter
    def sender(self, value: str) -> None: ...

    @classmethod
    def from_url(cls, url: str, timeout: float = 1.0) -> Mailer:
        return cls()

    @staticmethod
    def is_valid(address: str) -> bool:
        return "@" in address


class Response:
    status_code: int = 200
    headers: dict[str, str] = {}

    def json(self) -> Any:
        raise NotImplementedError

    @property
    def text(self) -> str:
        raise NotImplementedError

    def raise_for_status(self) -> Response:
        return self

    def iter_lines(self) -> Iterator[str]:
        yield from ()


class HttpClient:
    def __init__(self, base_url: str, *, timeout: float = 5.0) -> None:
        self._base_url = base_url

    def get(self, path: str, params: dict[str, str] | None = None) -> Response:
        raise NotImplementedError

    def post(self, path: str, json: dict[str, Any]) -> Response:
        raise NotImplementedError

    def session(self) -> Session:
        return Session()

    def close(self) -> None: ...

    def __enter__(self) -> HttpClient:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Session:
    def get(self, path: str) -> Response:
        return Response()

    def auth(self) -> Auth:
        return Auth()


class Auth:
    def token(self, scope: str) -> str:
        return ""


class WebSocket:
    async def recv(self) -> str:
        raise NotImplementedError

    async def send(self, data: str) -> None: ...

    async def close(self, code: int = 1000, reason: str = "") -> None: ...

    async def __aenter__(self) -> WebSocket:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        return None

    def __aiter__(self) -> AsyncIterator[str]:
        return self

    async def __anext__(self) -> str:
        raise StopAsyncIteration


class Cache(Protocol):
    def get(self, key: str, default: str | None = None) -> str | None: ...

    def set(self, key: str, value: str, ttl: int = 60) -> None: ...

    def keys(self) -> list[str]: ...

    def __len__(self) -> int: ...

    def __contains__(self, key: object) -> bool: ...

    def __getitem__(self, key: str) -> str: ...


class Clock:
    def now(self) -> datetime:
        return datetime.now()

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class Query:
    def filter(self, **conditions: object) -> Query:
        return self

    def order_by(self, column: str) -> Query:
        return self

    def all(self) -> list[User]:
        return []


class Validator:
    """An object that is called."""

    def __call__(self, order: Order, strict: bool = False) -> bool:
        return True

    def reset(self) -> None: ...


def on_event(name: str, payload: dict[str, int]) -> None:
    """The shape of a callback."""


async def charge(user: User, cents: int) -> Receipt:
    raise NotImplementedError


# The code under test.


class Shop:
    def __init__(
        self,
        users: UserRepository,
        mailer: Mailer,
        cache: Cache,
        clock: Clock,
        notify: Callable[[str, dict[str, int]], None] = on_event,
        pay: Callable[[User, int], Awaitable[Receipt]] = charge,
    ) -> None:
        self.users = users
        self.mailer = mailer
        self.cache = cache
        self.clock = clock
        self.notify = notify
        self.pay = pay

    async def register(self, user: User) -> Receipt:
        await self.users.save(user)
        self.notify("registered", {"id": user.id})
        return self.mailer.send(user.email, subject="Welcome")

    async def email_of(self, user_id: int) -> str:
        key = f"email:{user_id}"
        cached = self.cache.get(key)
        if cached is not None:
            return cached
        user = await self.users.get(user_id)
        self.cache.set(key, user.email, ttl=300)
        return user.email

    async def buy(self, user_id: int, cents: int) -> Receipt | None:
        try:
            user = await self.users.get(user_id)
        except NotFoundError:
            return None
        receipt = await self.pay(user, cents)
        self.mailer.send(user.email, subject=f"Receipt {receipt.id}")
        return receipt

    async def remind_all(self) -> int:
        sent = 0
        async for user in self.users.changes():
            try:
                self.mailer.send(user.email, subject="Reminder")
            except MailboxFullError:
                continue
            sent += 1
        return sent

    async def import_users(self, users: list[User]) -> None:
        async with self.users.transaction() as transaction:
            for user in users:
                await transaction.execute("insert", user.id, user.email)
            await transaction.commit()

    async def get_with_retry(self, user_id: int, attempts: int = 3) -> User:
        for attempt in range(attempts):
            try:
                return await self.users.get(user_id)
            except ConnectionError:
                await self.clock.sleep(2.0**attempt)
        raise NotFoundError(user_id)

    async def many(self, ids: list[int]) -> list[User]:
        return list(await asyncio.gather(*(self.users.get(one) for one in ids)))

    def age(self, since: datetime) -> float:
        return (self.clock.now() - since).total_seconds()

    def mail_if_connected(self, to: str) -> bool:
        if not self.mailer.is_connected or not self.mailer.is_valid(to):
            return False
        self.mailer.sender = "orders@example.org"
        self.mailer.send(to)
        self.mailer.close()
        return True


class Weather:
    """Makes its own client."""

    def temperature(self, city: str) -> float:
        with HttpClient("https://weather.example", timeout=2.0) as client:
            response = client.get("/now", params={"city": city})
            response.raise_for_status()
            return float(response.json()["celsius"])

    def alerts(self) -> list[str]:
        client = HttpClient("https://weather.example")
        try:
            return [line for line in client.get("/alerts").iter_lines() if line]
        finally:
            client.close()

    def token(self) -> str:
        return HttpClient("https://weather.example").session().auth().token("read")


async def relay(source: WebSocket, target: WebSocket) -> int:
    """Hand messages on until the source is closed."""
    count = 0
    try:
        while True:
            await target.send(await source.recv())
            count += 1
    except ConnectionClosedError:
        await target.close(1001, reason="going away")
    return count


async def collect(socket: WebSocket) -> list[str]:
    async with socket as opened:
        return [message async for message in opened]


def active_users(query: Query) -> list[User]:
    return query.filter(active=True).order_by("email").all()


def checked(validator: Validator, orders: list[Order]) -> list[Order]:
    validator.reset()
    return [order for order in orders if validator(order, strict=True)]


def unix_time() -> float:
    return time.time()


def stamp() -> str:
    return f"at {unix_time():.0f}"
