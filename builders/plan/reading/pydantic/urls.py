"""Addresses of the web and of services, as nodes of a core schema describe them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from builders.draws.choices import Pick
from builders.draws.draw import Draw
from builders.draws.numbers import Integer
from builders.draws.texts import Text
from builders.plan.reading.pydantic.node import Node

_HOSTS: Final = tuple(
    f"{name}.{end}" for end in ("example.com", "example.org", "example.net") for name in ("www", "api", "files", "data")
)
_NODES: Final = tuple(f"{name}.internal" for name in ("alpha", "bravo", "delta", "echo", "kilo", "oscar", "sierra"))
_PATHS: Final = ("about", "articles", "docs", "news", "orders", "products", "search", "status", "team", "users")
_PORTS: Final = {
    "amqp": 5672, "clickhouse": 8123, "cockroachdb": 26257, "ftp": 21, "kafka": 9092, "mariadb": 3306, "mongodb": 27017,
    "mysql": 3306, "nats": 4222, "postgres": 5432, "postgresql": 5432, "redis": 6379, "rediss": 6379,
}  # fmt: skip
_WEB: Final = ("http", "https")


def url(node: Node) -> Draw:
    """An address that fits a node of type "url" or "multi-host-url"."""
    schemes: Sequence[str] = node.get("allowed_schemes") or ("https",)
    if "https" in schemes:
        schemes = ("https",)
    if all(scheme == "file" for scheme in schemes):
        pieces: tuple[str | Draw, ...] = ("file:///srv/", Pick(_PATHS), "/", Integer(1, 9999), ".txt")
    elif all(scheme in _WEB for scheme in schemes):
        pieces = (Pick(tuple(schemes)), "://", Pick(_HOSTS), "/", Pick(_PATHS), "/", Integer(1, 9999))
    else:
        # Those with a driver in their name are rare; those without are known to every reader.
        plain = tuple(scheme for scheme in schemes if "+" not in scheme) or tuple(schemes)
        port = _PORTS.get(plain[0])
        where = ("" if port is None or "srv" in plain[0] else f":{port}") + "/"
        pieces = (Pick(plain), "://", Pick(_NODES), where, Pick(_PATHS))
    longest: object = node.get("max_length")
    if isinstance(longest, int) and longest < _LONGEST:
        pieces = (plainest(schemes), "://a.io/", Integer(0, 9))
    return Text(pieces)


_LONGEST: Final = 60


def plainest(schemes: Sequence[str]) -> str:
    """The shortest scheme."""
    return min(schemes, key=len)
