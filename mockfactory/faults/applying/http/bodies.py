"""Bodies of answers, spoiled on their way."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import cast

from mockfactory.faults.applying.changing import is_batch, part_of, spoiled
from mockfactory.faults.applying.http.library import Library, Request, Response
from mockfactory.faults.deciding.parts import Firing
from mockfactory.faults.plans.effects import Partially, Truncates


class Cut:
    """A body that breaks off: some bytes come, and then an error instead of the rest."""

    def __init__(self, data: bytes, error: Callable[[], Exception]) -> None:
        self._data = data
        self._error = error

    def __iter__(self) -> Iterator[bytes]:
        yield self._data
        raise self._error()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._data
        raise self._error()


def changed_answer(
    library: Library, request: Request, response: Response, body: bytes, change: Firing
) -> tuple[Response, bool]:
    """An answer with a changed body, and whether there was anything to change.

    Args:
        library: whose answer it is.
        request: what it answers.
        response: as it came.
        body: its bytes, not decoded.
        change: what happens to them.
    """
    effect = change.effect
    if isinstance(effect, Truncates):
        kept = cast("bytes", spoiled(body, change))
        return _with_stream(library, response, _broken_off(library, request, kept, len(body))), True
    new = _part(body, effect) if isinstance(effect, Partially) else cast("bytes", spoiled(body, change))
    return _with_body(library, response, new), new != body


def same_answer(library: Library, response: Response) -> Response:
    """A new answer like one that was made for a plan, which may be given many times; its body is decoded already."""
    headers = _headers(response)
    for name in ("content-encoding", "transfer-encoding", "content-length"):
        headers.pop(name, None)
    return library.Response(response.status_code, headers=headers, content=response.read())


def _broken_off(library: Library, request: Request, kept: bytes, whole: int) -> object:
    def error() -> Exception:
        return library.RemoteProtocolError(
            "peer closed connection without sending complete message body "
            f"(received {len(kept)} bytes, expected {whole})",
            request=request,
        )

    stream = type("Cut", (Cut, library.SyncByteStream, library.AsyncByteStream), {})
    return cast("object", stream(kept, error))


def _with_stream(library: Library, response: Response, stream: object) -> Response:
    return library.Response(
        response.status_code, headers=_headers(response), stream=stream, extensions=response.extensions
    )


def _with_body(library: Library, response: Response, body: bytes) -> Response:
    headers = _headers(response)
    headers.pop("transfer-encoding", None)
    headers["content-length"] = str(len(body))
    return library.Response(response.status_code, headers=headers, content=body, extensions=response.extensions)


def _headers(response: Response) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def _part(body: bytes, effect: Partially) -> bytes:
    """The JSON of a body with a part of its list, or of the list in one of its fields; any other body as it is."""
    try:
        parsed: object = json.loads(body)
    except ValueError:
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
