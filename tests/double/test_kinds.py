"""Sync and async kinds are kept apart, dunders are the spec's own, a double is an instance of its class."""

from __future__ import annotations

import abc
import asyncio
import contextlib
import dataclasses
import json
from collections.abc import AsyncIterator, Awaitable, Generator, Iterator
from typing import Any, Protocol, runtime_checkable

import aiohttp
import attrs
import pydantic
import pytest

from mockfactory import AttributeViolation, MisuseError, ProtocolViolation, Session, SessionFailure, double, when


class Lock:
    def __enter__(self) -> int:
        return 1

    def __exit__(self, *error: object) -> None: ...


class AsyncLock:
    async def __aenter__(self) -> int:
        return 1

    async def __aexit__(self, *error: object) -> None: ...


class Store:
    def scan(self) -> Iterator[int]:
        yield 1

    def talk(self) -> Generator[int, str, bool]:
        yield 1
        return True

    async def watch(self) -> AsyncIterator[int]:
        yield 1

    @contextlib.contextmanager
    def opened(self) -> Iterator[int]:
        yield 1

    @contextlib.asynccontextmanager
    async def connected(self) -> AsyncIterator[int]:
        yield 1

    def later(self) -> Awaitable[int]:
        raise AssertionError("never runs")

    async def load(self) -> int:
        return 1


def loose(made: object) -> Any:
    """The double without its static type: what follows, a type checker refuses as well."""
    return made


class TestContextManagers:
    def test_sync_is_entered_by_with_alone(self) -> None:
        lock = double(Lock)
        with lock as entered:
            assert entered == 0

        async def main() -> None:
            with pytest.raises(ProtocolViolation, match="is a sync context manager: `async with` can't enter it"):
                async with loose(lock):
                    raise AssertionError("never entered")

        asyncio.run(main())

    def test_async_is_entered_by_async_with_alone(self) -> None:
        lock = double(AsyncLock)
        with pytest.raises(ProtocolViolation, match="is an async context manager: `with` can't enter it"), loose(lock):
            raise AssertionError("never entered")

        async def main() -> int:
            async with lock as entered:
                return entered

        assert asyncio.run(main()) == 0

    @pytest.mark.parametrize("name", ["opened", "connected"])
    def test_decorated_methods_are_kept_apart_too(self, name: str) -> None:
        store = double(Store)
        with store.opened() as entered:
            assert entered == 0

        async def main() -> int:
            with pytest.raises(ProtocolViolation, match="`async with` can't enter it"):
                async with loose(store.opened()):
                    pass
            with pytest.raises(ProtocolViolation, match="`with` can't enter it"), loose(store.connected()):
                pass
            async with store.connected() as given:
                return given

        assert asyncio.run(main()) == 0
        target = getattr(store, name)
        when(target).enters(7)
        with pytest.raises(TypeError, match="the value is str"):
            when(target).enters(loose("seven"))
        with pytest.raises(MisuseError, match="gives no iterator"):
            when(target).yields(loose(1))
        when(target).enters(8)

        async def enter() -> list[int]:
            if name == "opened":
                with store.opened() as one:
                    return [one]
            async with store.connected() as one:
                return [one]

        assert asyncio.run(enter()) == [8]

    def test_a_swallowed_use_of_the_wrong_kind_is_remembered(self) -> None:
        def careless(thing: Any) -> None:
            try:
                with thing:
                    pass
            except Exception:
                pass

        said = r"Swallowed: double\(AsyncLock\) is an async context manager"
        with pytest.raises(SessionFailure, match=said), Session():
            helper: Any = double(AsyncLock)
            careless(helper)
        with Session():
            careless(double(Lock))


class TestAiohttp:
    def test_a_request_is_both_awaited_and_entered(self) -> None:
        async def main() -> None:
            session = double(aiohttp.ClientSession)
            awaited = await session.post("http://a")
            assert isinstance(awaited, aiohttp.ClientResponse)
            async with session.post("http://a") as entered:
                assert isinstance(entered, aiohttp.ClientResponse)
                assert entered.status == 0

        asyncio.run(main())

    def test_returns_and_enters(self) -> None:
        async def main() -> None:
            session = double(aiohttp.ClientSession)
            answer = double(aiohttp.ClientResponse)
            when(lambda: answer.status).returns(201)
            when(session.post).returns(loose(answer))
            assert (await session.post("http://a")).status == 201
            when(session.get).enters(loose(answer))
            async with session.get("http://a") as entered:
                assert entered.status == 201

        asyncio.run(main())

    def test_with_is_refused(self) -> None:
        session = double(aiohttp.ClientSession)
        with pytest.raises(ProtocolViolation, match="`with` can't enter it"), loose(session.post("http://a")):
            pass


class TestIterators:
    def test_a_generator_is_iterated_by_for_alone(self) -> None:
        store = double(Store)
        assert list(store.scan()) == []
        when(store.scan).yields(1, 2)
        assert list(store.scan()) == [1, 2]
        assert list(store.scan()) == [1, 2]
        assert not hasattr(store.scan(), "__aiter__")
        assert not hasattr(store.scan(), "__await__")
        when(store.talk).yields(3)
        assert list(store.talk()) == [3]

    def test_an_async_generator_is_iterated_by_async_for_alone(self) -> None:
        store = double(Store)
        when(store.watch).yields(1, 2)
        with pytest.raises(TypeError):
            list(loose(store.watch()))

        async def main() -> list[int]:
            with pytest.raises(TypeError):
                await loose(store.watch())
            return [item async for item in store.watch()]

        assert asyncio.run(main()) == [1, 2]

    def test_a_method_that_gives_an_awaitable_is_awaited(self) -> None:
        store = double(Store)
        when(store.later).returns(3)
        when(store.load).returns(4)

        async def main() -> tuple[int, int]:
            return await store.later(), await store.load()

        assert asyncio.run(main()) == (3, 4)
        with pytest.raises(TypeError, match="the value is str"):
            when(store.later).returns(loose("three"))
        with pytest.raises(MisuseError, match="gives no context manager"):
            when(loose(store.load)).enters(1)


class Full:
    def __len__(self) -> int:
        return 1

    def __iter__(self) -> Iterator[int]:
        yield 1

    def __contains__(self, item: object) -> bool:
        return True

    def __getitem__(self, key: str) -> int:
        return 1

    def __call__(self, n: int) -> str:
        return ""

    def __bool__(self) -> bool:
        return True

    def __add__(self, other: int) -> int:
        return other

    def __await__(self) -> Generator[Any, None, int]:
        raise AssertionError("never runs")

    async def __aenter__(self) -> str:
        return ""

    async def __aexit__(self, *error: object) -> None: ...


class Empty:
    def send(self) -> None: ...


class TestDunders:
    def test_those_of_the_spec_work(self) -> None:
        full = double(Full)
        when(lambda: len(full)).returns(3)
        when(lambda: full["a"]).returns(5)
        when(lambda: full(1)).returns("one")
        when(lambda: full + 2).returns(9)
        assert (len(full), full["a"], full(1), full + 2) == (3, 5, "one", 9)
        assert list(full) == []
        assert (1 in full) is False
        assert bool(full) is False
        with pytest.raises(TypeError, match="argument 'key' is int"):
            loose(full)[1]

        async def main() -> tuple[int, str]:
            async with full as entered:
                return await full, entered

        assert asyncio.run(main()) == (0, "")

    @pytest.mark.parametrize(
        "use",
        [
            len,
            iter,
            lambda made: 1 in made,
            lambda made: made["a"],
            lambda made: made(),
            lambda made: made + 1,
            lambda made: made.__enter__(),
            lambda made: asyncio.run(made),
            next,
            int,
            reversed,
        ],
    )
    def test_there_are_no_others(self, use: Any) -> None:
        made = double(Empty)
        with pytest.raises((TypeError, AttributeError, ValueError)):
            use(made)
        made.send()

    def test_objects_own_dunders_are_those_of_any_object(self) -> None:
        made, other = double(Empty), double(Empty)
        assert bool(made)
        assert made == made
        assert made != other
        assert len({made, other}) == 2
        assert not callable(made)
        assert not hasattr(made, "__len__")


class Base(abc.ABC):
    @abc.abstractmethod
    def run(self) -> int: ...


@runtime_checkable
class Runs(Protocol):
    def run(self) -> int: ...


@runtime_checkable
class Named(Protocol):
    name: str


@dataclasses.dataclass
class Point:
    x: int
    y: int = 0


@dataclasses.dataclass(frozen=True)
class Frozen:
    x: int


@attrs.define
class Box:
    size: int


class Form(pydantic.BaseModel):
    title: str
    count: int = 0


class TestDir:
    @pytest.mark.parametrize(
        "real", [Point(1), Box(1), AsyncLock(), json.JSONEncoder()], ids=lambda it: type(it).__name__
    )
    def test_lists_what_an_instance_lists(self, real: object) -> None:
        names = {*dir(double(type(real)))}
        of_the_body = {"__annotations__", "__slots__", "__dict__", "__weakref__"}
        of_the_body |= {"__static_attributes__", "__firstlineno__", "__annotate_func__", "__annotations_cache__"}
        assert names - of_the_body == {*dir(real)} - of_the_body

    def test_and_nothing_that_reading_refuses(self) -> None:
        lock = double(AsyncLock)
        assert [name for name in dir(lock) if not hasattr(lock, name)] == []


class TestIdentity:
    def test_isinstance_agrees(self) -> None:
        assert isinstance(double(Base), Base)
        assert isinstance(double(Base), Runs)
        assert not isinstance(double(Empty), Runs)
        assert isinstance(double(Runs), Runs)
        assert isinstance(double(Named), Named)
        assert not isinstance(double(Empty), Named)
        assert not isinstance(double(Empty), Base)

    def test_a_dataclass_is_one(self) -> None:
        point = double(Point)
        assert dataclasses.is_dataclass(point)
        assert [one.name for one in dataclasses.fields(point)] == ["x", "y"]
        point.x = 3
        assert dataclasses.asdict(point) == {"x": 3, "y": 0}
        moved = dataclasses.replace(point, y=4)
        assert (moved.x, moved.y) == (3, 4)
        with pytest.raises(TypeError):
            dataclasses.replace(point, z=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
        with pytest.raises(AttributeViolation, match="x can't be set: it is read-only"):
            double(Frozen).x = 1  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]

    def test_an_attrs_class_is_one(self) -> None:
        box = double(Box)
        assert attrs.has(type(box)) or attrs.has(box.__class__)
        box.size = 2
        assert attrs.asdict(box) == {"size": 2}  # type: ignore[call-overload, unused-ignore]

    def test_a_pydantic_model_is_one(self) -> None:
        form = double(Form)
        assert isinstance(form, pydantic.BaseModel)
        form.title = "x"
        assert (form.title, form.count) == ("x", 0)
        with pytest.raises(TypeError, match="title was set to int"):
            form.title = 1  # type: ignore[assignment]  # pyright: ignore[reportAttributeAccessIssue]
        with pytest.raises(AttributeViolation, match=r"has no attribute 'titel'. Did you mean 'title'?"):
            form.titel  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
        when(form.model_dump).returns({"title": "y"})
        assert form.model_dump() == {"title": "y"}
