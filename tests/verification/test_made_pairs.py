"""What tests bind and replace is verified when they have run, and kept in the lock file."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

pytestmark = pytest.mark.integration

APP = """
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")

class Mailer(Protocol):
    sender: str
    def send(self, to: str) -> bool: ...

class Client:
    def get(self, path: str) -> str:
        return path

class Box(Generic[T]):
    def get(self) -> T:
        raise NotImplementedError

Size = Callable[[str], int]

def fetch(path: str) -> str:
    return path

client = Client()
"""
FAKES = """
from app import Box, Client

class Good:
    sender = ""
    def send(self, to: str) -> bool:
        return True

class Fixed:
    @property
    def sender(self) -> str:
        return ""
    def send(self, to: str) -> bool:
        return True

class FakeClient(Client): ...

class Texts(Box[str]):
    def get(self) -> str:
        return ""

def fake_fetch(path: str, again: bool = False) -> str:
    return path

def wider_fetch(path: str, again: bool = False) -> str:
    return path

def size(text: str) -> int:
    return 0
"""
HEAD = """
import app
import fakes
import pytest
from app import Box, Client, Mailer, Size
from mockfactory import double, replace, spy
"""
DRIFTED = """
def test_drifted(mock_factory):
    mock_factory.bind(Mailer, to=fakes.Fixed)
    assert mock_factory.create(Mailer).send("ada")

def test_drifted_too(mock_factory):
    mock_factory.bind(Mailer, to=fakes.Fixed())
    assert mock_factory.create(Mailer).send("bob")

def test_local(mock_factory):
    class Local(fakes.Fixed): ...
    mock_factory.bind(Mailer, to=Local)
    assert mock_factory.create(Mailer).send("ada")
"""
RIGHT = """
@pytest.fixture(scope="module")
def replaced():
    replace("app.client", with_=fakes.FakeClient())

def test_bound(mock_factory, replaced):
    for spec, to in [(Mailer | None, fakes.Good()), (Box[str], fakes.Texts), (Size, fakes.size)]:
        mock_factory.bind(spec, to=to)
        mock_factory.create(spec)
    mock_factory.bind(Mailer, to=fakes.Good)
    mock_factory.create(Mailer)

def test_replaced():
    replace("app.fetch", with_=fakes.wider_fetch)
    replace("app.fetch", with_=fakes.fake_fetch)
    replace("app.Client", with_=fakes.FakeClient)

def test_local(mock_factory):
    class Local(fakes.Good): ...
    mock_factory.bind(Mailer, to=Local())
    assert mock_factory.create(Mailer).send("ada")
"""
NO_PAIRS = """
def test_doubles_and_makers(mock_factory):
    for spec, to in [
        (Client, Client()), (Mailer, double(Mailer)), (Box[str], spy(fakes.Texts())), (int, 3), (float, 3),
        (Mailer | None, lambda: fakes.Good()), (dict[str, int], {}),
    ]:
        mock_factory.bind(spec, to=to)
        mock_factory.create(spec)
    replace("app.fetch", with_=double(app.fetch))
    replace("app.client", with_=Client())
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, mypy_cache: str) -> pytest.Pytester:
    """A project whose tests stand in a folder without an `__init__.py`, as do the fakes."""
    monkeypatch.setenv("MYPY_CACHE_DIR", mypy_cache)
    monkeypatch.delenv("CI", raising=False)
    (pytester.mkpydir("app") / "__init__.py").write_text(APP)
    pytester.mkdir("tests")
    (pytester.path / "tests" / "fakes.py").write_text(FAKES)
    (pytester.path / "pyproject.toml").write_text("")
    return pytester


def run(project: pytest.Pytester, tests: str, *options: str) -> pytest.RunResult:
    (project.path / "tests" / "test_app.py").write_text(HEAD + tests)
    command = (sys.executable, "-m", "pytest", "-rA", "-p", "no:asyncio", "-p", "no:cacheprovider")
    return project.run(*command, *options)


def verify(project: pytest.Pytester, *options: str) -> pytest.RunResult:
    return project.run(sys.executable, "-m", "mockfactory", "verify", *options)


def lock_of(project: pytest.Pytester) -> Any:
    return json.loads((project.path / "mockfactory.lock").read_text())


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "xdist"])
def test_what_is_bound_and_has_drifted_fails_the_run(project: pytest.Pytester, workers: tuple[str, ...]) -> None:
    result = run(project, DRIFTED, "--mockfactory-verify", *workers)

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.assert_outcomes(passed=3, failed=2)
    told = result.stdout.str()
    both = "tests/test_app.py::test_drifted and 1 more test, by bind"
    assert f"fakes.Fixed can't stand for app.Mailer  (said in {both})" in told
    assert "incompatible: Fixed.sender can't be set, and callers may set it (rule 22)" in told
    assert "    mypy:  " in told
    assert "FAILED mockfactory::test_app:test_local.<locals>.Local stands for app:Mailer" in told
    assert "mypy did not judge it: no module has it under its name" in told
    assert "Traceback" not in told


def test_what_fits_passes_with_a_name(project: pytest.Pytester) -> None:
    result = run(project, RIGHT, "--mockfactory-verify")

    assert result.ret == 0
    assert {
        line.removeprefix("PASSED mockfactory::") for line in result.outlines if line.startswith("PASSED mockfactory::")
    } == {
        "fakes:Good stands for app:Mailer",
        "fakes:FakeClient stands for the class app:Client",
        "fakes:Texts stands for app:Box[str]",
        "fakes:fake_fetch stands for app:fetch",
        "fakes:wider_fetch stands for app:fetch",
        "fakes:size stands for collections.abc:Callable[[str], int]",
        "test_app:test_local.<locals>.Local stands for app:Mailer",
    }
    assert (
        result.stdout.str().count("mypy did not judge it") == 2
    )  # the local class: with its test, and in the list of what was not verified


def test_doubles_builders_and_the_real_thing_are_no_pairs(project: pytest.Pytester) -> None:
    run(project, NO_PAIRS, "--mockfactory-verify").assert_outcomes(passed=1)


MANY = """
@pytest.mark.parametrize("fake", [fakes.Fixed, fakes.Good])
@pytest.mark.parametrize("number", range(6))
def test_many(mock_factory, number, fake):
    for _ in range(3):
        mock_factory.bind(Mailer, to=fake)
    assert mock_factory.create(Mailer).send("ada")

def test_last(mock_factory):
    class Local(fakes.Fixed): ...
    mock_factory.bind(Mailer, to=Local)
    assert mock_factory.create(Mailer).send("ada")
"""
JUDGED_BY_RULES = '[tool.mockfactory]\njudges = ["rules"]\n'


class TestTheOutputStaysShort:
    @pytest.mark.parametrize(
        ("options", "passed", "failed"), [((), 14, 2), (("-p", "no:xdist"), 14, 2), (("-x",), 13, 1)], ids=str
    )
    def test_where_many_tests_make_a_pair(
        self, project: pytest.Pytester, options: tuple[str, ...], passed: int, failed: int
    ) -> None:
        (project.path / "pyproject.toml").write_text(JUDGED_BY_RULES)

        result = run(project, MANY, "--mockfactory-verify", "-q", *options)

        assert result.ret == pytest.ExitCode.TESTS_FAILED
        result.assert_outcomes(passed=passed, failed=failed)
        told = result.stdout.str()
        assert told.count("fakes.Fixed can't stand for app.Mailer  (said in") == 1
        assert "(said in tests/test_app.py::test_many[0-Fixed] and 5 more tests, by bind)" in told

    def test_where_a_test_has_failed_and_the_run_is_to_stop(self, project: pytest.Pytester) -> None:
        result = run(project, "def test_wrong(): assert 0\n" + MANY, "--mockfactory-verify", "-x")

        result.assert_outcomes(failed=1)
        assert "stands for" not in result.stdout.str()

    @pytest.mark.parametrize("options", [("--co",), ("-k", "nothing")], ids=["collected only", "no pair"])
    def test_where_no_test_makes_one(self, project: pytest.Pytester, options: tuple[str, ...]) -> None:
        result = run(project, MANY + "def test_nothing(): pass", "--mockfactory-verify", *options)

        assert result.ret == 0
        assert "stands for" not in result.stdout.str()
        assert "mockfactory verif" not in result.stdout.str()


ANNOTATED = """
def test_replaced():
    replace("app.mailer", with_=fakes.Good())
    replace("app.whole", with_=fakes.Whole())
"""


def test_what_replaces_an_annotated_name_stands_for_what_the_annotation_says(project: pytest.Pytester) -> None:
    (project.path / "app" / "__init__.py").write_text(
        f"{APP}\nfrom app.smtp import SMTP\nmailer: Mailer | None = SMTP()\nwhole = SMTP()\n"
    )
    smtp = "class SMTP:\n    sender = ''\n    def send(self, to: str) -> bool:\n        return True\n"
    (project.path / "app" / "smtp.py").write_text(f"{smtp}    def quit(self) -> None: ...\n")
    (project.path / "tests" / "fakes.py").write_text(f"{FAKES}\nclass Whole(Good):\n    def quit(self) -> None: ...\n")

    result = run(project, ANNOTATED, "--mockfactory-verify")

    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines_random(
        [
            "PASSED mockfactory::fakes:Good stands for app:Mailer",
            "PASSED mockfactory::fakes:Whole stands for app.smtp:SMTP",
        ]
    )


def test_a_pair_that_is_named_anyway_is_judged_once(project: pytest.Pytester) -> None:
    (project.path / "pyproject.toml").write_text(
        '[tool.pytest.ini_options]\npythonpath = ["tests"]\n[tool.mockfactory]\njudges = ["rules"]\n'
        '[tool.mockfactory.stands-for]\n"fakes:Fixed" = "app:Mailer"'
    )

    result = run(project, DRIFTED, "--mockfactory-verify", "-k", "drifted or Fixed")

    result.assert_outcomes(passed=2, failed=1, deselected=1)


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "xdist"])
def test_a_snapshot_keeps_them(project: pytest.Pytester, workers: tuple[str, ...]) -> None:
    result = run(project, RIGHT, "--mockfactory-snapshot", "mockfactory.lock", *workers)

    result.stdout.fnmatch_lines(
        ["mockfactory.lock: 0 interfaces, 6 stand-ins; left out, since no module has a name for it: "
         "test_app:test_local.<locals>.Local stands for app:Mailer"]
    )  # fmt: skip
    lock = lock_of(project)
    assert list(lock["stand_ins"]) == [
        "app:Box[str]", "app:Client", "app:Mailer", "app:fetch", "collections.abc:Callable[[str], int]",
    ]  # fmt: skip
    assert lock["stand_ins"]["app:Mailer"] == {
        "fakes:Good": {"by": ["bind"], "folders": ["tests"], "tests": ["tests/test_app.py::test_bound"]}
    }
    assert lock["stand_ins"]["app:Client"]["fakes:FakeClient"]["tests"] == [
        "fixture replaced", "tests/test_app.py::test_replaced",
    ]  # fmt: skip


def test_verify_takes_them_from_the_lock(project: pytest.Pytester) -> None:
    run(project, DRIFTED, "--mockfactory-snapshot", "mockfactory.lock")

    result = verify(project)

    assert result.ret == 1
    result.stdout.fnmatch_lines(
        [
            "fakes.Fixed can't stand for app.Mailer  "
            "(said in mockfactory.lock: tests/test_app.py::test_drifted and 1 more test, by bind)",
            "  incompatible: Fixed.sender can't be set, and callers may set it (rule 22)",
            "1 pair, 1 incompatible",
        ]
    )
    fakes = project.path / "tests" / "fakes.py"
    fakes.write_text(fakes.read_text().replace("Fixed", "Renamed"))
    gone = verify(project, "--by", "rules")
    assert gone.ret == 2
    assert gone.stdout.str().count("could not verify: fakes has no 'Fixed'") == 1


def test_verify_judges_by_mypy_what_the_lock_holds(project: pytest.Pytester) -> None:
    run(project, RIGHT, "--mockfactory-snapshot", "mockfactory.lock")

    result = verify(project, "--by", "mypy")

    assert (result.ret, result.outlines) == (0, ["6 pairs, all verified"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "mockfactory.lock is damaged: Expecting property name"),
        ('{"format": 4}', "has format 4, and this version of mockfactory reads 1 to 3"),
        (
            '{"format": 2, "python": "3.11", "interfaces": {}, "stand_ins": {"app:Mailer": 3}}',
            "stand_ins, app:Mailer is a number",
        ),
        (
            '{"format": 2, "python": "3.11", "interfaces": {}, "stand_ins": {"a:B": {"c:D": {}}}}',
            "is damaged: stand_ins, a:B, c:D has no 'by'",
        ),
    ],
)
def test_a_lock_that_can_not_be_used(project: pytest.Pytester, text: str, told: str) -> None:
    (project.path / "mockfactory.lock").write_text(text)

    result = verify(project, "--by", "rules")

    assert result.ret == 2
    assert told in result.stderr.str()


def test_a_lock_of_the_older_format_holds_no_pairs(project: pytest.Pytester) -> None:
    (project.path / "mockfactory.lock").write_text('{"format": 1, "python": "3.11", "interfaces": {}}')

    assert "There is nothing to verify" in verify(project, "--by", "rules").stderr.str()
