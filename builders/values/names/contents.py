"""Texts that people write: titles, descriptions, comments; and the names of things."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from builders.draws.choices import Pick
from builders.draws.draw import Draw
from builders.draws.words import At
from builders.values.names import customs
from builders.values.names.asking import Asking
from builders.values.names.customs import at_home
from builders.values.names.titles import company_of, heading, title

_COLOURS: Final = (
    "black",
    "blue",
    "brown",
    "gray",
    "green",
    "orange",
    "pink",
    "purple",
    "red",
    "teal",
    "white",
    "yellow",
)
_LOCALES: Final = (
    *("ar-EG", "de-DE", "en-GB", "en-US", "es-ES", "fr-FR", "hi-IN", "it-IT", "ja-JP", "ko-KR"),
    *("nl-NL", "pl-PL", "pt-BR", "sv-SE", "tr-TR", "uk-UA", "zh-CN"),
)
_LANGUAGES: Final = tuple(locale.partition("-")[0] for locale in _LOCALES)
"""As many as locales, so that one lane draws a pair."""
_ZONES: Final = (
    "Africa/Cairo",
    "America/Chicago",
    "America/Los_Angeles",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Europe/Berlin",
    "Europe/London",
    "Europe/Paris",
    "Europe/Warsaw",
    "UTC",
)
_CURRENCIES: Final = (
    "AUD",
    "BRL",
    "CAD",
    "CHF",
    "CNY",
    "CZK",
    "EUR",
    "GBP",
    "INR",
    "JPY",
    "KRW",
    "MXN",
    "PLN",
    "SEK",
    "USD",
)
_SYMBOLS: Final = ("A$", "R$", "C$", "CHF", "CN¥", "Kč", "€", "£", "₹", "¥", "₩", "MX$", "zł", "kr", "$")
"""As many as currencies."""
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_STATUSES: Final = ("active", "inactive", "pending")
_MARITAL: Final = ("divorced", "married", "single", "widowed")
_ROLES: Final = ("admin", "editor", "viewer")
_PLANS: Final = ("free", "pro", "enterprise")
_DEPARTMENTS: Final = ("Engineering", "Finance", "Legal", "Marketing", "Operations", "People", "Sales", "Support")
_LEVELS: Final = ("low", "medium", "high")


def _sentence(asking: Asking) -> Iterable[Draw]:
    return asking.words.sentence(6, 12), asking.words.sentence(3, 5), *heading(asking)


def _paragraph(asking: Asking) -> Iterable[Draw]:
    return asking.words.paragraph(3), *_sentence(asking)


def _company(asking: Asking) -> Iterable[Draw]:
    return [company_of(asking)]


def _another_company(asking: Asking) -> Iterable[Draw]:
    return [asking.words.draw("company")]


def _word(asking: Asking) -> Iterable[Draw]:
    return [asking.words.lorem()]


def _one_of(*items: str) -> Callable[[Asking], Iterable[Draw]]:
    return lambda asking: [Pick(items)]


def log_level(asking: Asking) -> Iterable[Draw]:
    """How grave an entry of a log is."""
    return [Pick(("DEBUG", "INFO", "INFO", "WARNING", "ERROR"))]


def _at(what: str, items: tuple[str, ...]) -> Callable[[Asking], Iterable[Draw]]:
    """One of the items, at an address that is shared by all names for the same thing."""
    draw = Pick(items)
    return lambda asking: [At(f"{asking.prefix}~{what}", draw)]


CONTENTS: Final[dict[str, Callable[[Asking], Iterable[Draw]]]] = {
    **dict.fromkeys(("subject", "headline", "heading", "caption", "topic"), heading),
    "title": title,
    **dict.fromkeys(("description", "summary", "abstract", "excerpt", "bio", "about", "note", "comment"), _sentence),
    **dict.fromkeys(("remark", "reason", "feedback", "review", "message", "question", "answer", "details"), _sentence),
    **dict.fromkeys(("instructions", "prompt", "tagline", "biography", "introduction"), _sentence),
    **dict.fromkeys(("text", "body", "content", "markdown", "article", "story", "transcript"), _paragraph),
    **dict.fromkeys(("company", "company name", "organization", "organisation", "business name"), _company),
    **dict.fromkeys(("organization name", "organisation name"), _company),
    **dict.fromkeys(("employer", "vendor", "supplier", "manufacturer", "brand"), _another_company),
    **dict.fromkeys(("tag", "keyword", "category", "word", "label", "genre", "hashtag", "group", "topic name"), _word),
    **dict.fromkeys(("type", "kind", "source", "channel", "event", "action", "resource", "feature", "key"), _word),
    **dict.fromkeys(("marital status", "civil status"), _one_of(*_MARITAL)),
    "role": _one_of(*_ROLES),
    **dict.fromkeys(("plan", "tier", "subscription plan", "plan tier"), _one_of(*_PLANS)),
    **dict.fromkeys(("department", "team"), _one_of(*_DEPARTMENTS)),
    **dict.fromkeys(("color", "colour", "color name", "colour name"), _one_of(*_COLOURS)),
    **dict.fromkeys(("language", "lang", "language code"), at_home(customs.language, _at("language", _LANGUAGES))),
    "locale": at_home(customs.tag, _at("language", _LOCALES)),
    **dict.fromkeys(("weekday", "day of week", "day of the week", "week day", "day name"), _one_of(*_WEEKDAYS)),
    **dict.fromkeys(("timezone", "time zone", "tz"), at_home(customs.zone, _one_of(*_ZONES))),
    **dict.fromkeys(
        ("currency", "currency code", "iso currency"), at_home(customs.currency, _at("currency", _CURRENCIES))
    ),
    "currency symbol": at_home(customs.symbol, _at("currency", _SYMBOLS)),
    **dict.fromkeys(("status", "state machine state"), _one_of(*_STATUSES)),
    **dict.fromkeys(("priority", "severity", "importance"), _one_of(*_LEVELS)),
    **dict.fromkeys(("finish reason", "stop reason"), _one_of("stop", "length", "tool_calls")),
    **dict.fromkeys(("log level", "loglevel", "logging level", "level name"), log_level),
    "level": _one_of(*_LEVELS),
    **dict.fromkeys(("unit", "unit of measure"), _one_of("kg", "g", "l", "m", "pcs")),
    **dict.fromkeys(("environment", "env"), _one_of("development", "staging", "production")),
}
"""By the last words of the name; to draws, the richest first."""
COMPANY_NAME: Final = _company
