"""Doubles among things that copy, pickle, or call methods through the class."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import pickle
from dataclasses import asdict, dataclass
from typing import Any, Self

import pytest

from mockfactory import MisuseError, double, spy, verify, when


class Connection:
    def __enter__(self) -> Self:
        raise NotImplementedError

    def __exit__(self, *error: object) -> None:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError

    def send(self, text: str) -> bool:
        raise NotImplementedError


class AsyncConnection:
    async def __aenter__(self) -> Self:
        raise NotImplementedError

    async def __aexit__(self, *error: object) -> None:
        raise NotImplementedError


@dataclass
class Environment:
    connection: Connection
    number: int


def test_exit_stack() -> None:
    connection = double(Connection)
    with contextlib.ExitStack() as stack:
        assert stack.enter_context(connection) is connection
    verify(connection.__exit__).once()


def test_async_exit_stack() -> None:
    connection = double(AsyncConnection)

    async def main() -> None:
        async with contextlib.AsyncExitStack() as stack:
            assert await stack.enter_async_context(connection) is connection
            with pytest.raises(TypeError):
                stack.enter_context(connection)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

    asyncio.run(main())
    verify(connection.__aexit__).once()


def test_through_the_class() -> None:
    connection = double(Connection)
    when(connection.__len__).returns(3)
    assert type(connection).__len__(connection) == 3
    with pytest.raises(TypeError, match="argument 'text' is int"):
        type(connection).send(connection, 1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def make_spy() -> object:
    return spy(Environment(double(Connection), 1))


@pytest.mark.parametrize(
    "make", [lambda: double(Connection), lambda: double(Connection).send, lambda: double(len), make_spy]
)
def test_a_copy_is_the_double_itself(make: Any) -> None:
    it = make()
    assert copy.copy(it) is it
    assert copy.deepcopy(it) is it
    assert copy.deepcopy([it]) == [it]


def test_data_that_holds_one_can_be_copied() -> None:
    environment = Environment(double(Connection), 1)
    assert copy.deepcopy(environment).connection is environment.connection
    assert asdict(environment) == {"connection": environment.connection, "number": 1}


def test_pickling_is_refused_in_words() -> None:
    with pytest.raises(MisuseError, match="can't be pickled"):
        pickle.dumps(double(Connection))
    with pytest.raises(MisuseError, match="can't be pickled"):
        pickle.dumps(double(Connection).send)
