"""`*args: P.args`, `**kwargs: P.kwargs` and `*args: *Ts`: nothing is said of one argument alone."""

# mypy: disable-error-code="empty-body"
# pyright: reportReturnType=false

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, ParamSpec, TypeVar, TypeVarTuple

import pytest

from mockfactory.spec import Hint, read_spec
from mockfactory.spec.description.describe import describe, summary

P = ParamSpec("P")
R = TypeVar("R")
Ts = TypeVarTuple("Ts")


class Task(Generic[P, R]):
    def __init__(self, function: Callable[P, R]) -> None: ...

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R: ...

    def named(self, name: str, *args: int) -> None: ...


class Row(Generic[*Ts]):
    def __call__(self, *cells: *Ts) -> None: ...


def hints_of(target: object, name: str = "__call__") -> Mapping[str, Hint]:
    call = read_spec(target).members[name].call
    assert call is not None
    return call.hints


@pytest.mark.parametrize("target", [Task, Task[[int, str], float]])
def test_a_paramspec_is_unchecked_and_says_so(target: object) -> None:
    hints = hints_of(target)
    assert {name: hint.unchecked for name, hint in hints.items()} == {"args": "ParamSpec P", "kwargs": "ParamSpec P"}
    assert hints_of(target, "named") == {"name": Hint(str), "args": Hint(int)}


@pytest.mark.parametrize("target", [Row, Row[int, str]])
def test_a_typevartuple_is_unchecked_and_says_so(target: object) -> None:
    assert hints_of(target)["cells"].unchecked == "TypeVarTuple Ts"


def test_a_function_over_a_paramspec() -> None:
    def run(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R: ...

    call = read_spec(run).call
    assert call is not None
    assert call.hints["function"].unchecked is None
    assert call.hints["args"].unchecked == "ParamSpec P"


def test_the_description_tells() -> None:
    text = describe(read_spec(Task[[int, str], float]))
    assert "__call__(*args: P.args, **kwargs: P.kwargs) -> float" in text
    assert "  ParamSpec P\n    parameter args of __call__\n    parameter kwargs of __call__\n" in text
    assert text.endswith("2 members, 2 unchecked parameters")
    assert summary(read_spec(Row[int, str])) == "1 member, 1 unchecked parameter"


def test_a_dunder_that_a_double_checks_is_listed() -> None:
    class Bag:
        def __init__(self) -> None: ...
        def __repr__(self) -> str: ...
        def __getitem__(self, key: str) -> int: ...

    text = describe(read_spec(Bag))
    assert "__getitem__(key: str) -> int" in text
    assert "__repr__" not in text
    assert text.endswith("1 member, all checked")
    assert "__repr__" in describe(read_spec(Bag), dunders=True)


def test_an_empty_body_without_source_gives_no_value() -> None:
    names: dict[str, type] = {}
    exec("class Made:\n def passes(self): pass\n def told(self): 'Nothing yet.'\n def answers(self): return 1\n", names)
    members = read_spec(names["Made"]).members
    calls = {name: members[name].call for name in ("passes", "told", "answers")}
    given = {name: call is not None and call.no_value for name, call in calls.items()}
    assert given == {"passes": True, "told": False, "answers": False}
