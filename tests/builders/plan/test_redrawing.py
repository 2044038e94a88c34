"""What a type refuses is drawn again until it is accepted, or is told as the fault of whoever said it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import annotated_types as at
import attrs
import msgspec
import pytest

from builders import Builder, BuildError, CannotBuild, InvalidOverride, build, build_many, sequence

calls: list[object] = []


@pytest.fixture(autouse=True)
def _no_calls() -> None:
    calls.clear()


def one_in_twenty(value: int) -> bool:
    return value % 20 == 0


@dataclass
class Rare:
    number: int
    name: str

    def __post_init__(self) -> None:
        if not one_in_twenty(self.number):
            raise ValueError("number is not among the few")


@dataclass
class RareAsAWhole:
    number: int
    name: str
    other: Rare

    def __post_init__(self) -> None:
        if not one_in_twenty(self.number):
            raise ValueError("no")


@dataclass
class RareInside:
    name: str
    others: tuple[Rare, Rare]

    def __post_init__(self) -> None:
        if sum(other.number for other in self.others) % 400:
            raise ValueError("no")


@dataclass
class RareByCondition:
    number: Annotated[int, at.Predicate(one_in_twenty)]


@dataclass
class Never:
    number: int
    text: str = ""

    def __post_init__(self) -> None:
        calls.append(self)
        raise ValueError("not today")


class TestWhatIsSeldomAccepted:
    @pytest.mark.parametrize("type_", [Rare, RareAsAWhole, RareInside, RareByCondition])
    def test_is_found(self, type_: type[object]) -> None:
        assert len(build_many(type_, 25)) == 25

    def test_is_given_up_where_there_is_none(self) -> None:
        with pytest.raises(CannotBuild, match="Never: 1,500 objects were drawn, and none was accepted as a whole"):
            build(Never)
        assert len(calls) == 1500


class TestWhatIsRefusedAsAWhole:
    def test_is_told_with_a_rule_that_makes_the_fields_fit(self) -> None:
        @dataclass
        class Scores:
            rows: list[int]
            total: int

            def __post_init__(self) -> None:
                if self.total != sum(self.rows) + 1_000_000:
                    raise ValueError("it does not add up")

        with pytest.raises(CannotBuild) as caught:
            build(Scores)
        assert "  write:      Builder(Scores).deriving(<field>=lambda scores: ...),\n" in str(caught.value)
        assert "give it" not in str(caught.value)
        scores = Builder(Scores).deriving(total=lambda scores: sum(scores.rows) + 1_000_000)
        assert scores.build().total >= 1_000_000

    def test_is_told_with_the_way_to_it(self) -> None:
        @dataclass
        class Holder:
            it: Never

        with pytest.raises(CannotBuild) as caught:
            build(Holder)
        assert str(caught.value).startswith("Holder.it: 1,500 objects were drawn")
        assert str(caught.value).endswith("give it:    build(Holder, it=...), or Builder(Holder).having(it=...)")

    def test_may_be_what_was_given(self) -> None:
        @dataclass
        class Quiet:
            size: int
            name: str

            def __post_init__(self) -> None:
                if self.size == 13:
                    raise ValueError("bad luck")

        with pytest.raises(InvalidOverride, match=r"Quiet\.size=13 is refused: bad luck\n  so:     without it"):
            build(Quiet, size=13)
        assert build(Quiet, size=12).size == 12

    def test_is_not_put_down_to_what_was_given_where_that_changes_nothing(self) -> None:
        with pytest.raises(CannotBuild, match="given:      text='a'; without it, no object was accepted either"):
            build(Never, text="a")

    def test_may_be_what_was_given_though_another_field_is_named(self) -> None:
        @dataclass
        class Range:
            low: int
            high: int

            def __post_init__(self) -> None:
                if self.low > self.high:
                    raise ValueError("high is too small")

        with pytest.raises(InvalidOverride, match=r"Range\.low=10\d+ is refused: high is too small\n  so:  "):
            build(Range, low=10**12)
        assert build(Range, low=-1).low == -1

    def test_may_be_what_was_given_together(self) -> None:
        @dataclass
        class Span:
            low: int
            high: int
            name: str

            def __post_init__(self) -> None:
                if self.low > self.high:
                    raise ValueError("upside down")

        with pytest.raises(InvalidOverride, match=r"Span refuses what was given as a whole: upside down\n  given:"):
            build(Span, low=5000, high=3000)
        assert build(Span, low=3000, high=5000).high == 5000


class TestRules:
    def test_that_compute_what_is_refused_are_asked_a_few_times(self) -> None:
        def rule(fields: object) -> int:
            calls.append(fields)
            return 7

        with pytest.raises(InvalidOverride, match=r"(?s)Rare\.number=7 is refused.*by its rule"):
            Builder(Rare).deriving(number=rule).build()
        assert len(calls) == 5

    def test_may_be_right_for_other_values(self) -> None:
        @dataclass
        class Pair:
            one: int
            other: int

            def __post_init__(self) -> None:
                if self.other % 2:
                    raise ValueError("other is odd")

        def rule(fields: Pair) -> int:
            calls.append(fields)
            # Odd at first.
            return fields.one * 2 + (len(calls) == 1)

        pair = Builder(Pair).deriving(other=rule).build()
        assert pair.other == pair.one * 2
        assert len(calls) == 2


class TestGivenValues:
    def test_that_are_named_are_tried_less_often(self) -> None:
        @dataclass
        class Named:
            size: int
            name: str

            def __post_init__(self) -> None:
                calls.append(self)
                if self.size == 13:
                    raise ValueError("size brings bad luck")

        with pytest.raises(InvalidOverride, match=r"Named\.size=13 is refused: size brings bad luck$"):
            build(Named, size=13)
        assert len(calls) == 301
        assert build(Named, size=12).size == 12

    def test_that_fit_few_of_the_others_are_kept(self) -> None:
        @dataclass
        class Pair:
            one: int
            other: int

            def __post_init__(self) -> None:
                if (self.one + self.other) % 20:
                    raise ValueError("one is wrong")

        assert [build(Pair, one=number).one for number in range(20)] == [*range(20)]

    def test_of_which_the_type_refuses_each_alone_are_tried_once(self) -> None:
        class Struct(msgspec.Struct):
            size: int
            name: str

            def __post_init__(self) -> None:
                calls.append(self)

        with pytest.raises(InvalidOverride, match="Struct.size='a' is refused"):
            build(Struct, size="a")
        assert calls == []
        assert build(Struct, size=3).size == 3


def number_of(word: object) -> int:
    return {"one": 1}[word] if isinstance(word, str) else 2


@attrs.define
class Converted:
    number: int = attrs.field(converter=number_of)
    name: str


@dataclass
class Divided:
    number: int
    name: str
    kept: float = 1.0

    def __post_init__(self) -> None:
        self.share = 1 / self.kept / self.number


class Plain:
    def __init__(self, number: int, name: str) -> None:
        self.number = 1 / number
        self.name = name


class Struct(msgspec.Struct):
    number: int
    name: str

    def __post_init__(self) -> None:
        if self.number == 0:
            raise LookupError("nothing at 0")


class TestWhatBreaks:
    @pytest.mark.parametrize(
        ("type_", "name", "wrong", "right"),
        [
            (Converted, "number", "two", "one"),
            (Divided, "number", 0, 2),
            (Divided, "kept", 0.0, 2.0),
            (Plain, "number", 0, 2),
            (Struct, "number", 0, 2),
        ],
    )
    def test_over_a_given_value_names_that(self, type_: Any, name: str, wrong: object, right: object) -> None:
        words = rf"^{type_.__name__}\.{name}=.* is refused: the constructor or a validator raised \w+Error: "
        with pytest.raises(InvalidOverride, match=words) as caught:
            build(type_, **{name: wrong})
        assert str(caught.value).endswith("\n  so:     without it, it can be made")
        assert not isinstance(caught.value.__cause__, BuildError)
        build(type_, **{name: right})

    def test_over_one_of_several_given_values_names_that(self) -> None:
        with pytest.raises(InvalidOverride, match=r"^Divided\.kept=0\.0 is refused"):
            build(Divided, number=3, kept=0.0, name="a")

    def test_whatever_is_given_is_no_fault_of_what_was_given(self) -> None:
        @dataclass
        class Broken:
            number: int

            def __post_init__(self) -> None:
                raise KeyError("config")

        with pytest.raises(CannotBuild, match="Broken could not be made: .* KeyError: 'config'") as caught:
            build(Broken, number=1)
        assert "given:  number=1; without it, no object could be made either" in str(caught.value)
        with pytest.raises(CannotBuild, match="this is no refusal of values"):
            build(Broken)

    def test_over_a_value_of_a_sequence_names_that(self) -> None:
        with pytest.raises(InvalidOverride, match=r"^Divided\.number=0 is refused"):
            Builder(Divided, number=sequence(lambda number: 0)).build()
        assert Builder(Divided, number=sequence(lambda number: number + 1)).build().number > 0


def test_what_was_given_inside_of_another_object_is_named_with_the_way_to_it() -> None:
    @dataclass
    class Holder:
        it: Converted

    with pytest.raises(InvalidOverride, match=r"^Holder\.it\.number='two' is refused"):
        build(Holder, it__number="two")
    assert build(Holder, it__number="one").it.number == 1
