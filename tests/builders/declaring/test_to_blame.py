"""What does not fit what a builder's rules would compute: the error names what was given, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from pydantic import BaseModel, model_validator
from typing_extensions import Self

from builders import Builder, CannotBuild, InvalidOverride
from builders.domain import contexts


class Line(BaseModel):
    code: str
    price: int
    count: int
    total: int
    shown: str

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.total != self.price * self.count:
            raise ValueError("total is not price * count")
        return self


@dataclass(frozen=True)
class Options:
    tax: int = 0


lines = (
    Builder(Line, code="a")
    .deriving(total=lambda line: line.price * line.count, shown=lambda line: f"{line.total}")
    .trait("free", total=3, code="free")
    .trait("shown", shown="yes")
)
REFUSED = r"^Line.total=3 is refused: Value error, total is not price \* count\n  so:     without it, it can be made"


def test_an_override_that_takes_the_place_of_a_rule() -> None:
    with pytest.raises(InvalidOverride, match=REFUSED):
        lines.build(total=3)
    with pytest.raises(InvalidOverride, match=REFUSED):
        lines.build("shown", total=3, code="b")
    untaxed = Builder(Line, shown="").transient(Options).deriving(total=lambda line, options: line.price * line.count)
    with pytest.raises(InvalidOverride, match=REFUSED):
        untaxed.build(tax=3, total=3)


def test_what_fits() -> None:
    assert lines.build(price=1, count=3).total == 3
    assert lines.build(price=1, count=3, total=3).shown == "3"


def test_a_trait_that_takes_the_place_of_a_rule() -> None:
    with pytest.raises(InvalidOverride, match=REFUSED):
        lines.build("free")
    with pytest.raises(InvalidOverride, match=REFUSED):
        lines.build("free", "shown", code="b")
    assert lines.build("free", price=3, count=1).code == "free"


def test_several_that_are_refused_only_together() -> None:
    with pytest.raises(InvalidOverride, match=r"total is not(.|\n)*given:  price=7, total=9\n  so:     without them"):
        Builder(Line, price=2, count=3, total=6).build(price=7, total=9)


def test_what_is_given_is_listed_and_what_is_declared_is_not() -> None:
    with pytest.raises(CannotBuild, match=r"given:      shown='x'; without it, no object was accepted either"):
        Builder(Line, code="a").build(shown="x")


def test_a_builder_of_the_domain() -> None:
    with pytest.raises(InvalidOverride, match=r"^UserExecutionContext.run_id='run_q_5' is refused: Value error"):
        contexts.build(run_id="run_q_5")
    assert contexts.build(thread_id="thread_q", run_id="run_thread_q_5").run_id == "run_thread_q_5"
