"""What a builder builds, and how numbers are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from builders import Builder, CannotBuild, build, seeded, sequence


@dataclass
class Ticket:
    number: str


tickets = Builder(Ticket)


def wrong(value: object) -> Any:
    return value


class TestTargets:
    @pytest.mark.parametrize(
        ("target", "told"),
        [
            (3, r"Builder takes a type: 3 is a value, and no type\n  write:  Builder\(int\)"),
            (tickets, r"Builder\(Ticket\) is a builder already\n  write:  the_builder\.having"),
            (sequence("{}"), r"sequence\(\.\.\.\) is a declaration"),
            (Ticket("a"), r"is a value, and no type\n  write:  Builder\(Ticket\)"),
            (len, r"len is a function"),
        ],
    )
    def test_that_are_no_types(self, target: object, told: str) -> None:
        with pytest.raises(TypeError, match=told):
            Builder(wrong(target))

    def test_a_builder_is_no_type(self) -> None:
        with pytest.raises(CannotBuild, match=r"Builder\(Ticket\) is a builder, and no type\n.*the_builder\.build"):
            build(wrong(tickets))

    def test_that_are_types(self) -> None:
        assert Builder(Ticket).build().number
        assert Builder(list[Ticket])


class TestSequences:
    @pytest.mark.parametrize(
        ("text", "first"),
        [("T-{}", "T-1"), ("T-{:06}", "T-000001"), ("{:x}!", "1!"), ("{{}}", "{1}"), ("{a} {:>3}", "{a}   1")],
    )
    def test_how_a_number_is_written(self, text: str, first: str) -> None:
        with seeded(1):
            assert Builder(Ticket, number=sequence(text)).build().number == first

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("T", "needs one {}"),
            ("{} {:06}", "needs one {}"),
            ("{0}", "needs one {}"),
            ("T-{:zz}", r"\{:zz\} is no way to write a whole number: .*\n  write:  \{\}, or \{:06\}"),
        ],
    )
    def test_text_that_says_no_number(self, text: str, told: str) -> None:
        with pytest.raises(ValueError, match=told):
            sequence(text)
