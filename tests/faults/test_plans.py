"""A fault plan is a small immutable value: equal by value, printed as code, refused where it means nothing."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfactory import MisuseError, any_
from mockfactory.faults import (
    Disconnected,
    FaultPlan,
    PlanError,
    corrupts,
    delays,
    disconnects,
    drops,
    duplicates,
    hangs,
    in_sequence,
    partially,
    passes,
    raises,
    reorders,
    returns,
    truncates,
)

CODE = [
    "raises(TimeoutError())",
    "raises(TimeoutError)",
    "raises(ConnectionError('gone', 3)).on_call(1, 3)",
    "hangs().from_call(2)",
    "returns({'a': [1, 2]}).every(3)",
    "delays(2, growth=2, most=60, jitter=0.1).until_call(4)",
    "delays(0.5)",
    "drops().with_probability(0.2)",
    "duplicates().from_call(2).every(3).until_call(9).with_probability(0.5)",
    "reorders()",
    "reorders(window=5)",
    "corrupts(argument='body')",
    "truncates(keep=0.25, argument='body')",
    "truncates()",
    "disconnects(1006)",
    "disconnects(1012, 'restart')",
    "partially(keep=0.9, argument='rows')",
    "partially().given(count=3, to='ada')",
    "raises(KeyError('x')).given(to=any_(str))",
    "in_sequence(raises(OSError()), passes(), delays(5))",
    "in_sequence(delays(1) | raises(OSError()), drops().with_probability(0.5)).from_call(2)",
    "delays(2) | raises(ConnectionError()).with_probability(0.2) | in_sequence(passes(), drops())",
]


@pytest.mark.parametrize("code", CODE)
def test_a_plan_prints_as_the_code_that_makes_it(code: str) -> None:
    plan = eval(code)

    assert repr(plan) == code
    assert eval(repr(plan)) == plan
    assert hash(eval(repr(plan))) == hash(plan)


def test_plans_that_say_other_things_are_not_equal() -> None:
    plans = [eval(code) for code in CODE]

    assert len(set(plans)) == len(plans)
    assert raises(OSError(1)) != raises(OSError(2))
    assert raises(OSError()) != "raises(OSError())"


def test_a_plan_is_not_changed_by_what_narrows_it() -> None:
    plan = raises(OSError())
    narrowed = plan.on_call(3)

    assert plan == raises(OSError())
    assert narrowed != plan
    with pytest.raises(AttributeError, match="can't be changed"):
        plan.every = 3  # type: ignore[assignment, method-assign]


def test_a_plan_can_be_copied_and_pickled() -> None:
    plan = delays(1) | raises(ConnectionError("x")).on_call(2)
    assert copy.copy(plan) == copy.deepcopy(plan) == plan
    assert repr(pickle.loads(pickle.dumps(plan))) == repr(plan)


def test_what_is_very_long_is_shortened() -> None:
    assert repr(raises(OSError("x" * 100))) == f"raises(OSError('{'x' * 100}'))"
    assert len(repr(raises(OSError("x" * 1000)))) < 120


def test_a_condition_on_a_union_holds_for_each_of_it() -> None:
    assert (delays(1) | raises(OSError())).on_call(2) == delays(1).on_call(2) | raises(OSError()).on_call(2)


numbers = st.integers(1, 9)
narrowings = st.one_of(
    st.builds(lambda ns: ("on_call", tuple(ns)), st.lists(numbers, min_size=1, max_size=3)),
    st.builds(lambda n: ("from_call", (n,)), numbers),
    st.builds(lambda n: ("every", (n,)), numbers),
    st.builds(lambda n: ("until_call", (n,)), numbers),
    st.builds(lambda p: ("with_probability", (p,)), st.floats(0, 1)),
)


@given(st.lists(narrowings, max_size=4, unique_by=lambda one: one[0]), st.randoms())
def test_conditions_may_be_said_in_any_order(said: list[tuple[str, tuple[float, ...]]], chance: object) -> None:
    def narrowed(order: list[tuple[str, tuple[float, ...]]]) -> FaultPlan | str:
        plan = raises(OSError())
        try:
            for word, values in order:
                plan = getattr(plan, word)(*values)
        except PlanError as error:
            return str(error).partition(":")[0]
        return plan

    shuffled = [*said]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = narrowed(said), narrowed(shuffled)
    assert one == other
    assert one == "The plan can never fire" if isinstance(one, str) else eval(repr(one)) == one


WRONG: list[tuple[Callable[[], object], str]] = [
    (lambda: raises(OSError()).with_probability(2), "with_probability() takes a number from 0 to 1, not 2."),
    (lambda: raises(OSError()).with_probability(-0.1), "from 0 to 1, not -0.1"),
    (lambda: raises(OSError()).with_probability(float("nan")), "from 0 to 1, not nan"),
    (lambda: raises(OSError()).with_probability(True), "from 0 to 1, not True"),
    (lambda: raises(OSError()).on_call(0), "on_call() takes call numbers, which begin at 1, not 0."),
    (lambda: raises(OSError()).on_call(1, -2), "begin at 1, not -2"),
    (lambda: raises(OSError()).on_call(1.5), "begin at 1, not 1.5"),  # type: ignore[arg-type]
    (lambda: raises(OSError()).on_call(), "was given no call number"),
    (lambda: raises(OSError()).from_call(0), "from_call() takes a whole number from 1 on, not 0."),
    (lambda: raises(OSError()).every(0), "every() takes a whole number from 1 on, not 0."),
    (lambda: raises(OSError()).until_call(0), "until_call() takes a whole number from 1 on, not 0."),
    (lambda: raises(OSError()).until_call("3"), "not '3'"),  # type: ignore[arg-type]
    (lambda: raises(OSError()).given(), "given() was given no argument."),
    (lambda: raises(OSError()).on_call(1).on_call(2), "on_call() was said twice"),
    (lambda: raises(OSError()).on_call(3).until_call(2), "can never fire"),
    (lambda: raises(OSError()).every(5).until_call(4), "can never fire"),
    (lambda: raises(OSError()).from_call(5).until_call(4), "can never fire"),
    (lambda: raises("OSError"), "raises() takes an exception, not 'OSError'."),  # type: ignore[arg-type]
    (lambda: raises(int), "raises() takes an exception"),  # type: ignore[arg-type]
    (lambda: delays(-1), "delays() takes seconds, 0 or more, not -1."),
    (lambda: delays(float("inf")), "delays() takes seconds"),
    (lambda: delays(10**400), "delays() takes seconds"),
    (lambda: delays(1, growth=-1), "growth= takes a factor"),
    (lambda: delays(1, most=-1), "most= takes seconds"),
    (lambda: delays(1, jitter=1.5), "jitter= takes a share from 0 to 1"),
    (lambda: disconnects(1), "disconnects() takes a close code, not 1."),
    (lambda: disconnects(1005), "1006 broken without a word"),
    (lambda: disconnects(5000), "3000 to 4999 are an application's own"),
    (lambda: disconnects(1011, 5), "reason= takes a text"),  # type: ignore[arg-type]
    (lambda: disconnects(1011, "é" * 62), "reason= takes at most 123 bytes"),
    (lambda: reorders(0), "reorders() takes a whole number from 1 on"),
    (lambda: truncates(1), "truncates() takes a share below 1"),
    (lambda: truncates(-0.5), "truncates() takes a share"),
    (lambda: partially(1.0), "partially() takes a share below 1"),
    (lambda: corrupts(argument=3), "argument= takes a text"),  # type: ignore[arg-type]
    (lambda: in_sequence(), "in_sequence() was given no plan"),
    (lambda: in_sequence(OSError()), "in_sequence() takes fault plans"),  # type: ignore[arg-type]
    (lambda: in_sequence(in_sequence(drops())), "A sequence has no sequence in it"),
    (lambda: in_sequence(drops().on_call(2)), "has one turn, so it counts no calls"),
]


@pytest.mark.parametrize(("make", "told"), WRONG, ids=[told for _, told in WRONG])
def test_a_plan_that_means_nothing_is_refused_at_once(make: Callable[[], object], told: str) -> None:
    with pytest.raises(PlanError) as refused:
        make()

    assert told in str(refused.value)
    assert isinstance(refused.value, MisuseError)
    assert isinstance(refused.value, ValueError)


def test_the_bounds_themselves_are_right() -> None:
    rights = [
        raises(OSError()).with_probability(0),
        raises(OSError()).with_probability(1),
        raises(OSError()).every(5).until_call(5),
        raises(OSError()).on_call(3, 9).until_call(3),
        delays(0),
        delays(1, jitter=1, growth=0, most=0),
        truncates(0),
        disconnects(3000),
        disconnects(4999, "x" * 123),
    ]
    assert all(isinstance(plan, FaultPlan) for plan in rights)


def test_plans_are_united_with_plans_only() -> None:
    with pytest.raises(TypeError):
        drops() | OSError()  # type: ignore[operator]


def test_what_is_disconnected_says_how() -> None:
    error = Disconnected(1012, "restart")

    assert isinstance(error, ConnectionError)
    assert (error.code, error.reason) == (1012, "restart")
    assert str(error) == "disconnected with code 1012: restart"
    assert str(Disconnected()) == "disconnected with code 1006"


UNUSED = (any_, duplicates, hangs, passes, returns)
"""Names that the code in `CODE` uses."""
