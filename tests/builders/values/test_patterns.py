"""Texts for patterns: they match, they have the right length, and what can't be is said."""

import re
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import StringConstraints, TypeAdapter

from builders import CannotBuild
from tests.builders.values.drawing import drawn

PATTERNS = [
    r"^[A-Z]{3}-\d{4}$",
    r"^\+?[1-9]\d{1,14}$",
    r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
    r"^#(?:[0-9a-fA-F]{3}){1,2}$",
    r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$",
    r"^(\d+)\.(\d+)\.(\d+)$",
    r"^(draft|in review|published)$",
    r"^\w+\s\w+$",
    r"[0-9]{3}",
    r"^[\w.-]+$",
    r"^.{3,}$",
    r"^\S*$",
    r"^a|b$",
    r"^(ab)*(c|de)?$",
    r"^[^a-z]+$",
    r"^ü{2}ñ$",
    r"^(?:[01]\d|2[0-3]):[0-5]\d$",
    r"^$",
    r"",
    r"^\D\W$",
]
OF_RUST = [
    r"^\p{Lu}\p{Ll}+$",
    r"^[\p{L} ]+$",
    r"^[[:alpha:]]{2}\z",
    r"^\x{41}+$",
    r"^(?<word>[a-z]+)$",
    r"(?i)^abc$",
    r"^[[:digit:]-]{4}$",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_texts_match(pattern: str) -> None:
    for text in drawn(str, pattern=pattern):
        assert re.search(pattern, text)


@pytest.mark.parametrize("pattern", PATTERNS + OF_RUST)
def test_pydantic_accepts_them_by_its_rust_expressions(pattern: str) -> None:
    adapter = TypeAdapter(Annotated[str, StringConstraints(pattern=pattern)])
    for text in drawn(str, pattern=pattern, times=20):
        assert adapter.validate_python(text) == text


@pytest.mark.parametrize(
    "pattern",
    [r"^(?=.*[A-Z])(?=.*\d).{8,}$", r"^(a|b)\1$", r"^(foo|ba+r)\b", r"^(?!admin)[a-z]+$", r"(?<=x)y", r"\bword\b"],
)
def test_look_arounds_boundaries_and_references_are_tried_out(pattern: str) -> None:
    for text in drawn(str, pattern=pattern, times=20):
        assert re.search(pattern, text)


@pytest.mark.parametrize("pattern", PATTERNS[:6])
@given(least=st.none() | st.integers(0, 40), room=st.none() | st.integers(0, 10))
@settings(max_examples=5, deadline=None, database=None)
def test_a_text_has_a_length_that_is_allowed_or_no_match_has(pattern: str, least: int | None, room: int | None) -> None:
    most = None if room is None else (least or 0) + room
    try:
        texts = drawn(str, pattern=pattern, min_length=least, max_length=most, times=4)
    except CannotBuild:
        # Each of these has a form that says which lengths there are.
        assert pattern.startswith("^") or pattern == r"[0-9]{3}"
        return
    for text in texts:
        assert re.search(pattern, text)
        assert least is None or len(text) >= least
        assert most is None or len(text) <= most


def test_lengths_that_only_some_matches_have_are_found() -> None:
    assert {len(text) for text in drawn(str, pattern=r"^(?:ab|abcde){3}$", min_length=10, max_length=14)} == {12}
    assert all(len(text) == 20 for text in drawn(str, pattern=r"^[a-z]+(?:-[a-z]+)*$", min_length=20, max_length=20))


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (r"^a{5}$", {"max_length": 3}),
        (r"^(?:ab)+$", {"min_length": 3, "max_length": 3}),
        (r"^a^b$", {}),
        (r"^[^\s\S]$", {}),
    ],
)
def test_a_pattern_that_nothing_fits_is_named(pattern: str, said: dict[str, Any]) -> None:
    with pytest.raises(CannotBuild) as refused:
        drawn(str, pattern=pattern, **said)
    assert repr(pattern) in str(refused.value)
    assert str(refused.value).startswith("Thing.value: no text is ")


@pytest.mark.parametrize("pattern", ["(", r"\p{Klingon}", "[z-a]", r"^[[:nonsense:]]$"])
def test_a_pattern_that_cannot_be_read_is_named(pattern: str) -> None:
    with pytest.raises(CannotBuild, match=r"^Thing\.value: the pattern .* can't be read: .*\n  what to do: "):
        drawn(str, pattern=pattern)


def test_a_pattern_that_never_matches_though_it_looks_so_is_named() -> None:
    with pytest.raises(CannotBuild, match=r"Thing\.value: no text is matched by"):
        drawn(str, pattern=r"^(?=b)a$")


def test_different_objects_get_different_texts() -> None:
    assert len(set(drawn(str, pattern=r"^[a-z]{12}$"))) == 50


def test_the_words_of_a_name_stay_where_the_pattern_allows_them() -> None:
    assert set(drawn(str, "currency", pattern=r"^[A-Z]{3}$")) >= {"EUR", "USD"}
    assert all(country.isascii() and len(country) == 2 for country in drawn(str, "country_code", pattern="^[A-Z]{2}$"))


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("username", r"^[a-zA-Z0-9_]+$"),
        ("email", r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$"),
        ("slug", r"^[a-z0-9]+(?:-[a-z0-9]+)*$"),
        ("full_name", r"^[A-Za-z .]+$"),
        ("website", r"^https?://.+"),
        ("sku", r"^[A-Z]{2}-\d{6}$"),
        ("title", r"^.{3,}$"),
        ("created_at", r"^\d{4}-"),
    ],
)
def test_a_name_holds_where_all_it_says_matches(name: str, pattern: str) -> None:
    assert drawn(str, name, pattern=pattern) == drawn(str, name)


def test_of_a_names_forms_those_are_drawn_that_match() -> None:
    phones = drawn(str, "phone", pattern=r"^\d{3}-\d{3}-\d{4}$")
    assert all(re.fullmatch(r"\d{3}-\d{3}-\d{4}", phone) for phone in phones)
    names = drawn(str, "name", 300, owner="User", pattern="^[A-Za-z]+ ")
    assert not any(name.startswith(("Mr.", "Mrs.", "Dr.")) for name in names)
    assert any(name.startswith(("Mr.", "Mrs.", "Dr.")) for name in drawn(str, "name", 300, owner="User"))


def test_a_name_does_not_hold_where_some_of_what_it_says_does_not_match() -> None:
    assert all(re.fullmatch(r"usr_[a-z0-9]{8}", text) for text in drawn(str, "id", pattern="^usr_[a-z0-9]{8}$"))
    assert all(re.fullmatch(r"[a-z]{2}", text) for text in drawn(str, "email", pattern="^[a-z]{2}$"))


def test_bytes_have_patterns_too() -> None:
    assert all(re.search(rb"^[a-f]{4}$", value) for value in drawn(bytes, pattern="^[a-f]{4}$"))
