"""Type variables of a function: constraints, and what several arguments must agree on."""

# mypy: disable-error-code="empty-body"
# pyright: reportReturnType=false

from __future__ import annotations

import asyncio
from typing import Any, AnyStr, Generic, TypeVar

import pytest

from mockfactory import TypeViolation, UnstubbedCall, any_, calls_to, double, spy, when

T = TypeVar("T")
N = TypeVar("N", bound=float)
K = TypeVar("K", int, str)


def join(a: AnyStr, b: AnyStr) -> AnyStr:
    return a + b


def cut(text: AnyStr, at: AnyStr | None = None) -> list[AnyStr]: ...


def pairs(a: AnyStr, b: AnyStr, c: K, d: K) -> dict[AnyStr, K]: ...


def shown(text: AnyStr) -> None: ...


def same(a: T, b: T) -> None: ...


def larger(a: N, b: N) -> N: ...


class Texts:
    def join(self, *parts: AnyStr) -> AnyStr: ...

    async def fetch(self, key: AnyStr) -> AnyStr: ...

    @staticmethod
    def of(a: AnyStr, b: AnyStr) -> AnyStr: ...


class Buffer(Generic[AnyStr]):
    def swap(self, old: AnyStr, new: AnyStr) -> AnyStr: ...


class Text(str):
    pass


def test_arguments_must_agree() -> None:
    anything: Any = double(join)
    assert (anything("a", "b"), anything(b"a", b"b"), anything(Text("a"), "b")) == ("", b"", "")
    for wrong in [("a", b"b"), (b"a", "b"), ("a", 3), (3, 3)]:
        with pytest.raises(TypeViolation):
            anything(*wrong)
    assert len(calls_to(anything)) == 3


def test_a_wrong_call_stays_wrong_when_its_types_are_known() -> None:
    anything: Any = double(join)
    for _ in range(3):
        anything("a", "b")
        anything(b"a", b"b")
        with pytest.raises(TypeViolation, match="none of its 2 forms takes these arguments"):
            anything("a", b"b")


def test_none_and_defaults() -> None:
    anything: Any = double(cut)
    assert (anything("a"), anything(b"a", None), anything("a", "b")) == ([], [], [])
    with pytest.raises(TypeViolation):
        anything("a", b"b")


def test_two_variables() -> None:
    anything: Any = double(pairs)
    assert anything("a", "b", 1, 2) == {}
    assert anything(b"a", b"b", "c", "d") == {}
    with pytest.raises(TypeViolation):
        anything("a", "b", 1, "d")


def test_one_argument_must_be_of_one_of_the_constraints() -> None:
    anything: Any = double(shown)
    anything("a")
    anything(b"a")
    with pytest.raises(TypeViolation, match="argument 'text' is int"):
        anything(3)


def test_methods() -> None:
    texts: Any = double(Texts)
    assert (texts.join("a", "b"), texts.join(b"a"), texts.of("a", "b")) == ("", b"", "")
    assert asyncio.run(texts.fetch(b"a")) == b""
    for method, arguments in [(texts.join, ("a", b"b")), (texts.of, ("a", b"b")), (texts.fetch, (3,))]:
        with pytest.raises(TypeViolation):
            method(*arguments)


def test_the_parameter_of_a_class() -> None:
    buffer: Any = double(Buffer[str])
    assert buffer.swap("a", "b") == ""
    with pytest.raises(TypeViolation, match="argument 'new' is bytes"):
        buffer.swap("a", b"b")
    open_buffer: Any = double(Buffer)
    assert open_buffer.swap(b"a", b"b") == b""
    with pytest.raises(TypeViolation):
        open_buffer.swap("a", b"b")


def test_answers_agree_too() -> None:
    one = double(join)
    when(lambda: one("a", any_(str))).returns("yes")
    assert one("a", "b") == "yes"
    anything: Any = one
    with pytest.raises(TypeViolation, match="not str"):
        when(lambda: anything("a", "c")).returns(b"no")
    when(anything).returns(b"any call")
    assert anything(b"a", b"b") == b"any call"
    with pytest.raises(TypeViolation):
        when(anything).returns(3)


def test_a_spy_checks_what_comes_back() -> None:
    assert spy(join)("a", "b") == "ab"

    def wrong(a: AnyStr) -> AnyStr:
        return b"a"  # type: ignore[return-value]

    with pytest.raises(TypeViolation, match="the real object gave bytes"):
        spy(wrong)("a")


def test_without_constraints_everything_agrees() -> None:
    # A type checker takes `object` for T.
    double(same)(1, "a")
    anything: Any = double(larger)
    assert anything(1, 2.5) == 0.0
    with pytest.raises(TypeViolation, match="argument 'b' is str"):
        anything(1, "2")


def test_without_constraints_there_is_no_answer() -> None:
    def first(items: list[T]) -> T: ...

    with pytest.raises(UnstubbedCall, match="it depends on the type variable T"):
        double(first)([1])
