"""URLs of servers on loopback."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode, urlsplit, urlunsplit

from mockfactory.realtime.options.errors import OptionError
from mockfactory.wording.text import show

_HOSTS: Final = ("127.0.0.1", "::1", "localhost")


def on_loopback(url: str) -> str:
    """A URL, if it is of a server on this machine.

    Raises:
        OptionError: it is not: a test sends nothing elsewhere.
    """
    __tracebackhide__ = True
    if not _is_on_loopback(url):
        raise OptionError(f"a server on loopback is at ws://127.0.0.1:<port>/, and not at {show(url)}")
    return url


def _is_on_loopback(url: object) -> bool:
    try:
        parts = urlsplit(url) if isinstance(url, str) else None
        return parts is not None and parts.scheme == "ws" and parts.hostname in _HOSTS and bool(parts.port)
    except ValueError:  # its port is no number
        return False


def with_query(url: str, query: Mapping[str, str]) -> str:
    """A URL with more in its query."""
    parts = urlsplit(url)
    whole = "&".join(part for part in (parts.query, urlencode(query)) if part)
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", whole, ""))


def at_port(url: str, port: int | None) -> str:
    """A URL of a server, at another port of 127.0.0.1."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, f"127.0.0.1:{port}", parts.path or "/", parts.query, ""))
