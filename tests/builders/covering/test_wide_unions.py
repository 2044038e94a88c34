"""Objects with many kinds of parts are covered by few objects."""

from typing import Any, Literal, Union

from pydantic import BaseModel, Field, create_model

from builders import coverage


class Shared(BaseModel):
    level: Literal[0, 1, 2, 3, 4]


def kind(number: int) -> type[BaseModel]:
    return create_model(f"Kind{number}", number=(int, number), shared=(Shared, ...), on=(bool, ...))


KINDS: Any = Union[tuple(kind(number) for number in range(9))]  # made of a tuple
Box: Any = create_model("Box", parts=(list[KINDS], ...))  # pyright: ignore[reportInvalidTypeForm]  # as KINDS is


class Pair(BaseModel):
    flags: list[bool] = Field(min_length=1, max_length=2)


def test_many_cases_of_an_item_stand_side_by_side_in_few_lists() -> None:
    boxes = coverage(Box)
    parts = [part for box in boxes for part in box.parts]
    assert len(boxes) <= 6
    assert {type(part).__name__ for part in parts} == {f"Kind{number}" for number in range(9)}
    assert {part.on for part in parts} == {True, False}
    assert min(len(box.parts) for box in boxes) == 0


def test_what_the_arms_of_a_union_share_is_covered_once() -> None:
    boxes = coverage(Box)
    assert {part.shared.level for box in boxes for part in box.parts} == {0, 1, 2, 3, 4}


def test_few_cases_of_an_item_are_shown_one_by_one() -> None:
    flags = [pair.flags for pair in coverage(Pair)]
    assert [False] in flags
    assert [True] in flags
    assert max(map(len, flags)) == 2
