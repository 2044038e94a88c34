"""What is measured: a class of twelve methods, a wide one, and the fake that somebody would write by hand."""

from __future__ import annotations

import itertools
import linecache
import sys
from types import ModuleType


class Mailer:
    """Twelve methods, as in the goal. None of them runs."""

    def __init__(self, host: str, port: int = 25) -> None:
        self.host = host
        self.port = port

    def send(self, to: str, subject: str, retries: int = 0) -> bool:
        raise NotImplementedError

    def send_many(self, to: list[str], subject: str) -> int:
        raise NotImplementedError

    async def fetch(self, to: str, subject: str, retries: int = 0) -> bool:
        raise NotImplementedError

    def find(self, number: int) -> str:
        raise NotImplementedError

    def open(self) -> None:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def drafts(self, limit: int = 10) -> list[str]:
        raise NotImplementedError

    def move(self, number: int, folder: str, *, copy: bool = False) -> None:
        raise NotImplementedError

    def delete(self, *numbers: int) -> int:
        raise NotImplementedError

    def headers(self, number: int) -> dict[str, str]:
        raise NotImplementedError

    def search(self, text: str, **filters: str) -> list[int]:
        raise NotImplementedError

    async def wait(self, seconds: float) -> None:
        raise NotImplementedError


class FakeMailer(Mailer):
    """What a careful tester writes by hand to record calls. It checks no types.

    Like a double it copies a list that it is given, because a fake that does not shows the list as it is later.
    """

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[object, ...]]] = []

    def send(self, to: str, subject: str, retries: int = 0) -> bool:
        self.calls.append(("send", (to, subject, retries)))
        return False

    def send_many(self, to: list[str], subject: str) -> int:
        self.calls.append(("send_many", (list(to), subject)))
        return 0

    async def fetch(self, to: str, subject: str, retries: int = 0) -> bool:
        self.calls.append(("fetch", (to, subject, retries)))
        return False


_MODULE_HEAD = """\
from __future__ import annotations


class Mailer:
    def __init__(self, host: str, port: int = 25) -> None:
        self.host = host
        self.port = port
"""
_METHODS = """
    def send{n}(self, to: str, subject: str, retries: int = 0) -> bool:
        raise NotImplementedError

    def move{n}(self, number: int, folder: str, *, copy: bool = False) -> None:
        raise NotImplementedError

    def search{n}(self, text: str, **filters: str) -> list[int]:
        raise NotImplementedError

    async def fetch{n}(self, to: str, subject: str, retries: int = 0) -> bool:
        raise NotImplementedError
"""
_number = itertools.count()


def fresh_class(methods: int) -> type:
    """A class that nobody has seen before, in a module of its own, with source lines where tools look for them.

    Args:
        methods: how many, a multiple of four. Named send0, move0, search0, fetch0, send1...
    """
    name = f"fresh_mailer_{next(_number)}"
    file = f"<{name}>"
    text = _MODULE_HEAD + "".join(_METHODS.format(n=n) for n in range(methods // 4))
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    module = sys.modules[name] = ModuleType(name)
    module.__file__ = file
    exec(compile(text, file, "exec"), module.__dict__)
    cls: type = module.Mailer
    return cls


def forget_fresh_classes() -> None:
    """Let the modules go whose classes have been measured."""
    for name in [name for name in sys.modules if name.startswith("fresh_mailer_")]:
        del sys.modules[name]
        linecache.cache.pop(f"<{name}>", None)
