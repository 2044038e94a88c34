"""Classes whose metaclass takes their hash away, or has ideas of its own of what they are equal to."""

# mypy: disable-error-code="empty-body, metaclass, no-untyped-def"
# pyright: reportAttributeAccessIssue=false

from __future__ import annotations

import asyncio
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any, Generic, NoReturn, Self, TypeVar

import pytest

from mockfactory import any_, capture, double, double_class, replace, spy, verify, when
from mockfactory.spec import Spec, read_spec
from mockfactory.spec.description.describe import describe

T = TypeVar("T")
READ: list[Spec] = []


class Unhashable(type):
    """Legal: Python itself takes the hash away from a class that defines `__eq__` alone."""

    def __eq__(cls, other: object) -> bool:
        return NotImplemented


class Refusing(type):
    def __hash__(cls) -> int:
        raise RuntimeError("code of the metaclass ran")

    def __eq__(cls, other: object) -> NoReturn:
        raise RuntimeError("code of the metaclass ran")

    def __getattr__(cls, name: str) -> NoReturn:
        raise RuntimeError("code of the metaclass ran")


def make(metaclass: Any) -> Any:
    class Above(metaclass=metaclass):
        def up(self) -> Above: ...

    class Odd(Above, metaclass=metaclass):
        attr: Odd
        plain = types.SimpleNamespace()

        def __init__(self, n: int = 0) -> None:
            self.n = n

        def f(self, m: Odd) -> Odd:
            return m

        def above(self) -> Above: ...

        def several(self, m: list[Odd], k: dict[str, Odd]) -> list[Odd]: ...

        def class_of(self, m: type[Odd]) -> type[Odd]: ...

        def pair(self) -> tuple[Odd, int]: ...

        def star(self, *a: Odd, **k: Odd) -> Callable[[Odd], Odd]: ...

        async def late(self, m: Odd) -> Odd: ...

        def chained(self) -> Self: ...

        def untyped(self, m) -> None: ...

        @property
        def read(self) -> Odd: ...

        @read.setter
        def read(self, value: Odd) -> None: ...

        def __enter__(self) -> Odd: ...

        def __exit__(self, *a: object) -> None: ...

    Odd.value = Odd()
    READ.append(read_spec(Odd))  # while the names that its annotations mean can be seen
    return Odd


@pytest.fixture(params=[Unhashable, Refusing])
def odd(request: pytest.FixtureRequest) -> Any:
    return make(request.param)


@pytest.fixture(params=["real", "double"])
def one(request: pytest.FixtureRequest, odd: Any) -> Any:
    return odd() if request.param == "real" else double(odd)


def test_calls_with_it_are_taken(odd: Any, one: Any) -> None:
    thing = double(odd)
    assert thing.f(one) is thing
    assert isinstance(thing.above(), object)
    assert thing.several([one], {"a": one}) == []
    assert thing.pair() == (thing, 0)
    assert thing.chained() is thing
    assert asyncio.run(thing.late(one)) is thing
    thing.star(one, one, k=one)
    thing.untyped(one)
    thing.class_of(odd)
    with thing as entered:
        assert entered is thing
    with pytest.raises(TypeError, match="'m' is int"):
        thing.f(3)
    with pytest.raises(TypeError, match="list item 0 is int"):
        thing.several([3], {})


def test_attributes_take_it(odd: Any, one: Any) -> None:
    thing = double(odd)
    thing.attr = one
    thing.read = one
    assert thing.attr is thing.read is one
    with pytest.raises(TypeError, match="set to int"):
        thing.read = 3


def test_stubs_and_questions_with_it(odd: Any, one: Any) -> None:
    thing = double(odd)
    when(lambda: thing.f(one)).returns(one)
    when(thing.several).returns([one])
    when(thing.pair).returns((one, 1))
    assert thing.f(one) is one
    assert thing.several([], {}) == [one]
    assert thing.pair() == (one, 1)
    caught = capture(odd)
    verify(lambda: thing.f(one)).once()
    verify(lambda: thing.f(any_(odd))).once()
    verify(lambda: thing.f(caught.arg)).once()
    assert caught.value is one
    with pytest.raises(TypeError, match="value is int"):
        when(thing.f).returns(3)


def test_a_class_double_and_a_spy_of_it(odd: Any, one: Any) -> None:
    standing = double_class(odd)
    assert isinstance(standing(1), object)
    verify(lambda: standing(1)).once()
    standing.f(double(odd), one)
    watched = spy(odd(4))
    assert watched.n == 4
    watched.f(one)
    verify(lambda: watched.f(one)).once()


def test_it_can_be_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    odd = make(Unhashable)
    module: Any = types.ModuleType("holding_odd")
    module.Odd, module.one = odd, odd()
    monkeypatch.setitem(sys.modules, "holding_odd", module)
    with replace("holding_odd.Odd", with_=double_class(odd)), replace("holding_odd.one", with_=double(odd)):
        assert module.Odd is not odd
    assert module.Odd is odd


def test_generics_and_callables_of_it() -> None:
    odd = make(Unhashable)

    class Box(Generic[T]):
        def get(self) -> T: ...

        def put(self, item: T) -> None: ...

        def all(self) -> Iterator[T]: ...

    generic: Any = Box
    boxes = types.new_class("Boxes", (generic[odd],), {"metaclass": Unhashable})
    for box in map(double, (generic[odd], boxes)):
        box.put(odd())
        assert isinstance(box.get(), odd)
        assert list(box.all()) == []
        with pytest.raises(TypeError, match="'item' is int"):
            box.put(3)
    called: Any = Callable
    assert isinstance(double(called[[odd], odd])(odd()), odd)


def test_it_is_described(odd: Any) -> None:
    assert "f(m: Odd) -> Odd" in describe(read_spec(odd))
