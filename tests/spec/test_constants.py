"""Attributes that methods set to plain constants, without an annotation."""

# The classes under test are as loose as real ones.
# mypy: disable-error-code="attr-defined, no-untyped-def, assignment, no-untyped-call, var-annotated"
# pyright: reportAttributeAccessIssue=false

from __future__ import annotations

import pytest

from mockfactory import SpecViolation, double
from mockfactory.spec import Hint, read_spec
from mockfactory.spec.description.describe import describe
from mockfactory.spec.description.plain import to_json


class Meter:
    shared = 3
    nothing = None
    __slots__ = ("__dict__", "slot")

    def __init__(self):
        self.count = 0
        self.below = -1
        self.on = False
        self.name = "x"
        self.label = f"meter {self.name}"
        self.ratio = 1.0
        self.data = b""
        self.mixed = 0
        self.number = 1
        self.slot = ""
        self.shared = 0
        self.nothing = 0
        self.maybe = ""
        self.later = 0
        self.chained = self.other = 1
        self.made = int("3")
        self.looped = 0
        self.only_added += 1

    def step(self, given):
        self.count += given
        self.on = True
        self.mixed = "none"
        self.number = 1.5
        self.maybe = None
        self.later = given
        for self.looped in given:
            pass


class Child(Meter):
    def reset(self):
        self.ratio = given()


def given():
    return None


@pytest.mark.parametrize(
    ("name", "annotation"),
    [
        ("count", int | float),
        ("below", int | float),
        ("on", bool),
        ("name", str),
        ("label", str),
        ("ratio", float),
        ("data", bytes),
        ("mixed", int | float | str),
        ("number", int | float),
        ("slot", str),
        ("shared", int | float),
        ("chained", int | float),
        ("other", int | float),
    ],
)
def test_constants_alone_promise_their_type(name: str, annotation: object) -> None:
    assert read_spec(Meter).members[name].value == Hint(annotation)


@pytest.mark.parametrize("name", ["nothing", "maybe", "later", "made", "looped", "only_added"])
def test_with_anything_else_they_promise_nothing(name: str) -> None:
    assert read_spec(Meter).members[name].value.unchecked is not None


def test_the_class_of_the_first_constant_is_kept_for_what_is_unchecked() -> None:
    assert read_spec(Meter).members["later"].value.annotation is int


def test_an_assignment_in_a_subclass_counts_for_the_subclass() -> None:
    assert read_spec(Meter).members["ratio"].value == Hint(float)
    assert read_spec(Child).members["ratio"].value.unchecked is not None
    assert read_spec(Child).members["name"].value == Hint(str)


def test_a_method_that_stores_computed_names_may_store_anything() -> None:
    class Loose:
        def __init__(self, **given: object) -> None:
            self.count = 0
            for name, value in given.items():
                setattr(self, name, value)

    class Restored:
        def __init__(self) -> None:
            self.count = 0

        def __setstate__(self, state: dict[str, object]) -> None:
            self.__dict__.update(state)

    assert read_spec(Loose).members["count"].value.unchecked is not None
    assert read_spec(Restored).members["count"].value == Hint(int | float)


def test_an_annotated_parameter_goes_first() -> None:
    class Timed:
        def __init__(self, seconds: str) -> None:
            self.seconds = seconds

        def reset(self) -> None:
            self.seconds = ""

    assert read_spec(Timed).members["seconds"].value == Hint(str)


def test_a_double_checks_them_and_has_a_default() -> None:
    meter = double(Meter)
    assert meter.count == 0
    meter.count = 2.5
    meter.later = object()
    with pytest.raises(SpecViolation):
        meter.count = "two"


def test_a_type_is_shown_for_what_is_checked_and_for_nothing_else() -> None:
    text, _, gaps = describe(read_spec(Meter)).partition("not checked:")
    assert "count: int | float  (assignment in __init__)" in text
    assert "later  (assignment in __init__)" in text
    assert "attribute later" in gaps
    assert "attribute count" not in gaps
    members = to_json(read_spec(Meter))["members"]
    assert isinstance(members, dict)
    later, count = members["later"]["value"], members["count"]["value"]
    assert (later["type"], count) == (None, {"type": "int | float", "unchecked": None})
    assert later["unchecked"]
