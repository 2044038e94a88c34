"""What a plan holds prints as code that makes it, or so that nobody takes it for code."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any

import httpx
import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfactory.faults import FaultPlan, PlanError, raises, returns


class Kept(Exception):
    """Keeps what it is given, and tells its base class something else."""

    def __init__(self, number: int, *, msg: str = "") -> None:
        self.number = number
        super().__init__(msg)


class Hidden(Exception):
    """The same, in attributes of other names."""

    def __init__(self, status: int, body: object = None) -> None:
        self._status = status
        self._body = body
        super().__init__(f"status {status}")


class Lost(Exception):
    """Nobody can tell from it what it was given."""

    def __init__(self, number: int, *, msg: str) -> None:
        super().__init__(msg)


class Untold(Exception):
    """It never tells its base class."""

    def __init__(self, one: int, two: str = "") -> None:
        self.one = one
        self.two = two


class Color(enum.Enum):
    RED = 1


class Outer:
    class Inner(Exception): ...


@dataclass
class Point:
    x: float
    color: Color | None = None


CODE = [
    "raises(Kept(3, msg='x'))",
    "raises(Kept(3))",
    "raises(Hidden(503))",
    "raises(Hidden(503, body={'a': [1]}))",
    "raises(Untold(1, 'x'))",
    "raises(Outer.Inner)",
    "raises(Outer.Inner('x'))",
    "raises(FileNotFoundError(2, 'gone', 'a.txt'))",
    "raises(ImportError('gone', name='shop'))",
    "raises(UnicodeDecodeError('utf-8', b'x', 0, 1, 'bad'))",
    "raises(ExceptionGroup('two', [OSError(1), Kept(3, msg='x')]))",
    "raises(ExceptionGroup('one', [ExceptionGroup('two', [OSError(1)])]))",
    "raises(httpx.ReadTimeout('late'))",
    "raises(OSError(('a',), Color.RED))",
    "returns(Color.RED)",
    "returns([Color.RED, (Color.RED,), {'a': Color.RED}])",
    "returns(float('inf'))",
    "returns(float('nan'))",
    "returns([float('nan'), -0.5, ()])",
    "returns(Point(x=1.5, color=None))",
    "returns(Point)",
    "returns({1})",
]
NAMES = {**globals(), "ReadTimeout": httpx.ReadTimeout}


@pytest.mark.parametrize("code", CODE)
def test_it_is_the_code_that_makes_it(code: str) -> None:
    plan: FaultPlan = eval(code, NAMES)

    assert repr(plan) == code.replace("httpx.", "")
    assert eval(repr(plan), NAMES) == plan
    assert hash(eval(repr(plan), NAMES)) == hash(plan)


def with_note(error: Exception) -> Exception:
    error.add_note("a note")
    return error


def with_cause(error: Exception) -> Exception:
    error.__cause__ = OSError()
    return error


def invalid() -> Exception:
    try:
        pydantic.TypeAdapter(int).validate_python("x")
    except pydantic.ValidationError as error:
        return error
    raise AssertionError


class Mute:
    def __repr__(self) -> str:
        raise RuntimeError


class Wordy:
    def __repr__(self) -> str:
        return "a shop"


def test_what_no_code_is_known_for_is_in_brackets() -> None:
    assert repr(raises(Lost(3, msg="x"))) == "raises(<Lost: x>)"
    assert repr(raises(Lost(3, msg="")).on_call(2)) == "raises(<Lost>).on_call(2)"
    assert repr(raises(with_note(OSError("x")))) == "raises(<OSError: x>)"
    assert repr(raises(with_cause(OSError("x")))) == "raises(<OSError: x>)"
    assert repr(raises(invalid())).startswith("raises(<ValidationError: 1 validation error for int Input should be")
    assert "\n" not in repr(raises(invalid()))
    assert repr(returns(httpx.Response(503))) == "returns(<Response [503 Service Unavailable]>)"
    assert repr(returns(Wordy())) == "returns(<a shop>)"
    assert repr(returns(Mute())).startswith("returns(<Mute ")
    assert repr(returns(Point(1, Color.RED))) == "returns(<Point(x=1, color=<Color.RED: 1>)>)"
    assert repr(returns("x" * 1000)).startswith("returns(<'xxx")
    assert repr(returns("x" * 1000)).endswith("xxx'>)")
    circle: list[object] = []
    circle.append(circle)
    assert repr(returns(circle)).startswith("returns(<")


def test_who_catches_an_error_does_not_change_how_its_plan_prints() -> None:
    error = OSError("x")
    plan = raises(error)
    assert repr(plan) == "raises(OSError('x'))"
    error.add_note("where it was caught")
    assert repr(plan) == "raises(OSError('x'))"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (OSError(2, "gone", "a.txt"), OSError(2, "gone", "b.txt")),
        (Kept(3, msg="x"), Kept(4, msg="x")),
        (ExceptionGroup("two", [OSError(1)]), ExceptionGroup("two", [OSError(2)])),
        (ExceptionGroup("two", [OSError(1)]), ExceptionGroup("two", [OSError(1), OSError(1)])),
        (with_cause(OSError()), OSError()),
        (invalid(), pydantic.ValidationError.from_exception_data("other", [])),
    ],
)
def test_errors_that_differ_make_plans_that_do(one: Exception, other: Exception) -> None:
    assert raises(one) == raises(one)
    assert raises(one) != raises(other)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.sampled_from(Color),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3) | st.tuples(inner),
    max_leaves=6,
)


@given(values)
def test_plain_values_come_back_from_what_is_printed(value: Any) -> None:
    plan = returns(value)
    if "<" not in repr(plan) or "..." not in repr(plan):
        assert eval(repr(plan), NAMES) == plan


@pytest.mark.parametrize("error", [Kept, Lost, UnicodeDecodeError, httpx.ReadTimeout, ExceptionGroup])
def test_a_class_that_needs_arguments_is_refused_at_once(error: type[Exception]) -> None:
    with pytest.raises(PlanError) as refused:
        raises(error)

    head, write = str(refused.value).splitlines()
    assert head.startswith(f"raises({error.__name__}): {error.__name__} can't be made without arguments (")
    assert write.split() == ["write:", f"raises({error.__name__}(...))"]
