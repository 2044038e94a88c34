"""Over the forms that both know the verdict is that of typeguard, for values of every kind."""

from __future__ import annotations

import collections
import collections.abc as abc
import decimal
import enum
import io
from typing import Any, Literal, NewType, Optional, TypedDict, Union

import pytest
import typeguard

from mockfactory.spec.check import compile_check
from mockfactory.spec.model import Hint
from tests.labels import label

UserId = NewType("UserId", int)


class Color(enum.Enum):
    RED = 1


class Movie(TypedDict):
    title: str


class Animal: ...


class Dog(Animal): ...


FORMS: list[Any] = [
    int, str, float, complex, bool, None, Animal, Color, Optional[int], Union[int, list[str]], int | str, Any, UserId,
    Literal[1, "x"], Literal[Color.RED], list[int], list[Animal], list[Optional[str]], set[int], frozenset[str],
    tuple[int, str], tuple[int, ...], tuple[()], dict[str, int], dict[str, list[int]], abc.Sequence[int],
    abc.Mapping[str, int], abc.MutableMapping[str, int], abc.Set[int], type[Animal], type[int | str], Movie,
    abc.Callable[[int], Any], abc.Callable[..., Any], abc.Iterator[int], io.StringIO, collections.deque,
    list[list[int]],
]  # fmt: skip
VALUES: list[Any] = [
    1, True, 1.0, 1j, "x", "", None, b"", Animal(), Dog(), Animal, Dog, int, bool, Color.RED, [], [1], ["x"], [Dog()],
    [None], [[1]], [["x"]], set(), {1}, {"x"}, frozenset("x"), (), (1,), (1, "x"), ("x", 1), {}, {"a": 1}, {1: 1},
    {"a": [1]}, {"title": "x"}, {"title": 1}, {"title": "x", "more": 1}, iter([1]), len, lambda: 1, lambda x: 1,
    lambda x, y: 1, io.StringIO(), collections.deque([1]), collections.OrderedDict(a=1), decimal.Decimal(1), range(2),
    [True, 2], [1] * 50 + ["x"], object(), NotImplemented, ...,
]  # fmt: skip


def typeguard_accepts(form: Any, value: Any) -> bool:
    try:
        typeguard.check_type(value, form, collection_check_strategy=typeguard.CollectionCheckStrategy.ALL_ITEMS)
    except typeguard.TypeCheckError:
        return False
    return True


def known_difference(form: Any, value: Any) -> bool:
    """A string is a sequence of strings, which typeguard does not see when it is empty: a type checker does."""
    return bool(form == abc.Sequence[int] and value == "")


@pytest.mark.parametrize("form", FORMS, ids=label)
def test_the_verdict_is_that_of_typeguard(form: Any) -> None:
    check = compile_check(Hint(form))
    different = [
        value
        for value in VALUES
        if (check is None or check.accepts(value)) != typeguard_accepts(form, value)
        and not known_difference(form, value)
    ]
    assert different == []


@pytest.mark.parametrize("form", [form for form in FORMS if form is not Any], ids=label)
def test_each_form_is_met_by_right_and_by_wrong_values(form: Any) -> None:
    assert {typeguard_accepts(form, value) for value in VALUES} == {True, False}
