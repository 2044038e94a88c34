"""For annotations made at random: what is made from them is accepted, and with one wrong leaf refused, at its place."""

from __future__ import annotations

import collections
import collections.abc as abc
import enum
from dataclasses import dataclass
from typing import Any, Literal, Optional, Union

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockfactory.spec.check import compile_check
from mockfactory.spec.model import Hint


class Color(enum.Enum):
    RED = 1


@dataclass(frozen=True)
class Point:
    x: int = 0


class Wrong:
    """An instance of nothing that the annotations here name."""


WRONG = Wrong()
# A busy machine is no reason to fail.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    int: st.integers() | st.booleans(),
    str: st.text("abcé "),  # the whole of Unicode takes seconds to prepare
    bytes: st.binary(),
    float: st.floats() | st.integers(),
    bool: st.booleans(),
    None: st.none(),
    Color: st.just(Color.RED),
    Point: st.builds(Point),
    Literal["a", 2]: st.sampled_from(["a", 2]),
    Optional[int]: st.none() | st.integers(),
}
HASHABLE = st.sampled_from(list(LEAVES))


@dataclass(frozen=True)
class Made:
    """An annotation, how its values are made, and how one is made that is wrong in one place."""

    annotation: Any
    right: st.SearchStrategy[Any]
    wrong: st.SearchStrategy[Any]
    hashable: bool


def leaf(annotation: Any) -> Made:
    return Made(annotation, LEAVES[annotation], st.just(WRONG), hashable=True)


def insert(items: list[Any], item: Any, index: int) -> list[Any]:
    index %= len(items) + 1
    return [*items[:index], item, *items[index:]]


def one_wrong(inner: Made) -> st.SearchStrategy[list[Any]]:
    return st.builds(insert, st.lists(inner.right, max_size=3), inner.wrong, st.integers(0, 3))


def listed(inner: Made) -> st.SearchStrategy[Made]:
    forms: list[tuple[Any, Any]] = [
        (list, list), (collections.deque, collections.deque), (abc.Sequence, tuple), (abc.Iterable, list),
        (abc.Collection, collections.deque), (abc.Sequence, list),
    ]  # fmt: skip

    def make(form: tuple[Any, Any]) -> Made:
        annotation, build = form
        right = st.lists(inner.right, max_size=3).map(build)
        return Made(annotation[inner.annotation], right, one_wrong(inner).map(build), hashable=False)

    return st.sampled_from(forms).map(make)


def repeated(inner: Made) -> Made:
    right = st.lists(inner.right, max_size=3).map(tuple)
    return Made(tuple[inner.annotation, ...], right, one_wrong(inner).map(tuple), inner.hashable)  # type: ignore[name-defined]


def paired(left: Made, right: Made) -> Made:
    wrong = st.tuples(left.wrong, right.right) | st.tuples(left.right, right.wrong)
    annotation = tuple[left.annotation, right.annotation]  # type: ignore[name-defined]
    return Made(annotation, st.tuples(left.right, right.right), wrong, left.hashable and right.hashable)


def keyed(key: Made, value: Made) -> Made:
    right = st.dictionaries(key.right, value.right, max_size=3)
    wrong = st.builds(lambda d, k, v: {**d, k: v}, right, key.right, value.wrong)
    return Made(dict[key.annotation, value.annotation], right, wrong, hashable=False)  # type: ignore[name-defined]


def optional(inner: Made) -> Made:
    return Made(Union[inner.annotation, None], inner.right | st.none(), inner.wrong, inner.hashable)


MADE: st.SearchStrategy[Made] = st.recursive(
    HASHABLE.map(leaf),
    lambda inner: st.one_of(
        inner.flatmap(listed),
        inner.map(repeated),
        inner.map(optional),
        st.builds(paired, inner, inner),
        st.builds(keyed, HASHABLE.map(leaf), inner),
    ),
    max_leaves=6,
)


@PATIENT
@given(st.data(), MADE)
def test_what_is_made_from_an_annotation_is_accepted(data: st.DataObject, made: Made) -> None:
    check = compile_check(Hint(made.annotation))
    assert check is not None
    assert check.accepts(data.draw(made.right))


@PATIENT
@given(st.data(), MADE)
def test_one_wrong_leaf_is_found_and_named(data: st.DataObject, made: Made) -> None:
    check = compile_check(Hint(made.annotation))
    assert check is not None
    value = data.draw(made.wrong)
    assert not check.accepts(value)
    assert type(value) not in check.exact
    assert "Wrong, not " in check.mismatch(value)


def place(value: Any) -> str:
    """Where the wrong leaf is, found without the code under test."""
    if value is WRONG:
        return ""
    if isinstance(value, dict):
        return next(f"key {k!r}, {place(v)}" for k, v in value.items() if holds_wrong(v))
    return next(f"item {n}, {place(v)}" for n, v in enumerate(value) if holds_wrong(v))


def holds_wrong(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(holds_wrong, value.values()))
    return value is WRONG or (isinstance(value, (list, tuple, collections.deque)) and any(map(holds_wrong, value)))


@given(
    st.data(), st.recursive(st.just(leaf(int)), lambda i: i.flatmap(listed) | st.builds(keyed, st.just(leaf(int)), i))
)
def test_the_whole_path_is_named(data: st.DataObject, made: Made) -> None:
    check = compile_check(Hint(made.annotation))
    assert check is not None
    value = data.draw(made.wrong)
    said = check.mismatch(value)
    for kind in ("list ", "tuple ", "deque ", "value of "):
        said = said.replace(kind, "")
    assert said.replace(" is Wrong, not int", ", ").replace("Wrong, not int", "") == place(value)
