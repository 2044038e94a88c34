"""Each kind of value that a field may hold: built fifty times, validated again by pydantic, and looked at."""

from __future__ import annotations

import datetime as dt
import enum
import json
import re
import string
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Interface
from pathlib import Path
from typing import Annotated, Any, Literal, NewType
from uuid import UUID

import pytest
from annotated_types import Gt, Interval, Len, MultipleOf
from pydantic import (
    UUID1,
    UUID4,
    UUID7,
    AfterValidator,
    AmqpDsn,
    AnyUrl,
    AwareDatetime,
    Base64Bytes,
    Base64Str,
    BaseModel,
    BeforeValidator,
    ByteSize,
    DirectoryPath,
    EmailStr,
    Field,
    FileUrl,
    FutureDate,
    FutureDatetime,
    HttpUrl,
    ImportString,
    InstanceOf,
    IPvAnyAddress,
    IPvAnyNetwork,
    Json,
    KafkaDsn,
    MongoDsn,
    NaiveDatetime,
    NameEmail,
    NewPath,
    NonNegativeFloat,
    PastDate,
    PastDatetime,
    PlainValidator,
    PositiveInt,
    PostgresDsn,
    RedisDsn,
    Secret,
    SecretBytes,
    SecretStr,
    SkipValidation,
    Strict,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    StringConstraints,
    TypeAdapter,
    UrlConstraints,
    WrapValidator,
    conint,
    conlist,
    conset,
    constr,
)

from tests.builders.pydantic.judging import all_are, judged, judged_by_dump, many, values

Sku = NewType("Sku", str)


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 9


class Shade(enum.Enum):
    DARK = "dark"
    LIGHT = "light"


def even(value: int) -> int:
    if value % 2:
        raise ValueError("must be even")
    return value


class Numbers(BaseModel):
    count: PositiveInt
    percent: Annotated[float, Field(ge=0, le=1)]
    ratio: NonNegativeFloat
    step: Annotated[int, Gt(10), MultipleOf(7), Field(lt=100)]
    window: Annotated[int, Interval(gt=-5, le=5)]
    price: Annotated[Decimal, Field(max_digits=6, decimal_places=2, gt=0)]
    small: conint(gt=1, lt=4)  # type: ignore[valid-type]  # how pydantic 1 wrote it
    loose: Decimal
    wave: complex


class Strictly(BaseModel):
    whole: StrictInt
    part: StrictFloat
    text: StrictStr
    flag: StrictBool
    other: Annotated[int, Strict()]


class Texts(BaseModel):
    code: Annotated[str, Field(pattern=r"^[A-Z]{3}-\d{2}$")]
    short: Annotated[str, StringConstraints(min_length=2, max_length=5, strip_whitespace=True)]
    upper: constr(to_upper=True, max_length=12)  # type: ignore[valid-type]  # how pydantic 1 wrote it
    lower: Annotated[str, StringConstraints(to_lower=True)]
    sku: Sku
    raw: bytes
    few: Annotated[bytes, Len(1, 8)]


class People(BaseModel):
    contact: EmailStr
    author: NameEmail
    password: SecretStr
    key: SecretBytes
    pin: Secret[int]


class Encoded(BaseModel):
    settings: Json[dict[str, int]]
    anything: Json[Any]
    blob: Base64Bytes
    text: Base64Str


class Addresses(BaseModel):
    site: HttpUrl
    any_url: AnyUrl
    file: FileUrl
    database: PostgresDsn
    cache: RedisDsn
    broker: AmqpDsn
    log: KafkaDsn
    documents: MongoDsn
    depot: Annotated[AnyUrl, UrlConstraints(allowed_schemes=["s3", "gs"], host_required=True)]
    short: Annotated[HttpUrl, UrlConstraints(max_length=20)]


class Networks(BaseModel):
    v4: IPv4Address
    v6: IPv6Address
    any_address: IPvAnyAddress
    net: IPv4Network
    any_net: IPvAnyNetwork
    interface: IPv6Interface


class Times(BaseModel):
    born: PastDate
    seen: PastDatetime
    due: FutureDate
    ends: FutureDatetime
    aware: AwareDatetime
    naive: NaiveDatetime
    day: Annotated[dt.date, Field(ge=dt.date(2020, 1, 1), lt=dt.date(2020, 3, 1))]
    at: dt.time
    took: Annotated[dt.timedelta, Field(gt=dt.timedelta(0), le=dt.timedelta(hours=2))]
    before: Annotated[dt.datetime, Field(lt=dt.datetime(2001, 1, 1))]


class Sizes(BaseModel):
    size: ByteSize
    home: DirectoryPath
    output: NewPath
    any_path: Path
    loader: ImportString[Any]
    expression: re.Pattern[str]
    random: UUID4
    timed: UUID1
    sorted: UUID7
    plain: UUID


class Choices(BaseModel):
    role: Literal["admin", "viewer", 3]
    level: Level
    shade: Shade
    maybe: int | None
    either: int | str
    bounded: Annotated[int | str, Gt(3)]
    nothing: None


class Collections(BaseModel):
    tags: Annotated[list[Annotated[str, Field(min_length=3)]], Len(1, 4)]
    counts: conlist(int, min_length=2)  # type: ignore[valid-type]  # how pydantic 1 wrote it
    chosen: conset(int, min_length=3, max_length=4)  # type: ignore[valid-type]  # how pydantic 1 wrote it
    both: Annotated[set[bool], Len(2)]
    frozen: frozenset[Shade]
    queue: deque[int]
    pair: tuple[int, str]
    row: tuple[Annotated[int, Gt(5)], ...]
    scores: dict[str, Annotated[float, Field(ge=0, le=10)]]
    full: Annotated[dict[int, str], Len(2, 3)]
    sequence: Annotated[Sequence[int], Len(2)]
    mapping: Mapping[str, Shade]
    ordered: OrderedDict[str, int]
    default: defaultdict[str, list[int]]
    counter: Counter[str]
    nested: list[dict[str, tuple[int, ...]]]


class Odd(BaseModel):
    anything: Any
    thing: object
    hashable: Hashable
    function: Callable[[int], str]
    class_: type[Level]
    unchecked: SkipValidation[int]
    one_of: InstanceOf[Shade]
    doubled: Annotated[int, AfterValidator(lambda value: value * 2)]
    even: Annotated[int, AfterValidator(even)]
    before: Annotated[int, BeforeValidator(lambda value: value)]
    wrapped: Annotated[int, WrapValidator(lambda value, handler: handler(value))]
    plain: Annotated[int, PlainValidator(lambda value: value)]
    split: Annotated[list[str], BeforeValidator(lambda text: text.split(), json_schema_input_type=str)]


class Streamed(BaseModel):
    items: Iterable[Annotated[int, Gt(3)]]


@pytest.mark.parametrize(
    "model",
    [Numbers, Strictly, Texts, People, Addresses, Networks, Times, Choices, Collections],
    ids=lambda m: m.__name__,
)
def test_values_are_valid(model: type[BaseModel]) -> None:
    assert len(judged(model)) == 50


def test_values_that_are_decoded_are_valid() -> None:
    built = judged_by_dump(Encoded)
    assert any(one.settings for one in built)
    assert all_are(built, "blob", lambda blob: isinstance(blob, bytes))


class TestValuesAreAsAsked:
    def test_numbers(self) -> None:
        built = many(Numbers)
        assert all_are(built, "step", lambda step: 10 < step < 100 and step % 7 == 0)
        assert all_are(built, "small", lambda small: small in (2, 3))
        assert all_are(built, "price", lambda price: price > 0 and price.as_tuple().exponent >= -2)

    def test_texts(self) -> None:
        built = many(Texts)
        assert all_are(built, "code", re.compile(r"[A-Z]{3}-\d{2}").fullmatch)
        assert all_are(built, "upper", str.isupper)
        assert all_are(built, "few", lambda few: 1 <= len(few) <= 8)

    def test_emails_are_those_of_people(self) -> None:
        built = many(People)
        assert all_are(built, "contact", lambda contact: "@" in contact)
        assert all_are(built, "author", lambda author: " " in author.name and "@" in author.email)

    def test_secrets_hold_what_they_hide(self) -> None:
        built = many(People)
        assert all_are(built, "password", lambda password: len(password.get_secret_value()) > 0)
        assert all_are(built, "pin", lambda pin: isinstance(pin.get_secret_value(), int))

    def test_urls_have_the_schemes_that_are_allowed(self) -> None:
        built = many(Addresses)
        assert {url.scheme for url in values(built, "depot")} == {"s3", "gs"}
        assert all_are(built, "database", lambda dsn: dsn.hosts()[0]["port"] == 5432)
        assert all_are(built, "site", lambda url: url.scheme == "https")

    def test_past_and_future_are_far_from_the_clock(self) -> None:
        built = many(Times)
        assert all_are(built, "seen", lambda seen: seen.year < 2025)
        assert all_are(built, "born", lambda born: born.year < 2025)
        assert all_are(built, "due", lambda due: due.year >= 2090)
        assert all_are(built, "ends", lambda ends: ends.year >= 2090)

    def test_zones(self) -> None:
        built = many(Times)
        assert all_are(built, "aware", lambda aware: aware.tzinfo is not None)
        assert all_are(built, "naive", lambda naive: naive.tzinfo is None)

    def test_choices_are_all_seen(self) -> None:
        built = many(Choices)
        assert set(values(built, "role")) == {"admin", "viewer", 3}
        assert set(values(built, "level")) == set(Level)
        assert None in values(built, "maybe")
        assert {type(value) for value in values(built, "either")} == {int, str}
        assert all_are(built, "bounded", lambda bounded: isinstance(bounded, int))

    def test_collections(self) -> None:
        built = many(Collections)
        assert all_are(built, "both", lambda both: both == {True, False})
        assert all_are(built, "default", lambda default: default.default_factory is list)
        assert all_are(built, "queue", lambda queue: isinstance(queue, deque))
        assert len({len(row) for row in values(built, "row")}) > 1

    def test_types_of_which_little_is_known(self) -> None:
        built = many(Odd)
        assert all_are(built, "function", callable)
        assert all_are(built, "class_", lambda class_: class_ is Level)
        assert all_are(built, "unchecked", lambda unchecked: isinstance(unchecked, int))
        assert all_are(built, "plain", lambda plain: isinstance(plain, int))
        assert all_are(built, "even", lambda value: value % 2 == 0)
        assert all_are(built, "split", lambda words: all(isinstance(word, str) for word in words))

    def test_sizes_paths_and_identifiers(self) -> None:
        built = many(Sizes)
        assert all_are(built, "size", lambda size: size.human_readable())
        assert all_are(built, "output", lambda path: not path.exists())
        assert [(one.random.version, one.timed.version, one.sorted.version) for one in built] == [(4, 1, 7)] * len(
            built
        )
        assert len(set(values(built, "timed"))) == len(built)

    def test_iterators_give_valid_items(self) -> None:
        assert all(item > 3 for one in many(Streamed) for item in one.items)

    def test_json_is_text_that_pydantic_reads(self) -> None:
        adapter = TypeAdapter(dict[str, int])
        assert all_are(many(Encoded), "settings", lambda found: adapter.validate_json(json.dumps(found)) == found)

    def test_upper_case_stays_what_it_is(self) -> None:
        assert all_are(many(Texts), "lower", lambda text: not set(text) & set(string.ascii_uppercase))
