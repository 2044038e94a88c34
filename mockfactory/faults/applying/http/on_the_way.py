"""Bodies of answers that are spoiled chunk by chunk, as they come: a stream may never end."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator
from typing import Final, Protocol, TypeAlias, cast

from mockfactory.faults.applying.http.library import Library

Chunks: TypeAlias = Iterable[bytes]


class Spoiler(Protocol):
    """What happens to a body on its way."""

    def feed(self, chunk: bytes) -> Chunks:
        """What arrives of one chunk, which is not empty. It raises behind it where the body breaks off."""
        ...

    def end(self) -> Chunks:
        """What arrives when the last chunk has come. It raises where the end is missing."""
        ...


class _Closes(Protocol):
    def close(self) -> None: ...
    async def aclose(self) -> None: ...


class _Spoiled:
    """A body on its way, for sync and async clients."""

    def __init__(self, body: object, spoiler: Spoiler) -> None:
        self._body: Final = body
        self._spoiler: Final = spoiler

    def __iter__(self) -> Iterator[bytes]:
        __tracebackhide__ = True
        for chunk in cast("Iterable[bytes]", self._body):
            if chunk:
                yield from self._spoiler.feed(chunk)
        yield from self._spoiler.end()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        __tracebackhide__ = True
        async for chunk in cast("AsyncIterable[bytes]", self._body):
            if chunk:
                for piece in self._spoiler.feed(chunk):
                    yield piece
        for piece in self._spoiler.end():
            yield piece

    def close(self) -> None:
        cast("_Closes", self._body).close()

    async def aclose(self) -> None:
        await cast("_Closes", self._body).aclose()


def on_the_way(library: Library, body: object, spoiler: Spoiler) -> object:
    """A body that is spoiled on its way, as a stream of the library.

    Args:
        library: whose answer it is of.
        body: a stream of the library.
        spoiler: what happens to it.
    """
    cls = type("SpoiledStream", (_Spoiled, library.SyncByteStream, library.AsyncByteStream), {})
    return cast("object", cls(body, spoiler))


class BreaksOff:
    """Some bytes come, and then an error instead of the rest. Of a body of known length a share comes.

    Of any other nobody knows how much there is, or whether it ends: the first chunk comes whole, and the share of the
    second; where there is no second, what is missing is the word that this was all. With a share of 0, nothing comes.

    Args:
        keep: the share.
        length: of the whole body, if it is known.
        error: makes the error of what was received.
        tell: is called when it breaks off.
    """

    def __init__(
        self, keep: float, length: int | None, error: Callable[[str], Exception], tell: Callable[[], None]
    ) -> None:
        self._keep: Final = keep
        self._length: Final = length
        self._error: Final = error
        self._tell: Final = tell
        self._came = 0

    def feed(self, chunk: bytes) -> Chunks:
        __tracebackhide__ = True
        room = self._room(chunk)
        if room is None or room > len(chunk):
            self._came += len(chunk)
            yield chunk
            return
        self._came += room
        if room:
            yield chunk[:room]
        raise self._broken()

    def end(self) -> Chunks:
        __tracebackhide__ = True
        if self._length is None and self._came:
            raise self._broken()
        return ()

    def _room(self, chunk: bytes) -> int | None:
        """How much of a chunk comes at most; None for all of it."""
        if self._length is not None:
            return int(self._length * self._keep) - self._came
        return int(len(chunk) * self._keep) if self._came or not self._keep else None

    def _broken(self) -> Exception:
        self._tell()
        if self._length is None:
            return self._error("incomplete chunked read")
        return self._error(f"received {self._came} bytes, expected {self._length}")


class Flips:
    """One bit comes wrong: of the whole body, or of its first chunk where nobody knows how long it is.

    Args:
        length: of the whole body, if it is known.
        place: a number from 0 to below 1, for the byte.
        bit: the same for the bit.
        tell: is called when it comes wrong.
    """

    def __init__(self, length: int | None, place: float, bit: float, tell: Callable[[], None]) -> None:
        self._length: Final = length
        self._place: Final = place
        self._mask: Final = 1 << int(bit * 8)
        self._tell: Final = tell
        self._came = 0

    def feed(self, chunk: bytes) -> Chunks:
        length = len(chunk) if self._length is None and not self._came else self._length or 0
        at = int(self._place * length) - self._came
        self._came += len(chunk)
        if 0 <= at < len(chunk):
            self._tell()
            chunk = chunk[:at] + bytes([chunk[at] ^ self._mask]) + chunk[at + 1 :]
        yield chunk

    def end(self) -> Chunks:
        return ()


class Whole:
    """A body that can only be changed as a whole: all of it comes when its last chunk has come.

    Args:
        is_meant: says of what has come so far whether it may be such a body. Any other comes as it is.
        change: gives what arrives of it.
    """

    def __init__(self, is_meant: Callable[[bytes], bool], change: Callable[[bytes], bytes]) -> None:
        self._is_meant: Final = is_meant
        self._change: Final = change
        self._came: bytearray | None = bytearray()

    def feed(self, chunk: bytes) -> Chunks:
        if self._came is None:
            yield chunk
            return
        known = bool(self._came.strip())
        self._came += chunk
        if not known and not self._is_meant(bytes(self._came)):
            yield bytes(self._came)
            self._came = None

    def end(self) -> Chunks:
        return (self._change(bytes(self._came)),) if self._came else ()
