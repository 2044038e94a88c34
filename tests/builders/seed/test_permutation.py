"""Unique by construction."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.seed.mixing import MASK
from builders.seed.permutation import permuted


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 16, 17, 100, 1000, 4097])
@pytest.mark.parametrize("key", [0, 1, MASK])
def test_each_value_comes_once(size: int, key: int) -> None:
    assert sorted(permuted(index, size, key) for index in range(size)) == list(range(size))


@given(st.integers(1, 1 << 140), st.integers(0, MASK), st.data())
@settings(max_examples=60)
def test_stays_within_any_range(size: int, key: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, size - 1))
    second = data.draw(st.integers(0, size - 1))
    one, other = permuted(first, size, key), permuted(second, size, key)
    assert 0 <= one < size
    assert (one == other) == (first == second)


def test_another_key_is_another_order() -> None:
    orders = {tuple(permuted(index, 20, key) for index in range(20)) for key in range(50)}
    assert len(orders) == 50


def test_neighbours_are_torn_apart() -> None:
    values = [permuted(index, 1 << 31, 5) for index in range(1000)]
    near = sum(abs(one - other) < 1 << 20 for one, other in itertools.pairwise(values))
    assert near < 10
