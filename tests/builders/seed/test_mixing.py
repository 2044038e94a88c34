"""The bits behind the data: spread evenly, independent of each other, and the same everywhere."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.seed.mixing import LANE_BITS, MASK, constants, inner, item, key_of, lane, state_of, stir

ROWS = 10_000
KEY = key_of(0, "test", "app.User")
STATES = [state_of(KEY, index) for index in range(ROWS)]
ADDRESSES = ("id", "email", "full_name", "a", "b", "ab", "tags~length", "id~1", "created_at", "x1", "x2")


def chi_square(counts: list[int], expected: float) -> float:
    return sum((count - expected) ** 2 / expected for count in counts)


class TestEven:
    @pytest.mark.parametrize("address", ADDRESSES)
    def test_the_upper_bits_of_a_lane(self, address: str) -> None:
        counts = [0] * 64
        for state in STATES:
            counts[lane(state, address) >> LANE_BITS - 6] += 1
        assert chi_square(counts, ROWS / 64) < 120  # 63 degrees of freedom: above 120 once in 100,000 times

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_the_middle_bits_of_a_lane(self, address: str) -> None:
        counts = [0] * 64
        for state in STATES:
            counts[lane(state, address) >> 8 & 63] += 1
        assert chi_square(counts, ROWS / 64) < 120


class TestIndependent:
    @pytest.mark.parametrize("first", ADDRESSES[:5])
    @pytest.mark.parametrize("second", ADDRESSES[5:])
    def test_two_fields_of_an_object(self, first: str, second: str) -> None:
        counts = [0] * 256
        for state in STATES:
            counts[lane(state, first) >> LANE_BITS - 4 << 4 | lane(state, second) >> LANE_BITS - 4] += 1
        assert chi_square(counts, ROWS / 256) < 360  # 255 degrees of freedom

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_one_object_and_the_next(self, address: str) -> None:
        counts = [0] * 256
        for state, following in itertools.pairwise(STATES):
            counts[lane(state, address) >> LANE_BITS - 4 << 4 | lane(following, address) >> LANE_BITS - 4] += 1
        assert chi_square(counts, ROWS / 256) < 360

    def test_items_of_a_list(self) -> None:
        counts = [0] * 256
        for state in STATES:
            own = inner(state, "tags")
            first, second = (lane(item(own, position), "item") >> LANE_BITS - 4 for position in (0, 1))
            counts[first << 4 | second] += 1
        assert chi_square(counts, ROWS / 256) < 360

    def test_neighbouring_seeds(self) -> None:
        counts = [0] * 256
        for seed in range(4000):
            first, second = (lane(state_of(key_of(seed + add, "", "T"), 0), "a") >> LANE_BITS - 4 for add in (0, 1))
            counts[first << 4 | second] += 1
        assert chi_square(counts, 4000 / 256) < 360

    def test_one_bit_of_the_index_moves_half_of_the_bits(self) -> None:
        moved = 0
        for index in range(1000):
            for bit in range(12):
                pair = (lane(state_of(KEY, at), "age") for at in (index, index ^ 1 << bit))
                moved += (next(pair) ^ next(pair)).bit_count()
        assert 14.7 < moved / 12_000 < 15.3


class TestDistinct:
    @given(st.integers(0, MASK), st.integers(0, MASK))
    def test_stirring_is_one_to_one(self, one: int, other: int) -> None:
        assert (stir(one) == stir(other)) == (one == other)

    def test_states_of_a_type_never_meet(self) -> None:
        assert len(set(STATES)) == ROWS

    @given(st.text(max_size=5), st.text(max_size=5), st.text(max_size=5), st.text(max_size=5))
    def test_names_are_not_run_together(self, a: str, b: str, c: str, d: str) -> None:
        if "\x00" not in a + b + c + d:
            assert (key_of(1, a, b) == key_of(1, c, d)) == ((a, b) == (c, d))


class TestEverywhere:
    def test_recorded_bits(self) -> None:
        """Everybody's data hangs on these: to change one is a breaking change."""
        assert key_of(7, "tests/test_a.py::test_b", "app.User") == 0x36B001B264D9359F
        assert state_of(1, 0) == 0x9CB686172189B06A
        assert constants("email") == (0xE4706113FDAFFC96, 0x6BFEAA5396F07991)
        assert lane(12345, "email") == 0x1CDE762D

    @pytest.mark.parametrize("seed", [-1, 0, 1 << 70])
    def test_any_integer_is_a_seed(self, seed: int) -> None:
        assert 0 <= key_of(seed, "", "T") <= MASK

    @settings(max_examples=20)
    @given(st.text())
    def test_any_text_is_a_name(self, name: str) -> None:
        assert 0 <= lane(state_of(key_of(0, name, name), 3), name) < 1 << LANE_BITS

    @pytest.mark.integration
    def test_neither_the_hash_seed_nor_optimising_has_a_say(self) -> None:
        code = (
            "from builders import *\nfrom uuid import UUID\nprint(build(UUID), build(list[int]), build(dict[str, int]))"
        )
        outputs = set()
        for hash_seed, option in (("1", "-O"), ("2", "-B")):
            environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
            done = subprocess.run(
                [sys.executable, option, "-c", code], env=environment, capture_output=True, text=True, check=True
            )
            outputs.add(done.stdout)
        assert len(outputs) == 1
