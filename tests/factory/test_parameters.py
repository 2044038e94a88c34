"""What is said of a parameter beside its type: in `Annotated`, and in the place of its default."""

from __future__ import annotations

from typing import Annotated, Any, Protocol

import attrs
import pydantic
import pytest
from annotated_types import Ge
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from mockfactory import CannotCreate, MisuseError, MockFactory


class Param(FieldInfo):  # type: ignore[misc]  # final to checkers, and derived from all the same
    """As web frameworks derive from what pydantic says of a field: `Query`, `Path`, `Header`, `Body`, ..."""


def query(default: Any = PydanticUndefined, **said: Any) -> Any:
    return Param(default=default, **said)


class Mailer(Protocol):
    def send(self, to: str) -> bool: ...


class Person(BaseModel):
    age: int


def multiple_of_7(value: int) -> int:
    if value % 7:
        raise ValueError("no multiple of 7")
    return value


def grown_up(person: Person) -> Person:
    assert person.age >= 18, "too young"
    return person


Sevens = Annotated[int, AfterValidator(multiple_of_7)]


def endpoint(
    mailer: Mailer,
    number: Annotated[int, query(ge=5, le=6)],
    text: Annotated[str, query(max_length=3)],
    several: Annotated[list[Annotated[int, query(ge=5, le=6)]] | None, query(min_length=1)],
    limit: int = query(10, le=99),
    header: str | None = query(None),
    required: int = query(..., ge=3, le=4),
    undefined: int = query(ge=3, le=4),
    short: str | None = query(..., max_length=2),
    tags: list[str] = query([]),  # noqa: B008  # as endpoints are written
    made: list[int] = query(default_factory=list),  # noqa: B008
) -> dict[str, Any]:
    return dict(locals())


@pytest.mark.parametrize("seed", range(5))
def test_bounds_are_kept(seed: int) -> None:
    got = MockFactory(seed=seed).call(endpoint)
    assert got["number"] in (5, 6)
    assert len(got["text"]) <= 3
    assert set(got["several"]) <= {5, 6}
    assert got["required"] in (3, 4)
    assert got["undefined"] in (3, 4)
    assert len(got["short"]) <= 2


def test_bounds_are_kept_where_none_is_allowed() -> None:
    for _ in range(20):
        assert MockFactory().create(Annotated[int | None, Field(ge=5, le=6)]) in (5, 6)


def test_a_stated_default_is_the_default() -> None:
    got = MockFactory().call(endpoint)
    assert (got["limit"], got["header"], got["tags"], got["made"]) == (10, None, [], [])
    got["tags"].append("mine")
    assert MockFactory().call(endpoint)["tags"] == []


def test_a_class_has_stated_defaults_too() -> None:
    class Paging:
        def __init__(self, skip: int = query(0, ge=0), limit: int = query(..., ge=1, le=2)) -> None:
            self.skip, self.limit = skip, limit

    paging = MockFactory().wire(Paging)
    assert paging.skip == 0
    assert paging.limit in (1, 2)
    assert [part.decided for part in MockFactory().explain(Paging).parts] == ["default", "real"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"number": 7}, "7, which is not at most 6"),
        ({"required": 5}, "5, which is not at most 4"),
        ({"limit": 100}, "100, which is not at most 99"),
        ({"short": "abc"}, "is longer than 2"),
        ({"limit": "a"}, r"str \('a'\), not int"),
    ],
)
def test_what_is_given_is_looked_at(given: dict[str, Any], words: str) -> None:
    with pytest.raises(MisuseError, match=words):
        MockFactory().call(endpoint, **given)
    assert MockFactory().call(endpoint, limit=99, short=None)["limit"] == 99


def test_what_is_bound_goes_before_a_stated_default() -> None:
    class Sized:
        def __init__(self, limit: int = query(10, le=99)) -> None:
            self.limit = limit

    factory = MockFactory()
    factory.bind(int, to=7)
    assert factory.wire(Sized).limit == 7


def checked(
    number: Sevens,
    several: list[Sevens],
    person: Annotated[Person, AfterValidator(grown_up)],
    stripped: Annotated[str, BeforeValidator(str.strip)],
    plain: Annotated[int, PlainValidator(multiple_of_7)],
) -> dict[str, Any]:
    return dict(locals())


@pytest.mark.parametrize("seed", range(5))
def test_validators_hold_for_what_is_drawn(seed: int) -> None:
    factory = MockFactory(seed=seed)
    got = factory.call(checked)
    assert got["number"] % 7 == got["plain"] % 7 == 0
    assert all(one % 7 == 0 for one in got["several"])
    assert got["person"].age >= 18
    assert got["person"] is factory[Person]
    assert got["stripped"] == got["stripped"].strip()
    assert factory.create(Sevens) % 7 == 0


def test_validators_hold_for_what_is_given() -> None:
    with pytest.raises(MisuseError, match=r"3, which is refused by multiple_of_7: .*no multiple of 7"):
        MockFactory().call(checked, number=3)
    with pytest.raises(MisuseError, match="item 1 is 8, which is refused by multiple_of_7"):
        MockFactory().call(checked, several=[7, 8])
    with pytest.raises(MisuseError, match="too young"):
        MockFactory().call(checked, person=Person(age=3))
    assert MockFactory().call(checked, number=14)["number"] == 14


def test_a_validator_that_takes_nothing_is_told() -> None:
    def never(value: int) -> int:
        raise ValueError("never")

    with pytest.raises(CannotCreate, match="none is accepted by its validators"):
        MockFactory().create(Annotated[int, AfterValidator(never)])


def test_a_shared_one_that_is_not_what_is_asked_for() -> None:
    def handle(person: Annotated[Person, AfterValidator(_nobody_older)]) -> Person:
        return person

    factory = MockFactory()
    factory.bind(Person, to=Person(age=99))
    with pytest.raises(MisuseError, match="too old"):
        factory.call(handle)
    other = MockFactory()
    while other[Person].age < 18:
        other = MockFactory(seed=other[Person].age)
    with pytest.raises(CannotCreate, match=r"asks for a 'person' that the Person of this factory is not: .*too old"):
        other.call(handle)
    assert other.call(handle, person=Person(age=3)).age == 3


def _nobody_older(person: Person) -> Person:
    assert person.age < 18, "too old"
    return person


class Even(BaseModel):
    number: int = Field(ge=5, le=20)
    step: int = Field(default=2, ge=1)

    @field_validator("number")
    @classmethod
    def even(cls, value: int) -> int:
        if value % 2:
            raise ValueError("odd")
        return value


class Ordered(BaseModel):
    low: int
    high: int

    @model_validator(mode="after")
    def ordered(self) -> Ordered:
        assert self.low <= self.high, "high is below low"
        return self


class Never(BaseModel):
    model_config = ConfigDict(title="Something else")
    number: int

    @model_validator(mode="after")
    def never(self) -> Never:
        raise ValueError("no")


class Host:
    """No model, though it makes one that refuses."""

    def __init__(self, number: int) -> None:
        self.inner = Even(number=3)


def test_what_a_service_refuses_itself_is_its_own_error() -> None:
    with pytest.raises(ValidationError):
        MockFactory().wire(Host)


@pytest.mark.parametrize("seed", range(5))
def test_what_a_model_refuses_is_drawn_again(seed: int) -> None:
    factory = MockFactory(seed=seed)
    assert factory.wire(Even).number % 2 == 0
    ordered = factory.wire(Ordered)
    assert ordered.low <= ordered.high


def test_what_a_model_refuses_of_what_is_given() -> None:
    with pytest.raises(MisuseError) as caught:
        MockFactory().wire(Even, step=0)
    assert str(caught.value).splitlines() == [
        "Even is given what it refuses.",
        "  because:  step: Input should be greater than or equal to 1",
    ]
    with pytest.raises(MisuseError, match="number: odd"):
        MockFactory().wire(Even, number=7)
    for given in ({"low": 3, "high": 2}, {"low": 10**9}):
        with pytest.raises(MisuseError, match=r"(?s)Ordered is given what it refuses.*high is below low"):
            MockFactory().wire(Ordered, **given)
    with pytest.raises(CannotCreate, match=r"(?s)Never refuses what was created for it.*as a whole: .*no"):
        MockFactory().wire(Never)
    assert MockFactory().wire(Even, number=8).number == 8


@pydantic.dataclasses.dataclass
class Bounded:
    number: int = Field(ge=5, le=6)
    other: int = Field(7)


@attrs.define
class Checked:
    number: int = attrs.field(validator=attrs.validators.lt(4))


@pytest.mark.parametrize("seed", range(5))
def test_fields_say_what_their_parameters_do_not(seed: int) -> None:
    factory = MockFactory(seed=seed)
    bounded = factory.wire(Bounded)
    assert bounded.number in (5, 6)
    assert bounded.other == 7
    assert factory.wire(Checked).number < 4


def test_what_such_fields_refuse() -> None:
    with pytest.raises(MisuseError, match="9, which is not at most 6"):
        MockFactory().wire(Bounded, number=9)
    with pytest.raises(ValueError, match="must be < 4"):  # the class's own words
        MockFactory().wire(Checked, number=9)


def test_a_hint_that_is_not_known_is_no_hint_that_is_missing() -> None:
    class Service:
        def __init__(self, store: Nowhere) -> None: ...  # type: ignore[name-defined]  # noqa: F821

    class Bare:
        def __init__(self, store) -> None: ...  # type: ignore[no-untyped-def]

    with pytest.raises(CannotCreate) as caught:
        MockFactory().wire(Service)
    assert "write:  the imports for its type hint" in str(caught.value)
    with pytest.raises(CannotCreate) as caught:
        MockFactory().wire(Bare)
    assert "write:  a type hint in Bare, or store=..." in str(caught.value)


def test_bounds_of_annotated_types_as_before() -> None:
    def listen(port: Annotated[int, Ge(1)]) -> int:
        return port

    assert MockFactory().call(listen) >= 1
