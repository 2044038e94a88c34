"""What was made to fail is written down, and a failing test's report prints it."""

from __future__ import annotations

import pytest

from mockfactory import Session, double, when
from mockfactory.faults import Injected, delays, duplicates, passes, raises
from tests.plugin.suites import only, run


class Store:
    def get(self, key: str, *, fresh: bool = False) -> str:
        raise NotImplementedError


def test_each_fault_that_acted_is_in_the_session() -> None:
    with Session() as session:
        store = double(Store)
        when(store.get).fails(
            delays(2).on_call(1, 2) | raises(OSError("x")).on_call(2) | duplicates().on_call(9).lenient()
        )
        store.get("a")
        with pytest.raises(OSError, match="x"):
            store.get("b", fresh=True)
        store.get("c")

        assert session.injected == [
            Injected("Store.get", 1, "'a'", "delays(2)"),
            Injected("Store.get", 2, "'b', fresh=True", "delays(2)"),
            Injected("Store.get", 2, "'b', fresh=True", "raises(OSError('x'))"),
        ]
        assert str(session.injected[0]) == "Store.get('a'), call 1: delays(2)"


def test_what_passes_is_no_fault() -> None:
    with Session() as session:
        store = double(Store)
        when(store.get).fails(passes())
        store.get("a")
        assert session.injected == []
        assert session.faults_told.endswith("fired:\n  nothing")


def test_faults_of_a_double_that_tests_share_are_told_in_the_test_that_runs() -> None:
    fixture = Session()
    fixture.open()
    store = double(Store)
    when(store.get).fails(duplicates())
    fixture.park()
    with Session() as session:
        assert session.faults_told == ""
        store.get("a")
        assert session.faults_told.splitlines()[1:] == [
            "  Store.get: duplicates()",
            "fired:",
            "  Store.get('a'), call 1: duplicates()",
        ]
    assert fixture.close() == []
    assert fixture.injected == []


def test_a_session_without_plans_tells_nothing() -> None:
    with Session() as session:
        double(Store).get("a")
        assert session.faults_told == ""


def test_a_long_list_is_cut_in_the_middle() -> None:
    with Session() as session:
        store = double(Store)
        when(store.get).fails(duplicates())
        for _ in range(100):
            store.get("a")
        told = session.faults_told.splitlines()
    assert len(told) == 3 + 41
    assert told[3 + 20] == "  ... 60 more ..."
    assert told[-1] == "  Store.get('a'), call 100: duplicates()"


SUITE = """
from mockfactory.faults import raises

class Store:
    def get(self, key: str) -> str:
        raise NotImplementedError

def test_that_fails():
    store = double(Store)
    when(store.get).fails(raises(TimeoutError()).on_call(2))
    store.get("a")
    store.get("b")

def test_that_passes():
    store = double(Store)
    when(store.get).fails(raises(TimeoutError()).on_call(2).lenient())
    store.get("a")

def test_without_plans():
    assert not double(Store).get("a")
    assert False
"""


def test_the_report_of_a_failing_test_prints_plan_seed_and_faults(pytester: pytest.Pytester) -> None:
    result = run(pytester, SUITE, "--mockfactory-seed=7", plugins=only("builders"))

    result.assert_outcomes(failed=2, passed=1)
    result.stdout.fnmatch_lines(
        [
            "*- injected faults -*",
            "planned, from seed 7 (the same again: --mockfactory-seed=7):",
            "  Store.get: raises(TimeoutError()).on_call(2)",
            "fired:",
            "  Store.get('b'), call 2: raises(TimeoutError())",
        ]
    )
    assert result.stdout.str().count("injected faults") == 1
