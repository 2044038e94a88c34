"""Names of the domain's tenants and users are those of the place that is asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builders import Builder, CannotBuild, build, seeded
from builders.domain import Tenant, invoices, tenants, users
from builders.domain.models.identity import slug_of


def test_a_localized_builder_draws_names_of_the_place() -> None:
    assert not users.localized("ja_JP").build().full_name.isascii()
    assert not tenants.localized("ja_JP").build().name.isascii()
    assert users.build().full_name.isascii()


def test_a_block_does_too() -> None:
    with seeded(1, locale="ja_JP"):
        assert not users.build().full_name.isascii()
        assert users.localized("en_US").build().full_name.isascii()


def test_all_but_the_names_is_the_same_in_every_place() -> None:
    """Addresses are made of the names."""
    named = {"name", "slug", "domain", "full_name", "email"}
    with seeded(1):
        here = tenants.build(), users.build(), invoices.build()
    with seeded(1, locale="ru_RU"):
        there = tenants.build(), users.build(), invoices.build()
    for one, other in zip(here, there, strict=True):
        assert one.model_dump(exclude=named) == other.model_dump(exclude=named)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Соболев Пётр", "sobolev-petr"),
        ("Артемьева", "artemeva"),
        ("李小龙", "li-xiao-long"),
        ("Łukasz Żółć", "lukasz-zolc"),
    ],
)
def test_names_are_spelt_in_latin_letters_in_addresses(name: str, slug: str) -> None:
    assert slug_of(name) == slug
    assert users.build(full_name=name, id="user_1").email == f"{slug.replace('-', '.')}@acorn-analytics.example"


def test_long_names_fit_an_address() -> None:
    assert users.build(full_name="ห้างหุ้นส่วนจำกัด " * 5).email.index("@") <= 64


@pytest.mark.parametrize(
    "ask",
    [
        lambda: users.localized("ja_jp"),
        lambda: Builder(Tenant).localized("ja_jp"),
        lambda: seeded(1, locale="ja_jp"),
    ],
)
def test_a_misspelt_locale_is_an_error_at_once(ask: Callable[[], object]) -> None:
    with pytest.raises(CannotBuild, match="there is no locale 'ja_jp'\n  did you mean: 'ja_JP'"):
        ask()


def test_a_model_without_words_is_built_in_any_place() -> None:
    class Point:
        def __init__(self, x: int) -> None:
            self.x = x

    with seeded(1):
        here = build(Point).x
    with seeded(1, locale="ja_JP"):
        assert build(Point).x == here
