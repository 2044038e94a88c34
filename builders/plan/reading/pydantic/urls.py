"""Addresses of the web and of services, as nodes of a core schema describe them."""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence
from typing import Final

from builders.draws.choices import Pick
from builders.draws.draw import Draw
from builders.draws.numbers import Integer
from builders.draws.texts import Text
from builders.plan.reading.pydantic.bounds import both, said_by
from builders.plan.reading.pydantic.node import Node, Spot, contradictory
from builders.values.extents import lengths

_ENDS: Final = ("example.com", "example.org", "example.net")
_HOSTS: Final = tuple(f"{name}.{end}" for end in _ENDS for name in ("www", "api", "files", "data"))
_NODES: Final = tuple(f"{name}.internal" for name in ("alpha", "bravo", "delta", "echo", "kilo", "oscar", "sierra"))
_PATHS: Final = ("about", "articles", "docs", "news", "orders", "products", "search", "status", "team", "users")
_PORTS: Final = {
    "amqp": 5672, "clickhouse": 8123, "cockroachdb": 26257, "ftp": 21, "kafka": 9092, "mariadb": 3306, "mongodb": 27017,
    "mysql": 3306, "nats": 4222, "postgres": 5432, "postgresql": 5432, "redis": 6379, "rediss": 6379,
}  # fmt: skip
_WEB: Final = ("http", "https")
_LETTER: Final = Pick(tuple(string.ascii_lowercase))

Pieces = tuple[str | Draw, ...]


def url(node: Node, spot: Spot) -> Draw:
    """An address that fits a node of type "url" or "multi-host-url", and what was said of its length around it."""
    said = both(said_by(node), spot.said)
    least, most = said.min_length or 0, said.max_length
    for pieces in _forms(node.get("allowed_schemes") or ("https",)):
        shortest, longest = _lengths(pieces)
        missing = max(least - shortest, 0)
        if most is None or longest + missing <= most:
            return Text((*pieces, *_lengthened(missing)))
    return contradictory(spot, f"no address is drawn that is {said.in_words()}")


def _forms(schemes: Sequence[str]) -> Iterator[Pieces]:
    """The forms of an address, the richest first. No host is one that anybody can own."""
    if all(scheme == "file" for scheme in schemes):
        yield ("file:///srv/", Pick(_PATHS), "/", Integer(1, 9999), ".txt")
        yield ("file:///", _LETTER, Integer(0, 99))
    elif "https" in schemes or all(scheme in _WEB for scheme in schemes):
        for scheme in sorted({*schemes} & {*_WEB}, reverse=True):
            start = Pick((scheme,)), "://"
            yield (*start, Pick(_HOSTS), "/", Pick(_PATHS), "/", Integer(1, 9999))
            yield (*start, Pick(_ENDS), "/", Integer(1, 9999))
            yield (*start, _LETTER, ".test/", Integer(0, 99))
            yield (*start, _LETTER, "/", Integer(0, 99))
            yield (*start, _LETTER, "/")
    else:
        # Those with a driver in their name are rare; those without are known to every reader.
        plain = tuple(scheme for scheme in schemes if "+" not in scheme) or tuple(schemes)
        port = _PORTS.get(plain[0])
        where = ("" if port is None or "srv" in plain[0] else f":{port}") + "/"
        yield (Pick(plain), "://", Pick(_NODES), where, Pick(_PATHS))
        yield (Pick(plain), "://", Pick(_NODES), "/", Integer(1, 9))
        yield (min(plain, key=len), "://", _LETTER, "/", Integer(1, 9))


def _lengths(pieces: Pieces) -> tuple[int, int]:
    known = lengths(Text(pieces))
    assert known is not None
    return known


def _lengthened(missing: int) -> Pieces:
    """So many characters more, at the end of a path."""
    return (Pick(tuple(letter * missing for letter in string.ascii_lowercase)),) if missing else ()
