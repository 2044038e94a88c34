"""A small application: what its parts depend on, as applications write it."""

from __future__ import annotations

import abc
import enum
import smtplib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Generic, NamedTuple, NewType, Protocol, TypedDict, TypeVar

from pydantic import BaseModel, Field

T = TypeVar("T")


class Plan(enum.Enum):
    FREE = "free"
    PRO = "pro"


class Account(BaseModel):
    name: str
    email: str
    plan: Plan
    seats: int = Field(ge=1, le=9)


class Team(BaseModel):
    title: str
    owner: Account


class Settings(BaseModel):
    url: str
    debug: bool = False


class Money:
    def __init__(self, cents: int, currency: str = "EUR") -> None:
        if cents < -(10**12):
            raise ValueError("too little")
        self.cents = int(cents)
        self.currency = currency.upper()

    def plus(self, other: Money) -> Money:
        return Money(self.cents + other.cents, self.currency)


class Mailer:
    """A service as it is most often met: it stores what it is given, and works with it."""

    def __init__(self, host: str, port: int = 25) -> None:
        self.host = host
        self.port = port

    def send(self, to: str, *, subject: str = "") -> bool:
        with smtplib.SMTP(self.host, self.port):
            return True


class Store(Protocol):
    async def save(self, account: Account) -> int: ...

    async def load(self, name: str) -> Account | None: ...


class Clock(abc.ABC):
    @abc.abstractmethod
    def now(self) -> float: ...


class Repo(Generic[T]):
    def get(self, number: int) -> T:
        raise NotImplementedError


class MemoryStore:
    def __init__(self) -> None:
        self.accounts: dict[str, Account] = {}

    async def save(self, account: Account) -> int:
        self.accounts[account.name] = account
        return len(self.accounts)

    async def load(self, name: str) -> Account | None:
        return self.accounts.get(name)


class FrozenClock(Clock):
    def now(self) -> float:
        return 0.0


@dataclass
class Signup:
    mailer: Mailer
    store: Store
    settings: Settings

    async def register(self, account: Account) -> int:
        number = await self.store.save(account)
        self.mailer.send(account.email, subject=f"Welcome to {self.settings.url}")
        return number


Backup = Annotated[Store, "backup"]


class Archive:
    def __init__(self, store: Store, backup: Backup, *, clock: Clock, keep_days: int = 30) -> None:
        self.store, self.backup, self.clock, self.keep_days = store, backup, clock, keep_days


class Copier:
    def __init__(self, source: Store, target: Store) -> None:
        self.source, self.target = source, target


class Untyped:
    def __init__(self, store) -> None:  # type: ignore[no-untyped-def]
        self.store = store


class Chicken:
    def __init__(self, egg: Egg) -> None:
        self.egg = egg

    def lay(self) -> Egg:
        return self.egg


class Egg:
    def __init__(self, chicken: Chicken) -> None:
        self.chicken = chicken


AccountId = NewType("AccountId", int)


class Row(TypedDict):
    number: AccountId
    store: Store


class Pair(NamedTuple):
    clock: Clock
    size: int


@dataclass
class Hooks:
    on_save: Callable[[Account], None]
    names: list[str] = field(default_factory=list)
