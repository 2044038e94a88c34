"""What real models hold that is not in the first chapter of pydantic's manual."""

from __future__ import annotations

import datetime as dt
import enum
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from decimal import Decimal
from ipaddress import IPv4Address
from pathlib import PurePosixPath
from typing import Annotated, Any, ClassVar, Generic, Literal, NamedTuple, TypeVar
from uuid import UUID

import pytest
from annotated_types import Len, LowerCase, MultipleOf, UpperCase
from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetPydanticSchema,
    HttpUrl,
    JsonValue,
    NegativeFloat,
    PrivateAttr,
    SecretBytes,
    SerializeAsAny,
    field_validator,
)
from pydantic.dataclasses import dataclass as pydantic_dataclass
from pydantic_core import CoreSchema, core_schema
from typing_extensions import Required, Self, TypeAliasType, TypedDict

from tests.builders.pydantic.judging import all_are, judged, many, values

T = TypeVar("T")


class Shade(enum.StrEnum):
    DARK = "dark"
    LIGHT = "light"


class Rights(enum.IntFlag):
    READ = 1
    WRITE = 2


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)
    x: int


class Configured(BaseModel):
    model_config = ConfigDict(use_enum_values=True, str_max_length=6, str_min_length=3, str_strip_whitespace=True)
    shade: Shade
    name: str
    names: list[str]
    long: Annotated[str, Field(min_length=4, max_length=20)]
    rights: Rights
    constant: ClassVar[int] = 3


class Selves(BaseModel):
    me: Self | None
    others: list[Self]
    perhaps: Any | None
    left: Annotated[int | str, Field(union_mode="left_to_right")]


class Siamese(BaseModel):
    kind: Literal["cat"]
    breed: Literal["siamese"]


class Persian(BaseModel):
    kind: Literal["cat"]
    breed: Literal["persian"]


class Dog(BaseModel):
    kind: Literal["dog"] = "dog"


AnyCat = Annotated[Siamese | Persian, Field(discriminator="breed")]


class Kennel(BaseModel):
    guest: Annotated[AnyCat | Dog, Field(discriminator="kind")] | None
    rooms: dict[str, Annotated[AnyCat | Dog, Field(discriminator="kind")]]


class Keyed(BaseModel):
    models: set[Frozen]
    pairs: frozenset[tuple[int, str]]
    by_id: dict[UUID, Frozen]
    by_pair: dict[tuple[int, str], int]
    by_shade: dict[Shade, list[Frozen]]
    by_host: dict[IPv4Address, dict[Literal["x", "y"], int]]
    by_day: Mapping[dt.date, Decimal]
    sequence: Sequence[Frozen]
    class_: type[Frozen]
    any_class: type[Any]
    one_class: type[Frozen | Dog]


class Wrapped(TypedDict, Generic[T]):
    it: T


class Branch(TypedDict, total=False):
    name: Required[str]
    main: Branch
    twigs: list[Branch]


class Labelled(NamedTuple):
    x: int
    model: Frozen
    label: str = "none"


@dataclass
class Crate(Generic[T]):
    content: T
    more: list[T] = field(default_factory=list)
    weight: InitVar[int] = 3


@pydantic_dataclass
class Part:
    inside: Part | None
    size: int

    @field_validator("size")
    @classmethod
    def is_a_multiple_of_three(cls, size: int) -> int:
        assert size % 3 == 0, "must be a multiple of three"
        return size


class Holding(BaseModel):
    wrapped: Wrapped[int]
    branch: Branch
    labelled: Labelled
    crate: Crate[Frozen]
    other_crate: Crate[int]
    part: Part
    parts: list[Part]


class Bounded(BaseModel):
    long: Annotated[str, Field(min_length=300)]
    one: Annotated[str, Field(max_length=1)]
    five: Annotated[str, Len(5, 5)]
    cents: Annotated[Decimal, Field(gt=0, lt=1, decimal_places=2)]
    thousandths: Annotated[Decimal, Field(max_digits=3, decimal_places=3)]
    quarters: Annotated[Decimal, MultipleOf(Decimal("0.25")), Field(ge=0, le=1)]
    halves: Annotated[float, Field(multiple_of=0.5, ge=1, le=9)]
    thousands: Annotated[int, Field(multiple_of=1000)]
    only_day: Annotated[dt.date, Field(gt=dt.date(2020, 1, 1), lt=dt.date(2020, 1, 3))]
    office: Annotated[dt.time, Field(ge=dt.time(9), lt=dt.time(17))]
    days: Annotated[dt.timedelta, Field(ge=dt.timedelta(days=3))]
    huge: Annotated[int, Field(ge=10**30)]
    vast: Annotated[float, Field(ge=1e300)]
    below: Annotated[int, Field(lt=-10)]
    negative: NegativeFloat
    twenty: Annotated[list[int], Len(20, 20)]
    three: Annotated[bytes, Len(3, 3)]
    queue: deque[Annotated[int, Field(gt=3)]] = Field(max_length=3, min_length=1)


class Patterned(BaseModel):
    model_config = ConfigDict(regex_engine="python-re")
    password: Annotated[str, Field(pattern=r"^(?=.*\d)[a-z\d]{8,12}$")]
    code: Annotated[str, Field(pattern=r"(?i)^abc\d?$", min_length=4)]
    phone: Annotated[str, Field(pattern=r"^\+?[1-9]\d{1,14}$")]
    short: Annotated[str, Field(pattern=r"^[ab]+$", max_length=4)]


class _Marker:
    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(lambda value: value, handler(source))


class ThirdParty:
    """A class of somebody who does not know pydantic."""

    def __init__(self) -> None:
        self.x = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ThirdParty) and other.x == self.x


class _ThirdPartyAnnotation:
    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def from_number(number: int) -> ThirdParty:
            made = ThirdParty()
            made.x = number
            return made

        steps = core_schema.chain_schema(
            [core_schema.int_schema(ge=5), core_schema.no_info_plain_validator_function(from_number)]
        )
        return core_schema.json_or_python_schema(
            json_schema=steps,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(ThirdParty), steps]),
        )


class Sub(Frozen):
    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(lambda value: value, handler(source))


class Username(str):
    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls, handler(str))


class Customised(BaseModel):
    marked: Annotated[int, _Marker]
    third: Annotated[ThirdParty, _ThirdPartyAnnotation]
    sub: Sub
    any_sub: SerializeAsAny[Frozen]
    text: Annotated[str, GetPydanticSchema(lambda source, handler: core_schema.str_schema(min_length=3))]
    user: Username
    users: list[Username]


class PostInit(BaseModel):
    x: int
    _y: int = PrivateAttr()

    def model_post_init(self, context: Any) -> None:
        if self.x % 2:
            raise ValueError("x is odd")
        self._y = self.x


def all_differ(numbers: list[int]) -> list[int]:
    if len(set(numbers)) < len(numbers):
        raise ValueError("some are equal")
    return numbers


class Nestings(BaseModel):
    differing: Annotated[list[int], AfterValidator(all_differ)]
    either: Annotated[int, Field(ge=1)] | Annotated[str, Field(min_length=3)] | None
    gaps: list[Annotated[int, Field(ge=1, le=3)] | None]
    empty: tuple[()]
    literal: Literal[Shade.DARK, None, 1, True]
    number: float | int
    moment: dt.date | dt.datetime
    loud: UpperCase[str]
    quiet: list[LowerCase[str]]
    twice: Annotated[Annotated[int, Field(gt=5)], Field(lt=8)]


@pydantic_dataclass(config=ConfigDict(validate_by_name=True, validate_by_alias=True))
class ByBoth:
    a: int = Field(alias="AA")
    b: Annotated[int, Field(gt=3)] = Field(kw_only=True)
    c: list[int] = field(default_factory=list)


@pydantic_dataclass(frozen=True)
class ByAlias:
    model: Frozen
    branch: Branch
    a: int = Field(validation_alias=AliasChoices("q", "r"))


class Dataclasses(BaseModel):
    both: ByBoth
    alias: ByAlias
    many: list[ByBoth]


Value = TypeAliasType("Value", "int | list[Value] | dict[str, Value] | None")
ListOf = TypeAliasType("ListOf", list[T], type_params=(T,))


class Aliases(BaseModel):
    value: Value
    value_list: list[Value]
    generic: ListOf[int]
    json_value: JsonValue
    json_values: dict[str, JsonValue]


class DefaultsEverywhere(BaseModel):
    a: Annotated[int, Field(default=3)]
    b: Annotated[str, Field(default_factory=str)]
    c: int = Field(default=4, validate_default=True)
    d: list[Frozen] = []
    e: Frozen = Frozen(x=1)
    f: Frozen = Field(default_factory=lambda: Frozen(x=3))


class Strange(BaseModel):
    function: Callable[..., Awaitable[int]]
    hashable: Hashable
    path: PurePosixPath
    wave: complex


class StrictAll(BaseModel, extra="forbid", strict=True):
    a: dict[str, list[tuple[int, Frozen]]]
    b: bytes
    c: dt.timedelta
    d: Decimal
    e: Shade
    f: UUID
    g: HttpUrl
    h: set[int]
    i: frozenset[str]
    j: tuple[int, ...]
    k: float
    l: Rights  # noqa: E741  # a letter like the others
    m: dt.date
    n: SecretBytes


ALL: list[type[BaseModel]] = [
    Configured, Selves, Kennel, Keyed, Holding, Bounded, Patterned, Customised, PostInit, Nestings, Dataclasses,
    Aliases, DefaultsEverywhere, Strange, StrictAll,
]  # fmt: skip


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
def test_models_are_valid(model: type[BaseModel]) -> None:
    assert len(judged(model)) == 50


def test_texts_are_as_long_as_the_configuration_says() -> None:
    built = many(Configured)
    assert all_are(built, "name", lambda name: 3 <= len(name) <= 6)
    assert any(len(long) > 6 for long in values(built, "long"))


def test_unions_within_unions_show_all_their_arms() -> None:
    assert {type(guest) for guest in values(many(Kennel), "guest")} == {Siamese, Persian, Dog, type(None)}


def test_a_class_that_does_not_know_pydantic_is_made_by_its_annotation() -> None:
    assert all_are(many(Customised), "third", lambda third: third.x >= 5)
    assert all_are(many(Customised), "user", lambda user: isinstance(user, Username))


def test_validators_of_pydantic_dataclasses_hold_within_models() -> None:
    assert all_are(many(Holding), "part", lambda part: part.size % 3 == 0)
