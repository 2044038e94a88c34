"""Types that are named inside themselves by a string, as code wrote them before there was `type Json = ...`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar, Union

import pytest

from mockfactory import TypeViolation, double, when

Json = Union[str, int, None, list["Json"], dict[str, "Json"]]
Tree = Mapping[str, "Tree | int"]
Odd = list["Even"]
Even = list["Odd"]
T = TypeVar("T")


class Store(Generic[T]):
    def put(self, value: Json) -> T:
        raise NotImplementedError

    def load(self) -> Json:
        raise NotImplementedError

    def plant(self, tree: Tree) -> Tree:
        raise NotImplementedError

    def nest(self, lists: Odd) -> Even:
        raise NotImplementedError


ITSELF: list[Any] = []
ITSELF.append(ITSELF)


@pytest.mark.parametrize(
    "value", [None, 1, [], {"a": [1, {"b": [None]}]}, ITSELF], ids=["none", "int", "empty", "deep", "itself"]
)
def test_what_fits_at_every_depth(value: Any) -> None:
    store = double(Store[int])
    assert store.put(value) == 0
    when(store.load).returns(value)
    assert store.load() is value


@pytest.mark.parametrize(
    "value",
    [object(), [object()], {"a": 1.5}, {"a": [1, {"b": [b""]}]}, {1: 2}],
    ids=["top", "list", "dict", "deep", "key"],
)
def test_what_does_not_fit_at_some_depth(value: Any) -> None:
    store = double(Store[int])
    with pytest.raises(TypeViolation, match="argument 'value'"):
        store.put(value)
    with pytest.raises(TypeViolation, match="returns"):
        when(store.load).returns(value)


def test_the_message_shows_the_way_to_it() -> None:
    with pytest.raises(TypeViolation, match=r"key 'b' is str \('x'\), not Mapping\[str, Tree \| int\] \| int"):
        double(Store[int]).plant({"a": {"b": "x"}})  # type: ignore[dict-item]


def test_two_that_name_each_other() -> None:
    store = double(Store[int])
    assert store.nest([[[]]]) == []
    with pytest.raises(TypeViolation, match="is int"):
        store.nest([[[1]]])  # type: ignore[list-item]
