"""Hypothesis under pytest: each example builds as if it were the only one."""

from __future__ import annotations

import pytest

HEAD = """
import asyncio, threading
import pytest
from dataclasses import dataclass
from hypothesis import HealthCheck, example, given, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from builders import Builder, build, sequence, shared

@dataclass
class User:
    login: str

users = Builder(User, login=sequence("user-{}"))
few = settings(max_examples=15, database=None, deadline=None, suppress_health_check=list(HealthCheck))
seen = set()
"""


def run(pytester: pytest.Pytester, body: str, *arguments: str) -> pytest.RunResult:
    pytester.makepyfile(test_it=HEAD + body)
    return pytester.runpytest_inprocess("-p", "no:cacheprovider", "-p", "hypothesispytest", *arguments)


class TestEachExample:
    def test_begins_at_number_0(self, pytester: pytest.Pytester) -> None:
        body = """
@few
@given(st.integers())
def test_function(n):
    assert [user.login for user in users.build_many(2)] == ["user-1", "user-2"]

class TestClass:
    @few
    @given(st.integers())
    def test_method(self, n):
        assert users.build().login == "user-1"

@few
@given(st.integers())
@example(3)
@pytest.mark.parametrize("p", [1, 2])
def test_parametrized(p, n):
    assert users.build().login == "user-1"
"""
        run(pytester, body).assert_outcomes(passed=4)

    def test_also_where_strategies_and_threads_build(self, pytester: pytest.Pytester) -> None:
        body = """
@few
@given(st.lists(st.builds(users.build), min_size=1, max_size=3))
def test_builds(some):
    assert [user.login for user in some] == [f"user-{n}" for n in range(1, len(some) + 1)]
    thread = threading.Thread(target=lambda: some.append(users.build()))
    thread.start()
    thread.join()
    assert some[-1].login == f"user-{len(some)}"
"""
        run(pytester, body).assert_outcomes(passed=1)

    def test_is_the_same_when_it_fails_and_is_replayed(self, pytester: pytest.Pytester) -> None:
        body = """
@few
@given(st.integers(0, 100))
def test_fails(n):
    user = build(User)
    assert n < 3, user.login
"""
        result = run(pytester, body)
        result.assert_outcomes(failed=1)
        result.stdout.no_fnmatch_line("*Flaky*")
        result.stdout.fnmatch_lines(["*1 User from seed 0; the same again:"])

    def test_counts_on_from_its_fixtures_and_shares_with_them(self, pytester: pytest.Pytester) -> None:
        body = """
@dataclass
class Order:
    buyer: User
orders = Builder(Order, buyer=shared(users))

@pytest.fixture
def before(): return [users.build(), orders.build().buyer]

@few
@given(st.integers())
def test_on(before, n):
    assert users.build().login == "user-2"
    assert orders.build().buyer is before[1]
"""
        run(pytester, body).assert_outcomes(passed=1)

    def test_of_a_test_that_is_async(self, pytester: pytest.Pytester) -> None:
        body = """
@pytest.mark.asyncio
@few
@given(st.integers())
async def test_async(n):
    await asyncio.sleep(0)
    first = await asyncio.gather(*[asyncio.to_thread(users.build)])
    assert [first[0].login, users.build().login] == ["user-1", "user-2"]
"""
        run(pytester, body, "-p", "asyncio", "-o", "asyncio_default_fixture_loop_scope=function").assert_outcomes(
            passed=1
        )

    def test_of_a_state_machine(self, pytester: pytest.Pytester) -> None:
        body = """
class Machine(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.count = 0
    @rule()
    def build(self):
        self.count += 1
        assert users.build().login == f"user-{self.count}"
TestMachine = Machine.TestCase
TestMachine.settings = settings(few, stateful_step_count=5)
"""
        run(pytester, body).assert_outcomes(passed=1)


def test_what_shares_is_not_shared_by_two_examples(pytester: pytest.Pytester) -> None:
    body = """
@dataclass
class Order:
    buyer: User
orders = Builder(Order, buyer=shared(users))
kept = []

@few
@given(st.integers())
def test_it(n):
    buyer = orders.build().buyer
    assert orders.build().buyer is buyer
    assert all(buyer is not other for other in kept)
    kept.append(buyer)
"""
    run(pytester, body).assert_outcomes(passed=1)
