"""How things are named: each so that a reader finds it, and no hint that nobody should follow."""

from __future__ import annotations

import contextlib
import enum
import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, Protocol, cast

import httpx
import pytest

from mockfactory import MisuseError
from mockfactory.verification import (
    Report,
    Severity,
    StandIn,
    check_substitutable,
    stands_for,
    verify_pairs,
)

APP = """
import collections.abc
from typing import Callable

class User:
    def name(self) -> str: ...

class Parent:
    def name(self) -> str: ...

class Child(Parent):
    pass

class Users:
    user_class: type[User]
    def find(self, User: int) -> dict[str, User]: ...
    def add(self, user: User) -> None: ...

class Plain:
    def make(self) -> User: ...

def connect(url: str) -> int: ...

Factory = Callable[[str], User]
Opener = collections.abc.Callable[[str], User]
Either = int | str
"""
FAKES = """
import app

class User:
    def name(self) -> str: ...

class FakeUsers:
    user_class: type[User]
    def find(self, User: int) -> dict[str, User]: ...
    def add(self, user: User) -> None: ...

class FakePlain:
    def make(self) -> app.Parent: ...

class OwnPlain:
    def make(self) -> "Renamed": ...

class Renamed:
    def name(self) -> str: ...

def connect(url: int) -> int: ...
"""


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[ModuleType, ModuleType]]:
    """Modules `app` and `fakes`."""
    monkeypatch.syspath_prepend(str(tmp_path))
    for name, text in (("app", APP), ("fakes", FAKES)):
        (tmp_path / f"{name}.py").write_text(text)
        monkeypatch.delitem(sys.modules, name, raising=False)
    importlib.invalidate_caches()
    yield importlib.import_module("app"), importlib.import_module("fakes")
    for name in ("app", "fakes"):
        sys.modules.pop(name, None)


Modules = tuple[ModuleType, ModuleType]


def by_rules(implementation: str, interface: str) -> Report:
    [report] = verify_pairs([StandIn(implementation, interface)], by=["rules"])
    return report


def test_classes_of_one_name_have_their_modules(modules: Modules) -> None:
    app, fakes = modules

    found = {one.member: one for one in check_substitutable(fakes.FakeUsers, app.Users).findings}

    shown = {name: (one.promised, one.came) for name, one in found.items()}
    assert shown == {
        "user_class": ("user_class: type[app.User]", "user_class: type[fakes.User]"),
        "find": ("find(User: int) -> dict[str, app.User]", "find(User: int) -> dict[str, fakes.User]"),
        "add": ("add(user: app.User) -> None", "add(user: fakes.User) -> None"),
    }
    mark = "write @stands_for(app.User) above fakes.User, if it stands for app.User"
    assert {one.mend for one in found.values()} == {mark, f"let it take app.User, or {mark}"}


def test_those_of_two_names_have_none(modules: Modules) -> None:
    app, fakes = modules

    [found] = check_substitutable(fakes.OwnPlain, app.Plain).findings

    assert (found.promised, found.came) == ("make() -> User", "make() -> Renamed")
    assert found.mend == "write @stands_for(User) above Renamed, if it stands for User"


def test_nobody_is_told_to_mark_a_class_of_the_real_code(modules: Modules) -> None:
    app, fakes = modules

    [found] = check_substitutable(fakes.FakePlain, app.Plain).findings

    assert found.problem == "FakePlain.make() gives Parent, not User"
    assert "stands_for" not in found.mend


@pytest.mark.usefixtures("modules")
class TestTitles:
    def test_a_function_has_its_module(self) -> None:
        assert by_rules("fakes:connect", "app:connect").title == "fakes.connect for app.connect"

    def test_a_callable_type_has_the_name_under_which_it_was_found(self) -> None:
        assert by_rules("fakes:connect", "app:Factory").title == "fakes.connect for app.Factory"

    def test_one_that_is_written_out_is_told_so(self) -> None:
        report = by_rules("fakes:connect", "collections.abc:Callable[[str], int]")

        assert report.title == "fakes.connect for collections.abc.Callable[[str], int]"


def test_a_type_alias_that_a_module_lacks_is_told_as_it_is_written(modules: Modules) -> None:
    app, fakes = modules

    mends = {one.member: one.mend for one in check_substitutable(fakes, app).findings if one.rule == 1}

    assert mends["Factory"] == "add Factory = Callable[[str], User]"
    assert mends["Opener"] == "add Opener = Callable[[str], User]"
    assert mends["Either"] == "add Either = int | str"


def test_a_module_that_has_an_alias_of_that_name_lacks_nothing(modules: Modules, tmp_path: Path) -> None:
    app, _ = modules
    names = ("User", "Parent", "Child", "Users", "Plain", "connect")
    aliases = "Factory = list[str]\nOpener = Factory\nEither = None | int\n"
    (tmp_path / "copied.py").write_text(f"from app import {', '.join(f'{one} as {one}' for one in names)}\n{aliases}")

    report = check_substitutable(importlib.import_module("copied"), app)

    assert [str(one) for one in report.findings if one.severity is not Severity.NOTE] == []


class Colour(enum.Enum):
    RED = 1


def test_a_member_of_an_enum_is_told_by_its_name() -> None:
    class Painter:
        def paint(self, colour: Literal[Colour.RED]) -> None: ...

    class FakePainter:
        def paint(self, colour: int) -> None: ...

    [found] = check_substitutable(FakePainter, Painter).findings

    assert found.problem == "FakePainter.paint() takes 'colour' as int, and is given Literal[Colour.RED]"
    assert found.promised == "paint(colour: Literal[Colour.RED]) -> None"


def test_a_parameter_of_a_callable_type_has_no_name() -> None:
    def wrong(text: str) -> int:
        return len(text)

    def short() -> int:
        return 0

    [found] = check_substitutable(wrong, Callable[[int], int]).findings
    assert found.problem == "wrong() takes argument 1 as str, and is given int"
    assert found.promised == "Callable[[int], int]"
    [found] = check_substitutable(short, Callable[[int], int]).findings
    assert "argument_1" not in found.problem


def test_a_method_that_is_promised_as_a_function_gives_no_two_parameters_one_name() -> None:
    class Real:
        def ask(self, text: str) -> int:
            return len(text)

    class Maker:
        def __init__(self, self_: object, text: str) -> None: ...

    mends = [one.mend for one in check_substitutable(Maker, Real.ask).findings]

    assert any("def __call__(own_self, self, text: str) -> int" in mend for mend in mends)
    assert not any("(self, self" in mend for mend in mends)


class TestWhatIsThereBeyond:
    class Asked:
        def ask(self) -> int:
            return 1

    def test_a_few_members_are_told_one_by_one(self) -> None:
        class Fake(self.Asked):  # type: ignore[name-defined, misc]
            def a(self) -> int:
                return 1

            def b(self) -> int:
                return 2

        notes = check_substitutable(Fake, self.Asked).of(Severity.NOTE)

        assert [one.problem for one in notes] == ["Fake.a is no member of Asked", "Fake.b is no member of Asked"]

    def test_many_are_told_at_once(self) -> None:
        names = [f"extra_{number}" for number in range(12)]
        fake = type("Fake", (self.Asked,), dict.fromkeys(names, self.Asked.ask))

        [note] = check_substitutable(fake, self.Asked).of(Severity.NOTE)

        assert note.members == tuple(names)
        assert note.problem == f"Fake has what Asked lacks: {', '.join(names[:10])} and 2 more"

    def test_nothing_is_told_of_what_was_installed(self) -> None:
        class Closing(Protocol):
            def close(self) -> None: ...

        assert check_substitutable(httpx.Client, Closing).of(Severity.NOTE) == []
        assert check_substitutable(contextlib.ExitStack, Closing).of(Severity.NOTE) == []


def test_a_mark_above_a_function_says_where_functions_go() -> None:
    loosely = cast("Any", stands_for(Colour))

    with pytest.raises(MisuseError) as raised:
        loosely(by_rules)

    assert str(raised.value).splitlines() == [
        "@stands_for marks a class, and by_rules is a function: pyproject.toml is the place for it.",
        "  write:  [tool.mockfactory.stands-for]",
        f'          "{__name__}:by_rules" = "{__name__}:Colour"',
    ]
    with pytest.raises(MisuseError, match="@stands_for marks a class, and 3 is none."):
        loosely(3)
