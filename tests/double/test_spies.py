"""Spies call through, record, and check what comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Self

import pytest

from mockfactory import SignatureViolation, SpecError, TypeViolation, calls_to, double, spy, verify, when


class Counter:
    def __init__(self) -> None:
        self.value = 0

    def add(self, n: int) -> int:
        self.value += n
        return self.value

    def broken(self) -> int:
        return "three"  # type: ignore[return-value]

    async def later(self, n: int) -> int:
        return n

    async def broken_later(self) -> int:
        return "three"  # type: ignore[return-value]

    def each(self) -> Iterator[int]:
        yield from range(self.value)

    @property
    def doubled(self) -> int:
        return self.value * 2

    def __len__(self) -> int:
        return self.value

    def __enter__(self) -> Counter:
        return self

    def __exit__(self, *error: object) -> None:
        self.value = -1


def test_calls_through_and_records() -> None:
    real = Counter()
    counter = spy(real)
    assert (counter.add(2), counter.add(3)) == (2, 5)
    assert real.value == 5
    assert [call.arguments["n"] for call in calls_to(counter.add)] == [2, 3]


def test_is_an_instance_of_the_class() -> None:
    assert isinstance(spy(Counter()), Counter)


def test_checks_arguments_before_calling() -> None:
    real = Counter()
    with pytest.raises(SignatureViolation):
        spy(real).add()  # type: ignore[call-arg]
    with pytest.raises(TypeViolation):
        spy(real).add("x")  # type: ignore[arg-type]
    assert real.value == 0


def test_checks_what_comes_back() -> None:
    with pytest.raises(TypeViolation, match=r"the real object gave str \('three'\), not int"):
        spy(Counter()).broken()


def test_checks_what_is_awaited() -> None:
    assert asyncio.run(spy(Counter()).later(4)) == 4
    with pytest.raises(TypeViolation, match="the real object gave str"):
        asyncio.run(spy(Counter()).broken_later())


def test_attributes_and_properties_are_the_real_ones() -> None:
    real = Counter()
    counter = spy(real)
    counter.value = 7
    assert (real.value, counter.value, counter.doubled, len(counter)) == (7, 7, 14, 7)
    verify(lambda: counter.doubled).once()


def test_writes_are_checked() -> None:
    with pytest.raises(AttributeError, match="read-only"):
        spy(Counter()).doubled = 3  # type: ignore[misc]


def test_generators_and_context_managers() -> None:
    real = Counter()
    counter = spy(real)
    counter.add(3)
    assert list(counter.each()) == [0, 1, 2]
    with counter as entered:
        entered.add(1)
    assert real.value == -1
    verify(counter.add).times(2)


def test_a_stub_goes_before_the_real_object() -> None:
    real = Counter()
    counter = spy(real)
    when(lambda: counter.add(1)).returns(100)
    assert counter.add(1) == 100
    assert counter.add(2) == 2
    assert real.value == 2


class Builder:
    """Gives itself, in each way in which an object can."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.left = 2

    def add(self, part: str) -> Self:
        self.parts.append(part)
        return self

    def size(self) -> int:
        return len(self.parts)

    async def add_later(self, part: str) -> Builder:
        return self.add(part)

    def copy(self) -> Self:
        return type(self)()

    def both(self) -> tuple[Builder, Builder]:
        return self, self

    @property
    def me(self) -> Builder:
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None: ...

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None: ...

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> int:
        if not self.left:
            raise StopIteration
        self.left -= 1
        return self.left


class TestAnObjectThatGivesItself:
    def test_gives_the_spy(self) -> None:
        real = Builder()
        builder = spy(real)
        assert builder.add("a").add("b") is builder
        assert builder.me is builder
        assert real.parts == ["a", "b"]
        verify(lambda: builder.add("b")).once()

    def test_in_a_lambda_the_last_call_of_a_chain_is_meant(self) -> None:
        builder = spy(Builder())
        when(lambda: builder.add("a").size()).returns(7)
        assert builder.add("b").size() == 7
        verify(lambda: builder.add("c").size()).once()

    def test_when_awaited_or_entered(self) -> None:
        async def run(builder: Builder) -> None:
            assert await builder.add_later("a") is builder
            async with builder as entered:
                assert entered is builder
            with builder as entered:
                assert entered is builder

        asyncio.run(run(spy(Builder())))

    def test_as_its_own_iterator(self) -> None:
        builder = spy(Builder())
        assert iter(builder) is builder
        assert list(builder) == [1, 0]
        verify(lambda: builder.__next__()).times(3)

    def test_another_object_of_its_class_stays_what_it_is(self) -> None:
        builder = spy(Builder())
        copied = builder.copy()
        assert type(copied) is Builder
        assert copied is not builder

    def test_what_is_in_a_container_stays_what_it_is(self) -> None:
        real = Builder()
        assert spy(real).both() == (real, real)


def test_errors_of_the_real_object_pass() -> None:
    class Failing:
        def run(self) -> int:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        spy(Failing()).run()


def test_a_function() -> None:
    def add(a: int, b: int = 1) -> int:
        return a + b

    spied = spy(add)
    assert spied(2) == 3
    verify(lambda: spied(2, 1)).once()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: Counter, "is a class"),
        (lambda: 3, "int is a value"),
        (lambda: double(Counter), "is a double"),
        (lambda: spy(Counter()), "is a double"),
    ],
)
def test_what_cannot_be_spied(make: object, reason: str) -> None:
    assert callable(make)
    with pytest.raises(SpecError, match=reason):
        spy(make())
