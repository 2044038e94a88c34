"""`Callable[...]`: how many arguments, and async where it must be; nothing is called to find out."""

# pyright: reportGeneralTypeIssues=false
# The type variables below are bound by nothing: that is what is tested.

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Generator, Iterator
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar
from unittest.mock import AsyncMock, MagicMock, Mock, NonCallableMock, create_autospec

import pytest

from mockfactory.spec.check import compile_check
from mockfactory.spec.model import Hint
from tests.labels import label

P = ParamSpec("P")
T = TypeVar("T")


def refusal(annotation: object, value: object) -> str | None:
    check = compile_check(Hint(annotation))
    return None if check is None or check.accepts(value) else check.mismatch(value)


def none(): ...  # type: ignore[no-untyped-def]
def one(a: Any) -> Any: ...
def two(a: Any, b: Any) -> Any: ...
def one_or_two(a: Any, b: Any = 1) -> Any: ...
def many(*args: Any) -> Any: ...
def two_and_more(a: Any, b: Any, *args: Any) -> Any: ...
def needs_keyword(a: Any, *, key: Any) -> Any: ...
def takes_keyword(a: Any, *, key: Any = 1) -> Any: ...
def wrapped(*args: Any, **kwargs: Any) -> Any: ...


@functools.wraps(two)
def passes_one_more(a: Any) -> Any:
    return two(a, a)


class Handler:
    def handle(self, event: Any) -> None: ...
    def __call__(self, event: Any) -> None: ...
    @staticmethod
    def static(event: Any) -> None: ...
    @classmethod
    def make(cls, event: Any) -> None: ...


class Sends(Protocol):
    def send(self, to: str) -> None: ...


class Sending:
    def send(self, to: str) -> None: ...


class OfTwo:
    def __init__(self, a: Any, b: Any) -> None: ...


RIGHT: list[object] = [
    one, one_or_two, many, takes_keyword, wrapped, passes_one_more, lambda x: x, lambda x, y=1: x, len, int, str, print,
    Handler().handle, Handler(), Handler.static, Handler.make, functools.partial(two, 1), functools.partial(two, b=1),
    [].append, functools.lru_cache(one), Mock(), MagicMock(), create_autospec(one),
]  # fmt: skip
WRONG: list[object] = [
    none, two, two_and_more, needs_keyword, lambda: 1, OfTwo, Handler.handle, functools.partial(one, 1),
    1, None, "one", object(), NonCallableMock(),
]  # fmt: skip


@pytest.mark.parametrize("value", RIGHT, ids=label)
def test_what_takes_one_argument_is_accepted(value: object) -> None:
    assert refusal(Callable[[int], Any], value) is None


@pytest.mark.parametrize("value", WRONG, ids=label)
def test_what_does_not_take_exactly_one_argument_is_refused(value: object) -> None:
    assert refusal(Callable[[int], Any], value) is not None


@pytest.mark.parametrize(
    "annotation", [Callable, Callable[..., Any], Callable[P, Any], Callable[Concatenate[int, P], int]]
)
def test_without_spelled_parameters_any_callable_will_do(annotation: object) -> None:
    assert [value for value in (one, two, none, int, Handler()) if refusal(annotation, value)] == []
    assert refusal(annotation, 1) is not None


async def fetch(key: str) -> int: ...  # type: ignore[empty-body]
def fetch_later(key: str) -> Awaitable[int]: ...  # type: ignore[empty-body]
def task(key: str) -> asyncio.Future[int]: ...  # type: ignore[empty-body]
def maybe(key: str) -> int | Awaitable[int]: ...  # type: ignore[empty-body]
def sync(key: str) -> int: ...  # type: ignore[empty-body]
def nothing(key: str) -> None: ...
def untyped(key):  # type: ignore[no-untyped-def]
    return fetch(key)


def fails(key: str) -> Any: ...
def stream(key: str) -> Iterator[int]:
    yield 1


async def astream(key: str) -> AsyncIterator[int]:
    yield 1


class AsyncHandler:
    async def __call__(self, key: str) -> int: ...  # type: ignore[empty-body]


@functools.wraps(fetch)
def around(*args: Any) -> Any:
    return fetch(*args)


@pytest.mark.parametrize(
    ("annotation", "right", "wrong"),
    [
        (
            Callable[[str], Awaitable[int]],
            [
                fetch,
                fetch_later,
                task,
                maybe,
                untyped,
                fails,
                around,
                AsyncHandler(),
                AsyncMock(),
                lambda key: fetch(key),
            ],
            [sync, nothing, stream, astream, len],
        ),
        (Callable[[str], Coroutine[Any, Any, int]], [fetch, untyped], [sync, astream]),
        (Callable[..., Awaitable[int] | None], [fetch, nothing, sync], [stream, astream]),
        (Callable[[str], int], [sync, untyped, fails, int, len], [fetch, stream, astream, AsyncHandler()]),
        (Callable[[str], None], [nothing, sync, untyped], [fetch, functools.partial(fetch)]),
        (Callable[[str], object], [fetch, sync, stream], []),
        (Callable[[str], T], [fetch, sync], []),
        (Callable[[str], Iterator[int]], [stream, untyped], [fetch, astream]),
        (Callable[[str], Generator[int, None, None]], [stream], [fetch]),
        (Callable[[str], AsyncIterator[int]], [astream], [fetch, stream]),
    ],
    ids=label,
)
def test_async_and_sync_are_kept_apart_where_that_is_certain(
    annotation: object, right: list[object], wrong: list[object]
) -> None:
    wrong = [value for value in wrong if value is not len]  # of a C function nothing is known
    assert {value: text for value in right if (text := refusal(annotation, value))} == {}
    assert [value for value in wrong if refusal(annotation, value) is None] == []


def test_the_reason_is_told() -> None:
    assert refusal(Callable[[int], Any], two) == (
        "function two, not Callable[[int], Any]: it needs 2 arguments, and is called with 1"
    )
    assert refusal(Callable[[int], Any], none) == (
        "function none, not Callable[[int], Any]: it takes no argument, and is called with 1"
    )
    assert refusal(Callable[[int], Any], needs_keyword) == (
        "function needs_keyword, not Callable[[int], Any]: it needs the keyword argument 'key'"
    )
    assert refusal(Callable[[str], int], fetch) == (
        "function fetch, not Callable[[str], int]: a call gives a coroutine, not int"
    )
    assert refusal(Callable[[str], int], 3) == "int (3), not Callable[[str], int]"


def test_what_can_send_is_no_coroutine_for_that() -> None:
    def sender() -> Sending:
        return Sending()

    async def later() -> Sending:
        return Sending()

    assert refusal(Callable[[], Sends], sender) is None
    assert refusal(Callable[[], Awaitable[Sends]], later) is None
    assert refusal(Callable[[], Awaitable[Sends]], sender) == (
        "function sender, not Callable[[], Awaitable[Sends]]: a call gives Sending, not Awaitable[Sends]"
    )


def test_a_declared_signature_counts() -> None:
    import inspect

    def declared(*args: Any) -> None: ...

    declared.__signature__ = inspect.signature(two)  # type: ignore[attr-defined]
    assert refusal(Callable[[int], Any], declared) is not None
    assert refusal(Callable[[int, int], Any], declared) is None
