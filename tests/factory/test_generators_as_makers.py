"""A generator function is no maker of what it yields, and replaces no function that gives something else."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Generator, Iterable, Iterator
from functools import partial
from types import ModuleType
from typing import Any, Protocol

import pytest

from mockfactory import MisuseError, MockFactory, replace


class Sender(Protocol):
    async def send(self, to: str) -> bool: ...


class Closing(Protocol):
    def close(self) -> None: ...


class Lines(Protocol):
    def __iter__(self) -> Iterator[str]: ...


class FakeSender:
    async def send(self, to: str) -> bool:
        return True

    def close(self) -> None: ...


def yields():  # type: ignore[no-untyped-def]
    yield FakeSender()


def yields_typed() -> Iterator[FakeSender]:
    yield FakeSender()


async def yields_later():  # type: ignore[no-untyped-def]
    yield FakeSender()


def lines():  # type: ignore[no-untyped-def]
    yield "a"


@pytest.mark.parametrize("asked", [Sender, Closing, FakeSender, list[str], Sender | None])
@pytest.mark.parametrize(
    ("maker", "kind"),
    [
        (yields, "a generator"),
        (partial(yields), "a generator"),
        (yields_typed, "a generator"),
        (yields_later, "an async generator"),
    ],
)
def test_it_makes_no_object(mock_factory: MockFactory, asked: Any, maker: Any, kind: str) -> None:
    with pytest.raises(MisuseError) as caught:
        mock_factory.bind(asked, to=maker)

    assert f"it is {kind} function, whose call gives {kind}, and not what it yields" in str(caught.value)
    assert "write:  a function that returns it; what is to be closed after the test, in a fixture" in str(caught.value)


@pytest.mark.parametrize(
    ("asked", "maker"),
    [
        (Iterator[str], lines),
        (Iterable[str], lines),
        (Generator[str, None, None], lines),
        (AsyncIterator[FakeSender], yields_later),
        (Lines, lines),
        (Callable[[], Iterator[str]], lines),
        (Sender, lambda: FakeSender()),
    ],
)
def test_it_makes_what_is_iterated(mock_factory: MockFactory, asked: Any, maker: Any) -> None:
    mock_factory.bind(asked, to=maker)

    assert mock_factory.create(asked) is not None


SOURCE = """
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

def text(path: str) -> str: return path
def nothing(path: str) -> None: ...
async def later(path: str) -> str: return path
async def one_by_one(path: str) -> AsyncIterator[str]: yield path
def several(path: str) -> Iterable[str]: return [path]
def in_turn(path: str) -> Iterator[str]: return iter([path])
def unsaid(path): return path
def anything(path: str) -> Any: return path
"""


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> str:
    made = ModuleType("of_functions")
    exec(SOURCE, vars(made))
    monkeypatch.setitem(sys.modules, made.__name__, made)
    return made.__name__


def gives(path):  # type: ignore[no-untyped-def]
    yield path


async def gives_later(path):  # type: ignore[no-untyped-def]
    yield path


@pytest.mark.parametrize(
    ("name", "new", "problem"),
    [
        ("text", gives, "a call gives a generator, not str"),
        ("text", gives_later, "a call gives an async generator, not str"),
        ("nothing", gives, "a call gives a generator, not None"),
        ("later", gives, "a call gives a generator, and callers await it"),
        ("later", gives_later, "a call gives an async generator, and callers await it"),
        ("one_by_one", gives, "a call gives a generator, not AsyncIterator[str]"),
        ("several", gives_later, "a call gives an async generator, not Iterable[str]"),
    ],
)
def test_it_replaces_no_function_that_gives_something_else(module: str, name: str, new: Any, problem: str) -> None:
    with pytest.raises(MisuseError) as caught:
        replace(f"{module}.{name}", with_=new)

    assert f"can't stand in for {module}.{name}: {problem}." in str(caught.value)


@pytest.mark.parametrize(
    ("name", "new"),
    [
        ("several", gives),
        ("in_turn", gives),
        ("one_by_one", gives_later),
        ("unsaid", gives),
        ("anything", gives),
        ("text", lambda path: path),
    ],
)
def test_it_replaces_one_that_gives_what_is_iterated(module: str, name: str, new: Any) -> None:
    replace(f"{module}.{name}", with_=new)

    assert getattr(sys.modules[module], name) is new
