"""What pytest shows when nothing could be built: the test's own line and the message."""

from __future__ import annotations

import pytest

MODULE = """
from dataclasses import dataclass
from builders import Builder, build

@dataclass
class Tenant:
    plan: str

@dataclass
class User:
    name: str
    tenant: Tenant

@dataclass
class Never:
    size: int

    def __post_init__(self):
        raise ValueError("not today")

@dataclass
class Breaks:
    size: int

    def __post_init__(self):
        raise RuntimeError("out of order")

def test_name(): build(User, nam="x")
def test_value(): build(User, tenant__plan=3)
def test_never(): Builder(Never).build()
def test_breaks(): build(Breaks)
def test_rule(): Builder(User).deriving(name=lambda user: user.tenant.plan / 2).build()
def test_step(): Builder(User).after(lambda user: user.name / 2).build()
def test_right(): assert build(User, name="x").name == "y"
"""


def shown(pytester: pytest.Pytester, *arguments: str) -> dict[str, list[str]]:
    """What is shown of each test, by its name."""
    pytester.makepyfile(test_it=MODULE)
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider", *arguments)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in result.outlines:
        if line.startswith("____"):
            lines = found[line.strip("_ ")] = []
        lines.append(line)
    return found


def files(lines: list[str]) -> list[str]:
    """The file of each frame that is shown."""
    return [line.partition(":")[0] for line in lines if line.partition(":")[2][:1].isdigit()]


class TestAFailure:
    def test_shows_the_line_of_the_test_and_none_of_ours(self, pytester: pytest.Pytester) -> None:
        found = shown(pytester)
        for name in ("test_name", "test_value", "test_never"):
            assert files(found[name]) == ["test_it.py"]
            assert any(line.startswith("> ") and f"def {name}" in line for line in found[name])
            assert any(line.startswith("E   builders.errors.") for line in found[name])
        for name in ("test_breaks", "test_rule", "test_step"):
            # The line of the user's own code that raised, too.
            assert files(found[name]) == ["test_it.py", "test_it.py"]
        assert files(found["test_right"]) == ["test_it.py"]

    def test_is_shown_in_full_on_demand(self, pytester: pytest.Pytester) -> None:
        paths = files(shown(pytester, "--full-trace", "-k", "test_name")["test_name"])
        assert any(path.endswith("building.py") for path in paths)


class TestTheLocale:
    def run(self, pytester: pytest.Pytester, locale: str) -> pytest.RunResult:
        pytester.makeini(f"[pytest]\nmockfactory_locale = {locale}\n")
        pytester.makepyfile("from builders import build\ndef test_it(): assert build(str)")
        return pytester.runpytest_inprocess("-p", "no:cacheprovider")

    def test_that_there_is_not_is_refused_at_the_start(self, pytester: pytest.Pytester) -> None:
        result = self.run(pytester, "de_DEE")
        assert result.ret == pytest.ExitCode.USAGE_ERROR
        [line] = [line for line in result.errlines if line]
        assert line.startswith(
            "ERROR: mockfactory: mockfactory_locale = de_DEE: there is no locale 'de_DEE'; did you mean"
        )

    def test_that_there_is_holds(self, pytester: pytest.Pytester) -> None:
        assert self.run(pytester, "de_DE").ret == pytest.ExitCode.OK
