"""Properties and descriptors whose setter says what it takes, and which can be deleted."""

# mypy: disable-error-code="empty-body, assignment"
# pyright: reportAttributeAccessIssue=false

from __future__ import annotations

from typing import Any

import pytest

from mockfactory import AttributeViolation, TypeViolation, double, spy, when
from mockfactory.spec import read_spec
from mockfactory.spec.description.describe import describe


class Kept:
    def __get__(self, instance: object, owner: object) -> int: ...

    def __set__(self, instance: object, value: int | str) -> None: ...


class Form:
    kept = Kept()

    @property
    def size(self) -> int:
        return 4

    @size.setter
    def size(self, value: str) -> None:
        self.written = value

    @property
    def loose(self) -> int: ...

    @loose.setter
    def loose(self, value: Any) -> None: ...

    @property
    def unsaid(self) -> int: ...

    @unsaid.setter
    def unsaid(self, value) -> None: ...  # type: ignore[no-untyped-def]

    @property
    def gone(self) -> int: ...

    @gone.setter
    def gone(self, value: int) -> None: ...

    @gone.deleter
    def gone(self) -> None: ...


def test_a_write_is_checked_against_the_setter() -> None:
    form = double(Form)
    form.size = "x"
    form.kept = "x"
    form.kept = 3
    form.loose = object()
    form.unsaid = 3
    with pytest.raises(TypeViolation, match="set to int.*\n.*set with str"):
        form.size = 1
    with pytest.raises(TypeViolation, match="set to list"):
        form.kept = []
    with pytest.raises(TypeViolation, match="set to str"):
        form.unsaid = "x"


def test_what_was_written_is_read_where_the_getter_can_give_it() -> None:
    form = double(Form)
    form.kept = 3
    assert form.kept == 3
    form.kept = "x"
    assert form.kept == 0
    form.size = "x"
    assert form.size == 0
    when(lambda: form.size).returns(9)
    assert form.size == 9
    with pytest.raises(TypeViolation, match="value is str"):
        when(lambda: form.size).returns("x")  # type: ignore[arg-type]


def test_a_spy_writes_to_the_real_one() -> None:
    real = Form()
    spy(real).size = "x"
    assert real.written == "x"


def test_only_what_has_a_deleter_is_deleted() -> None:
    form = double(Form)
    form.gone = 3
    del form.gone
    assert form.gone == 0
    with pytest.raises(AttributeViolation, match="size can't be deleted: it has no deleter"):
        del form.size
    with pytest.raises(AttributeViolation, match="kept can't be deleted: it has no deleter"):
        del form.kept


def test_the_description_says_what_a_setter_takes() -> None:
    text = describe(read_spec(Form))
    assert "size: int  (set with str)" in text
    assert "kept: int  (set with int | str, descriptor)" in text
    assert "gone: int\n" in text
