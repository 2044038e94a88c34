"""Texts that have to be very long."""

from typing import Annotated

from annotated_types import Len, MinLen

from builders import build


def test_a_text_of_a_million_letters_is_made_of_words() -> None:
    text = build(Annotated[str, MinLen(1_000_000)])
    assert 1_000_000 <= len(text) <= 1_000_020
    assert len(set(text.split(" "))) > 100


def test_a_text_is_as_long_as_was_asked_and_ends_with_no_space() -> None:
    for length in range(20, 60):
        text = build(Annotated[str, Len(length, length)])
        assert len(text) == length
        assert not text.endswith(" ")
