"""A class that `replace` puts in the place of a class is called by the code under test."""

from __future__ import annotations

import json
import sys

import pytest

pytestmark = pytest.mark.integration

APP = """
class Client:
    def __init__(self, url: str, *, key: str) -> None: ...
    def get(self, path: str) -> str:
        return path

client_class: type[Client] = Client

def run() -> str:
    return Client("x", key="k").get("a")
"""
TESTS = """
import app
import pytest
from mockfactory import double_class, replace
from mockfactory.verification import stands_for

class Narrow(app.Client):
    def __init__(self, url: str) -> None: ...

class Held(app.Client):
    def __init__(self) -> None: ...

class Plain(app.Client):
    def __init__(self) -> None: ...

class Wide(app.Client):
    def __init__(self, *args: object, **kwargs: object) -> None: ...

class Same(app.Client):
    def get(self, path: str) -> str:
        return "b"

@stands_for(app.Client)
class Marked(app.Client):
    def __init__(self) -> None: ...

client = app.Client("x", key="k")

def test_narrow():
    replace("app.Client", with_=Narrow)
    with pytest.raises(TypeError):
        app.run()

def test_held():
    replace("app.client_class", with_=Held)

def test_marked():
    replace("app.Client", with_=Marked)

def test_right():
    replace("app.Client", with_=Wide)
    assert app.run() == "a"

def test_right_too():
    replace("app.Client", with_=Same)
    assert app.run() == "b"

def test_double():
    replace("app.Client", with_=double_class(app.Client))

def test_an_object():
    replace("test_app.client", with_=Plain())
"""
REFUSED = {"Narrow", "Held", "Marked"}


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.delenv("CI", raising=False)
    pytester.makepyfile(app=APP, test_app=TESTS)
    pytester.makepyprojecttoml('[tool.mockfactory]\njudges = ["rules"]\n')
    return pytester


def _pytest(project: pytest.Pytester, *options: str) -> pytest.RunResult:
    command = (sys.executable, "-m", "pytest", "-rA", "-p", "no:asyncio", "-p", "no:cacheprovider")
    return project.run(*command, *options)


def _named(result: pytest.RunResult, outcome: str) -> set[str]:
    lines = [line.removeprefix(outcome).partition(" - ")[0] for line in result.outlines if line.startswith(outcome)]
    return {line.partition("::")[2] for line in lines}


@pytest.mark.parametrize("workers", [(), ("-n", "1")], ids=["alone", "xdist"])
def test_its_constructor_is_compared_at_the_end_of_the_run(project: pytest.Pytester, workers: tuple[str, ...]) -> None:
    result = _pytest(project, "--mockfactory-verify", *workers)

    told, failed = (_named(result, outcome) for outcome in ("PASSED", "FAILED"))
    assert failed == {f"test_app:{name} stands for the class app:Client" for name in REFUSED}
    assert {
        "test_app:Wide stands for the class app:Client",
        "test_app:Same stands for the class app:Client",
        "test_app:Plain stands for app:Client",
    } <= told
    assert "Narrow() can't take every call: it takes no argument 'key'" in result.stdout.str()


def test_the_lock_keeps_that_it_is_the_class(project: pytest.Pytester) -> None:
    assert _pytest(project, "--mockfactory-snapshot", "mockfactory.lock").ret == 0
    stand_ins = json.loads((project.path / "mockfactory.lock").read_text())["stand_ins"]["app:Client"]
    assert stand_ins["test_app:Narrow"]["by"] == ["replace of a class"]
    assert stand_ins["test_app:Plain"]["by"] == ["replace"]

    result = project.run(sys.executable, "-m", "mockfactory", "verify", "--format", "json")

    assert result.ret == 1
    told = json.loads(result.stdout.str())
    refused = {one["implementation"] for one in told["pairs"] if one["findings"]}
    assert refused == {f"test_app.{name}" for name in REFUSED}
