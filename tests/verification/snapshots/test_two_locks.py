"""Two lock files say of a change what one of them says against what is installed; nothing of either is imported."""

from __future__ import annotations

import importlib
import sys
import textwrap
from pathlib import Path

import pytest

from mockfactory.cli import main

HEAD = """
from __future__ import annotations
import asyncio
import collections
import concurrent.futures
import datetime
import decimal
import os
import pathlib
import queue
import re
import types
import uuid
from collections.abc import (
    AsyncGenerator, AsyncIterable, AsyncIterator, Awaitable, Callable, Generator, Hashable, Iterable, Iterator, Mapping,
    Sequence, Set,
)
from contextlib import (
    AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager, contextmanager, nullcontext,
)
from typing import IO, Annotated, BinaryIO, SupportsInt, TextIO, TypeVar
T = TypeVar("T")
class Receipt: ...
class Box(list[T]): ...
"""

ASYNC_TX = "@asynccontextmanager\nasync def it(self) -> AsyncIterator[int]:\n    yield 1"
TX = "@contextmanager\ndef it(self) -> Iterator[int]:\n    yield 1"
TX_OF_STR = "@contextmanager\ndef it(self) -> Iterator[str]:\n    yield ''"
ASYNC_ITEMS = "async def it(self) -> AsyncIterator[int]:\n    yield 1"
ITEMS = "def it(self) -> Iterator[int]:\n    yield 1"


def gives(text: str) -> str:
    return f"def it(self) -> {text}: ..."


def takes(text: str) -> str:
    return f"def it(self, one: {text}) -> None: ..."


BREAKING, COMPATIBLE = "breaking", "compatible"

CHANGES = [
    (ASYNC_TX, TX, BREAKING, BREAKING),
    (TX, TX_OF_STR, BREAKING, BREAKING),
    (ASYNC_ITEMS, ITEMS, BREAKING, BREAKING),
    (TX, ITEMS, BREAKING, BREAKING),
    (TX, gives("nullcontext[int]"), COMPATIBLE, BREAKING),
    (gives("AbstractContextManager[Receipt]"), gives("AbstractAsyncContextManager[Receipt]"), BREAKING, BREAKING),
    (gives("Awaitable[int]"), gives("Awaitable[str]"), BREAKING, BREAKING),
    (gives("Awaitable[int]"), gives("int"), BREAKING, BREAKING),
    (gives("Awaitable[int]"), "async def it(self) -> int: ...", COMPATIBLE, COMPATIBLE),
    (gives("Awaitable[str]"), "async def it(self) -> int: ...", BREAKING, BREAKING),
    (gives("asyncio.Future[int]"), "async def it(self) -> int: ...", BREAKING, COMPATIBLE),
    (gives("int"), "async def it(self) -> int: ...", BREAKING, BREAKING),
    (gives("AsyncIterator[int]"), gives("AsyncGenerator[int, None]"), COMPATIBLE, BREAKING),
    (gives("AsyncIterable[int]"), gives("Iterable[int]"), BREAKING, BREAKING),
    (gives("Generator[int, str, None]"), gives("Iterator[int]"), BREAKING, COMPATIBLE),
    (gives("Sequence[int]"), gives("list[int]"), COMPATIBLE, BREAKING),
    (gives("Sequence[Receipt]"), gives("list[Receipt]"), COMPATIBLE, BREAKING),
    (gives("Sequence[Receipt]"), gives("Set[Receipt]"), BREAKING, BREAKING),
    (gives("Sequence[Box[int]]"), gives("Mapping[str, Box[int]]"), BREAKING, BREAKING),
    (gives("tuple[Receipt, int]"), gives("tuple[Receipt, int, int]"), BREAKING, BREAKING),
    (gives("tuple[Receipt, int]"), gives("tuple[Receipt, str]"), BREAKING, BREAKING),
    (gives("Mapping[str, int]"), gives("collections.OrderedDict[str, int]"), COMPATIBLE, BREAKING),
    (gives("pathlib.Path"), gives("pathlib.PurePath"), BREAKING, COMPATIBLE),
    (gives("pathlib.Path"), gives("str"), BREAKING, BREAKING),
    (gives("os.PathLike[str]"), gives("pathlib.Path"), COMPATIBLE, BREAKING),
    (gives("datetime.date"), gives("datetime.datetime"), COMPATIBLE, BREAKING),
    (gives("decimal.Decimal"), gives("float"), BREAKING, BREAKING),
    (gives("uuid.UUID"), gives("str"), BREAKING, BREAKING),
    (gives("asyncio.Queue[int]"), gives("queue.Queue[int]"), BREAKING, BREAKING),
    (gives("asyncio.Future[int]"), gives("concurrent.futures.Future[int]"), BREAKING, BREAKING),
    (gives("re.Pattern[str]"), gives("re.Pattern[bytes]"), BREAKING, BREAKING),
    (gives("asyncio.Queue[int]"), gives("asyncio.Queue[str]"), BREAKING, BREAKING),
    (gives("types.ModuleType"), gives("types.FunctionType"), BREAKING, BREAKING),
    (gives("IO[str]"), gives("TextIO"), COMPATIBLE, BREAKING),
    (gives("TextIO"), gives("BinaryIO"), BREAKING, BREAKING),
    (gives("SupportsInt"), gives("int"), COMPATIBLE, BREAKING),
    (gives("Callable[[int], str]"), gives("Callable[[int], int]"), BREAKING, BREAKING),
    (gives("Callable[[Receipt], str]"), gives("Callable[[Receipt], int]"), BREAKING, BREAKING),
    (gives("type[Receipt]"), gives("type"), COMPATIBLE, COMPATIBLE),
    (gives("Annotated[int, 'x > 0']"), gives("Annotated[str, 'short']"), BREAKING, BREAKING),
    (takes("str"), takes("str | os.PathLike[str]"), COMPATIBLE, BREAKING),
    (takes("str | pathlib.Path"), takes("str | os.PathLike[str]"), COMPATIBLE, BREAKING),
    (takes("Iterable[Receipt]"), takes("list[Receipt]"), BREAKING, COMPATIBLE),
    (takes("datetime.timedelta | float"), takes("float"), BREAKING, COMPATIBLE),
    (takes("Callable[[], Awaitable[None]]"), takes("Callable[[], None]"), BREAKING, BREAKING),
    ("one: Sequence[int]", "one: Sequence[str]", BREAKING, BREAKING),
]


@pytest.fixture
def versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Versions:
    return Versions(tmp_path, monkeypatch, capsys)


class Versions:
    """A module `versioned` with one class, of which there are two versions."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder = folder
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        monkeypatch.syspath_prepend(folder)
        monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def lock_of(self, body: str, name: str) -> Path:
        """Install a version, and write its lock."""
        self.gone()
        source = f"{HEAD}\nclass It:\n{textwrap.indent(body, '    ')}\n"
        (self._folder / "versioned.py").write_text(source)
        importlib.invalidate_caches()
        file = self._folder / name
        assert main(["spec", "snapshot", "versioned:It", "--out", str(file)]) == 0
        return file

    def gone(self) -> None:
        """Uninstall it."""
        self._monkeypatch.delitem(sys.modules, "versioned", raising=False)
        (self._folder / "versioned.py").unlink(missing_ok=True)

    def told(self, *files: Path) -> tuple[int, str]:
        self._capsys.readouterr()
        code = main(["spec", "diff", *map(str, files)])
        return code, self._capsys.readouterr().out


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        *((before, after, forth) for before, after, forth, _ in CHANGES),
        *((after, before, back) for before, after, _, back in CHANGES),
    ],
)
def test_two_locks_are_compared_as_one_is_with_what_is_installed(
    versions: Versions, before: str, after: str, verdict: str
) -> None:
    old, new = versions.lock_of(before, "old.lock"), versions.lock_of(after, "new.lock")
    installed = versions.told(old)
    versions.gone()

    alone = versions.told(old, new)

    assert alone == installed
    assert alone[0] == int(verdict == BREAKING)
    assert alone[1].startswith(f"{verdict}: versioned:It."), alone[1]
    assert "versioned" not in sys.modules


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (gives("Receipt"), gives("int")),
        (gives("type[Receipt]"), gives("type[int]")),
        (gives("Receipt | None"), gives("Receipt | int")),
        (gives("AbstractContextManager[Receipt]"), TX),
        (gives("Hashable"), gives("Receipt")),
        (gives("Box[int]"), gives("Box[str]")),
    ],
)
def test_what_a_class_is_of_which_only_the_name_is_known_is_left_open(
    versions: Versions, before: str, after: str
) -> None:
    old, new = versions.lock_of(before, "old.lock"), versions.lock_of(after, "new.lock")

    for files in ((old, new), (new, old)):
        code, told = versions.told(*files)

        assert (code, told.splitlines()[-1]) == (0, "1 unverified")


def test_a_lock_imports_no_module_but_those_of_python_itself(
    versions: Versions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = versions.lock_of(gives("uuid.UUID"), "old.lock")
    (tmp_path / "sched.py").write_text("raise AssertionError('imported')")
    monkeypatch.delitem(sys.modules, "sched", raising=False)
    new = tmp_path / "new.lock"
    new.write_text(old.read_text().replace("uuid.UUID", "sched.scheduler"))

    assert versions.told(old, new)[1].endswith("1 unverified\n")
    new.write_text(old.read_text().replace("uuid.UUID", "this.c"))
    assert versions.told(old, new)[1].endswith("1 unverified\n")
    assert "this" not in sys.modules
