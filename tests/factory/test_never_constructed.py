"""What does work is never constructed, wherever it stands; and what only looks like it is built."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Generic, NamedTuple, NewType, Optional, TypedDict, TypeVar

import attrs
import httpx
import msgspec
import pytest
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from mockfactory import CannotCreate, MockFactory

T = TypeVar("T")


class Engine:
    """Does work, and may not be constructed: that would be told."""

    def __init__(self, host: str = "localhost") -> None:
        raise AssertionError("constructed")

    def start(self) -> None: ...


EngineAlias = NewType("EngineAlias", Engine)


class Arbitrary(BaseModel):
    model_config = ConfigDict(arbitrary_types_allowed=True)


class InModel(Arbitrary):
    engine: Engine


class InOptional(Arbitrary):
    engine: Engine | None


class InUnion(Arbitrary):
    engine: str | Engine


class InList(Arbitrary):
    engines: list[Engine]


class InMapping(Arbitrary):
    engines: Mapping[str, tuple[int, Engine]]


class InNested(Arbitrary):
    inner: InUnion


class InCallable(Arbitrary):
    make: Callable[[], Engine]


class InAnnotated(Arbitrary):
    engine: Annotated[Engine, "main"]


class InPrivate(Arbitrary):
    name: str
    _engine: Engine = PrivateAttr(default_factory=Engine)


@dataclasses.dataclass
class InDataclass:
    engine: Engine


@dataclasses.dataclass
class InFactory:
    engine: Engine = dataclasses.field(default_factory=Engine)


@dataclasses.dataclass
class InInitVar:
    engine: dataclasses.InitVar[Engine]
    name: str


@dataclasses.dataclass(init=False)
class InOwnConstructor:
    name: str

    def __init__(self, engine: Engine) -> None:
        self.name = "a"


@attrs.define
class InAttrs(Generic[T]):
    engine: T


class InStruct(msgspec.Struct):
    engines: dict[str, Engine]


class InNamedTuple(NamedTuple):
    engine: Engine
    size: int = 3


class InTypedDict(TypedDict):
    engine: Engine


class InError(Exception):
    def __init__(self, engine: Engine) -> None:
        super().__init__("a")


class InPlain:
    def __init__(self, engine: Engine, size: int) -> None:
        self.engine, self.size = engine, size


class InText(str):
    def __new__(cls, engine: Engine) -> InText:
        return super().__new__(cls, "a")


SHAPES = [
    Engine, InModel, InOptional, InUnion, InList, InMapping, InNested, InCallable, InAnnotated, InPrivate, InDataclass,
    InFactory, InInitVar, InOwnConstructor, InAttrs[Engine], InStruct, InNamedTuple, InTypedDict, InPlain,
    InText, EngineAlias, list[Engine], dict[str, Engine], tuple[int, Engine], tuple[Engine, ...], Engine | None,
    Engine | str, Optional[list[Engine]], list[Engine | str], dict[str, list[Engine | None]], set[Engine],
    Callable[[], Engine], Callable[[Engine], int], type[Engine], Annotated[Engine, "a"], Annotated[list[Engine], "a"],
    Iterator[Engine], AsyncIterator[Engine | int], Awaitable[Engine], Sequence[InUnion], Mapping[str, list[InOptional]],
]  # fmt: skip


@pytest.mark.parametrize("spec", SHAPES, ids=str)
def test_wherever_it_stands_it_is_not_constructed(spec: Any) -> None:
    factory = MockFactory()
    for _ in range(5):
        assert factory.create(spec) is not None
    assert factory.explain(spec).decided in ("real", "double")


@pytest.mark.parametrize("spec", SHAPES, ids=str)
def test_nor_as_a_dependency(spec: Any) -> None:
    class Service:
        def __init__(self, one: object) -> None:
            self.one = one

    Service.__init__.__annotations__["one"] = spec
    assert MockFactory().wire(Service).one is not None


def test_an_error_that_needs_it_can_be_neither_built_nor_doubled() -> None:
    with pytest.raises(CannotCreate, match="constructor takes Engine, which does work, and InError is an exception"):
        MockFactory().create(InError)


def test_it_is_constructed_when_it_is_bound() -> None:
    factory = MockFactory()
    factory.bind(Engine, to=Engine)
    with pytest.raises(AssertionError, match="constructed"):
        factory.create(Engine)


# What only looks like it


class Completed(BaseModel):
    answer: ChatCompletion
    on_done: Callable[[str], int]
    kind: type[int]
    anything: Any
    limits: Annotated[int, Field(ge=1)]


def test_answers_of_a_client_are_values() -> None:
    factory = MockFactory()
    for spec in (ChatCompletion, Completed, httpx.Limits):
        assert factory.explain(spec).decided == "real", factory.explain(spec).reason
    assert type(factory.create(ChatCompletion)) is ChatCompletion


def test_plain_records_keep_their_defaults() -> None:
    assert MockFactory().create(InNamedTuple).size == 3


def test_helpers_of_the_same_package_are_looked_into() -> None:
    class Connected(BaseModel):
        name: str

        def model_post_init(self, context: object) -> None:
            _connect()

    class Cleaned(BaseModel):
        name: str

        def model_post_init(self, context: object) -> None:
            _clean(self.name)

    factory = MockFactory()
    assert factory.explain(Connected).reason == "model_post_init() works outside of the program: it uses httpx"
    assert factory.explain(Cleaned).decided == "real"


def _connect() -> httpx.Client:
    return httpx.Client()


def _clean(name: str) -> str:
    return _clean(name[:1]) if len(name) > 1 else name


def test_a_class_that_is_bound_is_explained_with_what_it_gets() -> None:
    factory = MockFactory()
    factory.bind(InPlain, to=InPlain)
    engine, size = factory.explain(InPlain).parts
    assert (engine.label, engine.decided, size.decided) == ("engine", "double", "real")


def test_converted_fields_have_the_type_of_the_field() -> None:
    @attrs.define
    class Service:
        engine: Engine
        size: int = attrs.field(converter=int)

    assert type(MockFactory().wire(Service).size) is int
