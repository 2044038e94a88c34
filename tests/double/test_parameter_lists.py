"""Doubles of classes that are generic over parameter lists."""

# mypy: disable-error-code="empty-body"
# pyright: reportReturnType=false

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from typing import Any, Generic, ParamSpec, TypedDict, TypeVar, TypeVarTuple, Unpack

import pytest

from mockfactory import SignatureViolation, TypeViolation, double, verify, when
from mockfactory.spec import read_spec
from mockfactory.spec.description.describe import describe

P = ParamSpec("P")
R = TypeVar("R")
Ts = TypeVarTuple("Ts")


class Task(Generic[P, R]):
    def call(self, *args: P.args, **kwargs: P.kwargs) -> R: ...

    def later(self, seconds: float, *args: P.args, **kwargs: P.kwargs) -> Awaitable[R]: ...

    def on_done(self, function: Callable[P, None]) -> None: ...


class Signal(Generic[*Ts]):
    def emit(self, *values: *Ts) -> tuple[*Ts]: ...


class Sized(Signal[int, str]): ...


def test_the_call_of_a_task_is_checked() -> None:
    task = double(Task[[int, str], float])
    assert repr(task).startswith("<double(Task[[int, str], float]) made at ")
    when(lambda: task.call(1, "a")).returns(2.5)
    assert task.call(1, "a") == 2.5
    verify(lambda: task.call(1, "a")).once()


@pytest.mark.parametrize(
    ("arguments", "named", "error", "message"),
    [
        (("a", "a"), {}, TypeViolation, "argument 'argument_1' is str"),
        ((1, 2), {}, TypeViolation, "argument 'argument_2' is int"),
        ((1,), {}, SignatureViolation, "missing 1 required positional argument: 'argument_2'"),
        ((1, "a", 2), {}, SignatureViolation, "takes 2 positional arguments but 3 were given"),
        ((1, "a"), {"extra": 1}, SignatureViolation, "unexpected keyword argument 'extra'"),
    ],
)
def test_a_wrong_call_of_a_task_is_refused(
    arguments: tuple[object, ...], named: dict[str, object], error: type[Exception], message: str
) -> None:
    task: Any = double(Task[[int, str], float])
    with pytest.raises(error, match=message):
        task.call(*arguments, **named)


@pytest.mark.asyncio
async def test_what_stands_before_the_list() -> None:
    task = double(Task[[int], str])
    assert await task.later(1.5, 3) == ""
    anything: Any = task
    with pytest.raises(TypeViolation, match="argument 'argument_1' is str"):
        anything.later(1.5, "3")
    with pytest.raises(SignatureViolation):
        anything.later(1.5)


def test_a_callback_must_take_the_same() -> None:
    task = double(Task[[int, str], float])
    task.on_done(lambda number, text: None)
    anything: Any = task
    with pytest.raises(TypeViolation):
        anything.on_done(lambda number: None)


def test_an_open_task_takes_anything() -> None:
    task: Any = double(Task)
    when(task.call).returns(3)
    assert (task.call(), task.call(1, x=2)) == (3, 3)
    anything: Any = double(Task[..., int])
    assert anything.call(1, x=2) == 0


@pytest.mark.parametrize("target", [Signal[int, str], Sized])
def test_a_signal_is_checked(target: Any) -> None:
    signal = double(target)
    assert signal.emit(1, "a") == (0, "")
    with pytest.raises(TypeViolation, match="argument 'argument_2' is int"):
        signal.emit(1, 2)
    with pytest.raises(SignatureViolation):
        signal.emit(1)


class Opts(TypedDict):
    a: int
    b: str


class Partly:
    def whole(self, **options: Unpack[Opts]) -> int: ...

    part = functools.partialmethod(whole, a=1)


def test_a_partial_method_may_have_given_a_part_of_unpacked_options() -> None:
    partly: Any = double(Partly)
    assert partly.part(b="x") == 0
    partly.whole(a=1, b="x")
    with pytest.raises(TypeError, match="key 'a' of Opts is missing"):
        partly.whole(b="x")
    with pytest.raises(TypeError, match="key 'a' of Opts is missing"):
        partly.whole()
    assert "functools.partial gives a part of it\n    parameter options of part" in describe(read_spec(Partly))


class Choices(TypedDict, total=False):
    a: int


class Choosing:
    def by(self, **options: Unpack[Choices]) -> int: ...
    async def later(self, **options: Unpack[Opts]) -> int: ...


def test_options_none_of_which_is_required() -> None:
    choosing: Any = double(Choosing)
    assert choosing.by() == choosing.by(a=1) == 0
    with pytest.raises(TypeError, match="'a'"):
        choosing.by(a="x")


def test_required_options_of_an_async_method() -> None:
    choosing: Any = double(Choosing)
    with pytest.raises(TypeError, match="key 'a' of Opts is missing"):
        choosing.later()
