"""What a client says when it opens a connection, and what it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args
from urllib.parse import parse_qs, urlsplit

from websockets.datastructures import Headers
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from mockfactory.double.wording.text import show
from mockfactory.realtime.options.errors import OptionError
from mockfactory.realtime.options.ids import one_of, text

TokenPlace = Literal["header", "subprotocol", "query"]
"""Where a token is: `Authorization: Bearer ...`; the subprotocols `bearer` and the token, for browsers, which can't set
headers; or `?token=...`."""
_OF_THE_CONNECTION: Final = frozenset({"host", "connection", "upgrade"})
_OF_A_BODY: Final = frozenset({"connection", "content-length", "transfer-encoding", "content-encoding"})
BEARER: Final = "bearer"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client asks for.

    Attributes:
        token: who it says it is; "" for nobody.
        websocket_client_id: which client of the user it is; `None`: the server gives it an id.
        run_id: the one run that it wants to hear of; `None`: all of the user's.
        resume_after: the id of the last event that it got; "" for none; `None` where nothing is to be resumed.
    """

    token: str
    websocket_client_id: str | None
    run_id: str | None
    resume_after: str | None


def asked(request: Request) -> Asked:
    """Read the first line and the headers of a handshake."""
    query = parse_qs(urlsplit(request.path).query, keep_blank_values=True)

    def last(name: str) -> str | None:
        return query[name][-1] if name in query else None

    token = _in_header(request) or _in_subprotocols(request) or last("token") or ""
    return Asked(token, last("client_id"), last("run_id"), last("resume_after"))


def _in_header(request: Request) -> str:
    given = request.headers.get_all("Authorization")
    kind, _, token = (given[0] if len(given) == 1 else "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _in_subprotocols(request: Request) -> str:
    offered = offered_by(request.headers) or []
    return offered[1] if len(offered) == 2 and offered[0] == BEARER else ""


def carrying(token: str, place: TokenPlace) -> tuple[dict[str, str], list[str], dict[str, str]]:
    """How a client says who it is: headers, subprotocols, and fields of the query.

    Raises:
        OptionError: there is no such place, or the token can't stand there.
    """
    __tracebackhide__ = True
    one_of("via", place, get_args(TokenPlace))
    text("token", token)
    fits = token.isascii() and token.isprintable() and (place == "header" or not set(token) & set(" ,"))
    if place != "query" and not fits:
        raise OptionError(f"a token that goes in a {place} can't hold these characters: {show(token)}")
    if not token:
        return {}, [], {}
    if place == "header":
        return {"Authorization": f"Bearer {token}"}, [], {}
    return ({}, [BEARER, token], {}) if place == "subprotocol" else ({}, [], {"token": token})


def present(values: Mapping[str, str | None]) -> dict[str, str]:
    """The values that are there."""
    return {name: value for name, value in values.items() if value is not None}


def offered_by(headers: Headers) -> list[Subprotocol] | None:
    """The subprotocols that a client offers; `None` where there are none."""
    values = headers.get_all("Sec-WebSocket-Protocol")
    return [Subprotocol(name.strip()) for value in values for name in value.split(",")] or None


def forwarded(headers: Headers) -> list[tuple[str, str]]:
    """What a client says, but for what belongs to its own connection (RFC 6455, 4.1)."""
    return [
        (name, value)
        for name, value in headers.raw_items()
        if name.lower() not in _OF_THE_CONNECTION and not name.lower().startswith("sec-websocket-")
    ]


def refusal_of(response: Response) -> Response:
    """The answer of a server that refuses, for the client of somebody in between."""
    body = response.body or b""
    headers = Headers([(name, value) for name, value in response.headers.raw_items() if name.lower() not in _OF_A_BODY])
    headers["Connection"] = "close"
    headers["Content-Length"] = str(len(body))
    return Response(response.status_code, response.reason_phrase, headers, body)
