"""What a seed gave when this was recorded, it gives today: other data for the same seed is a breaking change.

Words are Faker's, so they are compared only with the release of Faker that they were recorded with. To record anew,
after a change that is meant: `python -m tests.builders.values.test_golden`.
"""

import datetime as dt
import json
from decimal import Decimal
from ipaddress import IPv4Address
from pathlib import Path
from uuid import UUID

import faker
import pytest

from tests.builders.values.drawing import drawn

GOLDEN = Path(__file__).with_name("golden.json")
SEED = 2025
LOCALES = ["en_US", "de_DE", "fr_FR", "ja_JP", "pl_PL", "zh_CN", "ru_RU"]
WORDS = ["full_name", "email", "username", "city", "street", "country", "company", "job", "phone", "title", "value"]
NO_WORDS: list[tuple[type, str]] = [
    (bool, "is_active"),
    (int, "id"),
    (int, "age"),
    (int, "value"),
    (float, "value"),
    (float, "latitude"),
    (Decimal, "price"),
    (UUID, "id"),
    (dt.datetime, "created_at"),
    (dt.datetime, "updated_at"),
    (dt.datetime, "value"),
    (dt.date, "date_of_birth"),
    (dt.time, "value"),
    (dt.timedelta, "value"),
    (IPv4Address, "value"),
    (str, "sha256"),
    (str, "ip_address"),
    (str, "currency"),
    (bytes, "value"),
]


def without_words() -> dict[str, list[str]]:
    recorded = {f"{type_.__name__} {name}": drawn(type_, name, 3, seed=SEED) for type_, name in NO_WORDS}
    recorded["a pattern"] = drawn(str, "value", 3, seed=SEED, pattern=r"^[A-Z]{3}-\d{4}$")
    recorded["a pattern with a length"] = drawn(
        str, "value", 3, seed=SEED, pattern=r"^[a-z]+(-[a-z]+)*$", min_length=9, max_length=12
    )
    return {name: [str(value) for value in values] for name, values in recorded.items()}


def with_words(locale: str) -> dict[str, list[str]]:
    return {name: drawn(str, name, 3, seed=SEED, locale=locale) for name in WORDS}


def test_values_without_words_are_as_recorded() -> None:
    assert without_words() == json.loads(GOLDEN.read_text("utf-8"))["without words"]


@pytest.mark.parametrize("locale", LOCALES)
def test_words_are_as_recorded(locale: str) -> None:
    golden = json.loads(GOLDEN.read_text("utf-8"))
    if golden["faker"] != faker.VERSION:
        pytest.skip(f"recorded with Faker {golden['faker']}")
    assert with_words(locale) == golden[locale]


if __name__ == "__main__":
    words = {locale: with_words(locale) for locale in LOCALES}
    recorded = {"faker": faker.VERSION, "without words": without_words(), **words}
    GOLDEN.write_text(json.dumps(recorded, ensure_ascii=False, indent=2) + "\n", "utf-8")
