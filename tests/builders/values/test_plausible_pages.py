"""Objects as people define them: pages of a list, slugs of what they name, prices and what is taken off them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

import pytest

from builders import build_many, seeded
from tests.builders.values.drawing import drawn

T = TypeVar("T")


def objects(type_: type[T]) -> list[T]:
    with seeded(11):
        return build_many(type_, 200)


@dataclass
class UserPage:
    page: int
    page_size: int
    total_pages: int
    total: int
    total_items: int
    offset: int
    next_cursor: str


@dataclass
class Invoice:
    total: int


def test_the_pages_of_a_list_hold_all_of_it() -> None:
    for page in objects(UserPage):
        assert 1 <= page.page <= page.total_pages
        assert -(-page.total // page.page_size) == page.total_pages
        assert page.total_items == page.total
        assert page.offset == (page.page - 1) * page.page_size
        assert " " not in page.next_cursor
        assert len(page.next_cursor) >= 12


def test_a_total_of_anything_else_is_a_sum() -> None:
    assert max(invoice.total for invoice in objects(Invoice)) > 10_000


@dataclass
class Post:
    slug: str
    title: str


@dataclass
class Category:
    name: str
    slug: str


@dataclass
class Tenant:
    name: str
    slug: str


@dataclass
class Author:
    name: str
    slug: str


def letters(text: str) -> str:
    return "".join(mark for mark in text.lower() if mark.isalnum())


@pytest.mark.parametrize("type_", [Category, Tenant, Author])
def test_a_slug_is_made_of_the_name(type_: type[Category | Tenant | Author]) -> None:
    for made in objects(type_):
        assert letters(made.slug) == letters(made.name)
        assert made.slug.strip("-") == made.slug


def test_a_slug_begins_as_the_title_does() -> None:
    assert all(letters(post.title).startswith(letters(post.slug)) for post in objects(Post))


@pytest.mark.parametrize("locale", ["de_DE", "ja_JP", "zh_CN", "ru_RU"])
def test_a_slug_is_latin_everywhere(locale: str) -> None:
    for owner in ("Post", "Tenant", "Author"):
        assert all(slug.isascii() and slug for slug in drawn(str, "slug", owner=owner, locale=locale))


@dataclass
class Product:
    price: Decimal
    discount: Decimal
    discount_rate: float
    sale_price: Decimal
    original_price: Decimal
    cost_price: Decimal


def test_less_is_taken_off_than_there_is() -> None:
    for product in objects(Product):
        assert product.discount == product.price * Decimal(str(product.discount_rate))
        assert product.sale_price == product.price - product.discount
        assert product.cost_price < product.price < product.original_price


@dataclass
class Booking:
    subtotal: Decimal
    discount: Decimal
    discount_rate: float
    deposit: Decimal
    total: Decimal


def test_what_is_taken_off_a_whole_is_a_part_of_it() -> None:
    for booking in objects(Booking):
        assert booking.discount == booking.subtotal * Decimal(str(booking.discount_rate))
        assert 0 < booking.deposit < booking.total


def test_most_prices_are_small_and_some_are_large() -> None:
    prices = sorted(drawn(Decimal, "price", 1000))
    assert prices[900] < 250
    assert 800 < prices[-1] <= 2000


CODES = {
    "de_DE": {"Bayern": "BY", "Sachsen": "SN", "Hamburg": "HH"},
    "fr_FR": {"Bretagne": "BRE", "Alsace": "GES", "Lorraine": "GES"},
    "ja_JP": {"東京都": "13", "北海道": "01", "沖縄県": "47"},
    "en_GB": {"Fife": "SCT", "Kent": "ENG", "Anglesey": "WLS", "Down": "NIR"},
    "en_CA": {"Ontario": "ON", "Quebec": "QC"},
    "pt_BR": {"São Paulo": "SP", "Bahia": "BA"},
    "en_AU": {"Victoria": "VIC"},
    "de_CH": {"Zürich": "ZH", "Bern": "BE"},
    "en_US": {"Texas": "TX", "Ohio": "OH"},
}


@pytest.mark.parametrize("locale", CODES)
def test_a_state_has_its_own_code(locale: str) -> None:
    pairs = dict(
        zip(drawn(str, "state", 400, locale=locale), drawn(str, "state_code", 400, locale=locale), strict=True)
    )
    assert {name: pairs.get(name) for name in CODES[locale]} == CODES[locale]


def test_where_the_codes_are_unknown_they_are_numbers() -> None:
    assert all(code.isdigit() and len(code) == 2 for code in drawn(str, "state_code", locale="pl_PL"))


def test_a_weekday_is_one() -> None:
    assert len(set(drawn(str, "weekday", 100))) == 7
    assert set(drawn(int, "weekday", 100)) == set(range(7))
