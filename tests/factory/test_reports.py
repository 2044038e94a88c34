"""What a failing test shows of a factory's refusals: the words, and no line of the inside."""

from __future__ import annotations

import pytest

SUITE = """
from __future__ import annotations
from typing import Annotated
from pydantic import BaseModel, Field

class Db:
    def query(self) -> int: ...

class Narrow(BaseModel):
    size: int = Field(gt=3, lt=3)

class Asking:
    def __init__(self, db: Db, size: Annotated[int, Field(gt=3, lt=3)]): ...

class Two:
    def __init__(self, one: Db, other: Db): ...

class Untyped:
    def __init__(self, db): ...

class Outer:
    def __init__(self, inner: Untyped): ...

class First:
    def __init__(self, second: Second): ...
    def run(self): ...

class Second:
    def __init__(self, first: First): ...
    def run(self): ...

def test_value(mock_factory):
    mock_factory.create(Narrow)

def test_argument(mock_factory):
    mock_factory.wire(Asking)

def test_ambiguous(mock_factory):
    mock_factory.wire(Two)

def test_hint(mock_factory):
    mock_factory.bind(Untyped, to=Untyped)
    mock_factory.wire(Outer)

def test_circle(mock_factory):
    mock_factory.bind(First, to=First)
    mock_factory.bind(Second, to=Second)
    mock_factory.create(First)

def test_bind(mock_factory):
    mock_factory.bind(Db, to=3)

def test_provider(mock_factory):
    mock_factory.bind(Db, to=lambda: 3)
    mock_factory[Db]

def test_part(mock_factory):
    mock_factory.create(list[Db | Two])

def test_fallback(mock_factory):
    mock_factory.create(Annotated[int, Field(gt=3, lt=3)], fallback="double")

def test_override(mock_factory):
    mock_factory.wire(Two, one=3)

def test_name(mock_factory):
    mock_factory.call(lambda database: database, databse=3)

def test_provenance(mock_factory):
    mock_factory.provenance(object)
"""


def test_no_line_of_the_inside_is_shown(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(SUITE)
    result = pytester.runpytest_inprocess()
    result.assert_outcomes(failed=12)
    text = "\n".join(result.outlines).partition("short test summary")[0]
    assert "factory/" not in text.replace("mock_factory", "").replace("tests/factory", "")
    result.stdout.fnmatch_lines([
        "E*CannotCreate: Narrow is a value, and no real one can be built.",
        "E*Narrow.size: no number is greater than 3, less than 3",
        "E*CannotCreate: Asking asks for a value, and no real one can be built.",
        "E*Asking.size: no number is greater than 3, less than 3",
        "E*CannotCreate: Two.one and Two.other are both Db: whether they are the same is not known.",
        "E*CannotCreate: Outer -> Untyped.db has no type hint, so nobody knows what to create for it.",
        "E*CannotCreate: First can't be made: it needs itself.",
        "E*path:   First -> Second -> First",
        "E*MisuseError: bind(Db, to=...) is given what can't stand for Db: it is int (3), not Db.",
        "E*MisuseError: Db is bound to a function that gave something else: it is int (3), not Db.",
        "E*CannotCreate: list?Db | Two?, each item: What to create for Db | Two is not known*",
        "E*no double can stand in: int is a value: use a real one",
        "E*MisuseError: Two is given a wrong 'one': int (3), not Db.",
        "E*MisuseError: * takes no 'databse'. Did you mean 'database'?*",
        "E*MisuseError: <class 'object'> is not from this factory.",
    ])  # fmt: skip
