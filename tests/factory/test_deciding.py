"""What is a value and what does work: each sign, and beside it what looks like it and is none."""

from __future__ import annotations

import abc
import asyncio
import io
import logging
import os
import socket
import sys
import threading
import time
import types
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

import attrs
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, field_validator
from pydantic.dataclasses import dataclass as pydantic_dataclass
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from mockfactory import CannotCreate, MockFactory

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
log = logging.getLogger(__name__)


def decided(spec: Any) -> str:
    return MockFactory().explain(spec).decided


def reason(spec: Any) -> str:
    return MockFactory().explain(spec).reason


class Client:
    def fetch(self) -> bytes:
        return socket.create_connection(("localhost", 1)).recv(1)


# Models


class Plain(BaseModel):
    name: str

    @field_validator("name")
    @classmethod
    def strip(cls, name: str) -> str:
        log.info("stripped")
        return name.strip()

    @property
    def shown(self) -> str:
        stream = io.StringIO()
        stream.write(self.name)
        return stream.getvalue() + os.path.sep

    def close(self) -> Plain:
        return self


class Awaited(BaseModel):
    name: str

    async def save(self) -> None: ...


class Entered(BaseModel):
    name: str

    def __enter__(self) -> Entered:
        return self

    def __exit__(self, *args: object) -> None: ...


class Written(BaseModel):
    path: str

    def save(self) -> None:
        with open(self.path, "w") as file:
            file.write("")


class Imported(BaseModel):
    url: str

    def get(self) -> object:
        import httpx

        return httpx.get(self.url)


class Waiting(BaseModel):
    seconds: int

    def wait(self) -> None:
        time.sleep(self.seconds)


class Holding(BaseModel):
    model_config = ConfigDict(arbitrary_types_allowed=True)
    client: Client


class MayHold(BaseModel):
    model_config = ConfigDict(arbitrary_types_allowed=True)
    name: str
    client: Client | None = None


@dataclass
class Locked:
    name: str
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Called:
    hook: Callable[[int], str]


@dataclass
class Open(abc.ABC):
    name: str

    @abc.abstractmethod
    def run(self) -> None: ...


@attrs.define
class Attrs(Generic[T]):
    value: T


@attrs.define
class AttrsService:
    client: Client


class Struct(msgspec.Struct):
    names: list[str]


class StructService(msgspec.Struct):
    client: Client


@pydantic_dataclass
class PydanticDataclass:
    size: int


class Base(DeclarativeBase):
    pass


class Row(Base):
    __tablename__ = "row"
    id: Mapped[int] = mapped_column(primary_key=True)

    async def refresh(self) -> None: ...


class Pair(NamedTuple):
    left: int
    right: str


class Nested(BaseModel):
    inner: Holding


class Leaf(BaseModel):
    leaves: list[Leaf] = []
    above: Leaf | None = None


@pytest.mark.parametrize(
    "spec",
    [Plain, MayHold, Called, Attrs[int], Struct, PydanticDataclass, Row, Pair, Leaf, list[Plain], Plain | Struct],
)
def test_models_of_values_are_real(spec: Any) -> None:
    assert decided(spec) == "real", reason(spec)
    factory = MockFactory()
    assert factory.provenance(factory.create(spec)).kind == "real"


@pytest.mark.parametrize(
    ("spec", "why"),
    [
        (Awaited, "save() is async"),
        (Entered, "it is a context manager"),
        (Written, "save() works outside of the program: it calls open()"),
        (Imported, "get() works outside of the program: it imports httpx"),
        (Waiting, "wait() works outside of the program: it waits: time.sleep"),
        (Holding, "it is a pydantic model whose field 'client' is Client, which does work"),
        (Locked, "it is a dataclass whose field 'lock' is lock, which does work"),
        (Open, "an abstract class has no objects of its own"),
        (AttrsService, "it is an attrs class whose field 'client' is Client, which does work"),
        (StructService, "it is a msgspec Struct whose field 'client' is Client, which does work"),
        (Nested, "it is a pydantic model whose field 'inner' is Holding, which does work"),
    ],
)
def test_models_that_do_work_are_doubled(spec: Any, why: str) -> None:
    assert decided(spec) == "double"
    assert reason(spec) == why
    factory = MockFactory()
    assert factory.provenance(factory.create(spec)).kind == "double"


# Plain classes


class Money:
    def __init__(self, cents: int, notes: list[str] | None = None, *, currency: str = "EUR") -> None:
        if not isinstance(cents, int):
            raise TypeError("whole cents")
        self.cents = cents
        self.notes = [str(note) for note in notes or ()]
        self.currency = currency.upper()

    def plus(self, other: Money) -> Money:
        return Money(self.cents + other.cents)


class Price(Money):
    def __init__(self, cents: int, rate: float) -> None:
        super().__init__(cents)
        self.rate = rate


class Slotted:
    __slots__ = ("x", "y")

    def __init__(self, x: int, y: int) -> None:
        self.x, self.y = x, y


class New:
    def __new__(cls, size: int) -> New:
        self = super().__new__(cls)
        self.size = size
        return self

    size: int


@pytest.mark.parametrize("spec", [Money, Price, Slotted])
def test_plain_classes_that_only_keep_values_are_real(spec: Any) -> None:
    assert reason(spec) == "it only keeps the values it is given"
    assert type(MockFactory().create(spec)) is spec


class Stateless:
    def now(self) -> float:
        return 1.0


class Opening:
    def __init__(self, port: int) -> None:
        self.socket = socket.socket()


class Starting:
    def __init__(self, port: int) -> None:
        self.port = port
        self._begin()

    def _begin(self) -> None:
        self.begun = True


class StartingInTheSameLine:
    def __init__(self, port: int) -> None:
        again = port; self._begin(again)  # fmt: skip  # noqa: E702 - one instruction of Python 3.13 does both

    def _begin(self, port: int) -> None:
        self.port = port


class Registering:
    def __init__(self, name: str) -> None:
        self.name = name
        registry[name] = self


registry: dict[str, object] = {}


def look_up(name: str) -> str:
    return registry[name]  # type: ignore[return-value]


class Looking:
    def __init__(self, names: list[str]) -> None:
        self.found = [look_up(name) for name in names]


class Stub:
    def __init__(self, host: str) -> None:
        self.host = host

    def greet(self, name: str) -> str | None: ...


class Raising:
    def __init__(self, host: str) -> None:
        self.host = host

    def greet(self, name: str) -> str:
        """Says hello."""
        raise NotImplementedError


class Sending:
    def __init__(self, host: str) -> None:
        self.host = host

    def send(self, text: str) -> str:
        return self.host + text


class Untyped:
    def __init__(self, host) -> None:  # type: ignore[no-untyped-def]
        self.host = host


class Asked:
    def __init__(self, client: Client) -> None:
        self.client = client


class Inherited(threading.Thread):
    pass


class OwnText(str):
    async def load(self) -> None: ...


class Knot:
    def __init__(self, name: str, above: Knot | None = None) -> None:
        self.name, self.above = name, above


@pytest.mark.parametrize(
    ("spec", "why"),
    [
        (Stateless, "its constructor takes nothing, so it holds no value"),
        (Opening, "__init__() works outside of the program: it uses socket"),
        (Starting, "__init__ calls its own _begin()"),
        (StartingInTheSameLine, "__init__ calls its own _begin()"),
        (Registering, "__init__ uses registry"),
        (Looking, "__init__ uses look_up"),
        (Stub, "greet() has no body here, so the class stands for something else"),
        (Raising, "greet() has no body here, so the class stands for something else"),
        (Sending, "it has a method send()"),
        (Untyped, "what its constructor takes as 'host' is not known (no annotation)"),
        (Asked, "its constructor takes Client, which does work"),
        (Inherited, "it is Thread of threading, which does work"),
        (OwnText, "load() is async"),
        (Knot, "its constructor takes Knot | None, which does work"),
    ],
)
def test_plain_classes_that_do_work_are_doubled(spec: Any, why: str) -> None:
    assert decided(spec) == "double"
    assert reason(spec) == why


def test_nothing_of_a_class_runs_while_it_is_looked_at() -> None:
    class Loud(type):
        def __getattr__(cls, name: str) -> object:
            raise AssertionError(name)

        def __eq__(cls, other: object) -> bool:
            raise AssertionError("==")

        __hash__ = None  # type: ignore[assignment]

    class Guarded(metaclass=Loud):
        def __init__(self, size: int) -> None:
            raise AssertionError("constructed")

        @property
        def size(self) -> int:
            raise AssertionError("read")

        def run(self) -> int:
            return 1

    factory = MockFactory()
    assert factory.explain(Guarded).decided == "double"
    assert factory.create(Guarded).run() == 0
    factory.bind(Guarded, to=factory.create(Guarded))
    assert factory[Guarded] is factory.create(Guarded)


def test_a_class_without_source_is_judged_by_its_bytecode() -> None:
    module = types.ModuleType("made_of_text")
    sys.modules["made_of_text"] = module
    text = """
import socket
class Keeps:
    def __init__(self, size: int) -> None:
        self.size = size
class Works:
    def __init__(self, size: int) -> None:
        self.size = size
    def go(self) -> None:
        socket.socket()
"""
    try:
        exec(text, vars(module))
        assert decided(vars(module)["Keeps"]) == "real"
        assert decided(vars(module)["Works"]) == "double"
    finally:
        del sys.modules["made_of_text"]


def test_names_that_are_defined_later_are_found_then() -> None:
    factory = MockFactory()
    with pytest.raises(CannotCreate, match="'Later'"):
        factory.create(Early)
    globals()["Later"] = int
    try:
        assert type(factory.create(Early).later) is int
    finally:
        del globals()["Later"]


@dataclass
class Early:
    later: Later  # type: ignore[name-defined]  # noqa: F821


class Source(Protocol[T_co]):
    def pull(self) -> T_co: ...


def test_generic_types() -> None:
    assert decided(Source[int]) == "double"
    assert decided(Attrs[Client]) == "double"
    assert decided(Attrs[int]) == "real"


def test_types_of_asyncio_do_work() -> None:
    for spec in (asyncio.Queue[int], asyncio.Event, asyncio.Lock, asyncio.AbstractEventLoop):
        assert decided(spec) == "double"


def test_a_type_that_nobody_holds_is_let_go() -> None:
    import gc
    import weakref

    def look() -> weakref.ref[type]:
        class Local(BaseModel):
            name: str

        class Service:
            def __init__(self, local: Local) -> None:
                self.local = local

            def run(self) -> None: ...

        factory = MockFactory()
        factory.wire(Service)
        factory.explain(Service)
        return weakref.ref(Service)

    gone = look()
    gc.collect()
    assert gone() is None


NESTED: Any = st.recursive(
    st.sampled_from([int, str, bool, Plain, Money, Client]),
    lambda inner: inner.map(lambda one: types.GenericAlias(list, (one,))),
)


@given(NESTED)
def test_what_holds_something_that_works_is_never_built_whole(spec: Any) -> None:
    factory = MockFactory()
    made = factory.create(spec)
    while isinstance(made, list):
        made = made[0] if made else factory.create(Client if "Client" in str(spec) else int)
    assert isinstance(made, Client) == ("Client" in str(spec))
    if isinstance(made, Client):
        assert factory.provenance(made).kind == "double"
