"""The plugin in mypy as users run it: again after a change, in the daemon, over unfinished code.

What it refuses and accepts stands line by line in `tests/typing/cases/builder_overrides.py`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import pytest
from mypy.options import Options
from mypy.plugin import Plugin

from builders.mypy import plugin

pytestmark = pytest.mark.integration

CONFIGURATION = """
[mypy]
strict = True
plugins = builders.mypy
cache_dir = {cache}
"""
# What mypy has to know of the library and of pydantic: with all that these import, a run would take ten seconds more.
LIBRARY = {
    "builders/__init__.pyi": """
from builders.builder import Builder as Builder
from builders.building import build as build
""",
    "builders/building.pyi": """
from typing import TypeVar
from typing_extensions import TypeForm
T = TypeVar("T")
def build(type: TypeForm[T], /, **overrides: object) -> T: ...
""",
    "builders/builder.pyi": """
from collections.abc import Callable
from typing import Generic
from typing_extensions import TypeForm, TypeVar
from builders.declaring.declaration import Declaration as Declaration
T = TypeVar("T")
P = TypeVar("P", default=None)
class Builder(Generic[T, P]):
    def __init__(self, type: TypeForm[T], /, **declarations: object) -> None: ...
    def having(self, **declarations: object) -> Builder[T, P]: ...
    def deriving(self, **rules: Callable[[T], object]) -> Builder[T, P]: ...
    def build(self, /, *traits: str, **overrides: object) -> T: ...
""",
    "builders/declaring/__init__.pyi": "",
    "builders/declaring/declaration.pyi": """
from typing import Generic, TypeVar
V_co = TypeVar("V_co", covariant=True)
class Declaration(Generic[V_co]): ...
""",
    "pydantic/__init__.pyi": "from pydantic.main import BaseModel as BaseModel\n",
    "pydantic/main.pyi": "class BaseModel:\n    def __init_subclass__(cls, extra: str = ...) -> None: ...\n",
}
TENANTS = """
from dataclasses import dataclass

@dataclass
class Tenant:
    plan: str
"""
USERS = """
from dataclasses import dataclass
from tenants import Tenant

@dataclass
class User:
    name: str
    tenant: Tenant

def users() -> list[User]:
    return []
"""
USE = """
from builders import Builder, build
from users import User

user = build(User, tenant__plan="pro")
builder = Builder(User, tenant={"plan": "pro"})

def make() -> User:
    return build(User, name="Ada", tenant__plan="pro")
"""
MODELS = """
from pydantic import BaseModel

class Loose(BaseModel, extra="allow"):
    name: str

class Tight(Loose):
    model_config = {"extra": "forbid"}
"""
OF_MODELS = """from models import *
from builders import build
build(Loose, other=1)
build(Tight, other=1)
"""
DAEMON = """
import json, pathlib, sys
from mypy.dmypy_server import Server
from mypy.main import process_options

arguments = ["--config-file", "mypy.ini", "--cache-fine-grained", "--use-fine-grained-cache", "use.py"]
sources, options = process_options(arguments, server_options=True)
server = Server(options, "status.json")
for name, text in [("tenants.py", None), *json.loads(sys.argv[1])]:
    if text is not None:
        pathlib.Path(name).write_text(text)
    answer = server.check(sources, export_types=False, is_tty=False, terminal_width=80)
    print(json.dumps(answer["out"]))
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What mypy knows of the standard library under this configuration, read once. Each project is in other places."""
    return tmp_path_factory.mktemp("mypy-of-plugin-tests")


class Project:
    """A folder with a few modules, and mypy's configuration."""

    def __init__(self, folder: Path, cache: Path, **modules: str) -> None:
        self.folder = folder
        (folder / "mypy.ini").write_text(CONFIGURATION.format(cache=cache))
        for name, text in {**LIBRARY, **{f"{name}.py": text for name, text in modules.items()}}.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)

    def run(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command], cwd=self.folder, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode in (0, 1), done.stderr
        assert not done.stderr
        return done.stdout

    def errors(self, *files: str) -> list[tuple[str, str]]:
        """What mypy says: in which line of which file, and the rule."""
        return found(self.run("-m", "mypy", "--config-file", "mypy.ini", "--show-traceback", *files))


def found(printed: str) -> list[tuple[str, str]]:
    return re.findall(r"^([\w.]+:\d+): error: .*\[([\w-]+)\]$", printed, re.MULTILINE)


Again: TypeAlias = tuple[list[tuple[str, str]], list[tuple[str, str]]]
"""What mypy says at first, and when it runs again: the places of its errors, and their rules."""


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Again:
    """What mypy says of a project, and what it says again when one class has changed and one file is new."""
    folder = tmp_path_factory.mktemp("again")
    modules = {"tenants": TENANTS, "users": USERS, "use": USE, "models": MODELS}
    project = Project(folder, cache, **modules)
    first = project.errors("use.py", "models.py")
    (folder / "tenants.py").write_text(TENANTS.replace("plan: str", "plan: bytes"))
    (folder / "of_models.py").write_text(OF_MODELS)
    return first, project.errors("use.py", "of_models.py")


def test_a_class_that_the_call_never_names_has_changed_since_the_last_run(again: Again) -> None:
    first, second = again
    assert first == []
    assert [error for error in second if error[0].startswith("use.py")] == [
        ("use.py:5", "arg-type"),
        ("use.py:6", "typeddict-item"),
        ("use.py:9", "arg-type"),
    ]


def test_what_stands_only_in_a_class_body_is_in_the_cache_too(again: Again) -> None:
    first, second = again
    assert first == []
    assert [error for error in second if not error[0].startswith("use.py")] == [("of_models.py:4", "call-arg")]


def test_the_daemon_sees_the_change_too(tmp_path: Path, cache: Path) -> None:
    project = Project(tmp_path, cache, tenants=TENANTS, users=USERS, use=USE)
    # From a cache it starts sooner.
    project.run("-m", "mypy", "--config-file", "mypy.ini", "--cache-fine-grained", "use.py")
    changes: Sequence[tuple[str, str]] = [
        ("tenants.py", TENANTS.replace("plan: str", "plan: bytes")),
        ("tenants.py", TENANTS),
        ("tenants.py", TENANTS.replace("plan: str", "level: str")),
        ("users.py", USERS.replace("name: str", "login: str")),
    ]

    printed = project.run("-c", DAEMON, json.dumps(changes))

    answers = [[place for place, _ in found(json.loads(line))] for line in printed.splitlines()]
    everywhere = ["use.py:5", "use.py:6", "use.py:9"]
    assert answers == [[], everywhere, [], everywhere, [*everywhere, "use.py:9"]]


def test_unfinished_code_gets_its_own_errors_and_no_others(tmp_path: Path, cache: Path) -> None:
    text = """
from typing import Any
from builders import Builder, build
from no_such_module import Unknown

class Half(Unknown):
    size: int

class Loop:
    def __init__(self, loop: "Loop", later: "Later") -> None: ...

def untyped(one, two=2): ...

any_type: Any = int
build()
build(nobody, size=1)
build(3, size=1)
build(Unknown, size=1)
build(Half, size=1, other=1)
build(any_type, size=1)
build(untyped, size=1)
build(Loop, loop__loop__loop__loop=None)
build(Loop, loop__loop__loop={"loop": {"loop": 1}})
build(Loop, later__x=1)
Builder(Half).having(size=1).deriving(size=lambda half: half.size).build(other=1)
Builder().build(size=1)
Builder[Half](Half, size=1)
build(Half, **3)
build(Half, *[1], size=1)
build(int, size=1)
"""
    errors = Project(tmp_path, cache, use=text).errors("use.py")

    assert [rule for _, rule in errors] == [
        "import-not-found", "misc", "name-defined", "no-untyped-def", "call-arg", "name-defined", "arg-type",
        "arg-type", "arg-type", "typeddict-item", "call-arg", "arg-type",
    ]  # fmt: skip


SOURCES = {
    "builders/adapters/__init__.pyi": "",
    "builders/adapters/strategies.pyi": """
from typing import TypeVar, overload
from typing_extensions import TypeForm
from builders.builder import Builder
from hypothesis.strategies import SearchStrategy
T = TypeVar("T")
@overload
def strategy(source: Builder[T, None], /, *traits: str, **overrides: object) -> SearchStrategy[T]: ...
@overload
def strategy(source: TypeForm[T], /, *traits: str, **overrides: object) -> SearchStrategy[T]: ...
""",
    "builders/adapters/fixtures.pyi": """
def as_fixture(source: object, /, *traits: str, scope: str = "function", **overrides: object) -> object: ...
""",
    "hypothesis/__init__.pyi": "",
    "hypothesis/strategies/__init__.pyi": """
from hypothesis.strategies._internal.strategies import SearchStrategy as SearchStrategy
def integers() -> SearchStrategy[int]: ...
""",
    "hypothesis/strategies/_internal/__init__.pyi": "",
    "hypothesis/strategies/_internal/strategies.pyi": """
from typing import Generic, TypeVar
T = TypeVar("T", covariant=True)
class SearchStrategy(Generic[T]): ...
""",
}


def test_strategies_and_fixtures(tmp_path: Path, cache: Path) -> None:
    text = """
from dataclasses import dataclass
from builders.adapters.fixtures import as_fixture
from builders.adapters.strategies import strategy
from builders.builder import Builder
from hypothesis import strategies as st
from users import User

@dataclass
class Account:
    age: int
    owner: User

accounts = Builder(Account)
strategy(Account, agee=3)
strategy(accounts, agee=3)
strategy(Account, owner__nam="x")
strategy(accounts, owner__name=st.integers())
as_fixture(Account, agee=3)
as_fixture(accounts, "old", scope="module", age="x")
strategy(Account, age=st.integers(), owner__name="Ada")
strategy(accounts, "old", age=3, owner={"name": "Ada"})
as_fixture(Account, age=3, owner__tenant__plan="pro")
as_fixture(accounts, "old", scope="module", age=3)
as_fixture(print, anything=3)
"""
    project = Project(tmp_path, cache, use=text, users=USERS, tenants=TENANTS)
    for name, stub in SOURCES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(stub)
    lines = text.splitlines()
    wrong = {lines[int(place.partition(":")[2]) - 1] for place, _ in project.errors("use.py")}
    assert wrong == set(lines[14:20])


class TestTheHooks:
    """The plugin is asked for each call and each class: it has to be quick to say that it is none of its own."""

    @pytest.fixture
    def hooks(self) -> Plugin:
        hooks = plugin("2.4.1")(Options())
        hooks.set_modules({})
        return hooks

    def test_other_calls_are_left_alone(self, hooks: Plugin) -> None:
        assert hooks.get_function_signature_hook("app.models.build") is None
        assert hooks.get_method_signature_hook("app.models.User.build") is None
        assert hooks.get_method_signature_hook("builders.builder.Builder.after") is None
        assert hooks.get_function_hook("builders.building.build") is None

    def test_its_own_are_not(self, hooks: Plugin) -> None:
        assert hooks.get_function_signature_hook("builders.building.build") is not None
        assert hooks.get_method_signature_hook("builders.builder.Builder.build") is not None
