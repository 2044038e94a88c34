"""What is used of httpx or httpx2: the two are alike, and whose transport is given is the one that is meant."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Final, Protocol, TypeAlias, cast

from mockfactory.faults.errors import PlanError
from mockfactory.wording.text import report, show

_LIBRARIES: Final = ("httpx", "httpx2")
_BASES: Final = ("BaseTransport", "AsyncBaseTransport")
Header: TypeAlias = tuple[bytes, bytes]
"""Its name and its value; of one name there may be several."""


class Url(Protocol):
    @property
    def host(self) -> str: ...
    @property
    def path(self) -> str: ...


class Request(Protocol):
    """A request on its way."""

    @property
    def method(self) -> str: ...
    @property
    def url(self) -> Url: ...
    @property
    def content(self) -> bytes: ...
    @property
    def extensions(self) -> Mapping[str, object]: ...
    def read(self) -> bytes: ...
    async def aread(self) -> bytes: ...


class Headers(Protocol):
    @property
    def raw(self) -> list[Header]: ...
    def get(self, key: str, default: str) -> str: ...


class Response(Protocol):
    """An answer, be it read or not."""

    @property
    def status_code(self) -> int: ...
    @property
    def headers(self) -> Headers: ...
    @property
    def extensions(self) -> Mapping[str, object]: ...
    @property
    def stream(self) -> object: ...
    @property
    def is_stream_consumed(self) -> bool: ...
    def read(self) -> bytes: ...
    def close(self) -> None: ...
    async def aclose(self) -> None: ...


class Transport(Protocol):
    """What sends requests, in sync and in async code."""

    def handle_request(self, request: Request) -> Response: ...
    async def handle_async_request(self, request: Request) -> Response: ...
    def close(self) -> None: ...
    async def aclose(self) -> None: ...
    def __enter__(self) -> object: ...
    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    async def __aenter__(self) -> object: ...
    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class _MakesResponse(Protocol):
    def __call__(
        self,
        status_code: int,
        *,
        headers: Sequence[Header],
        stream: object = ...,
        content: bytes = ...,
        extensions: Mapping[str, object] = ...,
    ) -> Response: ...


class _MakesError(Protocol):
    def __call__(self, message: str, *, request: Request) -> Exception: ...


class _MakesStream(Protocol):
    def __call__(self, stream: bytes) -> object: ...


class Library(Protocol):
    """httpx, or httpx2."""

    @property
    def Response(self) -> _MakesResponse: ...  # noqa: N802 - the library's names
    @property
    def ReadTimeout(self) -> _MakesError: ...  # noqa: N802
    @property
    def ReadError(self) -> _MakesError: ...  # noqa: N802
    @property
    def RemoteProtocolError(self) -> _MakesError: ...  # noqa: N802
    @property
    def BaseTransport(self) -> type: ...  # noqa: N802
    @property
    def AsyncBaseTransport(self) -> type: ...  # noqa: N802
    @property
    def ByteStream(self) -> _MakesStream: ...  # noqa: N802
    @property
    def SyncByteStream(self) -> type: ...  # noqa: N802
    @property
    def AsyncByteStream(self) -> type: ...  # noqa: N802


def library_of(transport: object) -> Library:
    """The library whose transport it is.

    Raises:
        PlanError: for what is no transport of either.
    """
    __tracebackhide__ = True
    for base in type(transport).__mro__:
        root = base.__module__.partition(".")[0]
        if base.__name__ in _BASES and root in _LIBRARIES:
            return cast("Library", importlib.import_module(root))
    raise PlanError(
        report(
            f"faulty_transport() takes a transport of httpx or httpx2, not {show(transport)}.",
            write="faulty_transport(httpx.HTTPTransport(), plan), and httpx.Client(transport=...) with what it gives",
            install="pip install mockfactory[http]",
        )
    )


def is_response(library: Library, value: object) -> bool:
    """Whether a value is an answer of this library."""
    return isinstance(value, cast("type", library.Response))


def is_there(library: Library, response: Response) -> bool:
    """Whether the whole body is there, and no stream that has yet to come."""
    return isinstance(response.stream, cast("type", library.ByteStream))


def bytes_of(response: Response) -> bytes:
    """The body of an answer that is there, as it came: not decoded."""
    return b"".join(cast("Iterator[bytes]", response.stream))
