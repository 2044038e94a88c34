"""Names in strings that lead nowhere, and what is put in their place."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tests.mypy_plugin.project import Project

pytestmark = pytest.mark.integration

APP = {
    "app/__init__.py": "from app.mail import Mailer as Mailer\nfrom app import mail as post\n",
    "app/mail.py": """
from __future__ import annotations
import os
import sys
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
import nowhere.at_all  # type: ignore[import-not-found]
if TYPE_CHECKING:
    from decimal import Decimal
if sys.platform == "never":
    def beep() -> None: ...

class Mailer:
    retries = 3
    def __init__(self, host: str) -> None:
        self.host = host
    def send(self, to: str, *, subject: str = "") -> bool:
        return True
    @property
    def is_open(self) -> bool:
        return True

class Special(Mailer): ...

class Open:
    def __getattr__(self, name: str) -> int:
        return 3

class OfAny(nowhere.at_all.Base):  # type: ignore[misc]
    pass

@dataclass
class Settings:
    host: str = ""

class Odd(type):
    def made(cls) -> int:
        return 1

class ByOdd(metaclass=Odd): ...

class Base(ABC):
    @abstractmethod
    def run(self) -> None: ...

def base() -> Base:
    raise RuntimeError

mailer: Mailer = Mailer("a")
special = Special("a")
anything: Any = mailer
opened = Open()
nobody = None
delay = 5

def fetch(uid: int) -> bytes:
    return b""

async def pull(uid: int) -> bytes:
    return b""

def count() -> None:
    global counted
    counted = 1
""",
    "app/more.py": """
import functools
import json
from typing import Any, Callable, ClassVar, Generic, Optional, Protocol, TypeVar

T = TypeVar("T")

class Port(Protocol):
    def send(self, to: str) -> bool: ...

class Real:
    def __init__(self, host: str) -> None:
        self.host = host
    def send(self, to: str) -> bool:
        return True
    def quit(self) -> None: ...

class Empty: ...

class Box(Generic[T]):
    port: ClassVar[Port] = Real("a")
    def get(self, default: T) -> T:
        return default
    @classmethod
    def local(cls, port: int) -> str:
        return ""
    @staticmethod
    def version(major: int) -> str:
        return ""
    @functools.lru_cache
    def cached(self, key: str) -> str:
        return key

port: Port = Real("a")
real = Real("a")
maybe: Optional[Real] = None
empty = Empty()
anything: Any = real
nobody = None
called: Callable[[str], bool] = real.send
""",
    "app/lazy.py": "def __getattr__(name: str) -> int:\n    return 3\n",
    "app/typed.py": """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    log = print
else:
    def __getattr__(name):
        return print
""",
    "app/made.py": "globals()['client'] = 3\n",
    "app/starred.py": "from nowhere.at_all import *  # type: ignore[import-not-found]\n",
    "app/decorated.py": """
from typing import Any
def more(cls: Any) -> Any:
    cls.added = 1
    return cls
@more
class Client: ...
class Set:
    pass
def install() -> None:
    Set.late = 3  # type: ignore[attr-defined]
""",
}
NAMES = """
import unittest.mock
from unittest import mock
from unittest.mock import MagicMock, patch, patch as p
from typing import TYPE_CHECKING, Final
import pytest
import app.mail as mails
from app.mail import Mailer
from mockfactory import replace
if TYPE_CHECKING:
    from pytest_mock import MockerFixture

TARGET: Final = "app.mail.mialer"

@patch("app.mail.mialer")  # E: mockfactory-name module "app.mail" has no "mialer"; did you mean "mailer"?
@patch("app.mail.mailer")
def test_decorated(a: MagicMock, b: MagicMock) -> None: ...

def test_patch() -> None:
    patch("app.mail.mailer")
    patch("app.mail.mailer.send")
    patch("app.mail.mailer.sned")  # E: mockfactory-name an object of "Mailer" has no "sned"; did you mean "send"?
    patch("app.mail.Mailer.send")
    patch("app.mail.Mailer.is_open")
    patch("app.mail.Mailer.host")
    patch("app.mail.Mailer.retries")
    patch("app.mail.Mailer.retires")  # E: mockfactory-name class "Mailer" has no "retires"; did you mean "retries"?
    patch("app.mail.Special.send")
    patch("app.mail.Special.snd")  # E: mockfactory-name class "Special" has no "snd"
    patch("app.mail.Settings.host")
    patch("app.mail.Settings.port")  # E: mockfactory-name class "Settings" has no "port"
    patch("app.mial.mailer")  # E: mockfactory-name module "app" has no "mial"; did you mean "mail"?
    patch("ap.mail.mailer")  # E: mockfactory-name there is no module "ap"
    patch("app.Mailer.send")
    patch("app.Mailer.sent")  # E: mockfactory-name class "Mailer" has no "sent"
    patch("app.post.mailer")
    patch("app.post.mialer")  # E: mockfactory-name module "app.mail" has no "mialer"
    patch(target="app.mail.mialer")  # E: mockfactory-name names nothing
    patch(TARGET)  # E: mockfactory-name "app.mail.mialer" names nothing
    mock.patch("app.mail.mialer")  # E: mockfactory-name names nothing
    unittest.mock.patch("app.mail.mialer")  # E: mockfactory-name names nothing
    p("app.mail.mialer")  # E: mockfactory-name names nothing
    with p("app.mail.mialer"), p("app.mail.mailer"):  # E: mockfactory-name names nothing
        pass

def test_what_need_not_be_there() -> None:
    patch("app.mail.mialer", create=True)
    patch("app.mail.mialer", 3, None, True)
    patch("app.mail.mialer", create=False)  # E: mockfactory-name names nothing
    patch("app.mail.open")
    patch("app.mail.__file__")
    patch("builtins.open")
    patch("app.mail.beep")
    patch("app.mail.counted")

def test_what_nobody_can_say() -> None:
    patch("app.lazy.anything")
    patch("app.made.client")
    patch("app.typed.log")
    patch.object(mails.base(), "more")
    patch("app.starred.anything")
    patch("app.decorated.Client.added")
    patch("app.decorated.Set.late")
    patch("app.mail.anything.at.all")
    patch("app.mail.opened.anything")
    patch("app.mail.OfAny.anything")
    patch("app.mail.ByOdd.made")
    patch("app.mail.nowhere.at_all.x")
    patch("app.mail.fetch.cache_clear")
    patch("nowhere.at_all.x")
    patch("nowhere_else.x")  # E: mockfactory-name there is no module "nowhere_else"
    name = "mialer"
    patch(f"app.mail.{name}")

def test_for_type_checkers_only() -> None:
    patch("app.mail.Decimal")  # E: mockfactory-name imports "Decimal" under TYPE_CHECKING only

def test_stubs_leave_out_what_is_private() -> None:
    patch("os.getcwd")
    patch("app.mail.os.getcwd")
    patch("app.mail.os.getcwdd")  # E: mockfactory-name module "os" has no "getcwdd"; did you mean "getcwd"?
    patch("tempfile.os")
    patch("tempfile._once_lock")
    patch("_socket.socket")

def test_patch_object() -> None:
    patch.object(mails, "mailer")
    patch.object(mails, "mialer")  # E: mockfactory-name Module "app.mail" has no "mialer"; did you mean "mailer"?
    patch.object(mails, "mialer", create=True)
    patch.object(Mailer, "send")
    patch.object(Mailer, "sned")  # E: mockfactory-name Class "Mailer" has no "sned"
    patch.object(Mailer, "__init__")
    patch.object(mails.mailer, "host")
    patch.object(mails.mailer, attribute="hots")  # E: mockfactory-name An object of "Mailer" has no "hots"
    patch.object(mails.anything, "hots")
    patch.multiple("app.mail", mailer=3, mialer=3)  # E: mockfactory-name "app.mail.mialer" names nothing
    patch.multiple(mails, mailer=3, mialer=3)  # E: mockfactory-name Module "app.mail" has no "mialer"

def test_monkeypatch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.mail.mailer", Mailer("b"))
    monkeypatch.setattr("app.mail.mialer", Mailer("b"))  # E: mockfactory-name "app.mail.mialer" names nothing
    monkeypatch.setattr("app.mail.mialer", Mailer("b"), raising=False)
    monkeypatch.setattr("app.mail.open", 3)  # E: mockfactory-name module "app.mail" has no "open"
    monkeypatch.setattr(mails, "mailer", Mailer("b"))
    monkeypatch.setattr(mails, "mialer", Mailer("b"))  # E: mockfactory-name Module "app.mail" has no "mialer"
    monkeypatch.setattr(mails, "mialer", Mailer("b"), raising=False)
    monkeypatch.delattr("app.mail.mialer")  # E: mockfactory-name "app.mail.mialer" names nothing
    monkeypatch.delattr(mails, "mialer")  # E: mockfactory-name Module "app.mail" has no "mialer"
    monkeypatch.delattr(mails, "mailer")

def test_mocker(mocker: "MockerFixture") -> None:
    mocker.patch("app.mail.mailer")
    mocker.patch("app.mail.mialer")  # E: mockfactory-name names nothing
    mocker.patch.object(mails, "mialer")  # E: mockfactory-name Module "app.mail" has no "mialer"
    mocker.spy(mails, "mialer")  # E: mockfactory-name Module "app.mail" has no "mialer"

def test_replace() -> None:
    replace("app.mail.mialer", with_=Mailer("b"))  # E: mockfactory-name names nothing
    replace("app.mail.mailer", with_=Mailer("b"))
    replace("app.mail.open", with_=open)
"""
MADE = """
import sys
from types import ModuleType
from unittest.mock import patch

def test_made() -> None:
    sys.modules["made_here"] = ModuleType("made_here")
    patch("made_here.client")
"""
VALUES = """
import app.mail
from unittest.mock import DEFAULT, AsyncMock, MagicMock, Mock, patch, sentinel
from app.mail import Mailer, Special
from app.more import Real
from mockfactory import double, double_class, replace

class FakeMailer:
    def send(self, to: str, *, subject: str = "") -> bool:
        return True

class Other(Mailer): ...

def make(host: str) -> Mailer:
    return Special(host)

def plain(uid: int) -> bytes:
    return b""

def send(mailer: Mailer, to: str, *, subject: str = "", again: bool = False) -> bool:
    return again

class Half:
    def __init__(self) -> None:
        self.host = ""
    def send(self, to: str) -> bool:
        return True

class Whole(Half):
    def quit(self) -> None: ...

class Narrow:
    host = ""
    def send(self) -> bool:
        return True
    def quit(self) -> None: ...

def test_replace() -> None:
    replace("app.mail.mailer", with_=double(Mailer))
    replace("app.mail.mailer", with_=Special("b"))
    replace("app.mail.mailer", with_=Mock(spec=Mailer))
    replace("app.mail.mailer", with_=FakeMailer())  # E: mockfactory-value "FakeMailer" can't stand in for
    replace("app.mail.mailer", with_="b")  # E: mockfactory-value "str" can't stand in for
    replace("app.mail.Mailer", with_=double_class(Mailer))
    replace("app.mail.Mailer", with_=Special)
    replace("app.mail.Mailer", with_=make)
    replace("app.mail.Mailer", with_=FakeMailer)  # E: mockfactory-value , which is "type[Mailer]"
    replace("app.mail.Mailer", with_=double(Mailer))  # E: mockfactory-value "Mailer" can't stand in for
    replace("app.mail.fetch", with_=plain)
    replace("app.mail.fetch", with_=lambda uid: b"")
    replace("app.mail.fetch", with_=lambda number: b"")
    replace("app.mail.fetch", with_=lambda *args: b"")
    replace("app.mail.fetch", with_=lambda: b"")  # E: mockfactory-value "Callable[[], bytes]" can't stand in
    replace("app.mail.pull", with_=app.mail.pull)
    replace("app.mail.pull", with_=plain)  # E: mockfactory-value can't stand in for "app.mail.pull"
    replace("app.mail.nobody", with_=double(Mailer))
    replace("app.mail.anything", with_=3)
    replace("app.mail.special", with_=double(Mailer))  # E: mockfactory-value "Mailer" can't stand in for
    replace("app.mail.Mailer.send", with_=plain)  # E: mockfactory-value can't stand in for "app.mail.Mailer.send"
    replace("app.mail.Mailer.send", with_=lambda s: True)  # E: mockfactory-value can't stand in for
    replace("app.mail.Mailer.send", with_=lambda self, to, *, subject="": True)
    replace("app.mail.Mailer.send", with_=Mailer.send)
    replace("app.mail.Mailer.send", with_=send)
    replace("app.mail.Mailer.send", with_=Mock())
    replace("app.mail.mailer.send", with_=lambda to, *, subject="": True)
    replace("app.mail.mailer.send", with_=lambda self, to, *, subject="": True)  # E: mockfactory-value
    replace("app.more.Box.get", with_=lambda self, default: default)
    replace("app.more.Box.get", with_=lambda self: None)  # E: mockfactory-value can't stand in for
    replace("app.more.Box.local", with_=lambda port: "")
    replace("app.more.Box.local", with_=lambda cls, port: "")  # E: mockfactory-value can't stand in for
    replace("app.more.Box.version", with_=lambda major: "")
    replace("app.more.Box.version", with_=lambda: "")  # E: mockfactory-value can't stand in for
    replace("app.more.Box.cached", with_=lambda: "")
    replace("app.more.Box.port", with_=Whole())
    replace("app.more.Box.port", with_=3)  # E: mockfactory-value "int" can't stand in for "app.more.Box.port"

def test_fakes() -> None:
    replace("app.more.port", with_=double(Real))
    replace("app.more.port", with_=Half())
    replace("app.more.port", with_=Narrow())  # E: mockfactory-value "Narrow" can't stand in for "app.more.port"
    replace("app.more.real", with_=Whole())
    replace("app.more.maybe", with_=Whole())
    replace("app.more.real", with_=Narrow())  # E: mockfactory-value "Narrow" can't stand in for "app.more.real"
    replace("app.more.real", with_=Half())  # E: mockfactory-value "Half" can't stand in for "app.more.real"
    replace("app.more.empty", with_=Half())  # E: mockfactory-value "Half" can't stand in for "app.more.empty"

def test_mocks_of_nothing() -> None:
    replace("app.more.port", with_=MagicMock())  # E: mockfactory-value A mock without a spec can't stand in for
    replace("app.more.maybe", with_=Mock())  # E: mockfactory-value A mock without a spec can't stand in for
    replace("app.more.Real", with_=MagicMock())  # E: mockfactory-value which is "type[Real]"
    replace("app.more.json", with_=MagicMock())  # E: mockfactory-value which is a module
    replace("app.more.Box.port", with_=MagicMock())  # E: mockfactory-value A mock without a spec
    replace("app.more.port", with_=MagicMock(spec=Real))
    replace("app.more.anything", with_=MagicMock())
    replace("app.more.nobody", with_=MagicMock())
    replace("app.more.called", with_=MagicMock())
    replace("app.mail.fetch", with_=MagicMock())
    patch("app.more.port", MagicMock())
    patch("app.more.json", MagicMock())

def test_patch() -> None:
    patch("app.mail.mailer", new=double(Mailer))
    patch("app.mail.mailer", MagicMock())
    patch("app.mail.mailer", AsyncMock())
    patch("app.mail.mailer", sentinel.mailer)
    patch("app.mail.mailer", DEFAULT)
    patch("app.mail.mailer", FakeMailer())  # E: mockfactory-value "FakeMailer" can't stand in for
    patch("app.mail.mailer", new="b")  # E: mockfactory-value for "app.mail.mailer", which is "Mailer"
    patch("app.mail.special", new=FakeMailer())  # E: mockfactory-value "FakeMailer" can't stand in for
    patch("app.mail.special", new=None)
    patch("app.mail.special", new=Other("b"))
    patch("app.mail.special", new=Other)  # E: mockfactory-value "type[Other]" can't stand in for
    patch("app.mail.Special", new=Other)
    patch("app.mail.Special", new=lambda host: None)
    patch("app.mail.Special", new=FakeMailer)  # E: mockfactory-value "type[FakeMailer]" can't stand in for
    patch("app.mail.Special", new=Other("b"))  # E: mockfactory-value "Other" can't stand in for
    patch("app.mail.delay", 0.01)
    patch("app.mail.fetch", new=lambda: b"")
    patch("app.mail.pull", new=plain)  # E: mockfactory-value can't stand in for "app.mail.pull"
    patch("sys.exit", new=lambda *args: None)
    patch("sys.version_info", (3, 9))
"""


def test_names_that_lead_nowhere_are_told_and_nothing_else(project: Callable[[Mapping[str, str]], Project]) -> None:
    files = {"test_names.py": NAMES, "test_made.py": MADE, "test_values.py": VALUES}
    assert "\n".join(project({**APP, **files}).disagreements(*files)) == ""
