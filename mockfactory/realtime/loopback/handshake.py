"""What a client says when it opens a connection, and what it is answered."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args
from urllib.parse import parse_qs, urlsplit

from websockets.datastructures import Headers
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from mockfactory.realtime.options.errors import OptionError
from mockfactory.realtime.options.ids import one_of, text
from mockfactory.wording.text import show

TokenPlace = Literal["header", "subprotocol", "query"]
"""Where a token is: `Authorization: Bearer ...`; the subprotocols `bearer` and the token, for browsers, which can't set
headers; or `?token=...`."""
_OF_THE_CONNECTION: Final = frozenset({"host", "connection", "upgrade"})
_OF_A_BODY: Final = frozenset({"connection", "content-length", "transfer-encoding", "content-encoding"})
_ALIKE: Final = 0.9
"""Near enough for "resume_afer"; "client_ip", which others send, is none of ours."""
_NAMES: Final = ("token", "client_id", "run_id", "resume_after")
BEARER: Final = "bearer"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client asks for.

    Attributes:
        token: who it says it is; "" for nobody.
        unclear: why nobody can tell who it is, though it says so; "" where that is clear.
        websocket_client_id: which client of the user it is; `None`: the server gives it an id.
        run_id: the one run that it wants to hear of; `None`: all of the user's.
        resume_after: the id of the last event that it got; "" for none; `None` where nothing is to be resumed.
    """

    token: str
    websocket_client_id: str | None
    run_id: str | None
    resume_after: str | None
    unclear: str = ""


def asked(request: Request) -> Asked:
    """Read the first line and the headers of a handshake.

    A token comes in one way, once (RFC 6750, section 2).

    What else stands in the query, somebody in between may have put there: it is left alone, but for a name that was
    meant to be one of these.

    Raises:
        ValueError: the path can't be read, says twice what is wanted, or misspells it.
    """
    query = parse_qs(urlsplit(request.path).query, keep_blank_values=True, errors="strict")
    for name in query:
        meant = _meant(name)
        if meant is not None:
            raise ValueError(f"the path says {name!r}, which means nothing here. Did you mean {meant!r}?")

    def said(name: str) -> str | None:
        values = query.get(name, [None])
        if len(values) > 1:
            raise ValueError(f"the path says {name} {len(values)} times")
        return values[0]

    authorizations = request.headers.get_all("Authorization")
    places = {
        "the header Authorization": _in_headers(authorizations),
        "the subprotocols": _in_subprotocols(request),
        "the query": [token for token in query.get("token", []) if token],
    }
    tokens = [token for found in places.values() for token in found]
    unclear = ""
    if len(tokens) > 1:
        where = " and ".join(place for place, found in places.items() if found)
        unclear = f"there are {len(tokens)} tokens, in {where}: send one"
    elif len(authorizations) > 1:
        unclear = f"there are {len(authorizations)} headers Authorization: send one"
    token = tokens[0] if tokens else ""
    return Asked(token, said("client_id"), said("run_id"), said("resume_after"), unclear)


def _meant(name: str) -> str | None:
    """The name that a name is a misspelling of: "run_id" of "runid", "runId" and "run_idd"."""
    if name in _NAMES:
        return None
    bare = {known.replace("_", ""): known for known in _NAMES} | {"websocketclientid": "client_id"}
    close = difflib.get_close_matches(re.sub(r"[\W_]", "", name.lower()), bare, 1, cutoff=_ALIKE)
    return bare[close[0]] if close else None


def _in_headers(given: list[str]) -> list[str]:
    parts = [value.partition(" ") for value in given]
    return [token.strip() for kind, _, token in parts if kind.lower() == "bearer" and token.strip()]


def _in_subprotocols(request: Request) -> list[str]:
    offered = offered_by(request.headers) or []
    return [*offered[1:]] if offered[:1] == [BEARER] else []


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
