"""Types that lead back to themselves: they end where there is a choice, else the error shows the circle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, make_dataclass
from typing import Any, Dict, Generic, List, Optional, TypeVar, Union

import pytest
from typing_extensions import NotRequired, TypeAliasType, TypedDict

from builders import CannotBuild, build, build_many, seeded

T = TypeVar("T")
Json = Union[Dict[str, "Json"], List["Json"], str, None]
Tree = TypeAliasType("Tree", "dict[str, Tree | None]")
TreeOf = TypeAliasType("TreeOf", "T | list[TreeOf[T]]", type_params=(T,))


@dataclass
class Node:
    value: int
    next: Node | None


@dataclass
class Branch:
    children: list[Branch]
    by_name: dict[str, Branch]


@dataclass
class Literal_:
    value: int


@dataclass
class Plus:
    left: Expression
    right: Expression


@dataclass
class Minus:
    of: Expression


Expression = Union[Literal_, Plus, Minus]


@dataclass
class Company:
    staff: list[Person]


@dataclass
class Person:
    employer: Optional[Company]
    friends: tuple[Person, ...]


@dataclass
class Outer:
    choice: Endless | Ending


@dataclass
class Endless:
    outer: Outer


@dataclass
class Ending:
    outer: Outer | None


@dataclass
class Link(Generic[T]):
    item: T
    next: Link[T] | None


@dataclass
class Document:
    body: Json
    tree: Tree
    numbers: TreeOf[int]


@dataclass
class Lazy:
    value: int
    make: Callable[[], Lazy]


class Menu(TypedDict):
    title: str
    first: NotRequired[Menu]
    entries: list[Menu]


def depth(value: object) -> int:
    if is_dataclass(value):
        return 1 + max((depth(getattr(value, entry.name)) for entry in fields(value)), default=0)
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    if isinstance(value, list | tuple):
        return 1 + max(map(depth, value), default=0)
    return 0


@pytest.mark.parametrize(
    "definition", [Node, Branch, Plus, Minus, Company, Person, Outer, Link[int], Document, Menu, Tree]
)
def test_objects_end(definition: Any) -> None:
    assert 1 <= max(depth(one) for one in build_many(definition, 50)) < 25


def test_they_go_deeper_than_one() -> None:
    assert max(depth(one) for one in build_many(Node, 20)) >= 3
    assert max(depth(one) for one in build_many(Branch, 20)) >= 5
    assert max(depth(one) for one in build_many(Document, 20)) >= 3


def test_a_recursive_alias_holds_what_it_says() -> None:
    def check(value: object) -> Iterator[type]:
        yield type(value)
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from check(inner)

    found = {kind for one in build_many(Document, 50) for kind in check(one.body)}
    assert found == {dict, list, str, type(None)}
    assert {kind for one in build_many(Document, 50) for kind in check(one.numbers)} == {int, list}


def test_which_type_is_read_first_makes_no_difference() -> None:
    def classes() -> tuple[Any, Any]:
        inner: Any = make_dataclass("Inner", [("email", Json), ("other", TreeOf[str])])
        outer: Any = make_dataclass("Outer", [("company", Json), ("inner", inner)])
        inner.__module__ = outer.__module__ = __name__
        return inner, outer

    inner, outer = classes()
    with seeded(8):
        first = [build(outer) for _ in range(20)], [build(inner) for _ in range(20)]
    inner, outer = classes()
    with seeded(8):
        second = [build(inner) for _ in range(20)], [build(outer) for _ in range(20)]
    assert repr(first) == repr((second[1], second[0]))


def test_variables_stay_bound_all_the_way() -> None:
    def items(link: Link[int] | None) -> Iterator[object]:
        while link is not None:
            yield link.item
            link = link.next

    assert {type(item) for link in build_many(Link[int], 20) for item in items(link)} == {int}


def test_a_function_may_answer_an_object_of_the_type_that_it_is_a_part_of() -> None:
    built = build(Lazy)
    assert type(built.make().make().make()) is Lazy
    assert built.make().value == built.make().value


@dataclass
class A:
    b: B


@dataclass
class B:
    size: int
    a: A


@dataclass
class Selfish:
    other: Selfish


@dataclass
class Around:
    name: str
    selfish: Selfish


@dataclass
class Everyone:
    all: tuple[Everyone, Everyone]


def test_a_circle_without_an_end_is_shown() -> None:
    with pytest.raises(CannotBuild) as failure:
        build(A)
    assert "A.b: can't be built, because each object needs another, without an end" in str(failure.value)
    assert "A.b -> B.a -> A" in str(failure.value)
    with pytest.raises(CannotBuild, match=r"Selfish\.other -> Selfish"):
        build(Selfish)
    with pytest.raises(CannotBuild, match=r"Around\.selfish\.other.*\n.*Selfish\.other -> Selfish"):
        build(Around)
    with pytest.raises(CannotBuild, match=r"Everyone\.all -> Everyone"):
        build(Everyone)


def test_a_circle_is_broken_by_giving_an_object() -> None:
    @dataclass
    class Given:
        a: A

    end = object.__new__(A)
    assert build(Given, a=end).a is end
    with pytest.raises(CannotBuild, match=r"Given\.a\.b"):
        build(Given)
