"""Doubles of real classes of other people's packages, as far as they are installed.

`python -m mockfactory.demo.survey httpx:AsyncClient` prints one line of JSON for each class that it is given. The demo
runs it in processes of their own: what importing a package does stays there, and they work side by side.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.metadata
import importlib.util
import json
import subprocess
import sys
from collections.abc import Generator
from typing import Final, Literal, NamedTuple, TypeAlias

State: TypeAlias = Literal["read", "not installed", "cannot be imported", "cannot be doubled"]

CLASSES: Final = (
    ("openai:AsyncOpenAI",),
    (
        "httpx:AsyncClient",
        "aiohttp:ClientSession",
        "redis.asyncio:Redis",
        "sqlalchemy.ext.asyncio:AsyncSession",
        "websockets.asyncio.client:ClientConnection",
        "pymongo:AsyncMongoClient",
    ),
)
"""Grouped by the process that reads them."""


class Finding(NamedTuple):
    """What came of one class.

    Attributes:
        name: as one imports it, with a colon.
        state: how far it went.
        words: what its double checks, or why there is none.
        version: of the package.
    """

    name: str
    state: State
    words: str
    version: str = ""

    @property
    def is_fine(self) -> bool:
        """Whether the class was read, or could not be because it is not there."""
        return self.state != "cannot be doubled"


def look(name: str) -> Finding:
    """Import a class, read it and make a double of it."""
    from mockfactory import double
    from mockfactory.spec import read_spec
    from mockfactory.spec.description.describe import summary

    module, _, attribute = name.partition(":")
    package = module.partition(".")[0]
    if importlib.util.find_spec(package) is None:
        return Finding(name, "not installed", f"pip install {package}")
    try:
        with contextlib.redirect_stdout(sys.stderr):
            cls: type = getattr(importlib.import_module(module), attribute)
    except Exception as error:
        return Finding(name, "cannot be imported", _one_line(error), _version(package))
    try:
        made: object = double(cls)
        if not isinstance(made, cls):
            return Finding(name, "cannot be doubled", "its double is no instance of it", _version(package))
        return Finding(name, "read", summary(read_spec(cls)), _version(package))
    except Exception as error:
        return Finding(name, "cannot be doubled", _one_line(error), _version(package))


def _one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


@contextlib.contextmanager
def survey(groups: tuple[tuple[str, ...], ...] = CLASSES) -> Generator[_Running]:
    """Start reading the classes, beside what is done in the block."""
    command = [sys.executable, "-W", "ignore", "-m", "mockfactory.demo.survey"]
    started = [
        (
            names,
            subprocess.Popen(
                [*command, *names],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            ),
        )
        for names in groups
    ]
    try:
        yield _Running(started)
    finally:
        for _, process in started:
            process.kill()
            process.communicate()


class _Running:
    """Processes that read classes."""

    def __init__(self, started: list[tuple[tuple[str, ...], subprocess.Popen[str]]]) -> None:
        self._started = started

    def findings(self, seconds: float = 60) -> list[Finding]:
        """Wait for them all. A class on which a process died, or that took too long, is told as such."""
        found: list[Finding] = []
        for names, process in self._started:
            try:
                output, _ = process.communicate(timeout=seconds)
                ended = f"reading it ended the process with code {process.returncode}"
            except subprocess.TimeoutExpired:
                process.kill()
                output, _ = process.communicate()
                ended = f"reading it took more than {seconds:.0f} seconds"
            told = {finding.name: finding for finding in map(_parse, output.splitlines())}
            found += [told.get(name, Finding(name, "cannot be doubled", ended)) for name in names]
        return sorted(found)


def _parse(line: str) -> Finding:
    return Finding(*json.loads(line))


if __name__ == "__main__":
    for one in sys.argv[1:]:
        print(json.dumps(look(one)), flush=True)
