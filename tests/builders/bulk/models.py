"""Types whose rows are written: at the top of a module, so that other processes can import them."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal
from uuid import UUID

from pydantic import BaseModel


class Level(enum.Enum):
    LOW = "low"
    HIGH = "high"


@dataclass
class Address:
    label: Literal["home", "work"]
    number: int


class Order(BaseModel):
    """One column of each kind."""

    id: UUID
    number: int
    price: float
    amount: Decimal
    note: str
    status: Literal["open", "paid"]
    level: Level
    paid: bool
    at: dt.datetime
    local: dt.datetime
    day: dt.date
    time: dt.time
    took: dt.timedelta
    tags: list[str]
    sizes: list[int]
    ids: list[UUID]
    parents: list[UUID | None]
    grid: list[list[int]]
    address: Address
    addresses: list[Address]
    previous: Address | None
    rating: float | None
    comment: str | None


@dataclass
class Point:
    x: int
    y: int


class Small(BaseModel):
    id: UUID
    name: str
    age: int


class Picky(BaseModel):
    """Refuses every object."""

    name: str

    def model_post_init(self, context: object, /) -> None:
        raise ValueError("never")


class Shouting(Small):
    """Changes what it is given."""

    def model_post_init(self, context: object, /) -> None:
        self.name = self.name.upper()


TEXTS = [
    "",
    " ",
    "plain",
    'with "quotes"',
    "comma, here",
    "line\nbreak",
    "tab\there",
    "back\\slash",
    "\\N",
    "ünï→",
    "\r",
    None,
]
