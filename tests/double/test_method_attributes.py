"""What hangs on a method: `cache_clear` of a cached one, what a decorator set on a function."""

# mypy: disable-error-code="empty-body, attr-defined"
# pyright: reportReturnType=false, reportFunctionMemberAccess=false, reportAttributeAccessIssue=false

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import pytest

from mockfactory import (
    AttributeViolation,
    SignatureViolation,
    TypeViolation,
    VerificationError,
    double,
    double_class,
    spy,
    verify,
    when,
)

P = ParamSpec("P")
R = TypeVar("R")
MARK = object()


class Retrying:
    def __init__(self, attempts: int) -> None:
        self.attempts = attempts

    def reset(self, to: int) -> bool: ...


def retried(function: Callable[P, R]) -> Callable[P, R]:
    """As tenacity does it."""

    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    def retry_with(attempts: int) -> str:
        raise RuntimeError("the real one")

    marked: Any = wrapper
    marked.attempts = 3
    marked.last_error = None
    marked.mark = MARK
    marked.statistics = {"idle_for": 0}
    marked.retry = Retrying(3)
    marked.retry_with = retry_with
    marked.Error = KeyError
    marked.call_count = 7
    return wrapper


class Memo:
    """A decorator that is a class."""

    def __init__(self, function: Callable[..., object]) -> None:
        functools.update_wrapper(self, function)
        self.limit = 10

    def __call__(self, *args: Any) -> Any:
        raise RuntimeError("the real one")

    def __get__(self, instance: object, owner: type) -> Any:
        return self

    def forget(self, key: str) -> bool: ...


class Rates:
    @functools.lru_cache  # noqa: B019
    def load(self, day: str) -> float:
        raise RuntimeError("the real one")

    @staticmethod
    @functools.cache
    def parse(text: str) -> float:
        raise RuntimeError("the real one")

    @classmethod
    @functools.cache
    def known(cls) -> list[str]:
        raise RuntimeError("the real one")

    @retried
    def fetch(self, day: str) -> float:
        raise RuntimeError("the real one")

    @functools.singledispatchmethod
    def encode(self, value: object) -> str:
        raise RuntimeError("the real one")

    @Memo
    def remembered(self, key: str) -> float: ...

    def plain(self) -> float: ...


@functools.cache
def rate(day: str) -> float:
    return 1.5


@pytest.mark.parametrize("name", ["load", "parse", "known"])
@pytest.mark.parametrize("make", [double, double_class], ids=["instance", "class"])
def test_a_cached_method_can_be_cleared(make: Callable[[type[Rates]], Any], name: str) -> None:
    method = getattr(make(Rates), name)
    assert method.cache_clear() is None
    assert tuple(method.cache_info()) == (0, 0, None, 0)
    assert method.cache_parameters() == {"maxsize": None, "typed": False}
    with pytest.raises(SignatureViolation, match=rf"Rates.{name}.cache_clear\(\) takes 0 positional arguments"):
        method.cache_clear(1)


def test_a_name_that_the_callable_does_not_have_is_refused() -> None:
    rates = double(Rates)
    assert hasattr(rates.load, "cache_clear")
    with pytest.raises(AttributeViolation, match="has no attribute 'cache_cleer'. Did you mean 'cache_clear'"):
        rates.load.cache_cleer()
    with pytest.raises(AttributeViolation, match="Rates.plain has no attribute 'cache_clear'"):
        rates.plain.cache_clear()
    with pytest.raises(AttributeViolation, match="Rates.load.cache_clear has no attribute 'clear'"):
        rates.load.cache_clear.clear()


def test_it_is_stubbed_and_verified_as_any_method() -> None:
    rates = double(Rates)
    info = rate.cache_info()
    when(rates.load.cache_info).returns(info)
    assert rates.load.cache_info() is info
    with pytest.raises(TypeViolation, match="not CacheInfo"):
        when(rates.load.cache_info).returns(3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    rates.load.cache_clear()
    verify(lambda: rates.load.cache_clear()).once()
    with pytest.raises(VerificationError, match="Rates.parse.cache_clear"):
        verify(rates.parse.cache_clear).once()
    rates.load.cache_clear.assert_called_once_with()


def test_the_wrapped_function_is_checked_and_not_run() -> None:
    rates = double(Rates)
    assert rates.load.__wrapped__(rates, "monday") == 0.0
    with pytest.raises(TypeViolation, match="argument 'day' is int"):
        rates.load.__wrapped__(rates, 3)


def test_of_a_function() -> None:
    one = double(rate)
    one.cache_clear()
    verify(one.cache_clear).once()
    assert one.__wrapped__("monday") == 0.0
    with pytest.raises(TypeViolation, match="argument 'day' is int"):
        one.__wrapped__(3)
    assert inspect.signature(one) == inspect.signature(rate)
    with pytest.raises(AttributeViolation, match="rate has no attribute 'cache'"):
        one.cache


def test_constants_are_what_they_are() -> None:
    fetch: Any = double(Rates).fetch
    assert fetch.attempts == 3
    assert fetch.last_error is None
    assert fetch.mark is MARK
    assert fetch.Error is KeyError
    with pytest.raises(AttributeViolation, match="has no attribute 'attempt'"):
        fetch.attempt


def test_what_may_change_is_new_and_of_the_same_type() -> None:
    fetch: Any = double(Rates).fetch
    assert fetch.statistics == {}
    retry: Any = fetch.retry
    assert isinstance(retry, Retrying)
    assert retry is not Rates.fetch.retry
    assert double(Rates).fetch.retry is not retry
    assert fetch.retry.reset(2) is False
    wrong: Any = "2"
    with pytest.raises(TypeViolation, match="argument 'to' is str"):
        fetch.retry.reset(wrong)


def test_functions_that_a_decorator_set() -> None:
    fetch: Any = double(Rates).fetch
    assert fetch.retry_with(attempts=1) == ""
    with pytest.raises(TypeViolation, match="argument 'attempts' is str"):
        fetch.retry_with("1")
    with pytest.raises(SignatureViolation, match="missing 1 required positional argument: 'attempts'"):
        fetch.retry_with()


def test_they_can_be_set_and_stubbed() -> None:
    rates = double(Rates)
    fetch: Any = rates.fetch
    fetch.attempts = 1
    assert fetch.attempts == 1
    with pytest.raises(TypeViolation, match="Rates.fetch.attempts was set to str"):
        fetch.attempts = "1"
    when(lambda: fetch.last_error).returns(KeyError("x"))
    assert fetch.last_error.args == ("x",)
    fetch.retry_with = lambda attempts: "fake"
    assert fetch.retry_with(2) == "fake"
    with pytest.raises(AttributeViolation, match="has no attribute 'attempt'"):
        fetch.attempt = 2
    assert double(Rates).fetch.attempts == 3
    assert Rates.fetch.attempts == 3


def test_a_name_of_the_real_method_goes_before_a_word_of_mock() -> None:
    rates = double(Rates)
    rates.fetch("monday")
    assert rates.fetch.call_count == 7
    rates.fetch.assert_called_once_with("monday")
    rates.plain()
    assert rates.plain.call_count == 1


def test_a_dispatching_method_can_be_told_more() -> None:
    rates = double(Rates)
    rates.encode.register(int, lambda self, value: "an int")
    verify(rates.encode.register).once()
    with pytest.raises(SignatureViolation, match="register"):
        rates.encode.register()
    with pytest.raises(AttributeViolation, match="has no attribute 'dispatcher'"):
        rates.encode.dispatcher


def test_a_decorator_that_is_a_class() -> None:
    remembered: Any = double(Rates).remembered
    assert remembered.forget("a") is False
    assert remembered.limit == 10
    with pytest.raises(TypeViolation, match="argument 'key' is int"):
        remembered.forget(3)
    with pytest.raises(AttributeViolation, match="has no attribute 'forgett'"):
        remembered.forgett("a")


class Squares:
    @functools.cache  # noqa: B019
    def square(self, n: int) -> int:
        return n * n


def test_a_spy_asks_the_real_one() -> None:
    squares = spy(Squares())
    assert (squares.square(3), squares.square(3)) == (9, 9)
    assert squares.square.cache_info().hits == 1
    squares.square.cache_clear()
    assert squares.square.cache_info().hits == 0
    verify(squares.square.cache_clear).once()
