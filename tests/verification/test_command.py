"""`mockfactory verify`, as it is run in a project."""

from __future__ import annotations

import json
import sys
from xml.etree import ElementTree

import pytest

pytestmark = pytest.mark.integration

DRIFTED = "fakes.FakeMailer can't stand for app.mail.Mailer"
MENDED = "async def send(self, to: str, *, urgent: bool = False) -> bool:"


def verify(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return project.run(sys.executable, "-m", "mockfactory", "verify", *arguments)


def test_a_fake_that_drifted_is_told_by_rules_and_by_mypy(plain_project: pytest.Pytester) -> None:
    result = verify(plain_project)

    assert result.ret == 1
    result.stdout.fnmatch_lines(
        [
            f"{DRIFTED}  (said in pyproject.toml)",
            "  incompatible: FakeMailer.send() can't take every call: it takes no argument 'urgent' (rule 7)",
            "    promised:  async send(to: str, ?, urgent: bool = False) -> bool",
            "    came:      async send(to: str) -> bool",
            "    mypy:      Incompatible types in assignment*",
            "2 pairs, 1 incompatible",
        ]
    )


def test_one_that_fits_is_not_told(project: pytest.Pytester) -> None:
    fakes = project.path / "fakes.py"
    fakes.write_text(fakes.read_text().replace("async def send(self, to: str) -> bool:", MENDED))

    result = verify(project, "--by", "rules")

    assert (result.ret, result.outlines) == (0, ["3 pairs, all verified"])


def test_where_it_is_said_is_told(project: pytest.Pytester) -> None:
    result = verify(project, "--by", "rules")

    result.stdout.fnmatch_lines([f"{DRIFTED}*(said in @stands_for in *fakes.py:4)"])


def test_a_class_within_a_class_is_found(project: pytest.Pytester) -> None:
    inner = (
        "from app.mail import Mailer\nclass Outer:\n    class Inner(Mailer):\n        def send(self, to): return True"
    )
    (project.path / "app" / "inner.py").write_text(inner)

    result = verify(project, "--by", "rules")

    assert "app.inner.Outer.Inner can't stand for app.mail.Mailer" in result.stdout.str()


def test_what_can_not_be_imported_does_not_keep_the_others_from_being_verified(project: pytest.Pytester) -> None:
    (project.path / "app" / "broken.py").write_text("raise RuntimeError('at import')")
    with (project.path / "pyproject.toml").open("a") as settings:
        settings.write('"fakes:Gone" = "app.mail:Store"\n"fakes:MemoryStore.put" = "json:loads.x"\n')

    result = verify(project, "--by", "rules")

    assert result.ret == 2
    told = result.stdout.str()
    assert "module app.broken\n  could not verify: importing app.broken failed: RuntimeError: at import" in told
    assert told.endswith("5 pairs, 1 incompatible, 2 could not be verified, 1 module could not be imported")
    assert "could not verify: fakes has no 'Gone'" in told
    assert "could not verify: json:loads has no 'x'" in told
    assert DRIFTED in told


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (
            "[tool.mockfactory]\npackage = []",
            "tool.mockfactory has no setting 'package', only stands-for, packages, judges",
        ),
        ("[tool.mockfactory]\npackages = 'app'", "tool.mockfactory.packages is no list of names"),
        ("[tool.mockfactory]\nstands-for = ['a']", "tool.mockfactory.stands-for is no table of names"),
        (
            '[tool.mockfactory.stands-for]\n"" = "app.mail:Mailer"',
            "tool.mockfactory.stands-for has an empty name",
        ),
        (
            '[tool.mockfactory.stands-for]\n"fakes:FakeMailer" = " "',
            "tool.mockfactory.stands-for has an empty name",
        ),
        ("[tool]\nmockfactory = 3", "tool.mockfactory is no table"),
        ("[tool.mockfactory", "pyproject.toml: Expected ']'"),
        ("", "There is nothing to verify"),
    ],
)
def test_settings_that_nobody_understands(project: pytest.Pytester, settings: str, told: str) -> None:
    (project.path / "pyproject.toml").write_text(settings)

    result = verify(project, "--by", "rules")

    assert result.ret == 2
    assert told in result.stderr.str()


def test_a_project_that_mypy_can_not_read(project: pytest.Pytester) -> None:
    (project.path / "mypy.ini").write_text("[mypy]\nplugins = no_such_plugin\n")

    result = verify(project)

    assert result.ret == 2
    result.stdout.fnmatch_lines(["  could not verify: mypy could not check: *no_such_plugin*", "3 pairs, *"])
    assert "(rule 7)" in result.stdout.str()


def test_a_class_that_mypy_does_not_see_is_not_called_right_by_it(plain_project: pytest.Pytester) -> None:
    (plain_project.path / "mypy.ini").write_text("[mypy]\n[mypy-fakes]\nfollow_imports = skip\n")

    result = verify(plain_project)

    assert result.ret == 1
    told = result.stdout.str()
    assert "mypy did not judge it: it does not see FakeMailer, whose module is not found, or has no types" in told
    assert "accepts it" not in told
    assert "(rule 7)" in told

    alone = verify(plain_project, "--by", "mypy")
    assert alone.ret == 0
    assert "mypy did not judge it: it does not see FakeMailer" in alone.stdout.str()
    alone.stdout.fnmatch_lines(["2 pairs, none incompatible, 1 finding unverified"])


def test_modules_are_left_to_the_rules(plain_project: pytest.Pytester) -> None:
    (plain_project.path / "pyproject.toml").write_text('[tool.mockfactory.stands-for]\n"fakes" = "fakes"\n')

    result = verify(plain_project)

    assert result.ret == 0
    result.stdout.fnmatch_lines(["  unverified: mypy did not judge it: modules are compared by the rules alone"])


def test_judges_that_there_are_not(project: pytest.Pytester) -> None:
    result = verify(project, "--by", "rules,pyright")

    assert result.ret == 2
    assert "--by is rules, mypy or rules,mypy, not 'rules,pyright'" in result.stderr.str()


class TestWhereAProjectIs:
    @pytest.mark.parametrize("judges", ["rules", "rules,mypy"])
    def test_a_folder_of_it_does_as_well(self, plain_project: pytest.Pytester, judges: str) -> None:
        inner = plain_project.mkdir("inner")
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(inner)
            result = verify(plain_project, "--by", judges)

        assert result.ret == 1
        result.stdout.fnmatch_lines([f"{DRIFTED}  (said in pyproject.toml)", "2 pairs, 1 incompatible"])

    def test_another_repository_in_it_is_none(self, project: pytest.Pytester) -> None:
        inner = project.mkdir("inner")
        (inner / ".git").mkdir()
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(inner)
            result = verify(project, "--by", "rules")

        assert result.ret == 2
        told = f"neither {inner} nor a folder above it has a pyproject.toml with [tool.mockfactory]"
        assert f"There is nothing to verify: no class is marked with @stands_for, {told}" in result.stderr.str()

    @pytest.mark.parametrize(
        ("file", "text", "judges"),
        [
            ("pyproject.toml", '[tool.pytest.ini_options]\npythonpath = ["src"]\n', "rules,mypy"),
            ("pyproject.toml", '[tool.pytest]\npythonpath = ["src"]\n', "rules"),
            ("pytest.ini", "[pytest]\npythonpath = src\n", "rules"),
        ],
    )
    def test_modules_are_found_where_pytest_finds_them(
        self, plain_project: pytest.Pytester, file: str, text: str, judges: str
    ) -> None:
        source = plain_project.mkdir("src")
        (plain_project.path / "fakes.py").rename(source / "fakes.py")
        with (plain_project.path / file).open("a") as settings:
            settings.write("\n" + text)

        result = verify(plain_project, "--by", judges)

        assert result.ret == 1
        mypy = ["    mypy:      Incompatible types in assignment*"] if "mypy" in judges else []
        result.stdout.fnmatch_lines([f"{DRIFTED}  *", *mypy, "2 pairs, 1 incompatible"])

    def test_a_module_in_a_folder_that_nobody_names_is_told(self, plain_project: pytest.Pytester) -> None:
        source = plain_project.mkdir("src")
        (plain_project.path / "fakes.py").rename(source / "fakes.py")

        result = verify(plain_project, "--by", "rules")

        assert result.ret == 2
        hint = "there is no module 'fakes'. There is one in 'src': set PYTHONPATH=src, or pythonpath of pytest"
        assert f"could not verify: {hint}" in result.stdout.str()


class TestOutput:
    """Where it goes is no matter of what is found, unless it can't be written."""

    @pytest.mark.parametrize(("words", "code"), [("verify --by rules", 1), ("spec diff", 2)])
    @pytest.mark.parametrize("closed", ["1", "2"])
    def test_a_closed_stream(self, project: pytest.Pytester, words: str, code: int, closed: str) -> None:
        result = project.run("sh", "-c", f"exec {sys.executable} -m mockfactory {words} {closed}>&-")

        assert result.ret == code
        assert "Traceback" not in result.stderr.str()

    def test_a_full_disk(self, project: pytest.Pytester) -> None:
        result = project.run("sh", "-c", f"exec {sys.executable} -m mockfactory verify --by rules > /dev/full")

        assert (result.ret, result.stderr.str()) == (2, "mockfactory: No space left on device")


class TestFormats:
    def test_json(self, project: pytest.Pytester) -> None:
        pairs = json.loads(verify(project, "--by", "rules", "--format", "json").stdout.str())["pairs"]

        assert {pair["implementation"]: pair["substitutable"] for pair in pairs} == {
            "fakes.FakeMailer": False, "fakes.MemoryStore": True, "app.mail.Smtp": True,
        }  # fmt: skip
        (found,) = pairs[0]["findings"]
        assert (found["rule"], found["member"], found["line"], found["found_by"]) == (7, "send", 6, ["rules"])

    def test_junit(self, project: pytest.Pytester) -> None:
        suite = ElementTree.fromstring(verify(project, "--by", "rules", "--format", "junit").stdout.str())

        assert (suite.attrib["tests"], suite.attrib["failures"], suite.attrib["errors"]) == ("3", "1", "0")
        assert [case.attrib["classname"] for case in suite if len(case)] == ["fakes.FakeMailer"]

    def test_sarif(self, project: pytest.Pytester) -> None:
        (run,) = json.loads(verify(project, "--by", "rules", "--format", "sarif").stdout.str())["runs"]

        (result,) = run["results"]
        place = result["locations"][0]["physicalLocation"]
        assert (result["ruleId"], result["level"]) == ("rule-7", "error")
        assert (place["artifactLocation"]["uri"], place["region"]) == ("fakes.py", {"startLine": 6})

    def test_github(self, project: pytest.Pytester) -> None:
        lines = verify(project, "--by", "rules", "--format", "github").outlines

        assert lines[0].startswith(
            "::error file=fakes.py,line=6,title=fakes.FakeMailer for app.mail.Mailer::incompatible"
        )
        assert "%0A  promised:" in lines[0]
