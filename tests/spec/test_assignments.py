"""Attributes that methods assign, with and without the source at hand."""

# The classes under test are as loose as real ones.
# mypy: disable-error-code="attr-defined, var-annotated, assignment, no-untyped-def"
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false, reportSelfClsParameterName=false

from __future__ import annotations

import functools
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any, Final, Generic, TypeVar

import pytest

from mockfactory.spec import Hint, Kind, Member, read_spec

T = TypeVar("T")


class Session: ...


class Forms(Generic[T]):
    def __init__(
        this,
        host: str,
        port: int | None = None,
        old: int = None,  # noqa: RUF013
        item: T = None,
        changed: int = 0,
    ) -> None:
        this.host = host
        this.port = port
        this.old = old
        this.item = item
        changed = changed + 1
        this.changed = changed
        this.count: int = 0
        this.only: list[str]  # noqa: B032
        this.constant: Final = host
        this.first, (this.second, *this.rest) = 1, (2, 3)
        this.a = this.b = 3
        this.session = Session()
        this.by_name = 1
        object.__setattr__(this, "by_object", 1)
        super().__setattr__("by_super", 1)
        this.__dict__["by_dict"] = 1
        this.__dict__.update(by_update=1)
        this.__private = 1
        this.multi: dict[
            str,
            int,
        ] = {}

        def later() -> None:
            this.nested = 1

        def other(this: Any) -> None:
            this.not_mine = 1

        later()

    def loop(self) -> None:
        for self.index in range(3):
            pass
        with open("x") as self.file:
            pass
        self.total += 1
        [0 for self.inner in ()]
        text = """
self.not_code = 1
"""
        print(text)
        self.after = 1

    @property
    def size(self) -> int:
        self._size = 3
        return 3

    @size.setter
    def size(self, value: int) -> None:
        self._set = value

    @functools.cached_property
    def cached(self) -> int:
        self._cached = 1
        return 1

    @classmethod
    def configure(cls, level: int) -> None:
        cls.level = level

    @staticmethod
    def static(other: Any) -> None:
        print(other)

    def others(self, other: Any) -> None:
        other.elsewhere = 1
        self.host.elsewhere = 2


EXPECTED = {
    "host", "port", "old", "item", "changed", "count", "only", "constant", "first", "second", "rest", "a", "b",
    "session", "by_name", "by_object", "by_super", "by_dict", "by_update", "_Forms__private", "multi", "nested",
    "index", "file", "total", "inner", "after", "_size", "_set", "_cached", "level",
}  # fmt: skip


def assigned(cls: object) -> dict[str, Member]:
    return {name: m for name, m in read_spec(cls).members.items() if m.found.startswith("assignment")}


def test_every_form_of_assignment_is_found_and_nothing_else() -> None:
    assert set(assigned(Forms)) == EXPECTED


@pytest.mark.parametrize(
    ("name", "annotation"),
    [
        ("host", str),
        ("port", int | None),
        ("old", int | None),
        ("item", bool | None),
        ("count", int),
        ("only", list[str]),
        ("multi", dict[str, int]),
        ("constant", str),
        ("_set", int),
        ("level", int),
    ],
)
def test_an_annotation_or_an_annotated_parameter_gives_the_hint(name: str, annotation: object) -> None:
    assert read_spec(Forms[bool]).members[name].value == Hint(annotation)


@pytest.mark.parametrize("name", ["changed", "first", "rest", "by_object", "session"])
def test_other_values_are_unchecked(name: str) -> None:
    member = read_spec(Forms).members[name]
    assert member.value.unchecked == "assigned in __init__ without annotation"
    assert member.settable


def test_what_is_made_by_a_named_class_says_which() -> None:
    assert read_spec(Forms).members["session"].value.annotation is Session


def test_final_is_not_settable_and_a_class_method_sets_a_class_attribute() -> None:
    members = read_spec(Forms).members
    assert not members["constant"].settable
    assert members["level"].kind is Kind.CLASS_ATTRIBUTE
    assert members["host"].kind is Kind.INSTANCE_ATTRIBUTE
    assert members["host"].owner is Forms


def test_one_name_is_found_without_listing_all() -> None:
    class Lazy:
        def __init__(self) -> None:
            self.a = 1
            self.only: int

    members = read_spec(Lazy).members
    assert "a" in members
    assert members["only"].value.annotation is int
    assert "b" not in members


def test_assignments_of_base_classes_count_and_annotations_go_first() -> None:
    class Parent:
        def __init__(self, a: int, b: int) -> None:
            self.a: int = a
            self.b = b

    class Child(Parent):
        b: str

        def reset(self) -> None:
            self.a = 0

    members = read_spec(Child).members
    assert members["a"].value == Hint(int)
    assert members["a"].owner is Parent
    assert members["b"].value == Hint(str)


def test_a_parameter_and_none_elsewhere_is_optional() -> None:
    class Connection:
        def __init__(self, socket: Session) -> None:
            self.socket = socket

        def close(self) -> None:
            self.socket = None

    assert read_spec(Connection).members["socket"].value == Hint(Session | None)


def test_a_method_without_annotations_may_assign_anything() -> None:
    class Connection:
        def __init__(self, socket: Session) -> None:
            self.socket = socket

        def reopen(self):
            self.socket = object()

    assert read_spec(Connection).members["socket"].value.unchecked is not None


def test_a_class_that_is_made_in_new() -> None:
    class Path:
        def __new__(cls, parts: str) -> Any:
            made = super().__new__(cls)
            made.parts = parts
            return made

        @classmethod
        def root(cls) -> Any:
            made = object.__new__(cls)
            made.drive = ""
            return made

    assert {"parts", "drive"} <= set(read_spec(Path).members)


def test_a_method_under_a_decorator_that_hides_it() -> None:
    def hiding(function: Callable[..., None]) -> Callable[..., None]:
        def wrapper(*args: Any, **kwargs: Any) -> None:
            function(*args, **kwargs)

        wrapper.__qualname__ = function.__qualname__
        return wrapper

    class Hidden:
        @hiding
        def __init__(self) -> None:
            self.a: int = 1

    assert read_spec(Hidden).members["a"].value == Hint(int)


SOURCE = """
class Bare:
    def __init__(self, host: str, port: int = 3):
        self.host = host
        self.port = port
        self.first, self.second = 1, 2
        self.count: int = 0
        setattr(self, "by_name", 1)
        object.__setattr__(self, "by_object", 1)
        super().__setattr__("by_super", 1)
        self.__private = 1
        def later():
            self.nested = 1
        other = object()
        other.elsewhere = 1
    def loop(self):
        for self.index in ():
            pass
        with x as self.file:
            pass
"""


@pytest.fixture
def bare() -> Iterator[type]:
    module = types.ModuleType("without_source")
    sys.modules["without_source"] = module
    exec(compile(SOURCE, "<nowhere>", "exec"), module.__dict__)
    yield module.Bare
    del sys.modules["without_source"]


def test_bytecode_serves_where_there_is_no_source(bare: type) -> None:
    assert set(assigned(bare)) == {
        "host", "port", "first", "second", "count", "by_name", "by_object", "by_super", "_Bare__private", "nested",
        "index", "file",
    }  # fmt: skip


def test_bytecode_sees_a_parameter_that_is_stored_as_it_came(bare: type) -> None:
    members = read_spec(bare).members
    assert (members["host"].value, members["port"].value) == (Hint(str), Hint(int))
    assert members["count"].value.unchecked == "assigned in __init__ without annotation"


def test_source_that_has_changed_since_is_not_believed(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "edited_since.py"
    file.write_text("class A:\n    def __init__(self):\n        self.a = 1\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    import edited_since  # type: ignore[import-not-found]

    file.write_text("class B:\n    x = 1\n    y = 1\n    z = 1\n")
    assert set(assigned(edited_since.A)) == {"a"}
    del sys.modules["edited_since"]
