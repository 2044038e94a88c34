"""Names of fields choose their values, as far as type and constraints allow; the fields of one object fit together."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from ipaddress import ip_address
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

import pytest

from builders import build_many, seeded
from builders.values.names.splitting import singular, words_of
from tests.builders.values.drawing import drawn

LOOKS: dict[str, str] = {
    "email": r"[a-z]+\.[a-z]+\d+@example\.(com|org|net)",
    "contactEmail": r"[a-z]+\.[a-z]+\d+@example\.(com|org|net)",
    "email_address": r".+@example\.\w+",
    "emails": r".+@example\.\w+",
    "full_name": r"\S+ .*\S",
    "username": r"[a-z]+_[a-z]+\d+",
    "phone_number": r"[\d+(][\dx().+-]+",
    "zip_code": r"\d{5}",
    "country_code": r"[A-Z]{2}",
    "slug": r"[a-z0-9]+-[a-z0-9]+",
    "avatar_url": r"https://www\.example\.\w+/images/\w+\.png",
    "website": r"https://www\.example\.(com|org|net)/[a-z]+/[a-z]+",
    "domain": r"[a-z]+\.example\.(com|org|net)",
    "title": r"[A-Z]\w*( \w+){2,4}",
    "description": r"[A-Z]\w*( \w+){5,11}\.",
    "body": r"([A-Z][\w ]+\. ){2}[A-Z][\w ]+\.",
    "currency": r"[A-Z]{3}",
    "sha256": r"[0-9a-f]{64}",
    "password_hash": r"[0-9a-f]{64}",
    "md5": r"[0-9a-f]{32}",
    "api_key": r"\w{32}",
    "password": r"\w{32}",
    "mac_address": r"02(:[0-9a-f]{2}){5}",
    "mime_type": r"[a-z]+/[a-z0-9+]+",
    "user_agent": r"Mozilla/5\.0 .*",
    "file_name": r"[a-z]+\.[a-z0-9]+",
    "file_path": r"/[a-z]+/[a-z]+\.[a-z0-9]+",
    "version": r"\d+\.\d+\.\d+",
    "order_number": r"[A-Z]{2}-\d{6}",
    "user_id": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "created_at": r"202[34]-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00",
    "birth_date": r"(19|20)\d\d-\d\d-\d\d",
    "tags": r"\w+",
    "role": r"admin|editor|viewer",
    "price": r"\d+\.\d\d",
    "birth_year": r"\d{4}",
    "cvv": r"\d{3}",
    "unheard_of": r"\w+ \w+",
}


@pytest.mark.parametrize("name", LOOKS)
def test_a_text_looks_as_its_name_says(name: str) -> None:
    for text in drawn(str, name):
        assert re.fullmatch(LOOKS[name], text), text


@pytest.mark.parametrize(
    ("type_", "name", "least", "most"),
    [
        (int, "age", 18, 90),
        (int, "customer_age", 18, 90),
        (int, "id", 1, 2**31 - 1),
        (int, "tenant_id", 1, 2**31 - 1),
        (int, "quantity", 1, 20),
        (int, "year", 1990, 2024),
        (int, "month", 1, 12),
        (int, "port", 1024, 65535),
        (int, "total_cents", 100, 2_500_000),
        (float, "score", 0, 1),
        (float, "discount_ratio", 0, 1),
        (float, "latitude", -90, 90),
        (float, "lng", -180, 180),
        (float, "unit_price", 1, 1000),
        (Decimal, "amount", 1, 20_000),
        (Decimal, "tax_rate", 0, 1),
    ],
)
def test_a_number_is_of_the_size_that_its_name_says(type_: type, name: str, least: int, most: int) -> None:
    assert all(least <= number <= most for number in drawn(type_, name))


def test_integers_that_stand_for_something_are_among_what_it_can_be() -> None:
    assert set(drawn(int, "status_code")) <= {
        *(200, 201, 204, 301, 302, 304, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503)
    }


def test_ips_are_private_or_for_documentation() -> None:
    assert all(ip_address(text).is_private for text in drawn(str, "ip_address") + drawn(str, "ipv6"))


def test_ibans_and_cards_have_the_right_check_digits() -> None:
    for iban in drawn(str, "iban"):
        assert re.fullmatch(r"DE\d\d0\d{17}", iban)
        assert int("".join(str(int(mark, 36)) for mark in iban[4:] + iban[:4])) % 97 == 1
    for card in drawn(str, "card_number"):
        doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(card))]
        assert sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
        assert len(card) == 16


def test_article_numbers_have_the_right_check_digit() -> None:
    for isbn in drawn(str, "isbn"):
        assert len(isbn) == 13
        assert sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(isbn)) % 10 == 0


def test_spans_are_as_long_as_their_names_say() -> None:
    assert all(dt.timedelta(seconds=1) <= span <= dt.timedelta(minutes=5) for span in drawn(dt.timedelta, "timeout"))


@pytest.mark.parametrize(("earlier", "later"), [("opens_at", "closes_at"), ("start_time", "end_time")])
def test_a_day_ends_after_it_has_begun(earlier: str, later: str) -> None:
    assert all(start < end for start, end in zip(drawn(dt.time, earlier), drawn(dt.time, later), strict=True))


def test_time_zones_exist() -> None:
    assert set(drawn(str, "timezone")) <= available_timezones()


def test_identifiers_are_unique_and_large() -> None:
    ids = drawn(int, "id", 5000)
    assert len(set(ids)) == 5000
    assert min(ids) > 10_000
    assert len(set(drawn(UUID, "id", 1000))) == 1000


def test_identifiers_of_a_small_range_use_all_of_it() -> None:
    assert sorted(drawn(int, "id", 100, ge=1, le=100)) == list(range(1, 101))


def test_emails_of_ten_thousand_objects_differ() -> None:
    assert len(set(drawn(str, "email", 10_000))) == 10_000
    assert len(set(drawn(str, "username", 10_000))) == 10_000


@dataclass
class Contact:
    full_name: str
    first_name: str
    last_name: str
    email: str
    username: str
    billing_city: str
    billing_address: str
    city: str
    author_name: str
    author_email: str


def test_what_is_said_of_a_person_fits() -> None:
    with seeded(3):
        contacts = build_many(Contact, 50)
    for contact in contacts:
        assert contact.first_name in contact.full_name
        assert contact.last_name in contact.full_name
        plain = re.sub("[^a-z.]", "", f"{contact.first_name}.{contact.last_name}".lower())
        assert contact.email.startswith(plain)
        assert contact.username.startswith(plain.replace(".", "_"))
        assert contact.email.partition(".")[0] in contact.full_name.lower()
        author = contact.author_email.partition("@")[0].rstrip("0123456789").partition(".")
        assert author[0] in contact.author_name.lower()
        assert author[2] in contact.author_name.lower()
    assert sum(contact.author_name == contact.full_name for contact in contacts) < 5


def test_what_is_said_of_a_place_fits() -> None:
    with seeded(3):
        contacts = build_many(Contact, 50)
    assert all(contact.billing_city in contact.billing_address for contact in contacts)
    assert sum(contact.city == contact.billing_city for contact in contacts) < 5


def test_a_value_does_not_depend_on_the_other_fields() -> None:
    @dataclass
    class Alone:
        email: str

    # The same name as the class above: the same objects of a seed.
    Alone.__qualname__, Alone.__module__ = Contact.__qualname__, Contact.__module__
    with seeded(3):
        whole = [contact.email for contact in build_many(Contact, 10)]
    with seeded(3):
        assert [alone.email for alone in build_many(Alone, 10)] == whole


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("created_at", "updated_at"),
        ("created_at", "deleted_at"),
        ("created_at", "started_at"),
        ("starts_at", "ends_at"),
        ("start_time", "end_time"),
        ("created_at", "expires_at"),
        ("order_created_at", "order_updated_at"),
        ("createdAt", "updatedAt"),
    ],
)
@pytest.mark.parametrize("type_", [dt.datetime, dt.date])
def test_what_is_later_is_drawn_later(type_: type, earlier: str, later: str) -> None:
    pairs = list(zip(drawn(type_, earlier, 200), drawn(type_, later, 200), strict=True))
    assert all(before <= after for before, after in pairs)
    assert any(before < after for before, after in pairs)


def test_dates_and_times_of_one_name_fit() -> None:
    times, days = drawn(dt.datetime, "created_at"), drawn(dt.date, "created_on")
    assert [time.date() for time in times] == days


def test_numbers_of_a_times_name_are_seconds_since_1970() -> None:
    assert drawn(int, "created_at") == [int(time.timestamp()) for time in drawn(dt.datetime, "created_at")]


def test_a_text_about_something_done_is_no_time() -> None:
    assert all(re.fullmatch(r"\w+ \w+", text) for text in drawn(str, "amount_paid"))


def test_ages_fit_birthdays() -> None:
    for age, born in zip(drawn(int, "age", 500), drawn(dt.date, "date_of_birth", 500), strict=True):
        assert age == 2024 - born.year + ((born.month, born.day) <= (1, 1))


@pytest.mark.parametrize(
    ("owner", "looks"),
    [
        ("User", r"\S+ .+"),
        ("Customer", r"\S+ .+"),
        ("", r"[A-Z]\w* \w+"),
        ("Product", r"[A-Z]\w* \w+"),
    ],
)
def test_a_name_is_a_persons_in_a_class_of_persons(owner: str, looks: str) -> None:
    names = drawn(str, "name", owner=owner)
    assert all(re.fullmatch(looks, name) for name in names)
    assert (names == drawn(str, "full_name")) is bool(re.match("User|Customer", owner))


def test_a_name_whose_prefix_is_a_person_is_that_persons() -> None:
    assert drawn(str, "author_name") == drawn(str, "author_full_name")
    assert drawn(str, "company_name") == drawn(str, "company_name", owner="User")


@pytest.mark.parametrize("name", [*LOOKS, "name", "first_name", "city", "state", "job", "company", "status", "gender"])
@pytest.mark.parametrize("said", [{"max_length": 3}, {"max_length": 10}, {"max_length": 25}, {"min_length": 40}])
def test_a_text_fits_its_length_whatever_its_name(name: str, said: dict[str, Any]) -> None:
    for text in drawn(str, name, 8, **said):
        assert said.get("min_length", 1) <= len(text) <= said.get("max_length", 10_000)


def test_a_short_email_is_an_email_still() -> None:
    for longest in (15, 20, 30, 40, 60):
        for email in drawn(str, "email", max_length=longest):
            assert re.fullmatch(r"[a-z]+\.?[a-z]*\d+@example\.(com|org|net)", email)
            assert len(email) <= longest


def test_a_short_title_is_a_title_still() -> None:
    assert all(re.fullmatch(r"[A-Z]\w*( \w+)*", title) for title in drawn(str, "title", max_length=10))


def test_a_name_says_nothing_to_another_type() -> None:
    assert all(type(value) is int for value in drawn(int, "email"))
    assert all(type(value) is bytes for value in drawn(bytes, "full_name"))


def test_bounds_are_stronger_than_the_name() -> None:
    assert set(drawn(int, "age", ge=5, le=7)) <= {5, 6, 7}
    assert all(60 <= age <= 90 for age in drawn(int, "age", ge=60))
    assert all(day >= dt.date(2030, 1, 1) for day in drawn(dt.date, "created_on", ge=dt.date(2030, 1, 1)))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("billing_city", ("billing", "city")),
        ("primaryEmailAddress", ("primary", "email", "address")),
        ("HTTPStatusCode", ("http", "status", "code")),
        ("sha256", ("sha", "256")),
        ("_private__name_", ("private", "name")),
        ("straße_größe", ("straße", "größe")),
        ("", ()),
    ],
)
def test_words_of_names(name: str, words: tuple[str, ...]) -> None:
    assert words_of(name) == words


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("cities", "city"),
        ("addresses", "address"),
        ("status", "status"),
        ("tags", "tag"),
        ("boxes", "box"),
        ("as", "as"),
    ],
)
def test_plurals(plural: str, one: str) -> None:
    assert singular(plural) == one
