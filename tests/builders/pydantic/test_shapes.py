"""Each way to write a model: built fifty times, validated again by pydantic, and looked at."""

from __future__ import annotations

import dataclasses
import enum
import threading
from collections import namedtuple
from typing import Annotated, Any, Generic, Literal, NamedTuple, TypeVar
from uuid import UUID, uuid4

import pytest
from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    EmailStr,
    Field,
    GetCoreSchemaHandler,
    PrivateAttr,
    RootModel,
    Tag,
    ValidationInfo,
    computed_field,
    create_model,
    field_validator,
    model_validator,
)
from pydantic.dataclasses import dataclass as pydantic_dataclass
from pydantic_core import CoreSchema, core_schema
from typing_extensions import NotRequired, TypeAliasType, TypedDict

from builders import InvalidOverride, UnknownName, build, build_many
from tests.builders.pydantic.judging import all_are, judged, many, values

T = TypeVar("T")


class Plan(BaseModel):
    tier: Literal["free", "pro"]
    seats: int = Field(ge=1, le=50)


class Tenant(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)
    id: UUID
    name: str
    plan: Plan


class User(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")
    id: UUID
    email: EmailStr
    tenant: Tenant
    former: list[Tenant]
    backup: Tenant | None
    by_region: dict[str, Tenant]


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int = Field(ge=1, le=9)


class Dog(BaseModel):
    kind: Literal["dog", "wolf"]
    barks: bool


class Bird(BaseModel):
    kind: Literal["bird"] = "bird"
    wings: Literal[2]


class Owner(BaseModel):
    pet: Cat | Dog | Bird = Field(discriminator="kind")
    others: list[Annotated[Cat | Dog, Field(discriminator="kind")]]


def shape_of(value: Any) -> str:
    if isinstance(value, dict):
        return "cake" if "layers" in value else "pie"
    if isinstance(value, str | int):
        return type(value).__name__
    return "cake" if hasattr(value, "layers") else "pie"


class Cake(BaseModel):
    layers: int


class Pie(BaseModel):
    filling: str


class Dessert(BaseModel):
    it: Annotated[
        Annotated[Cake, Tag("cake")]
        | Annotated[Pie, Tag("pie")]
        | Annotated[int, Tag("int")]
        | Annotated[str, Tag("str")],
        Discriminator(shape_of),
    ]


class Page(BaseModel, Generic[T]):
    items: list[T] = Field(min_length=1)
    next: T | None


class Node(BaseModel):
    value: int
    parent: Node | None
    children: list[Node]


class Ping(BaseModel):
    pong: Pong | None


class Pong(BaseModel):
    pings: list[Ping]


Tree = TypeAliasType("Tree", "dict[str, Tree] | list[Tree] | int | str")


class Document(BaseModel):
    body: Tree


class Tags(RootModel[Annotated[list[str], Field(min_length=1, max_length=3)]]):
    pass


class Score(RootModel[int]):
    root: int = Field(ge=0, le=100)


class Report(BaseModel):
    tags: Tags
    score: Score


class Movie(TypedDict):
    title: Annotated[str, Field(min_length=3)]
    year: NotRequired[Annotated[int, Field(ge=1900, le=2020)]]


class Point(NamedTuple):
    x: Annotated[float, Field(ge=-1, le=1)]
    y: float = 0.0


@dataclasses.dataclass(frozen=True, slots=True)
class Money:
    amount: Annotated[int, Field(gt=0, lt=100)]
    currency: Literal["EUR", "USD"]


@dataclasses.dataclass
class Folder:
    name: str
    inside: list[Folder]


Pair = namedtuple("Pair", ["left", "right"])


class Mixed(BaseModel):
    model_config = ConfigDict(strict=True)
    movie: Movie
    point: Point
    price: Money
    folder: Folder
    pair: Pair


@pydantic_dataclass
class Base:
    a: Annotated[int, Field(gt=3, lt=9)]


@pydantic_dataclass(slots=True, kw_only=True)
class Derived(Base):
    b: Annotated[str, Field(min_length=2)]
    scale: dataclasses.InitVar[int]
    kept: str = "kept"
    later: int = dataclasses.field(init=False, default=0)

    def __post_init__(self, scale: int) -> None:
        self.later = self.a * scale


@pydantic_dataclass(config=ConfigDict(strict=True, frozen=True))
class Box(Generic[T]):
    content: T
    label: str = Field(alias="boxLabel")


class Celsius:
    """A class that says to pydantic how it is read."""

    def __init__(self, degrees: float) -> None:
        self.degrees = degrees

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Celsius) and other.degrees == self.degrees

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from_number = core_schema.no_info_after_validator_function(cls, core_schema.float_schema(ge=-273.15, le=100.0))
        return core_schema.json_or_python_schema(
            json_schema=from_number,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), from_number]),
        )


class Colour(str):
    """A text of which its validator alone knows what it takes."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls)


class Chained:
    def __init__(self, text: str) -> None:
        self.text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Chained) and other.text == self.text

    @classmethod
    def parse(cls, value: Any) -> Chained:
        return value if isinstance(value, Chained) else cls(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.lax_or_strict_schema(
            lax_schema=core_schema.no_info_before_validator_function(
                cls.parse, core_schema.is_instance_schema(cls), json_schema_input_schema=core_schema.str_schema()
            ),
            strict_schema=core_schema.is_instance_schema(cls),
        )


class Customs(BaseModel):
    warm: Celsius
    colour: Colour
    chained: Chained


class Engine:
    def __init__(self, power: int) -> None:
        self.power = power


class Opaque:
    def __init__(self, handle):  # type: ignore[no-untyped-def]  # nobody can know what it takes
        self.handle = handle + 1


OPAQUE = Opaque(3)  # type: ignore[no-untyped-call]


class Arbitrary(BaseModel):
    model_config = ConfigDict(arbitrary_types_allowed=True)
    engine: Engine
    lock: Any = Field(default_factory=threading.Lock)
    pool: Opaque = Field(default_factory=lambda: OPAQUE)


class State(enum.Enum):
    ON = enum.auto()
    OFF = enum.auto()


class Defaults(BaseModel):
    active: bool = True
    nickname: str | None = None
    tags: list[str] = Field(default_factory=list)
    id: UUID = Field(default_factory=uuid4)
    title: str
    slug: str = Field(default_factory=lambda data: data["title"].lower())
    state: State = State.ON


class Hidden(BaseModel):
    _secret: int = PrivateAttr(default=3)
    a: int = Field(exclude=True)
    b: int = Field(repr=False)

    @computed_field  # type: ignore[prop-decorator]  # as pydantic wants it
    @property
    def both(self) -> int:
        return self.a + self.b


class Checked(BaseModel):
    small: int
    large: int
    name: str

    @field_validator("name", mode="after")
    @classmethod
    def in_title_case(cls, name: str) -> str:
        return name.title()

    @field_validator("small", mode="before")
    @classmethod
    def as_number(cls, value: Any) -> Any:
        return int(value)

    @field_validator("large", mode="wrap")
    @classmethod
    def at_least_a_hundred(cls, value: Any, handler: Any, info: ValidationInfo) -> Any:
        return max(handler(value), 100)

    @model_validator(mode="before")
    @classmethod
    def is_a_mapping(cls, data: Any) -> Any:
        assert isinstance(data, dict)
        return data

    @model_validator(mode="wrap")
    @classmethod
    def around(cls, data: Any, handler: Any) -> Any:
        return handler(data)

    @model_validator(mode="after")
    def in_order(self) -> Checked:
        if self.small > self.large:
            raise ValueError("small is greater than large")
        return self


class Constructed(BaseModel):
    name: str

    def __init__(self, **data: Any) -> None:
        super().__init__(**data)
        object.__setattr__(self, "__dict__", {**self.__dict__})


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")
    a: int


class Revalidated(BaseModel):
    model_config = ConfigDict(revalidate_instances="always")
    tenant: Tenant
    plans: list[Plan]


ALL: list[type[BaseModel]] = [
    Plan, Tenant, User, Owner, Dessert, Page[int], Page[Tenant], Page[Page[Plan]], Page[Cat | Dog], Node, Ping,
    Document, Tags, Score, Report, Mixed, Customs, Defaults, Hidden, Checked, Constructed, Open, Revalidated,
]  # fmt: skip


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
def test_models_are_valid(model: type[BaseModel]) -> None:
    if issubclass(model, RootModel):
        for one in many(model):
            assert model.model_validate(one.root) == one
    else:
        judged(model)


@pytest.mark.parametrize("type_", [Base, Derived, Box[int], Box[list[Plan]]], ids=str)
def test_pydantic_dataclasses_are_valid(type_: type) -> None:
    assert len(build_many(type_, 50)) == 50


class TestUnions:
    def test_all_arms_are_drawn(self) -> None:
        built = many(Owner)
        assert {type(pet) for pet in values(built, "pet")} == {Cat, Dog, Bird}
        assert {pet.kind for pet in values(built, "pet")} == {"cat", "dog", "wolf", "bird"}

    def test_with_a_function_for_a_discriminator(self) -> None:
        assert {type(it) for it in values(many(Dessert), "it")} == {Cake, Pie, int, str}

    def test_draw_the_same_whatever_other_fields_there_are(self) -> None:
        # Used twice, a type is a reference in the core schema, and no longer stands in the field.
        once: Any = create_model("Same", pet=(Cat | Dog | State | int, ...))
        twice: Any = create_model("Same", pet=(Cat | Dog | State | int, ...), more=(list[Cat | Dog | State], ...))
        assert [one.pet for one in many(once)] == [one.pet for one in many(twice)]


class TestRecursion:
    def test_has_an_end(self) -> None:
        def depth(node: Node) -> int:
            return 1 + max(map(depth, [*node.children, *([node.parent] if node.parent else [])]), default=0)

        assert max(map(depth, many(Node))) <= 6

    def test_of_aliases_has_an_end(self) -> None:
        assert {type(body) for body in values(many(Document), "body")} == {dict, list, int, str}


class TestOtherTypesInAModel:
    def test_keep_the_constraints_that_only_pydantic_knows(self) -> None:
        built = many(Mixed)
        assert all_are(
            built, "movie", lambda movie: len(movie["title"]) >= 3 and 1900 <= movie.get("year", 1950) <= 2020
        )
        assert all_are(built, "price", lambda price: isinstance(price, Money) and 0 < price.amount < 100)
        assert all_are(built, "point", lambda point: isinstance(point, Point) and -1 <= point.x <= 1 and point.y == 0.0)

    def test_leave_out_keys_that_are_not_required_once_in_a_while(self) -> None:
        assert {"year" in one.movie for one in many(Mixed)} == {True, False}

    def test_can_be_given_in_parts(self) -> None:
        mixed = build(Mixed, movie__year=1950, price__currency="EUR")
        assert mixed.movie.get("year") == 1950
        assert mixed.price.currency == "EUR"

    def test_are_something_else_outside_of_it(self) -> None:
        build(Mixed)
        assert build(Folder, name="a", inside=[]) == Folder("a", [])
        with pytest.raises(InvalidOverride):
            build(Mixed, price__amount=100)


class TestDefaults:
    def test_are_kept(self) -> None:
        built = many(Defaults)
        assert {(one.active, one.nickname, one.state, tuple(one.tags)) for one in built} == {(True, None, State.ON, ())}

    def test_of_a_factory_that_may_give_another_value_are_drawn(self) -> None:
        assert many(Defaults)[0].id == many(Defaults)[0].id

    def test_that_follow_from_other_fields_are_kept(self) -> None:
        assert all(one.slug == one.title.lower() for one in many(Defaults))

    def test_are_kept_where_nobody_knows_how_to_draw(self) -> None:
        built = build(Arbitrary)
        assert built.lock.acquire()
        assert built.pool.handle == 4


class TestDataclasses:
    def test_run_their_own_constructor(self) -> None:
        derived = build(Derived, a=4, scale=3)
        assert (derived.later, derived.kept) == (12, "kept")

    def test_take_names_and_not_aliases(self) -> None:
        assert build(Box[int], label="x").label == "x"

    def test_draw_what_a_generic_one_holds(self) -> None:
        assert all(isinstance(box.content, int) for box in build_many(Box[int], 10))


class TestExtras:
    def test_are_taken_where_they_are_allowed(self) -> None:
        assert build(Open, colour="red").model_extra == {"colour": "red"}

    def test_are_refused_where_they_are_not(self) -> None:
        with pytest.raises(UnknownName, match="User has no field 'colour'"):
            build(User, colour="red")


def test_an_instance_that_was_given_is_the_one_that_is_held() -> None:
    tenant = build(Tenant)
    assert build(User, tenant=tenant).tenant is tenant


def test_a_root_model_is_given_by_its_root() -> None:
    assert build(Tags, root=["a"]) == Tags(["a"])
