"""TypedDicts and named tuples, judged by typeguard and pydantic."""

import collections
import warnings
from collections.abc import Callable
from typing import Annotated, Any, Generic, NamedTuple, TypeVar

import annotated_types as at
import pydantic
import pytest
import typeguard
from typing_extensions import NotRequired, ReadOnly, Required, TypedDict

from builders import CannotBuild, InvalidOverride, build, build_many

T = TypeVar("T")


class Tenant(TypedDict):
    name: str
    size: Annotated[int, at.Ge(3), at.Le(5)]


class User(TypedDict):
    email: str
    tenant: Tenant
    nickname: NotRequired[str]


class AllOptional(TypedDict, total=False):
    one: int
    two: Required[str]
    three: list[int]


class More(AllOptional):
    four: ReadOnly[int]
    five: "NotRequired[bool]"


class Page(TypedDict, Generic[T]):
    items: list[T]
    total: int


class Tree(TypedDict):
    value: int
    children: list["Tree"]
    left: NotRequired["Tree"]


Spoken = TypedDict("Spoken", {"content-type": str, "class": int})


class Point(NamedTuple):
    x: int
    y: Annotated[int, at.Lt(0)]
    label: str = "origin"


class Line(NamedTuple):
    start: Point
    end: Point
    tags: list[str]


class Pair(NamedTuple, Generic[T]):
    one: T
    other: T


DEFINITIONS = [
    Tenant,
    User,
    AllOptional,
    More,
    Page[int],
    Page[User],
    Tree,
    Spoken,
    Point,
    Line,
    Pair[int],
    Pair[Point],
]


@pytest.mark.filterwarnings("ignore::typeguard.TypeHintWarning")  # it leaves names in quotes unchecked
@pytest.mark.parametrize("definition", DEFINITIONS, ids=str)
def test_each_object_is_what_its_annotations_say(definition: Any, fifty: Callable[[Any], list[Any]]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydantic does not protect what is ReadOnly
        adapter = pydantic.TypeAdapter(definition)
    for value in fifty(definition):
        typeguard.check_type(value, definition, forward_ref_policy=typeguard.ForwardRefPolicy.IGNORE)
        assert adapter.validate_python(value) == value


def test_a_key_that_is_not_required_is_there_most_of_the_time() -> None:
    there = ["nickname" in user for user in build_many(User, 100)]
    assert 70 < sum(there) < 100
    assert "nickname" in build(User, nickname="x")


def test_keys_may_be_required_one_by_one() -> None:
    built = build_many(More, 60)
    assert all("two" in one and "four" in one for one in built)
    assert {"five" in one for one in built} == {"one" in one for one in built} == {True, False}


def test_what_is_given_has_to_be_of_the_type() -> None:
    with pytest.raises(InvalidOverride, match=r"Point\.x='left' is refused"):
        build(Point, x="left")
    with pytest.raises(InvalidOverride, match=r"User\.email=3 is refused"):
        build(User, email=3)
    assert build(Point, x=3).x == 3


def test_a_plain_namedtuple_says_nothing_of_its_fields() -> None:
    Plain = collections.namedtuple("Plain", ["width", "height"], defaults=[1])
    with pytest.raises(CannotBuild, match=r"Plain\.width: it has no type and no default"):
        build(Plain)
    assert build(Plain, width=4) == (4, 1)
