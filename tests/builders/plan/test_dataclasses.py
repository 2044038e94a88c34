"""Dataclasses of many shapes, judged by typeguard (types) and by pydantic (what `Annotated` says)."""

import dataclasses
import datetime as dt
import enum
import types
import typing
import uuid
from collections.abc import Callable
from dataclasses import KW_ONLY, InitVar, dataclass, field
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Final, Generic, Literal, NewType, Optional, TypeVar

import annotated_types as at
import pydantic
import pytest
import typeguard
from typing_extensions import TypeVar as NewTypeVar

from builders import InvalidOverride, build, build_many, seeded

T = TypeVar("T")
K = TypeVar("K")
Cells = typing.TypeVarTuple("Cells")
Number = TypeVar("Number", int, float)
Small = TypeVar("Small", bound=Annotated[int, at.Interval(ge=0, le=9)])
Defaulted = NewTypeVar("Defaulted", default=bytes)
UserId = NewType("UserId", int)
AdminId = NewType("AdminId", UserId)


class Role(enum.Enum):
    ADMIN = "admin"
    VIEWER = "viewer"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Permission(enum.Flag):
    READ = 1
    WRITE = 2


@dataclass
class Tenant:
    name: str
    plan: Literal["free", "pro"]


@dataclass
class User:
    id: int
    email: str
    tenant: Tenant
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    id: uuid.UUID
    at: dt.datetime
    price: Decimal


@dataclass
class KeywordsLater:
    first: int
    _: KW_ONLY
    second: str
    third: float = 0.5


@dataclass
class WithInitVar:
    raw: InitVar[int]
    scale: InitVar[int] = 2
    value: int = field(init=False)

    def __post_init__(self, raw: int, scale: int) -> None:
        self.value = raw * scale


@dataclass
class NotPassed:
    kept: int
    computed: str = field(init=False, default="computed")
    shared: ClassVar[dict[str, int]] = {}


@dataclass
class Base:
    id: int
    note: str = "none"


@dataclass
class Derived(Base):
    note: str = "derived"
    size: Annotated[int, at.Ge(3)] = 4


@dataclass
class Undecorated:
    name: str


class Subclass(Undecorated):
    pass


@dataclass
class Page(Generic[T]):
    items: list[T]
    first: T | None


@dataclass
class UserPage(Page[User]):
    number: int


@dataclass
class Pair(Generic[K, T]):
    key: K
    value: T


@dataclass
class ListPage(Page[list[K]], Generic[K]):
    key: K


@dataclass
class IntListPage(ListPage[int]):
    pass


@dataclass
class Row(Generic[*Cells]):
    cells: tuple[*Cells]


@dataclass
class Nested(Generic[T]):
    pair: Pair[str, T]
    pages: dict[str, Page[T]]


@dataclass
class Constrained(Generic[Number]):
    values: list[Number]


@dataclass
class Bounded(Generic[Small]):
    value: Small


@dataclass
class WithDefaultType(Generic[Defaulted]):
    value: Defaulted


@dataclass
class Limits:
    ge: Annotated[int, at.Ge(10)]
    gt: Annotated[int, at.Gt(10), at.Lt(13)]
    between: Annotated[float, at.Interval(gt=0, le=1)]
    step: Annotated[int, at.MultipleOf(7)]
    name: Annotated[str, at.Len(3, 5)]
    longer: Annotated[list[int], at.MinLen(6)]
    few: Annotated[set[int], at.MaxLen(2)]
    map: Annotated[dict[str, bool], at.Len(1, 1)]
    twice: Annotated[Annotated[int, at.Ge(0)], at.Ge(5), at.Le(6)]
    optional: Annotated[int | None, at.Ge(100)]
    items: list[Annotated[int, at.Le(3)]]


@dataclass
class Conditions:
    lower: at.LowerCase[str]
    upper: at.UpperCase[str]
    digits: at.IsDigit[str]
    ascii: at.IsAscii[str]
    finite: at.IsFinite[float]
    even: Annotated[int, at.Predicate(lambda number: number % 2 == 0)]
    aware: Annotated[dt.datetime, at.Timezone(...)]
    naive: Annotated[dt.datetime, at.Timezone(None)]


@dataclass
class PydanticWords:
    positive: pydantic.PositiveInt
    code: Annotated[str, pydantic.Field(min_length=2, max_length=4)]
    percent: Annotated[int, pydantic.Field(ge=0, le=100)]
    slug: Annotated[str, pydantic.StringConstraints(pattern=r"^[a-z]{3}-[0-9]{2}$")]
    price: Annotated[Decimal, pydantic.Field(max_digits=5, decimal_places=2)]


@dataclass
class NewTypes:
    user_id: UserId
    admin_id: AdminId
    by_id: dict[UserId, AdminId]


@dataclass
class Choices:
    role: Role
    level: Level
    permission: Permission
    word: Literal["a", "b", 3, None, True]
    nested: Literal[Literal["x", "y"], Literal[Role.ADMIN]]  # noqa: RUF041
    old: Optional[int]
    union: int | str | None
    classes: Tenant | User


@dataclass
class Qualified:
    final: Final[int]
    literal: "Literal['later']"
    quoted: "list['Tenant']"


@dataclass
class Functions:
    of_types: Callable[[int, str], Role]
    of_anything: Callable[..., bool]
    of_nothing: Callable[[], None]
    bare: Callable  # type: ignore[type-arg]  # a form to read
    the_class: type[Tenant]
    any_class: type


DEFINITIONS = [
    Tenant,
    User,
    Frozen,
    KeywordsLater,
    NotPassed,
    Base,
    Derived,
    Subclass,
    Page,
    Page[int],
    Page[User],
    Page[Page[Role]],
    UserPage,
    ListPage[str],
    IntListPage,
    Pair[str, User],
    Pair[int, list[str]],
    Nested[int],
    Nested[Tenant],
    Constrained,
    Constrained[float],
    Bounded,
    WithDefaultType,
    Limits,
    Conditions,
    PydanticWords,
    NewTypes,
    Choices,
    Qualified,
    Functions,
]


@pytest.mark.parametrize("definition", DEFINITIONS, ids=str)
def test_each_object_is_what_its_annotations_say(definition: Any, fifty: Callable[[Any], list[Any]]) -> None:
    for value in fifty(definition):
        typeguard.check_type(value, definition, collection_check_strategy=typeguard.CollectionCheckStrategy.ALL_ITEMS)
        judge(value)


def judge(value: Any) -> None:
    """Every field, by typeguard and by pydantic, which reads annotated-types; type variables are left to typeguard."""
    hints = typing.get_type_hints(type(value), include_extras=True)
    for entry in dataclasses.fields(value):
        hint, held = hints[entry.name], getattr(value, entry.name)
        typeguard.check_type(held, hint, collection_check_strategy=typeguard.CollectionCheckStrategy.ALL_ITEMS)
        if dataclasses.is_dataclass(held) and not isinstance(held, type):
            judge(held)
        elif entry.name != "final" and not getattr(hint, "__parameters__", ()) and not isinstance(hint, TypeVar):
            adapter(type(value), entry.name, hint).validate_python(held)


ADAPTERS: dict[tuple[type, str], pydantic.TypeAdapter[Any]] = {}


def adapter(owner: type, name: str, hint: Any) -> pydantic.TypeAdapter[Any]:
    if (owner, name) not in ADAPTERS:
        config = pydantic.ConfigDict(arbitrary_types_allowed=True)
        ADAPTERS[owner, name] = pydantic.TypeAdapter(hint, config=config)
    return ADAPTERS[owner, name]


def test_variables_of_a_generic_class_are_bound() -> None:
    page = build(Page[User], items=[])
    assert page.first is None or isinstance(page.first, User)
    assert all(isinstance(item, User) for page in build_many(Page[User], 20) for item in page.items)
    assert all(isinstance(item, User) for page in build_many(UserPage, 20) for item in page.items)
    assert all(
        isinstance(page.first, Role | None) for outer in build_many(Page[Page[Role]], 20) for page in outer.items
    )
    assert {type(item) for page in build_many(IntListPage, 9) for lists in page.items for item in lists} == {int}
    assert list(map(type, build(Row[int, str]).cells)) == [int, str]
    assert all(type(value) is float for value in build(Constrained[float], values=[1.5]).values)
    assert isinstance(build(WithDefaultType).value, bytes)
    assert 0 <= build(Bounded).value <= 9


def test_what_is_passed_to_the_constructor_only_is_drawn_too() -> None:
    built = build(WithInitVar, raw=21)
    assert built.value == 42
    assert build(WithInitVar, raw=3, scale=5).value == 15
    assert build(WithInitVar).value % 2 == 0


def test_defaults_hold_and_fresh_collections_too() -> None:
    @dataclass
    class Order:
        number: int
        paid: bool = False
        lines: list[str] = field(default_factory=list)
        tags: dict[str, str] = field(default_factory=dict)

    one, other = build_many(Order, 2)
    assert (one.paid, one.lines, one.tags) == (False, [], {})
    assert one.lines is not other.lines


def test_a_factory_that_may_give_something_else_each_time_is_not_asked() -> None:
    @dataclass
    class Event:
        id: uuid.UUID = field(default_factory=uuid.uuid4)
        at: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))

    with seeded(3):
        first = build(Event)
    with seeded(3):
        assert build(Event) == first


def test_a_factory_makes_what_nobody_else_knows_how_to_make() -> None:
    @dataclass
    class Guarded:
        module: types.ModuleType = field(default_factory=lambda: dataclasses)

    assert build(Guarded).module is dataclasses


def test_what_is_said_of_a_value_holds_for_one_that_is_given() -> None:
    for name, value in [("ge", 9), ("gt", 13), ("step", 8), ("name", "abcdef"), ("longer", [1]), ("optional", 3)]:
        with pytest.raises(InvalidOverride, match=rf"Limits\.{name}=.* is refused: it has to be"):
            build(Limits, **{name: value})
    with pytest.raises(InvalidOverride, match=r"Conditions\.even=3 is refused: it is not accepted by"):
        build(Conditions, even=3)
    given = build(Limits, ge=10, step=14, name="abc", optional=None)
    assert (given.ge, given.step, given.name, given.optional) == (10, 14, "abc", None)


def test_functions_answer_a_value_that_was_built() -> None:
    import inspect

    built = build(Functions)
    assert isinstance(built.of_types(1, "x"), Role)
    assert built.of_types(2, "y") is built.of_types(1, "x")
    assert built.of_anything(1, 2, three=3) in (True, False)
    assert inspect.signature(built.of_nothing).return_annotation is None
    assert built.the_class is Tenant
    parameters = inspect.signature(built.of_types).parameters.values()
    assert [parameter.annotation for parameter in parameters] == [int, str]


def test_the_order_of_a_unions_arms_changes_nothing() -> None:
    @dataclass
    class One:
        value: int | str | None

    @dataclass
    class Other:
        value: None | str | int  # noqa: RUF036

    with seeded(5):
        first = [type(one.value) for one in build_many(One, 40)]
    assert set(first) == {int, str, type(None)}
    with seeded(5):
        unions = build_many(int | str | None, 20)
    with seeded(5):
        assert build_many(None | str | int, 20) == unions
    assert {type(other.value) for other in build_many(Other, 40)} == {int, str, type(None)}
