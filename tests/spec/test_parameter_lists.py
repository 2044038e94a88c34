"""`*args: P.args`, `**kwargs: P.kwargs` and `*args: *Ts`: written out where it is known what they hold."""

# mypy: disable-error-code="empty-body"
# pyright: reportReturnType=false

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Concatenate, Generic, ParamSpec, TypeVar, TypeVarTuple

import pytest

from mockfactory.spec import Hint, read_spec
from mockfactory.spec.description.describe import describe, summary
from mockfactory.spec.description.shown import shown_call

P = ParamSpec("P")
R = TypeVar("R")
Ts = TypeVarTuple("Ts")


class Task(Generic[P, R]):
    def __init__(self, function: Callable[P, R]) -> None: ...

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R: ...

    def named(self, name: str, *args: int) -> None: ...

    def delayed(self, by: float = 1.0, *args: P.args, **kwargs: P.kwargs) -> R: ...


class IntTask(Task[[int], str]): ...


class Partial(Task[Concatenate[int, P], R]): ...


class Tuples:
    def pair(self, *items: *tuple[int, str], end: str) -> None: ...

    def many(self, *items: *tuple[int, ...]) -> None: ...

    def tail(self, *items: *tuple[int, *tuple[str, ...]]) -> None: ...

    def nothing(self, *items: *tuple[()]) -> None: ...

    def head(self, *items: *tuple[*tuple[int, ...], str]) -> None: ...


class Row(Generic[*Ts]):
    def __call__(self, *cells: *Ts) -> None: ...


def hints_of(target: object, name: str = "__call__") -> Mapping[str, Hint]:
    call = read_spec(target).members[name].call
    assert call is not None
    return call.hints


def test_an_open_paramspec_is_unchecked_and_says_so() -> None:
    hints = hints_of(Task)
    assert {name: hint.unchecked for name, hint in hints.items()} == {"args": "ParamSpec P", "kwargs": "ParamSpec P"}
    assert hints_of(Task, "named") == {"name": Hint(str), "args": Hint(int)}


def test_an_open_typevartuple_is_unchecked_and_says_so() -> None:
    assert hints_of(Row)["cells"].unchecked == "TypeVarTuple Ts"


def shown(target: object, name: str = "__call__") -> str:
    call = read_spec(target).members[name].call
    assert call is not None
    return shown_call(call)


@pytest.mark.parametrize(
    ("target", "call"),
    [
        (Task[[int, str], float], "(argument_1: int, argument_2: str, /) -> float"),
        (Task[[], float], "() -> float"),
        (Task[..., float], "(*args: P.args, **kwargs: P.kwargs) -> float"),
        (Task[Concatenate[int, ...], float], "(argument_1: int, /, *args: P.args, **kwargs: P.kwargs) -> float"),
        (Partial[..., str], "(argument_1: int, /, *args: P.args, **kwargs: P.kwargs) -> str"),
        (Task[[list[int], None], None], "(argument_1: list[int], argument_2: None, /) -> None"),
        (IntTask, "(argument_1: int, /) -> str"),
        (Row[int, str], "(argument_1: int, argument_2: str, /) -> None"),
        (Row[int, *tuple[str, ...]], "(argument_1: int, /, *cells: str) -> None"),
    ],
)
def test_what_is_known_is_written_out(target: object, call: str) -> None:
    assert shown(target) == call


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("delayed", "(by: float, argument_1: int, argument_2: str, /) -> float"),
        ("named", "(name: str, *args: int) -> None"),
    ],
)
def test_what_stands_before_comes_by_position_too(name: str, call: str) -> None:
    assert shown(Task[[int, str], float], name) == call


def test_what_stands_before_no_arguments_stays() -> None:
    assert shown(Task[[], float], "delayed") == "(by: float = 1.0) -> float"


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("pair", "(argument_1: int, argument_2: str, /, *, end: str) -> None"),
        ("many", "(*items: int) -> None"),
        ("tail", "(argument_1: int, /, *items: str) -> None"),
        ("nothing", "() -> None"),
        ("head", "(*items: *tuple[*tuple[int, ...], str]) -> None"),
    ],
)
def test_unpacked_tuples(name: str, call: str) -> None:
    assert shown(Tuples, name) == call


def test_a_function_over_a_paramspec() -> None:
    def run(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R: ...

    call = read_spec(run).call
    assert call is not None
    assert call.hints["function"].unchecked is None
    assert call.hints["args"].unchecked == "ParamSpec P"


def test_the_description_tells() -> None:
    text = describe(read_spec(Task))
    assert "__call__(*args: P.args, **kwargs: P.kwargs)" in text
    assert "  ParamSpec P\n    parameter args of __call__\n    parameter kwargs of __call__\n" in text
    assert summary(read_spec(Row)) == "1 member, 1 unchecked parameter"


def test_the_description_of_what_is_known() -> None:
    text = describe(read_spec(Task[[int, str], float]))
    assert text.startswith("Task[[int, str], float] (class)")
    assert "__call__(argument_1: int, argument_2: str, /) -> float" in text
    assert text.endswith("3 members, all checked")
    assert summary(read_spec(Row[int, str])) == "1 member, all checked"


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
    assert given == {"passes": True, "told": True, "answers": False}
