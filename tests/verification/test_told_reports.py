"""Which reports are told where: what the sums count, somebody reads; what fails many pairs is told once."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from xml.etree import ElementTree

import pytest

from mockfactory.rules.telling.findings import Finding, Report, Severity
from mockfactory.verification.formats import FORMATS

OPEN = Report("fakes.Fake", "app.Mailer", [Finding(18, Severity.UNVERIFIED, "go", "Fake.go() may be awaitable or not")])
FINE = Report("fakes.Good", "app.Mailer", [Finding(30, Severity.NOTE, "more", "Good.more is no member of Mailer")])
REFUSED = Report("fakes.Bad", "app.Mailer", [Finding(1, Severity.INCOMPATIBLE, "go", "Bad has no 'go'")])
GONE = Finding(None, Severity.FAILED, "", "mypy is not installed\n  install:  pip install mypy", found_by=())
BROKEN = Finding(None, Severity.FAILED, "", "importing fakes failed: KeyError: 'x' (fakes.py:3)", found_by=())


def told(form: str, *reports: Report) -> str:
    return FORMATS[form](reports)


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "junit"])
def test_what_is_counted_as_unverified_is_told(form: str) -> None:
    assert "Fake.go() may be awaitable or not" in told(form, OPEN, FINE)


@pytest.mark.parametrize("form", ["text", "github", "junit"])
def test_a_pair_of_which_there_are_only_notes_is_not_told(form: str) -> None:
    assert "Good.more" not in told(form, OPEN, FINE)


def test_github_shows_as_a_warning_what_was_not_judged() -> None:
    assert "::warning title=fakes.Fake for app.Mailer::unverified: Fake.go()" in told("github", OPEN)
    assert "::error title=fakes.Bad for app.Mailer::incompatible: Bad has no 'go' (rule 1)" in told("github", REFUSED)


def test_to_junit_a_pair_that_was_not_judged_is_skipped() -> None:
    suite = ElementTree.fromstring(told("junit", OPEN, FINE, REFUSED))

    assert [suite.get(key) for key in ("tests", "failures", "errors", "skipped")] == ["3", "1", "0", "1"]
    assert [[outcome.tag for outcome in case] for case in suite] == [["skipped"], [], ["failure"]]
    skipped = suite.find("testcase/skipped")
    assert skipped is not None
    assert skipped.get("message") == "Fake.go() may be awaitable or not"


def failing(finding: Finding, count: int, module: str = "fakes") -> Sequence[Report]:
    return [Report(f"{module}:Fake{number}", "app:Mailer", [finding]) for number in range(count)]


@pytest.mark.parametrize("form", ["text", "github"])
def test_what_fails_all_pairs_is_told_once(form: str) -> None:
    text = told(form, *failing(GONE, 28))

    assert text.count("mypy is not installed") == 1
    assert "all 28 pairs" in text
    assert "Fake7" not in text


def test_what_fails_some_pairs_is_told_once_with_their_names() -> None:
    text = told("text", *failing(BROKEN, 7), Report("fakes", "", [BROKEN]), FINE)

    assert text.splitlines()[:8] == [
        "module fakes, 7 pairs",
        "  could not verify: importing fakes failed: KeyError: 'x' (fakes.py:3)",
        *(f"    fakes:Fake{number} for app:Mailer" for number in range(5)),
        "    and 2 more",
    ]
    assert text.endswith("8 pairs, 7 could not be verified, 1 module could not be imported")


def test_what_fails_one_pair_is_told_with_it() -> None:
    assert told("text", *failing(BROKEN, 1)).startswith("fakes:Fake0 may stand for app:Mailer\n  could not verify: ")


def test_what_else_is_known_of_a_pair_is_told_beside_what_fails_all() -> None:
    refused = [REFUSED.beside([GONE]), OPEN.beside([GONE])]

    text = told("text", *refused)

    assert text.startswith("fakes.Bad can't stand for app.Mailer\n  incompatible: Bad has no 'go' (rule 1)\n\n")
    assert "fakes.Fake may stand for app.Mailer\n  unverified: Fake.go()" in text
    assert text.count("mypy is not installed") == 1


@pytest.mark.integration
class TestPytest:
    FAKES = """
        from typing import Any
        from mockfactory.verification import stands_for
        class Mailer:
            def count(self) -> int: ...
        @stands_for(Mailer)
        class FakeMailer:
            def __getattr__(self, name: str) -> Any: ...
        @stands_for(Mailer)
        class GoodMailer:
            def count(self) -> int: return 1
    """

    @pytest.mark.parametrize("options", [(), ("-n", "2")])
    def test_a_pair_that_was_not_judged_is_listed_and_passes(
        self, pytester: pytest.Pytester, options: Sequence[str]
    ) -> None:
        pytester.makepyprojecttoml('[tool.mockfactory]\njudges = ["rules"]\n')
        pytester.makepyfile(fakes=self.FAKES, test_it="import fakes\ndef test_it(): assert fakes.GoodMailer()")

        result = pytester.runpytest_subprocess("--mockfactory-verify", "-p", "no:asyncio", *options)

        result.assert_outcomes(passed=3)
        result.stdout.fnmatch_lines(
            [
                "*mockfactory: not verified*",
                "fakes:FakeMailer stands for fakes:Mailer",
                "  FakeMailer.count may be given by __getattr__, and nobody knows before it is asked (rule 1)",
            ]
        )
        assert "GoodMailer" not in result.stdout.str()

    def test_pairs_of_which_the_same_was_not_judged_are_listed_together(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile(
            test_it="""
                from typing import Protocol
                import pytest
                class Mailer(Protocol):
                    def send(self) -> int: ...
                @pytest.mark.parametrize("number", range(7))
                def test_it(mock_factory, number):
                    class Base:
                        def send(self) -> int: return 1
                    fake = type(f"Fake{number}", (Base,), {"__qualname__": f"f.<locals>.F{number}"})
                    mock_factory.bind(Mailer, to=fake)
                    assert mock_factory[Mailer].send() == 1
            """
        )

        result = pytester.runpytest_subprocess("--mockfactory-verify", "-p", "no:asyncio")

        result.assert_outcomes(passed=14)
        lines = result.outlines
        start = next(number for number, line in enumerate(lines) if "mockfactory: not verified" in line)
        assert lines[start + 1 : start + 8] == [
            *(f"test_it:f.<locals>.F{number} stands for test_it:Mailer" for number in range(5)),
            "and 2 more",
            "  mypy did not judge it: no module has it under its name",
        ]


@pytest.mark.integration
class TestModulesThatCanNotBeImported:
    SETTINGS = """
[tool.mockfactory]
packages = ["fk"]
judges = ["rules"]
[tool.mockfactory.stands-for]
"fk.broken:A" = "app:Mailer"
"fk.broken:B" = "app:Mailer"
"""

    @pytest.fixture
    def project(self, pytester: pytest.Pytester) -> pytest.Pytester:
        pytester.makepyprojecttoml(self.SETTINGS)
        pytester.makepyfile(app="class Mailer:\n    def go(self) -> int: ...\n")
        package = pytester.mkpydir("fk")
        beginning = "import sys\nsys.stderr.write('once')\n"
        (package / "broken.py").write_text(f"{beginning}import fk.helping\n")
        (package / "helping.py").write_text("import json\n\njson.loads('[')\n")
        pytester.makepyfile(test_it="def test_it(): pass")
        return pytester

    def test_they_run_once_and_say_where_they_break(self, project: pytest.Pytester) -> None:
        result = project.run(sys.executable, "-m", "mockfactory", "verify")

        assert result.ret == 2
        assert result.stderr.str().count("once") == 1
        failed = "importing fk.broken failed: JSONDecodeError: Expecting value: line 1 column 2 (char 1)"
        result.stdout.fnmatch_lines(
            [
                "module fk.broken, 2 pairs",
                f"  could not verify: {failed} (fk/helping.py:3)",
                "    fk.broken:A for app:Mailer",
                "    fk.broken:B for app:Mailer",
            ]
        )

    def test_they_run_once_in_a_run_of_pytest(self, project: pytest.Pytester) -> None:
        result = project.runpytest_subprocess("--mockfactory-verify", "-s", "-p", "no:asyncio")

        result.assert_outcomes(passed=1, failed=4)
        assert result.stderr.str().count("once") == 1
