"""Bodies of answers, spoiled on their way."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from typing import Final, cast

from mockfactory.faults.applying.changing import corrupted_bytes, is_batch, part_of
from mockfactory.faults.applying.http.library import Header, Library, Request, Response, bytes_of, is_there
from mockfactory.faults.applying.http.on_the_way import BreaksOff, Flips, Spoiler, Whole, on_the_way
from mockfactory.faults.deciding.parts import Firing
from mockfactory.faults.plans.effects import Corrupts, Partially, Truncates

_OF_LENGTH: Final = (b"content-length", b"transfer-encoding")
_OF_BODY: Final = (*_OF_LENGTH, b"content-encoding")
_MANY_TEXTS: Final = ("text/event-stream", "application/x-ndjson", "application/jsonl", "application/json-seq")
"""Types of bodies that are no one JSON text, but one text after the other, perhaps without an end."""


def changed_answer(
    library: Library, request: Request, response: Response, change: Firing, tell: Callable[[], None]
) -> Response:
    """An answer with a changed body: as it is, where there is nothing to change.

    What comes in chunks is changed chunk by chunk, as they come.

    Args:
        library: whose answer it is.
        request: what it answers.
        response: as it came.
        change: what happens to the body.
        tell: is called when it happens.
    """
    if response.is_stream_consumed and not is_there(library, response):
        response = same_answer(library, response)  # whoever gave it has read it
    whole = bytes_of(response) if is_there(library, response) else None
    effect = change.effect
    if whole == b"":
        return response
    length = _length_said(response) if whole is None else len(whole)
    if isinstance(effect, Truncates):
        return _with_stream(
            library, response, BreaksOff(effect.keep, length, _broken_off(library, request), tell), _headers(response)
        )
    if isinstance(effect, Partially):
        return _with_part(library, response, whole, effect, tell)
    assert isinstance(effect, Corrupts)
    place, bit = change.draw("place"), change.draw("bit")
    if whole is None:
        return _with_stream(library, response, Flips(length, place, bit, tell), _headers(response))
    tell()
    return _with_body(library, response, corrupted_bytes(whole, place, bit))


def same_answer(library: Library, response: Response) -> Response:
    """A new answer like one that was read, which may be given many times; its body is decoded already."""
    return library.Response(
        response.status_code,
        headers=_headers(response, without=_OF_BODY),
        content=response.read(),
        extensions=response.extensions,
    )


def _with_part(
    library: Library, response: Response, whole: bytes | None, effect: Partially, tell: Callable[[], None]
) -> Response:
    def part(body: bytes) -> bytes:
        found = _part(body, effect)
        if found is not body:
            tell()
        return found

    if whole is not None:
        found = part(whole)
        return response if found is whole else _with_body(library, response, found)
    if response.headers.get("content-type", "").partition(";")[0].strip().lower() in _MANY_TEXTS:
        return response
    # What comes may be shorter than is said.
    return _with_stream(library, response, Whole(_may_be_list, part), _headers(response, without=_OF_LENGTH))


def _broken_off(library: Library, request: Request) -> Callable[[str], Exception]:
    said = "peer closed connection without sending complete message body"
    return lambda why: library.RemoteProtocolError(f"{said} ({why})", request=request)


def _with_stream(library: Library, response: Response, spoiler: Spoiler, headers: list[Header]) -> Response:
    stream = on_the_way(library, response.stream, spoiler)
    return library.Response(response.status_code, headers=headers, stream=stream, extensions=response.extensions)


def _with_body(library: Library, response: Response, body: bytes) -> Response:
    headers = [*_headers(response, without=_OF_LENGTH), (b"content-length", str(len(body)).encode())]
    return library.Response(
        response.status_code, headers=headers, stream=library.ByteStream(body), extensions=response.extensions
    )


def _length_said(response: Response) -> int | None:
    """How long the body is, as the answer says."""
    said = response.headers.get("content-length", "")
    return int(said) if said.isascii() and said.isdigit() else None


def _headers(response: Response, *, without: Collection[bytes] = ()) -> list[Header]:
    return [(name, value) for name, value in response.headers.raw if name.lower() not in without]


def _may_be_list(body: bytes) -> bool:
    """Whether a body may be a list, or an object with a list in it, in JSON. Some encodings begin with a mark."""
    first = body.lstrip()[:1]
    return first in (b"", b"[", b"{", b"\x00", b"\xef", b"\xfe", b"\xff")


def _part(body: bytes, effect: Partially) -> bytes:
    """The JSON of a body with a part of its list, or of the list in one of its fields; any other body as it is."""
    try:
        parsed: object = json.loads(body)
    except (ValueError, RecursionError):
        return body
    if effect.argument is None:
        part = _shorter(parsed, effect.keep)
        return body if part is None else json.dumps(part).encode()
    fields = cast("dict[str, object]", parsed) if isinstance(parsed, dict) else {}
    part = _shorter(fields.get(effect.argument), effect.keep)
    return body if part is None else json.dumps(fields | {effect.argument: part}).encode()


def _shorter(batch: object, keep: float) -> Sequence[object] | None:
    """The first part of a list; None for what is no list, or of which nothing is left out."""
    if not is_batch(batch):
        return None
    whole = cast("Sequence[object]", batch)
    part = part_of(whole, keep)
    return part if len(part) < len(whole) else None
