"""Protocols that are called, and attributes that hold something to call."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Protocol
from unittest.mock import Mock

import pytest

from mockfactory.spec.check import compile_check
from mockfactory.spec.model import Hint
from tests.labels import label


def refusal(annotation: object, value: object) -> str | None:
    check = compile_check(Hint(annotation))
    return None if check is None or check.accepts(value) else check.mismatch(value)


class Handler(Protocol):
    def __call__(self, event: str, *, retry: bool = False) -> int: ...


def handles(event: str, *, retry: bool = False) -> int: ...  # type: ignore[empty-body]
def handles_anything(*args: Any, **kwargs: Any) -> Any: ...
def no_keyword(event: str) -> int: ...  # type: ignore[empty-body]
async def handles_later(event: str, *, retry: bool = False) -> int: ...  # type: ignore[empty-body]


class HandlerObject:
    def __call__(self, event: str, *, retry: bool = False) -> int: ...  # type: ignore[empty-body]


@pytest.mark.parametrize(
    "value", [handles, handles_anything, HandlerObject(), Mock(), functools.partial(handles)], ids=label
)
def test_a_callback_protocol_takes_what_can_be_called_like_it(value: object) -> None:
    assert refusal(Handler, value) is None


@pytest.mark.parametrize("value", [no_keyword, handles_later, lambda: 1, HandlerObject, 3, None], ids=label)
def test_a_callback_protocol_refuses_what_cannot(value: object) -> None:
    assert refusal(Handler, value) is not None


class Stores(Protocol):
    handler: Callable[[int], int]


class HandlerMethod:
    def handler(self, n: int) -> int: ...  # type: ignore[empty-body]


def test_a_method_may_stand_where_a_callable_attribute_is_asked_for() -> None:
    assert refusal(Stores, HandlerMethod()) is None


class Labelled(Protocol):
    handler: str


def test_a_method_may_not_stand_where_another_attribute_is_asked_for() -> None:
    assert refusal(Labelled, HandlerMethod()) == (
        "HandlerMethod, not Labelled: 'handler' is a method, not an attribute"
    )
