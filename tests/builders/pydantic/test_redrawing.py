"""What validation refuses is drawn again: that and nothing else, the same on every run, and not for ever."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import pytest
from pydantic import AfterValidator, BaseModel, Field, ValidationInfo, field_validator, model_validator
from pydantic.dataclasses import dataclass

from builders import Builder, CannotBuild, InvalidOverride, build, build_many, drawn, seeded

calls: list[object] = []


def even(value: int) -> int:
    if value % 2:
        raise ValueError("must be even")
    return value


def one_in_twenty(value: int) -> int:
    if value % 20:
        raise ValueError("not among the few")
    return value


def never(value: Any) -> Any:
    raise ValueError("never right")


def breaks(value: Any) -> Any:
    raise ConnectionError("no network")


class Plain(BaseModel):
    number: int
    name: str


class Even(BaseModel):
    number: Annotated[int, AfterValidator(even)]
    name: str


class Listed(BaseModel):
    numbers: Annotated[list[Annotated[int, AfterValidator(even)]], Field(min_length=1, max_length=2)]


class Few(BaseModel):
    """One of twenty values would do in each place."""

    numbers: Annotated[list[Annotated[int, AfterValidator(one_in_twenty)]], Field(min_length=3, max_length=3)]
    by_name: Annotated[dict[str, Annotated[int, AfterValidator(one_in_twenty)]], Field(min_length=3, max_length=3)]
    pair: tuple[Annotated[int, AfterValidator(one_in_twenty)], Annotated[int, AfterValidator(one_in_twenty)]] | None


class Stay(BaseModel):
    arrives: date
    leaves: date
    room: int

    @model_validator(mode="after")
    def in_order(self) -> Stay:
        if self.arrives > self.leaves:
            raise ValueError("leaves before it arrives")
        return self


class Later(BaseModel):
    low: int = Field(ge=0, le=1000)
    high: int = Field(ge=0, le=1000)

    @field_validator("high")
    @classmethod
    def is_higher(cls, high: int, info: ValidationInfo) -> int:
        if high <= info.data.get("low", -1):
            raise ValueError("must be higher than low")
        return high


@dataclass
class Checked:
    number: Annotated[int, AfterValidator(even)]


class Inner(BaseModel):
    plan: Annotated[str, AfterValidator(never)]
    seats: int = Field(ge=1, le=50)


class Middle(BaseModel):
    tenant: Inner


class Outer(BaseModel):
    users: Annotated[list[Middle], Field(min_length=1)]
    number: int


class Broken(BaseModel):
    number: Annotated[int, AfterValidator(breaks)]


class Whole(BaseModel):
    a: int
    b: int = 3

    @model_validator(mode="after")
    def never(self) -> Whole:
        calls.append("whole")
        raise ValueError("never right as a whole")


class BadDefault(BaseModel):
    a: int = Field(default=-1, ge=0, validate_default=True)


class Counted(BaseModel):
    number: int
    name: str

    @field_validator("number")
    @classmethod
    def is_even(cls, number: int) -> int:
        calls.append(number)
        return even(number)


@pytest.fixture(autouse=True)
def _no_calls() -> None:
    calls.clear()


class TestWhatIsDrawnAgain:
    def test_is_accepted_in_the_end(self) -> None:
        assert all(one.number % 2 == 0 for one in build_many(Even, 50))
        assert all(number % 2 == 0 for one in build_many(Listed, 50) for number in one.numbers)
        assert all(one.number % 2 == 0 for one in build_many(Checked, 50))
        assert all(one.arrives <= one.leaves for one in build_many(Stay, 50))
        assert all(one.low < one.high for one in build_many(Later, 50))

    def test_is_found_where_few_values_would_do(self) -> None:
        few = build_many(Few, 20)
        assert all(number % 20 == 0 for one in few for number in [*one.numbers, *one.by_name.values()])
        assert len({number for one in few for number in one.numbers}) > 20

    def test_is_only_the_part_that_was_refused(self) -> None:
        class Firm(BaseModel):
            numbers: Annotated[list[Annotated[int, AfterValidator(even)]], Field(min_length=3, max_length=3)]

        class Free(BaseModel):
            numbers: Annotated[list[int], Field(min_length=3, max_length=3)]

        Free.__qualname__ = Firm.__qualname__
        with seeded(4):
            free = [one.numbers for one in build_many(Free, 20)]
        with seeded(4):
            firm = [one.numbers for one in build_many(Firm, 20)]
        for before, after in zip(free, firm, strict=True):
            assert [number for number in before if number % 2 == 0] == [
                now for was, now in zip(before, after, strict=True) if was % 2 == 0
            ]

    def test_is_no_more_than_what_was_refused(self) -> None:
        with seeded(3):
            plain = build_many(Plain, 20)
        with seeded(3):
            assert [one.name for one in build_many(Even, 20)] != [one.name for one in plain]
        # The same field in the same object, be it of a model that refuses or of one that does not.
        with seeded(3):
            checked = [build(Even).name for _ in range(20)]
        with seeded(3):
            assert [build(Even, number=2).name for _ in range(20)] == checked

    def test_is_the_same_on_every_run(self) -> None:
        with seeded(5):
            first = build_many(Stay, 20)
        with seeded(5):
            assert build_many(Stay, 20) == first

    def test_leaves_alone_what_was_given(self) -> None:
        late = date(2024, 12, 1)
        assert {stay.arrives for stay in (build(Stay, arrives=late, leaves=date(2024, 12, 2)) for _ in range(5))} == {
            late
        }
        with seeded(1):
            stays = build_many(Stay, 20, room=7)
        assert {stay.room for stay in stays} == {7}

    def test_may_be_what_was_declared_to_be_drawn(self) -> None:
        class Optional(BaseModel):
            number: Annotated[int, AfterValidator(even)] = 2

        assert all(one.number % 2 == 0 for one in Builder(Optional, number=drawn()).build_many(20))


class TestWhatIsNeverAccepted:
    def test_says_all_that_is_needed_to_go_on(self) -> None:
        with seeded(7, "a test"), pytest.raises(CannotBuild) as caught:
            build(Outer)
        first, *rest = str(caught.value).splitlines()
        assert first == "Outer.users.tenant.plan: 1,500 values were drawn, and none was accepted"
        labels = {line.partition(":")[0].strip(): line.partition(":")[2].strip() for line in rest}
        assert labels["drew"].startswith("'")
        assert labels["refused"] == "Value error, never right"
        assert labels["object"] == "number 0 in 'a test', seed 7"
        assert labels["give it"] == (
            "build(Outer, users__tenant__plan=...), or Builder(Outer).having(users__tenant__plan=...)"
        )

    def test_says_what_was_asked_for(self) -> None:
        class Narrow(BaseModel):
            seats: Annotated[int, Field(ge=1, le=50), AfterValidator(never)]

        with pytest.raises(CannotBuild, match="asked for:  at least 1, at most 50"):
            build(Narrow)

    def test_can_be_given(self) -> None:
        with pytest.raises(InvalidOverride, match="Inner.plan='free' is refused: Value error, never right"):
            build(Inner, plan="free")

    def test_as_a_whole_is_tried_a_bounded_number_of_times(self) -> None:
        with pytest.raises(CannotBuild, match="Whole: 1,500 objects were drawn, and none was accepted as a whole"):
            build(Whole)
        assert len(calls) == 1500

    def test_as_a_whole_may_be_what_was_given(self) -> None:
        with pytest.raises(CannotBuild, match="given:      b=4; without it, no object was accepted either"):
            build(Whole, b=4)

    def test_as_a_whole_is_what_was_given_where_all_was(self) -> None:
        with pytest.raises(InvalidOverride, match=r"Whole refuses what was given as a whole: .*\n  given:  a=1, b=2"):
            build(Whole, a=1, b=2)
        assert len(calls) == 1

    def test_may_be_a_default(self) -> None:
        with pytest.raises(CannotBuild, match="BadDefault.a: its default is refused"):
            build(BadDefault)


class TestGivenValues:
    def test_that_are_refused_for_themselves_are_tried_once(self) -> None:
        with pytest.raises(InvalidOverride, match="Counted.number=3 is refused"):
            build(Counted, number=3)
        assert calls == [3]
        calls.clear()
        assert build(Counted, number=4).number == 4
        assert calls == [4]

    def test_that_are_refused_are_named_at_once(self) -> None:
        with pytest.raises(InvalidOverride, match="Even.number=3 is refused: Value error, must be even") as caught:
            build(Even, number=3)
        assert isinstance(caught.value, ValueError)
        assert caught.value.__cause__ is None

    def test_that_are_refused_deep_inside_are_named_with_the_way_to_them(self) -> None:
        class Account(BaseModel):
            owner: Even

        with pytest.raises(InvalidOverride, match="Account.owner.number=3 is refused"):
            build(Account, owner__number=3)

    def test_that_fit_only_to_some_of_what_is_drawn_are_kept(self) -> None:
        assert all(build(Later, high=400).low < 400 for _ in range(20))

    def test_that_are_right_are_kept(self) -> None:
        assert build(Even, number=4).number == 4


class TestWhatBreaks:
    def test_is_not_tried_again(self) -> None:
        with pytest.raises(CannotBuild, match="Broken could not be made: .* ConnectionError: no network") as caught:
            build(Broken)
        assert isinstance(caught.value.__cause__, ConnectionError)

    def test_is_named_with_the_way_to_it(self) -> None:
        class Holder(BaseModel):
            it: Broken

        with pytest.raises(CannotBuild, match="Holder.it could not be made"):
            build(Holder)
