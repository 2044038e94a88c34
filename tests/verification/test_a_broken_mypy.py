"""A mypy that gives no answer has accepted nothing."""

from __future__ import annotations

import sys
from collections.abc import Sized

import pytest

from mockfactory.verification import StandIn, verify_pairs
from mockfactory.verification.formats import FORMATS

pytestmark = pytest.mark.integration

ANSWER = '{"file": "a.py", "line": 1, "message": "no such", "hint": null, "code": "misc", "severity": "error"}'


def verify(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return project.run(sys.executable, "-m", "mockfactory", "verify", *arguments)


def shadow(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, *, init: str = "", main: str = "") -> None:
    """Let what is run as mypy be another package of that name."""
    package = project.mkdir("shadowing") / "mypy"
    package.mkdir()
    (package / "__init__.py").write_text(init)
    (package / "__main__.py").write_text(main)
    monkeypatch.setenv("PYTHONPATH", str(package.parent))


@pytest.mark.parametrize(
    ("init", "main", "told"),
    [
        ("raise ImportError('undefined symbol: foo')", "", "mypy broke down: ImportError: undefined symbol: foo"),
        ("", "", "mypy broke down: it said nothing, and ended with 0"),
        ("", f"print('''{ANSWER}''', flush=True); 1 / 0", "mypy broke down: ZeroDivisionError: division by zero"),
        ("", "import sys; sys.exit('no room on the disk')", "mypy broke down: no room on the disk"),
        ("", "import os, sys; sys.stderr.write('a.py:3: error: INTERNAL ERROR -- please report'); sys.exit(2)",
         "mypy broke down: INTERNAL ERROR at a.py:3"),
        ("", f"import sys; sys.stderr.write('''{ANSWER}'''); sys.exit(2)", "mypy could not check: a.py:1: no such"),
        ("", "import os; os._exit(3)", "mypy could not check: it said nothing, and ended with 3"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_a_failure_told_once(
    plain_project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, init: str, main: str, told: str
) -> None:
    shadow(plain_project, monkeypatch, init=init, main=main)

    result = verify(plain_project, "--by", "mypy")

    assert result.ret == 2
    lines = [f"  could not verify: {told}", "2 pairs, 2 could not be verified"]
    assert [line for line in result.outlines if line.strip() and not line.startswith("    run:")] == [
        "all 2 pairs",
        *lines,
    ]


def test_one_that_is_not_installed_is_told_with_both_ways_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mypy", None)

    reports = verify_pairs([StandIn(dict, Sized), StandIn(list, Sized)])

    assert all(report.failed for report in reports)
    told = FORMATS["text"](reports)
    assert told.splitlines()[:4] == [
        "all 2 pairs",
        "  could not verify: mypy is not installed",
        "    install:   pip install mypy",
        '    or write:  judges = ["rules"] in [tool.mockfactory] of pyproject.toml',
    ]


def test_what_the_rules_say_is_told_all_the_same(
    plain_project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    shadow(plain_project, monkeypatch, init="raise ImportError('undefined symbol: foo')")

    result = verify(plain_project)

    assert result.ret == 2
    told = result.stdout.str()
    assert told.count("undefined symbol") == 1
    assert "it takes no argument 'urgent' (rule 7)" in told


def test_each_test_of_a_pair_fails(plain_project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    shadow(plain_project, monkeypatch, init="raise ImportError('undefined symbol: foo')")

    result = plain_project.runpytest_subprocess("--mockfactory-verify", "-p", "no:asyncio")

    result.assert_outcomes(failed=2)
    assert "could not verify: mypy broke down: ImportError: undefined symbol: foo" in result.stdout.str()


def test_one_that_a_project_told_to_ignore_all_errors_has_not_broken_down(plain_project: pytest.Pytester) -> None:
    (plain_project.path / "mypy.ini").write_text("[mypy]\nignore_errors = True\n")

    result = verify(plain_project, "--by", "mypy")

    assert result.ret == 0
    assert result.stdout.str().count("it tells nothing where ignore_errors is set") == 2


def test_what_a_plugin_prints_is_no_answer_and_no_failure(plain_project: pytest.Pytester) -> None:
    (plain_project.path / "noisy.py").write_text(
        "from mypy.plugin import Plugin\nprint('{this is no JSON')\ndef plugin(version: str): return Plugin\n"
    )
    (plain_project.path / "mypy.ini").write_text("[mypy]\nplugins = noisy.py\n")

    result = verify(plain_project, "--by", "mypy")

    assert result.ret == 1
    result.stdout.fnmatch_lines(["  incompatible: FakeMailer.send is refused by mypy", "2 pairs, 1 incompatible"])


def test_a_plugin_that_is_not_there_is_one_sentence(plain_project: pytest.Pytester) -> None:
    (plain_project.path / "mypy.ini").write_text("[mypy]\nplugins = no_such_plugin\n")

    result = verify(plain_project, "--by", "mypy")

    assert result.ret == 2
    told = 'could not verify: mypy could not check: mypy.ini:2: Error importing plugin "no_such_plugin": No module'
    assert result.stdout.str().count(told) == 1
    assert '{"file"' not in result.stdout.str()
