"""The country that a locale is of: a city of it, a street, a postal code lie there."""

from __future__ import annotations

import functools
from typing import Final

_NATIVE: Final = {
    "AT": "Österreich",
    "BR": "Brasil",
    "CH": "Schweiz",
    "CN": "中国",
    "CZ": "Česko",
    "DE": "Deutschland",
    "DK": "Danmark",
    "ES": "España",
    "FI": "Suomi",
    "FR": "France",
    "HU": "Magyarország",
    "IT": "Italia",
    "JP": "日本",
    "KR": "대한민국",
    "MX": "México",
    "NL": "Nederland",
    "NO": "Norge",
    "PL": "Polska",
    "PT": "Portugal",
    "RO": "România",
    "RU": "Россия",
    "SE": "Sverige",
    "TR": "Türkiye",
    "UA": "Україна",
}
"""What the people there call it, where that is not its English name; by code (ISO 3166)."""
_IN_ANOTHER_LANGUAGE: Final = {"fr_CH": "Suisse", "fr_BE": "Belgique", "nl_BE": "België", "it_CH": "Svizzera"}


@functools.cache
def home_of(locale: str) -> tuple[str, str] | None:
    """The name and the code of a locale's country; `None` where the locale is of none."""
    from faker.providers.date_time import Provider

    code = locale.partition("_")[2]
    english = {country.alpha_2_code: country.name for country in Provider.countries}.get(code)
    if english is None:
        return None
    if locale.startswith("en_"):
        return english, code
    return _IN_ANOTHER_LANGUAGE.get(locale) or _NATIVE.get(code) or english, code
