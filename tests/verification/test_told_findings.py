"""How findings are told: the worst first, nothing twice, and beside the line that is to be mended."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mockfactory.rules.telling.findings import Finding, Report, Severity
from mockfactory.verification import check_substitutable
from mockfactory.verification.formats import FORMATS
from tests.verification.pairs import broken

SOURCE = """\
import abc


class Fake:
    pass


class Twice:
    pass


class Outer:
    class Twice:
        pass
"""


MakeReport = Callable[..., Report]


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeReport:
    """Makes a report of a class in `fakes.py`."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "fakes.py"
    file.write_text(SOURCE)

    def make(*findings: Finding, cls: str = "Fake") -> Report:
        return Report(f"fakes.{cls}", "app.Real", file=str(file)).beside(findings)

    return make


def _finding(member: str = "send", problem: str = "it breaks", **more: object) -> Finding:
    facts = {"promised": "send(to: str)", "came": "send()", "mypy": "wrong", **more}
    return Finding(7, Severity.INCOMPATIBLE, member, problem, **facts)  # type: ignore[arg-type]


def test_what_was_told_of_a_member_is_not_told_again(report: MakeReport) -> None:
    told = str(report(_finding(problem="one", mend="first"), _finding(problem="two", mend="second")))

    assert told.splitlines()[1:] == [
        "  incompatible: one (rule 7)",
        "    promised:  send(to: str)",
        "    came:      send()",
        "    mypy:      wrong",
        "    mend:      first",
        "  incompatible: two (rule 7)",
        "    mend:  second",
    ]


def test_what_is_new_of_a_member_is_told(report: MakeReport) -> None:
    told = str(report(_finding(problem="one"), _finding(problem="two", came="async send()")))

    assert told.splitlines()[-2:] == ["  incompatible: two (rule 7)", "    came:  async send()"]


@pytest.mark.parametrize("other", [{"member": "other"}, {"severity": Severity.NOTE}])
def test_of_another_member_and_of_another_severity_all_is_told(report: MakeReport, other: dict[str, object]) -> None:
    told = str(report(_finding(), dataclasses.replace(_finding(), **other)))  # type: ignore[arg-type]

    assert told.count("promised:  send(to: str)") == 2


def test_each_finding_by_itself_tells_all(report: MakeReport) -> None:
    told = FORMATS["github"]([report(_finding(problem="one"), _finding(problem="two"))])

    assert told.count("promised:  send(to: str)") == 2


def test_what_is_certain_is_said_also_where_mypy_broke_down() -> None:
    broken = Finding(None, Severity.FAILED, "", "mypy crashed", found_by=())

    assert str(Report("a.B", "a.C").beside([_finding(), broken])).startswith("a.B can't stand for a.C")
    assert str(Report("a.B", "a.C").beside([broken])).startswith("a.B may stand for a.C")


def test_what_is_of_several_members_comes_behind(report: MakeReport) -> None:
    folded = Finding(1, Severity.INCOMPATIBLE, "", "lacks many", members=("a", "b"))
    note = Finding(30, Severity.NOTE, "a", "is beyond")

    assert [one.problem for one in report(note, folded, _finding()).findings] == [
        "it breaks",
        "lacks many",
        "is beyond",
    ]


def test_a_callable_type_is_shown_by_its_call_alone() -> None:
    def send(to: str) -> int:
        return 1

    [finding] = check_substitutable(send, Callable[[str, int], int]).of(Severity.INCOMPATIBLE)

    assert (finding.promised, finding.came) == ("Callable[[str, int], int]", "send(to: str) -> int")


class TestWhereItIsShown:
    def test_what_is_missing_is_shown_at_the_class(self, report: MakeReport) -> None:
        [line, *_] = FORMATS["github"]([report(_finding())]).splitlines()

        assert line.startswith("::error file=fakes.py,line=4,title=fakes.Fake for app.Real::")

    def test_what_is_there_is_shown_where_it_is(self, report: MakeReport) -> None:
        [line, *_] = FORMATS["github"]([report(_finding(line=5))]).splitlines()

        assert line.startswith("::error file=fakes.py,line=5,")

    @pytest.mark.parametrize("cls", ["Twice", "Gone"])
    def test_of_a_class_that_is_not_found_for_certain_the_file_is_named(self, report: MakeReport, cls: str) -> None:
        [line, *_] = FORMATS["github"]([report(_finding(), cls=cls)]).splitlines()

        assert line.startswith("::error file=fakes.py,title=")

    def test_what_a_base_of_another_file_has_has_no_line_in_that_of_the_class(self) -> None:
        class Derived(broken.NameNotTaken.Given): ...

        [there] = check_substitutable(broken.NameNotTaken.Given, broken.NameNotTaken.Asked).of(Severity.INCOMPATIBLE)
        [here] = check_substitutable(Derived, broken.NameNotTaken.Asked).of(Severity.INCOMPATIBLE)

        assert (there.line is None, here.line) == (False, None)

    def test_code_scanning_gets_the_same_line(self, report: MakeReport) -> None:
        [run] = json.loads(FORMATS["sarif"]([report(_finding())]))["runs"]

        assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 4}


@pytest.mark.parametrize(
    ("finding", "rule"),
    [
        (_finding(), "rule-7"),
        (Finding(None, Severity.INCOMPATIBLE, "send", "is refused", found_by=("mypy",)), "mypy"),
        (Finding(None, Severity.FAILED, "", "there is no module 'a'", found_by=()), "could-not-verify"),
    ],
)
def test_code_scanning_gets_who_found_it(report: MakeReport, finding: Finding, rule: str) -> None:
    [run] = json.loads(FORMATS["sarif"]([report(finding)]))["runs"]

    assert run["results"][0]["ruleId"] == rule


def test_a_name_that_would_be_given_twice_is_mended_by_a_slash() -> None:
    class Asking:
        def ask(self, prompt: str, /, **more: int) -> str:
            return prompt

    class Fake:
        def ask(self, prompt: str, **more: int) -> str:
            return prompt

    class Mended:
        def ask(self, prompt: str, /, **more: int) -> str:
            return prompt

    [finding] = check_substitutable(Fake, Asking).findings

    assert finding.mend == "put a / behind 'prompt', so that it is given by position alone"
    assert check_substitutable(Mended, Asking).findings == []
