"""Where a class itself is put in the place of a class, callers call it: its constructor takes the same calls."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from mockfactory import MisuseError, replace
from mockfactory.verification import Report, Severity, StandIn, check_substitutable, verify_pairs

Judged = Callable[[str, str], Report]
HEAD = """
from __future__ import annotations
import abc
import enum
from dataclasses import dataclass
from typing import Any, Callable, ClassVar, NamedTuple, NewType, Protocol, TypedDict, TypeVar
"""
CLIENT = """
class Client:
    def __init__(self, url: str, *, key: str = "") -> None: ...
    def get(self, path: str) -> str: ...
    @classmethod
    def of(cls, url: str) -> Client: ...
def connect(url: str) -> Client: ...
"""


@pytest.fixture
def judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Judged]:
    """One module that stands for another one."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def module(name: str, text: str) -> ModuleType:
        (tmp_path / f"{name}.py").write_text(HEAD + text)
        importlib.invalidate_caches()
        monkeypatch.delitem(sys.modules, name, raising=False)
        return importlib.import_module(name)

    def judge(iface: str, impl: str) -> Report:
        real = module("real_api", iface)
        return check_substitutable(module("fake_api", impl), real)

    yield judge
    for name in ("real_api", "fake_api"):
        sys.modules.pop(name, None)


def _told(report: Report) -> list[str]:
    return [f"{one.member}: {one.problem}" for one in report.of(Severity.INCOMPATIBLE)]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'url: str, *, key: str = ""',
            "url: str",
            "Client.__init__: Client() can't take every call: it takes no argument 'key'",
        ),
        (
            'url: str, *, key: str = ""',
            "",
            "Client.__init__: Client() can't take every call: it takes no argument 'url'",
        ),
        (
            "url: str, *,",
            "address: str, *,",
            "Client.__init__: Client() can't take every call: its parameter 1 is named 'address', not 'url'",
        ),
        ("url: str, *,", "url: int, *,", "Client.__init__: Client() takes 'url' as int, and is given str"),
        (
            "def get(self, path: str)",
            "def get(self)",
            "Client.get: Client.get() can't take every call: it takes no argument 'path'",
        ),
        ("@classmethod\n    def of(cls, ", "def of(self, ", "Client.of: Client.of() needs an object"),
        ("    @classmethod\n    def of(cls, url: str) -> Client: ...\n", "", "Client.of: Client has no 'of'"),
    ],
)
def test_a_class_of_a_module_is_called_and_used_itself(judged: Judged, old: str, new: str, told: str) -> None:
    assert old in CLIENT

    found = _told(judged(CLIENT, CLIENT.replace(old, new, 1)))

    assert found
    assert found[0].startswith(told), found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("url: str, *,", "url: str | None, retries: int = 3, *,"),
        ('url: str, *, key: str = ""', "*args: Any, **kwargs: Any"),
        ("-> Client", "-> Any"),
    ],
)
def test_one_that_takes_more_is_right(judged: Judged, old: str, new: str) -> None:
    assert old in CLIENT

    assert not _told(judged(CLIENT, CLIENT.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("iface", "impl"),
    [
        (
            "class Gone(Exception):\n    def __init__(self, code: int, text: str) -> None: ...\n",
            "class Gone(Exception): ...\n",
        ),
        ("class Color(enum.Enum):\n    RED = 1\n", "class Color(enum.Enum):\n    RED = 'r'\n"),
        ("class Sends(Protocol):\n    def send(self) -> int: ...\n", "class Sends:\n    def send(self) -> int: ...\n"),
        (
            "class Base(abc.ABC):\n    def __init__(self, a: int) -> None: ...\n    @abc.abstractmethod\n"
            "    def f(self) -> None: ...\n",
            "class Base:\n    def f(self) -> None: ...\n",
        ),
        (
            "class Base(abc.ABC):\n    @abc.abstractmethod\n    def f(self) -> None: ...\n",
            "class Base(abc.ABC):\n    @abc.abstractmethod\n    def f(self) -> None: ...\n",
        ),
        ("class P(Protocol):\n    def f(self) -> int: ...\n", "class P(Protocol):\n    def f(self) -> int: ...\n"),
        ("Id = int | str\nT = TypeVar('T')\nKey = NewType('Key', int)\n", "Id = int\nclass T: ...\nKey = int\n"),
        ("Maker = Callable[[int], str]\n", "Maker = Callable[..., Any]\n"),
        ("class Row(TypedDict):\n    a: int\n", "class Row(TypedDict):\n    a: int\n"),
        ("class _Own:\n    def __init__(self, a: int) -> None: ...\n", ""),
        ("from decimal import Decimal as Decimal\n", "from decimal import Decimal as Decimal\n"),
        (CLIENT, "import real_api\nclass Client(real_api.Client): ...\ndef connect(url: str) -> Client: ...\n"),
        (CLIENT, "from real_api import Client as Client\ndef connect(url: str) -> Client: ...\n"),
        ("@dataclass\nclass Row:\n    a: int\n", "@dataclass\nclass Row:\n    a: int\n    b: int = 0\n"),
        ("class Bag(dict): ...\n", "class Bag(dict): ...\n"),
    ],
)
def test_what_nobody_makes_and_what_takes_the_same_is_right(judged: Judged, iface: str, impl: str) -> None:
    assert not _told(judged(iface, impl))


def test_the_members_of_an_enum_are_asked_for(judged: Judged) -> None:
    iface, impl = "class Color(enum.Enum):\n    RED = 1\n    BLUE = 2\n", "class Color(enum.Enum):\n    RED = 1\n"

    assert _told(judged(iface, impl)) == ["Color.BLUE: Color has no 'BLUE'"]


NESTED = """
class Outer:
    class Inner:
        def __init__(self, a: int) -> None: ...
        class Core:
            def __init__(self, a: int) -> None: ...
    def inner(self) -> Outer.Inner: ...
"""


def test_a_class_in_a_class_is_called_too(judged: Judged) -> None:
    impl = NESTED.replace("a: int", "b: int")

    assert [one.partition(":")[0] for one in _told(judged(NESTED, impl))] == [
        "Outer.Inner.Core.__init__",
        "Outer.Inner.__init__",
    ]
    assert not _told(judged(NESTED, NESTED))


class Client:
    def __init__(self, url: str, *, key: str) -> None: ...


class ByUrl(Client):
    def __init__(self, url: str) -> None: ...


class ByAnything(Client):
    def __init__(self, *args: object, **kwargs: object) -> None: ...


class Inherited(Client):
    more = 1


@pytest.mark.parametrize(("fake", "number"), [(ByUrl, 1), (ByAnything, 0), (Inherited, 0)])
@pytest.mark.parametrize("is_called", [True, False])
def test_of_a_pair_the_constructor_counts_only_where_the_class_is_what_is_used(
    fake: type, number: int, is_called: bool
) -> None:
    [report] = verify_pairs([StandIn(fake, Client, is_called=is_called)], by=["rules"])

    found = report.of(Severity.INCOMPATIBLE)

    assert [one.member for one in found] == ["__init__"] * (number * is_called)
    assert all(one.problem == "ByUrl() can't take every call: it takes no argument 'key'" for one in found)


class Box:
    class Item:
        def __init__(self, a: int) -> None: ...
        def size(self) -> int:
            raise NotImplementedError

    def first(self) -> Box.Item:
        raise NotImplementedError


class FakeBox:
    class Item:
        def __init__(self) -> None: ...
        def size(self) -> int:
            raise NotImplementedError

    def first(self) -> FakeBox.Item:
        raise NotImplementedError


class EmptyBox:
    class Item:
        def __init__(self, a: int) -> None: ...

    def first(self) -> EmptyBox.Item:
        raise NotImplementedError


held: Box = Box()


def test_while_a_test_runs_a_class_in_a_class_is_held_to_its_members_alone() -> None:
    with replace(f"{__name__}.held", with_=FakeBox()):
        pass
    with pytest.raises(MisuseError, match=r"EmptyBox.first\(\) gives"):
        replace(f"{__name__}.held", with_=EmptyBox())

    assert _told(check_substitutable(FakeBox, Box)) == [
        "Item.__init__: Item() can't take every call: it takes no argument 'a'"
    ]
    assert _told(check_substitutable(EmptyBox, Box)) == ["Item.size: Item has no 'size'"]
