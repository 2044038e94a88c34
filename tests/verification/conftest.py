"""A small project with a fake that drifted."""

from __future__ import annotations

import pytest

APP = """
    import abc
    from typing import Protocol

    class Mailer(Protocol):
        async def send(self, to: str, *, urgent: bool = False) -> bool: ...

    class Store(abc.ABC):
        @abc.abstractmethod
        def put(self, key: str, value: bytes) -> None: ...

    class Smtp(Mailer):
        async def send(self, to: str, *, urgent: bool = False) -> bool:
            return True
"""
FAKES = """
    from app.mail import Mailer, Store
    from mockfactory.verification import stands_for

    @stands_for(Mailer)
    class FakeMailer:
        async def send(self, to: str) -> bool:
            return True

    class MemoryStore(Store):
        def put(self, key: str, value: bytes) -> None: ...
"""
SETTINGS = """
[tool.mockfactory]
packages = ["app", "fakes"]
[tool.mockfactory.stands-for]
"fakes:MemoryStore" = "app.mail:Store"
"""


PLAIN_FAKES = """
    class FakeMailer:
        async def send(self, to: str) -> bool:
            return True
"""


@pytest.fixture
def plain_project(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, mypy_cache: str) -> pytest.Pytester:
    """The project with a fake that is named in the settings, and imports nothing that mypy would have to read."""
    monkeypatch.setenv("MYPY_CACHE_DIR", mypy_cache)
    project.makepyfile(fakes=_text(PLAIN_FAKES))
    pairs = ('"fakes:FakeMailer" = "app.mail:Mailer"', '"app.mail:Smtp" = "app.mail:Mailer"')
    settings = "\n".join(["[tool.mockfactory.stands-for]", *pairs])
    (project.path / "pyproject.toml").write_text(settings)
    return project


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project whose package `app` has two interfaces, and whose module `fakes` has a fake for each."""
    monkeypatch.delenv("CI", raising=False)
    package = pytester.mkpydir("app")
    (package / "mail.py").write_text(_text(APP), encoding="utf-8")
    pytester.makepyfile(fakes=_text(FAKES))
    pytester.path.joinpath("pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    return pytester


def _text(source: str) -> str:
    import textwrap

    return textwrap.dedent(source)
