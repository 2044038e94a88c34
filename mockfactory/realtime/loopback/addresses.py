"""URLs of servers on loopback."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode, urlsplit, urlunsplit

_HOSTS: Final = ("127.0.0.1", "::1", "localhost")


def on_loopback(url: str) -> str:
    """A URL, if it is of a server on this machine.

    Raises:
        ValueError: it is not: a test sends nothing elsewhere.
    """
    parts = urlsplit(url)
    if parts.scheme != "ws" or parts.hostname not in _HOSTS or parts.port is None:
        raise ValueError(f"a server on loopback is at ws://127.0.0.1:<port>/, and not at {url!r}")
    return url


def with_query(url: str, query: Mapping[str, str]) -> str:
    """A URL with more in its query."""
    parts = urlsplit(url)
    whole = "&".join(part for part in (parts.query, urlencode(query)) if part)
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", whole, ""))


def at_port(url: str, port: int | None) -> str:
    """A URL of a server, at another port of 127.0.0.1."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, f"127.0.0.1:{port}", parts.path or "/", parts.query, ""))
