"""Classes whose annotations name `Letter`, which a test patches; nothing reads them before."""

from __future__ import annotations

from collections.abc import Iterator


class Letter: ...


class Sender:
    def send(self, letter: Letter) -> bool:
        return True

    def send_all(self, letters: list[Letter]) -> bool:
        return True

    async def fetch(self) -> Letter:
        return Letter()

    def letters(self) -> Iterator[Letter]:
        yield Letter()

    last: Letter | None = None

    def __setstate__(self, state: object) -> None:
        self.draft: Letter = Letter()

    def close(self) -> None: ...


class Post:
    def __init__(self, letter: Letter) -> None: ...


def post(letter: Letter) -> None: ...
