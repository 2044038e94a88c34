"""Which calls of one signature another one does not take: held against Python, and told by its rule."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import pytest

from mockfactory.spec.calling.gaps import gaps
from tests.spec.calling.generated import functions


def test_there_is_a_gap_exactly_when_python_refuses_a_call() -> None:
    for one in (drawn := functions(120, seed=1)):
        for other in drawn:
            found = gaps(one.signature, other.signature)
            assert (not found) == (other.calls <= one.calls), f"{one.text} for {other.text}: {found}"
            for gap in found:
                assert gap.call in other.calls - one.calls, f"{one.text} for {other.text}: {gap}"


@pytest.mark.parametrize(
    ("impl", "iface", "told"),
    [
        (lambda: 0, lambda a, /: 0, "4 a it takes no first positional argument ('a')"),
        (lambda *, a: 0, lambda a: 0, "4 a 'a' can't be given by position"),
        (lambda *args, a: 0, lambda a, /: 0, "6 a it requires 'a', which no call gives"),
        (lambda a, b: 0, lambda a: 0, "5 b it requires 'b', which no call gives"),
        (lambda a, b, /: 0, lambda a: 0, "8 a 'a' can't be given by name; 5 b it requires 'b', which no call gives"),
        (lambda *, a, b: 0, lambda *, a: 0, "6 b it requires 'b', which no call gives"),
        (lambda a: 0, lambda a, b=1: 0, "7 b it takes no argument 'b'"),
        (lambda: 0, lambda *, a: 0, "7 a it takes no argument 'a'"),
        (lambda *args: 0, lambda a: 0, "7 a 'a' can't be given by name"),
        (lambda b: 0, lambda a: 0, "8 a its parameter 1 is named 'b', not 'a'"),
        (lambda b, a: 0, lambda a, b: 0, "8 a 'a' is its parameter 2, not 1; 8 b 'b' is its parameter 1, not 2"),
        (lambda a, /: 0, lambda a: 0, "8 a 'a' can't be given by name"),
        (lambda a, /: 0, lambda *, a: 0, "10 a 'a' can't be given by name"),
        (lambda a, b=0: 0, lambda b, *, a: 0, "10 a 'a' is its parameter 1, which such a call gives by position"),
        (lambda a: 0, lambda a=1: 0, "11 a its parameter 'a' is required, and it is optional in what it stands for"),
        (lambda *, a: 0, lambda *, a=1: 0, "11 a its parameter 'a' is required, and it is optional in what it stands"),
        (lambda b, /: 0, lambda a=1, /: 0, "11 a its parameter 'b' is required, and 'a' is optional in what it stands"),
        (lambda a: 0, lambda a, *args: 0, "12 *args it takes no *args"),
        (lambda a: 0, lambda a, **more: 0, "13 **more it takes no **more"),
        (
            lambda a=1, *args, **more: 0,
            lambda *args, **more: 0,
            "13 **more 'a' is a parameter of its own, which such a call gives by position",
        ),
    ],
)
def test_each_is_told_by_its_rule(impl: Callable[..., int], iface: Callable[..., int], told: str) -> None:
    found = gaps(inspect.signature(impl), inspect.signature(iface))

    assert "; ".join(f"{gap.rule} {gap.parameter} {gap.reason}" for gap in found).startswith(told)


@pytest.mark.parametrize(
    ("impl", "iface"),
    [
        (lambda whom, /: 0, lambda to, /: 0),
        (lambda to, subject="": 0, lambda to, *, subject="": 0),
        (lambda to, more=1, *, deep=False: 0, lambda to: 0),
        (lambda *args, **more: 0, lambda to, *, subject: 0),
        (lambda to=None: 0, lambda to: 0),
        (lambda *args, to=0: 0, lambda to, /: 0),
    ],
)
def test_what_comes_close_is_none(impl: Callable[..., int], iface: Callable[..., int]) -> None:
    assert gaps(inspect.signature(impl), inspect.signature(iface)) == []
