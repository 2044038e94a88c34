"""Single values of the standard library that are neither numbers, texts nor times: addresses, paths, zones, bytes."""

from __future__ import annotations

import datetime as dt
import pathlib
import re
import string
from collections.abc import Callable
from ipaddress import (
    IPv4Address,
    IPv4Interface,
    IPv4Network,
    IPv6Address,
    IPv6Interface,
    IPv6Network,
)
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from builders.draws.choices import Constant, Pick
from builders.draws.computed import Of
from builders.draws.draw import Draw
from builders.draws.numbers import Integer
from builders.draws.texts import Text
from builders.values.constraints import Constraints
from builders.values.patterns.matching import matching
from builders.values.texts.ends import limited
from builders.values.texts.plain import lengths_asked, random_letters
from builders.values.vocabulary.vocabulary import vocabulary

_PRIVATE_NET: Final = int(IPv4Address("10.0.0.0"))
_DOCUMENTATION_NET: Final = int(IPv6Address("2001:db8::"))
_ZONE_NAMES: Final = (
    "America/Los_Angeles",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Europe/Berlin",
    "Europe/London",
    "UTC",
)
_PATTERNS: Final = (r"\d+", r"^\w+$", r"[a-z]+", r"^[A-Z]{2}-\d{4}$", r"\s+")


def encoded(constraints: Constraints, path: str) -> Draw:
    """ASCII letters as bytes: so they can be shown, and written as JSON."""
    return limited(_usual_bytes(constraints, path), constraints, lambda other: _usual_bytes(other, path))


def _usual_bytes(constraints: Constraints, path: str) -> Draw:
    if constraints.pattern is not None:
        return Of(_encode, matching(constraints, path))
    least, most = lengths_asked(constraints, path)
    letters = random_letters(string.ascii_letters, least, most)
    return Constant(b"") if isinstance(letters, Constant) else Of(_encode, letters)


def _encode(text: str) -> bytes:
    return text.encode("ascii", "ignore")


def path_of(make: Callable[[str], object], locale: str) -> Draw:
    """A relative path to a file: "report/summer.pdf"."""
    word = vocabulary(locale).slugs()
    return Of(make, Text((word, "/", word, ".", Pick(("csv", "jpg", "json", "pdf", "txt")))))


def ipv4_address() -> Draw:
    """An address of a private net (RFC 1918)."""
    return Of(IPv4Address, Integer(_PRIVATE_NET + 1, _PRIVATE_NET + (1 << 24) - 2))


def ipv6_address() -> Draw:
    """An address of the net for documentation (RFC 3849)."""
    return Of(IPv6Address, Integer(_DOCUMENTATION_NET + 1, _DOCUMENTATION_NET + (1 << 32) - 1))


def _ipv4_network(number: int) -> IPv4Network:
    return IPv4Network((_PRIVATE_NET + (number << 8), 24))


def _ipv6_network(number: int) -> IPv6Network:
    return IPv6Network((_DOCUMENTATION_NET + (number << 80), 48))


def _ipv4_interface(number: int) -> IPv4Interface:
    return IPv4Interface((_PRIVATE_NET + number, 24))


def _ipv6_interface(number: int) -> IPv6Interface:
    return IPv6Interface((_DOCUMENTATION_NET + number, 64))


def zone() -> Draw | None:
    """A time zone by name; `None` where the system knows none."""
    zones: list[object] = []
    for name in _ZONE_NAMES:
        try:
            zones.append(ZoneInfo(name))
        except ZoneInfoNotFoundError:
            continue
    return Pick(tuple(zones)) if zones else None


def offset() -> Draw:
    """A time zone that is so many hours from UTC."""
    return Pick(tuple(dt.timezone(dt.timedelta(hours=hours)) if hours else dt.UTC for hours in range(-8, 10)))


def other(type_: type, constraints: Constraints, path: str, locale: str) -> Draw | None:
    """The draw of a type that stands here; `None` for all others."""
    make = _MAKERS.get(type_)
    if make is not None:
        return make()
    if type_ is bytes:
        return encoded(constraints, path)
    if type_ in {bytearray, memoryview}:
        return Of(type_, encoded(constraints, path))
    if issubclass(type_, pathlib.PurePath):
        return path_of(type_, locale)
    if type_ is ZoneInfo:
        return zone()
    if type_ in {dt.timezone, dt.tzinfo}:
        return offset()
    return None


_MAKERS: Final[dict[type, Callable[[], Draw]]] = {
    IPv4Address: ipv4_address,
    IPv6Address: ipv6_address,
    IPv4Network: lambda: Of(_ipv4_network, Integer(0, 65_535)),
    IPv6Network: lambda: Of(_ipv6_network, Integer(0, 65_535)),
    IPv4Interface: lambda: Of(_ipv4_interface, Integer(1, (1 << 24) - 2)),
    IPv6Interface: lambda: Of(_ipv6_interface, Integer(1, 65_535)),
    re.Pattern: lambda: Pick(tuple(re.compile(pattern) for pattern in _PATTERNS)),
    range: lambda: Of(range, Integer(1, 10)),
}
