"""Types against types, where some classes are said to stand for others."""

from __future__ import annotations

import collections.abc as c
import enum
from typing import Annotated, Any, Generic, Literal, Protocol, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfactory.spec import Hint
from mockfactory.spec.assigning.fitting import surely_fits
from mockfactory.spec.assigning.standing import Standing, StandsFor
from mockfactory.spec.assigning.types import is_surely_no
from mockfactory.spec.check import compile_check

T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)


class Query: ...


class Below(Query): ...


class Fake: ...


class Faker(Fake): ...


class FakeBelow: ...


class Repo(Generic[T]): ...


class FakeUsers: ...


class FakeRepo(Generic[T]): ...


class Sink(Protocol[T_contra]):
    def put(self, item: T_contra) -> None: ...


class Colour(enum.Enum):
    RED = 1


STANDING = Standing(
    [StandsFor(FakeUsers, Repo[int])],
    beside=Standing([StandsFor(Fake, Query), StandsFor(FakeBelow, Below), StandsFor(FakeRepo, Repo)]),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Fake, Query),
        (Faker, Query),
        (FakeBelow, Query),
        (Fake | None, Query | None),
        (list[Fake], list[Query]),
        (list[Fake], c.Sequence[Query]),
        (dict[str, Fake], c.Mapping[str, Query]),
        (tuple[Fake, int], tuple[Query, int]),
        (tuple[Fake, ...], tuple[Query, ...]),
        (type[Fake], type[Query]),
        (c.Generator[Fake, None, None], c.Iterator[Query]),
        (c.Coroutine[Any, Any, Fake], c.Awaitable[Query]),
        (c.Callable[[Fake], Fake], c.Callable[[Query], Query]),
        (c.Callable[[Query], Fake], c.Callable[[Fake], Query]),
        (Sink[Fake], Sink[Query]),
        (Annotated[Fake, "a fake"], Query),
        (FakeUsers, Repo[int]),
    ],
)
def test_what_stands_for_a_class_counts_as_it(one: Any, other: Any) -> None:
    assert surely_fits(one, other, STANDING)
    assert not is_surely_no(one, other, STANDING)

    assert not surely_fits(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Query, Fake),
        (Fake, Below),
        (Fake, int),
        (int, Query),
        (Fake | int, Query),
        (list[Query], list[Fake]),
        (FakeUsers, Repo[str]),
        (c.Callable[[int], Fake], c.Callable[[Query], Query]),
    ],
)
def test_and_nothing_else_does(one: Any, other: Any) -> None:
    assert is_surely_no(one, other, STANDING)
    assert not surely_fits(one, other, STANDING)


@pytest.mark.parametrize(
    ("passed", "taken", "is_right"),
    [
        (Query, Fake, True),
        (Fake, Query, True),
        (Below, FakeBelow, True),
        (list[Query], list[Fake], True),
        (Repo[int], FakeUsers, True),
        (Repo[str], FakeUsers, False),
        (Query, Faker, False),
        (Query, FakeBelow, False),
        (int, Fake, False),
    ],
)
def test_what_is_passed_to_an_interface_is_what_stands_for_it(passed: Any, taken: Any, is_right: bool) -> None:
    assert is_surely_no(passed, taken, STANDING, is_passed=True) is not is_right
    assert surely_fits(passed, taken, STANDING, is_passed=True) is is_right


@pytest.mark.parametrize(
    ("one", "other"),
    [(list, list[Query]), (FakeRepo[int], Repo[int]), (FakeRepo[int], Repo[str]), (T, int), ("Gone", Query)],
)
def test_what_is_not_known_is_neither(one: Any, other: Any) -> None:
    assert not surely_fits(one, other, STANDING)


_simple = st.sampled_from([int, bool, str, type(None), object, Colour, Literal["a"], Literal[1, None]])
_types = st.recursive(
    _simple,
    lambda inner: st.one_of(
        inner.map(lambda item: list[item]),  # type: ignore[valid-type]
        inner.map(lambda item: c.Sequence[item]),  # type: ignore[valid-type]
        inner.map(lambda item: tuple[item, ...]),  # type: ignore[valid-type]
        st.tuples(inner, inner).map(lambda two: two[0] | two[1]),
    ),
    max_leaves=4,
)
_values = st.sampled_from([1, True, "a", None, Colour.RED, [], [1], [None, True], ["a"], (), (1,), ("a", None), [[1]]])


@given(_types, _types, _values)
def test_what_surely_fits_has_all_values(one: Any, other: Any, value: object) -> None:
    assert surely_fits(one, one)
    assert surely_fits(one, one | other)
    if surely_fits(one, other):
        assert not is_surely_no(one, other)
        first, second = compile_check(Hint(one)), compile_check(Hint(other))
        if first is None or first.accepts(value):
            assert second is None or second.accepts(value)
