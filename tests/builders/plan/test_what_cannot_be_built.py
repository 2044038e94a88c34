"""What stands in the way is named with its path, before anything is drawn, and can be given instead."""

from __future__ import annotations

from dataclasses import dataclass, field, make_dataclass
from types import NoneType
from typing import TYPE_CHECKING, Annotated, Any, ForwardRef, Literal

import annotated_types as at
import pytest

from builders import Builder, CannotBuild, InvalidOverride, build, build_many, seeded

if TYPE_CHECKING:
    from decimal import Decimal as Missing


def is_negative(number: int) -> bool:
    return number < 0


@dataclass
class Plan:
    price: Missing


@dataclass
class Tenant:
    name: str
    plan: Plan


@dataclass
class User:
    email: str
    tenant: Tenant
    others: list[Missing] = field(default_factory=list)


def test_a_name_that_cant_be_resolved_is_named_with_its_path() -> None:
    with pytest.raises(CannotBuild) as failure:
        build(User)
    first = str(failure.value).splitlines()[0]
    assert first.startswith("User.tenant.plan.price: 'Missing' can't be resolved in ")
    assert str(failure.value).endswith("give it:  build(User, tenant__plan__price=...)")
    with pytest.raises(CannotBuild, match=r"^Plan\.price: 'Missing' can't be resolved"):
        build(Plan)


def test_what_is_given_need_not_be_drawn() -> None:
    plan = build(Plan, price=3)
    assert plan.price == 3
    assert build(Tenant, plan=plan).plan is plan
    assert build(User, tenant=build(Tenant, plan=plan)).others == []


def test_nothing_is_drawn_before_the_error() -> None:
    drawn: list[int] = []

    def seen(value: int) -> bool:
        drawn.append(value)
        return True

    @dataclass
    class Watched:
        first: Annotated[int, at.Predicate(seen)]
        last: Plan

    with pytest.raises(CannotBuild):
        build(Watched)
    assert drawn == []


def test_a_name_may_be_defined_after_the_first_try() -> None:
    @dataclass
    class Early:
        late: Late

    with pytest.raises(CannotBuild, match="'Late' can't be resolved"):
        build(Early)

    @dataclass
    class Late:
        number: int

    assert isinstance(build(Early).late.number, int)


def test_what_is_no_annotation_is_said_to_be_none() -> None:
    made: Any = make_dataclass("made", ["anything", ("odd", "is this a type?")])
    with pytest.raises(CannotBuild, match=r"made\.odd: 'is this a type\?' is no annotation"):
        build(made)
    assert isinstance(build(made, odd=3).anything, str)


def test_a_name_in_quotes_alone_means_nothing() -> None:
    with pytest.raises(CannotBuild, match="'User' can't be resolved"):
        build(list["User"])


@dataclass
class Checked:
    size: int
    names: list[str]
    limit: int | None = None

    def __post_init__(self) -> None:
        if self.size == 13:
            raise ValueError("size brings bad luck")


@pytest.mark.parametrize(
    ("name", "value"), [("size", "big"), ("size", None), ("names", [1]), ("names", "abc"), ("limit", "none")]
)
def test_a_value_of_another_type_is_refused(name: str, value: object) -> None:
    with pytest.raises(InvalidOverride, match=rf"Checked\.{name}=.* is refused"):
        build(Checked, **{name: value})


def test_a_value_of_the_type_is_taken() -> None:
    assert build(Checked, size=3, names=["a"], limit=4) == Checked(3, ["a"], 4)
    assert build(Checked, size=True).size is True


def test_what_the_class_refuses_is_refused() -> None:
    with pytest.raises(InvalidOverride, match=r"Checked\.size=13 is refused: size brings bad luck"):
        build(Checked, size=13)


def test_a_class_that_refuses_everything_is_given_up() -> None:
    @dataclass
    class Never:
        size: int

        def __post_init__(self) -> None:
            raise ValueError("not today")

    with pytest.raises(CannotBuild, match="not today"):
        build(Never)


def test_only_what_is_refused_is_drawn_again() -> None:
    @dataclass
    class Even:
        size: int
        name: str

        def __post_init__(self) -> None:
            if self.size % 2:
                raise ValueError("size must be even")

    with seeded(2):
        even = build_many(Even, 20)
    plain: Any = make_dataclass("Even", [("size", int), ("name", str)])
    plain.__module__, plain.__qualname__ = Even.__module__, Even.__qualname__
    with seeded(2):
        free = build_many(plain, 20)
    assert [one.name for one in even] == [one.name for one in free]
    assert [one.size for one in even if one.size % 2] == []


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("Checked", "'Checked' is text, and no type\n  write:  the type itself: build(Checked)"),
        ("a text", "'a text' is text, and no type\n  write:  the type itself: build(...)"),
        (3, "3 is a value, and no type\n  write:  build(int)"),
        (Checked(1, []), "is a value, and no type\n  write:  build(Checked)"),
        ([int], "[<class 'int'>] is a value, and no type\n  write:  build(list)"),
        (len, "len is a function, and no type"),
        (at, "annotated_types is a module, and no type"),
    ],
    ids=lambda it: "" if isinstance(it, str) else type(it).__name__,
)
def test_what_is_no_type_is_said_to_be_none(asked: Any, words: str) -> None:
    with pytest.raises(CannotBuild) as caught:
        build(asked)
    assert words in str(caught.value)
    with pytest.raises(TypeError) as declared:
        Builder(asked)
    assert words.replace("build(", "Builder(") in str(declared.value)


@pytest.mark.parametrize(
    ("form", "made"),
    [(None, NoneType), (int | None, int | None), (ForwardRef("int"), int), (list[int], list), (Any, object)],
)
def test_what_stands_for_a_type_is_built(form: Any, made: Any) -> None:
    assert isinstance(build(form), made)


def test_bounds_that_leave_no_value_are_told_with_what_to_do() -> None:
    @dataclass
    class Narrow:
        age: Annotated[int, at.Ge(5), at.Le(3)]

    @dataclass
    class Wide:
        age: Annotated[int, at.Ge(3), at.Le(5)]

    with pytest.raises(CannotBuild) as caught:
        build(Narrow)
    assert str(caught.value) == (
        "Narrow.age: no number is at least 5, at most 3\n  write:  bounds that leave room for a value"
    )
    assert 3 <= build(Wide).age <= 5


def test_a_condition_that_nothing_meets_is_told_with_what_to_do() -> None:
    @dataclass
    class Holder:
        size: Annotated[int, at.Ge(1), at.Predicate(is_negative)]

    @dataclass
    class Outer:
        holder: Holder

    with pytest.raises(CannotBuild) as caught:
        build(Outer)
    assert str(caught.value).startswith(
        "Outer.holder.size: 300 values were drawn, and none is accepted by is_negative\n"
    )
    assert str(caught.value).endswith(
        "give it:    build(Outer, holder__size=...), or Builder(Outer).having(holder__size=...)"
    )


def test_what_breaks_while_a_type_is_read_breaks_again() -> None:
    class Odd:
        def __hash__(self) -> int:
            raise RuntimeError("not now")

    made: Any = make_dataclass("made", [("first", int), ("odd", Odd())])
    for _ in range(2):
        # What was read before it broke is not taken for the whole.
        with pytest.raises(RuntimeError, match="not now"):
            build(made)


def test_a_literal_without_values() -> None:
    empty: Any = Literal[()]
    Kind = make_dataclass("Kind", [("names", list[empty])])
    for asked in (empty, list[empty]):
        with pytest.raises(CannotBuild, match="a Literal without values says nothing of what to draw"):
            build(asked)
    with pytest.raises(CannotBuild, match=r"^Kind.names\[\]: a Literal without values"):
        build(Kind)
    assert build(Kind, names=[]) == Kind([])
    assert build(Literal["only"]) == "only"
