"""What a call's value may be used for, and what comes out of each use."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Awaitable,
    Coroutine,
    Generator,
    Iterable,
    Iterator,
    Sequence,
)
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import Any, NewType

import aiohttp
import pytest
import websockets

from mockfactory.spec.annotations.hints import annotations_of
from mockfactory.spec.annotations.result import result_of
from mockfactory.spec.model import NO_ANNOTATION, Hint, Kind, Result
from tests.spec.samples import uses
from tests.spec.samples.uses import Response

UNRESOLVED = Hint("Missing", "name 'Missing' is not defined")


def allowed(result: Result) -> dict[str, Hint]:
    """The uses that a result allows, by name."""
    found = {name: getattr(result, name) for name in ("awaits", "enters", "aenters", "yields", "ayields")}
    return {name: hint for name, hint in found.items() if hint is not None}


def of_method(annotation: object) -> dict[str, Hint]:
    result = result_of(Kind.METHOD, Hint(annotation))
    assert result.value == Hint(annotation)
    return allowed(result)


class TestKinds:
    def test_async_method(self) -> None:
        result = result_of(Kind.ASYNC_METHOD, Hint(int))
        assert result.value == Hint(Coroutine[Any, Any, int])
        assert allowed(result) == {"awaits": Hint(int)}

    def test_async_method_without_a_type_can_still_be_awaited(self) -> None:
        result = result_of(Kind.ASYNC_METHOD, UNRESOLVED)
        assert result.value == Hint(Coroutine[Any, Any, Any])
        assert allowed(result) == {"awaits": UNRESOLVED}

    @pytest.mark.parametrize("annotation", [Iterator[int], Generator[int, None, str], Iterable[int]])
    def test_generator(self, annotation: object) -> None:
        assert allowed(result_of(Kind.GENERATOR, Hint(annotation))) == {"yields": Hint(int)}

    @pytest.mark.parametrize("annotation", [AsyncIterator[int], AsyncGenerator[int, None], AsyncIterable[int]])
    def test_async_generator(self, annotation: object) -> None:
        assert allowed(result_of(Kind.ASYNC_GENERATOR, Hint(annotation))) == {"ayields": Hint(int)}

    def test_generators_without_annotation(self) -> None:
        assert allowed(result_of(Kind.GENERATOR, NO_ANNOTATION)) == {"yields": NO_ANNOTATION}
        assert allowed(result_of(Kind.ASYNC_GENERATOR, NO_ANNOTATION)) == {"ayields": NO_ANNOTATION}

    def test_generator_with_an_annotation_that_does_not_tell(self) -> None:
        hint = result_of(Kind.GENERATOR, Hint(object)).yields
        assert hint == Hint(object, "the result is not annotated as an iterator")

    def test_context_manager(self) -> None:
        result = result_of(Kind.CONTEXT_MANAGER, Hint(Iterator[int]))
        assert result.value == Hint(AbstractContextManager[int])
        assert allowed(result) == {"enters": Hint(int)}

    def test_context_manager_of_nothing(self) -> None:
        result = result_of(Kind.CONTEXT_MANAGER, Hint(Generator[None, None, None]))
        assert allowed(result) == {"enters": Hint(None)}

    def test_async_context_manager(self) -> None:
        result = result_of(Kind.ASYNC_CONTEXT_MANAGER, Hint(AsyncIterator[int]))
        assert result.value == Hint(AbstractAsyncContextManager[int])
        assert allowed(result) == {"aenters": Hint(int)}

    def test_context_manager_without_annotation(self) -> None:
        result = result_of(Kind.CONTEXT_MANAGER, NO_ANNOTATION)
        assert result.value == Hint(AbstractContextManager[Any])
        assert allowed(result) == {"enters": NO_ANNOTATION}


class TestMethods:
    @pytest.mark.parametrize(
        ("annotation", "expected"),
        [
            (Awaitable[int], {"awaits": Hint(int)}),
            (Coroutine[Any, Any, None], {"awaits": Hint(None)}),
            (Awaitable[Any], {"awaits": Hint(Any, "Any")}),
            (asyncio.Future[int], {"awaits": Hint(int)}),
            (asyncio.Task[int], {"awaits": Hint(int)}),
            (AbstractContextManager[int], {"enters": Hint(int)}),
            (AbstractAsyncContextManager[int], {"aenters": Hint(int)}),
            (Iterator[int], {"yields": Hint(int)}),
            (Iterable[int], {"yields": Hint(int)}),
            (Generator[int, None, None], {"yields": Hint(int)}),
            (AsyncIterator[int], {"ayields": Hint(int)}),
            (AsyncIterable[int], {"ayields": Hint(int)}),
            (AsyncGenerator[int, None], {"ayields": Hint(int)}),
            (int, {}),
            (str, {}),
            (list[int], {}),
            (Sequence[int], {}),
            (None, {}),
            (type[uses.Session], {}),
            (uses.Session | None, {}),
            (uses.Request[int], {"awaits": Hint(int), "aenters": Hint(int)}),
            (uses.Bare[int], {"awaits": Hint(int)}),
            (uses.Session, {"enters": Hint(uses.Session)}),
            (NewType("Mine", uses.Session), {"enters": Hint(uses.Session)}),
            (uses.Unannotated, {"enters": NO_ANNOTATION}),
            (uses.HalfManager, {}),
            (uses.Refusing, {}),
            (uses.OnlyAsync, {"aenters": Hint(uses.OnlyAsync)}),
            (uses.Pages[int], {"ayields": Hint(int)}),
            (uses.Cursor[int], {"ayields": Hint(list[int])}),
            (uses.Lines, {"yields": Hint(str)}),
            (uses.Container, {}),
            (uses.Transaction, {"enters": Hint(Response)}),
            (sqlite3.Connection, {"enters": NO_ANNOTATION}),
            (websockets.connect, {"awaits": Hint(websockets.ClientConnection)}),
        ],
    )
    def test_allow_what_their_result_is(self, annotation: object, expected: dict[str, Hint]) -> None:
        found = of_method(annotation)
        assert {name: found.get(name) for name in expected} == expected
        if annotation is not websockets.connect:
            assert set(found) == set(expected)

    def test_an_abstract_result_without_argument_says_so(self) -> None:
        hint = of_method(Awaitable)["awaits"]
        assert hint.unchecked == "Awaitable without a type argument"

    def test_unchecked_results_allow_nothing(self) -> None:
        assert result_of(Kind.METHOD, UNRESOLVED) == Result(UNRESOLVED)

    def test_a_real_http_client_can_be_awaited_and_entered(self) -> None:
        returns = annotations_of(aiohttp.ClientSession.post)["return"]
        response = Hint(aiohttp.ClientResponse)
        assert allowed(result_of(Kind.METHOD, returns)) == {"awaits": response, "aenters": response}

    def test_real_connections(self) -> None:
        connection = Hint(websockets.ClientConnection)
        assert of_method(websockets.connect) == {"awaits": connection, "aenters": connection, "ayields": connection}
