"""When a plan fires: the same seed gives the same failures, in whatever order tasks and threads run."""

from __future__ import annotations

import asyncio
import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.seed.namespaces import Namespace, entered
from mockfactory import Session, double, when
from mockfactory.faults import FaultPlan, PlanError, delays, in_sequence, passes, raises
from mockfactory.faults.deciding.chance import Chance


class Store:
    def get(self, key: str) -> str:
        raise NotImplementedError

    def find(self, key: str) -> str:
        raise NotImplementedError

    async def fetch(self, number: int) -> int:
        raise NotImplementedError


def failed(plan: FaultPlan, times: int, *, seed: int = 0, name: str = "", method: str = "get") -> list[int]:
    """The numbers of the calls that fail."""
    with entered(Namespace(name, seed)), Session() as session:
        call = getattr(double(Store), method)
        when(call).fails(plan)
        for _ in range(times):
            try:
                call("k")
            except OSError:
                pass
        return [fault.number for fault in session.injected]


class TestSeeds:
    plan = raises(OSError()).with_probability(0.3)

    def test_the_same_seed_gives_the_same_failures(self) -> None:
        assert failed(self.plan, 200) == failed(self.plan, 200)
        assert failed(self.plan, 100) == [number for number in failed(self.plan, 200) if number <= 100]

    def test_another_seed_test_or_method_gives_others(self) -> None:
        found = [
            failed(self.plan, 200),
            failed(self.plan, 200, seed=1),
            failed(self.plan, 200, name="test_other"),
            failed(self.plan, 200, method="find"),
        ]
        assert len({tuple(numbers) for numbers in found}) == 4

    def test_about_as_many_fail_as_was_said(self) -> None:
        for probability in (0.05, 0.3, 0.9):
            times = len(failed(raises(OSError()).with_probability(probability), 4000))
            assert abs(times / 4000 - probability) < 0.03

    def test_two_parts_of_a_plan_have_chances_of_their_own(self) -> None:
        both = failed(self.plan | delays(0).with_probability(0.3), 2000)
        overlap = len(both) - len(set(both))
        assert 0.05 < overlap / 2000 < 0.13

    def test_chance_and_numbers_must_both_hold(self) -> None:
        numbers = failed(raises(OSError()).with_probability(0.5).every(3).from_call(10), 400)
        assert all(number % 3 == 0 and number >= 10 for number in numbers)
        assert 40 < len(numbers) < 90

    def test_a_delay_that_grows_for_ever_stays_a_number(self) -> None:
        with Session() as session:
            store = double(Store)
            when(store.get).fails(delays(10**300, growth=10**300))
            for _ in range(3):
                store.get("k")
            assert {fault.effect for fault in session.injected} == {"delays(1e+09)"}

    def test_jitter_is_seeded_and_stays_within_its_share(self) -> None:
        def delayed() -> list[str]:
            with Session() as session:
                store = double(Store)
                when(store.get).fails(delays(10, jitter=0.1))
                for _ in range(50):
                    store.get("k")
                return [fault.effect for fault in session.injected]

        effects = delayed()
        seconds = [float(effect.removeprefix("delays(").removesuffix(")")) for effect in effects]
        assert delayed() == effects
        assert len(set(seconds)) > 40
        assert all(9 <= one <= 11 for one in seconds)


@pytest.mark.asyncio
async def test_the_call_of_a_number_fails_in_whatever_order_tasks_run() -> None:
    plan = raises(OSError()).with_probability(0.4)

    async def failures(order: list[int]) -> set[int]:
        with entered(Namespace("same", 7)), Session():
            store = double(Store)
            when(store.fetch).fails(plan)
            calls = [store.fetch(number) for number in range(60)]
            found: set[int] = set()

            async def run(number: int) -> None:
                try:
                    await calls[number]
                except OSError:
                    found.add(number)

            await asyncio.gather(*map(run, order))
            return found

    numbers = [*range(60)]
    expected = await failures(numbers)
    assert 10 < len(expected) < 40
    assert await failures(numbers[::-1]) == expected
    random.Random(3).shuffle(numbers)
    assert await failures(numbers) == expected


def test_threads_share_one_count() -> None:
    with Session() as session:
        store = double(Store)
        when(store.get).fails(in_sequence(*[raises(OSError()) for _ in range(10)]).every(5))

        def call(_: int) -> bool:
            try:
                store.get("k")
            except OSError:
                return True
            return False

        with ThreadPoolExecutor(8) as pool:
            results = list(pool.map(call, range(400)))

        assert sum(results) == 10
        assert sorted(fault.number for fault in session.injected) == [5 * turn for turn in range(1, 11)]


@given(
    st.sets(st.integers(1, 12), max_size=4),
    st.integers(1, 6),
    st.integers(1, 4),
    st.none() | st.integers(1, 12),
)
def test_all_conditions_must_hold(on: set[int], start: int, every: int, until: int | None) -> None:
    plan = raises(OSError())
    expected = [
        number
        for number in range(1, 15)
        if (not on or number in on) and number >= start and number % every == 0 and (until is None or number <= until)
    ]
    try:
        plan = plan.on_call(*on) if on else plan
        plan = plan.from_call(start) if start > 1 else plan
        plan = plan.every(every) if every > 1 else plan
        plan = plan.until_call(until) if until is not None else plan
    except PlanError:
        assert expected == []
        return
    assert failed(plan, 14) == expected


@given(st.integers(1, 300), st.text(max_size=5))
def test_what_is_less_likely_fires_only_where_what_is_more_likely_does(number: int, name: str) -> None:
    chance = Chance(name)
    fires = [chance.fires(share / 8)(number) for share in range(9)]
    assert fires == sorted(fires)
    assert (fires[0], fires[-1]) == (False, True)


def test_a_double_with_a_name_of_its_own_has_its_own_chances() -> None:
    with Session() as session:
        stores = [double(Store, name=name) for name in ("primary", "replica")]
        for store in stores:
            when(store.get).fails(delays(0).with_probability(0.5))
            for _ in range(64):
                store.get("k")
        numbers = [
            [fault.number for fault in session.injected if fault.where == f"{name}.get"]
            for name in ("primary", "replica")
        ]
    assert all(numbers)
    assert numbers[0] != numbers[1]


def test_each_double_counts_for_itself() -> None:
    one, other = double(Store), double(Store)
    for store in (one, other):
        when(store.get).fails(raises(OSError()).on_call(2))
        store.get("k")
    for store in (one, other):
        with pytest.raises(OSError, match="^$"):
            store.get("k")


def test_conditions_inside_a_sequence_use_up_its_turn() -> None:
    store = double(Store)
    when(store.get).fails(in_sequence(raises(OSError()).given(key="x"), passes(), raises(OSError()).given(key="a")))
    store.get("a")
    store.get("a")
    with pytest.raises(OSError, match="^$"):
        store.get("a")
