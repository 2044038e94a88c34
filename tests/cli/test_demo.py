"""`mockfactory demo`: it shows what happens, and its exit code tells whether all went as it should."""

from __future__ import annotations

import functools
import gc
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from mockfactory.cli import main
from mockfactory.demo import running, show, suite
from mockfactory.demo.main_job import show_agent_run
from mockfactory.demo.misuse import Misuse
from mockfactory.demo.running import SuiteRun
from mockfactory.demo.show import MISUSES
from mockfactory.demo.suite import chat_tests
from mockfactory.demo.survey import CLASSES, Finding, look, survey
from mockfactory.demo.trial import shown_lines, try_misuse
from tests.sharing import made_once

pytestmark = pytest.mark.integration

tried = functools.cache(try_misuse)
"""A trial collects garbage, and so takes the longer the more there is in the process: one for each misuse will do."""


@pytest.fixture(scope="module", autouse=True)
def nothing_to_look_through() -> None:
    """What earlier tests have left is looked through by no trial."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """The whole demo, as a user runs it, with settings of pytest in the surroundings that must not matter."""

    def run(folder: Path) -> None:
        surroundings = {**os.environ, "PYTEST_ADDOPTS": "--no-such-option", "PYTHONOPTIMIZE": "1"}
        script = str(Path(sys.executable).with_name("mockfactory"))
        done = subprocess.run(
            [script, "demo"], capture_output=True, text=True, cwd=folder, env=surroundings, check=False
        )
        (folder / "told.json").write_text(json.dumps([done.returncode, done.stdout, done.stderr]))

    return subprocess.CompletedProcess(
        "demo", *json.loads((made_once(tmp_path_factory, "demo", run) / "told.json").read_text())
    )


def test_all_goes_as_it_should(demo: subprocess.CompletedProcess[str]) -> None:
    assert (demo.returncode, demo.stderr) == (0, "")
    assert demo.stdout.endswith("\nAll went as it should.\n")
    assert re.search(r"^  6 passed in ", demo.stdout, re.MULTILINE)
    assert f"{len(MISUSES)} kinds of misuse: mockfactory caught {len(MISUSES)};" in demo.stdout


def test_it_is_readable_on_a_page(demo: subprocess.CompletedProcess[str]) -> None:
    assert [line for line in demo.stdout.splitlines() if len(line) > 100] == []
    assert "\x1b" not in demo.stdout


def test_it_begins_with_the_seeded_tenants_and_users(demo: subprocess.CompletedProcess[str]) -> None:
    lines = demo.stdout.partition("1. Test data")[2].partition("2. An agent's run")[0].splitlines()
    tables = [line.split() for line in lines if line.startswith("  ")]
    assert [row[0] for row in tables if row[0].startswith("tenant_")] == ["tenant_a", "tenant_b"]
    assert [row[:3] for row in tables if row[0].startswith("user_")] == [
        ["user_a_admin", "tenant_a", "admin"],
        ["user_a_viewer", "tenant_a", "viewer"],
        ["user_b_admin", "tenant_b", "admin"],
    ]


def test_the_main_job_is_an_agents_run_over_a_real_bridge(demo: subprocess.CompletedProcess[str]) -> None:
    chapter = demo.stdout.partition("2. An agent's run")[2].partition("\n3. ")[0]
    assert len(chapter.splitlines()) <= 60
    types = re.findall(r"^  (agent_\w+|tool_\w+) +analyst", chapter, re.MULTILINE)
    assert (types[0], types[-1], len(types)) == ("agent_started", "agent_completed", 6)
    assert chapter.count("The contract holds: 6 events, nothing is wrong.") == 2
    assert "├─ bridge: AgentWebSocketBridge: bound, because" in chapter
    assert "├─ llm: LLMClient: double, because" in chapter
    assert "real, for Analyst: it was wired at" in chapter


def test_the_same_run_fails_as_planned_and_recovers(demo: subprocess.CompletedProcess[str]) -> None:
    chapter = demo.stdout.partition("failing as planned:")[2].partition("\n3. ")[0]
    assert "raises(ConnectionError('down')).until_call(3)" in chapter
    assert "disconnects(1006).on_call(3)" in chapter
    assert re.findall(r"call (\d): raises", chapter) == ["1", "2", "3"]
    told = " ".join(chapter.split())
    assert "for 7 minutes of virtual time" in told
    assert "cut off with 1006, and the bridge was degraded" in told
    assert "the bridge was healthy" in told


def test_the_runs_are_the_same_each_time() -> None:
    told: list[list[str]] = [[], []]
    assert all(show_agent_run(one.append) for one in told)
    assert told[0] == told[1]


def test_it_ends_with_a_fake_that_drifted(demo: subprocess.CompletedProcess[str]) -> None:
    chapter = demo.stdout.partition("\n6. A fake that drifted")[2]
    assert "PASSED test_warn.py::test_everybody_is_warned" in chapter
    assert "it takes no argument 'urgent' (rule 7)" in chapter
    assert "mypy:      Incompatible types in assignment" in chapter
    assert "FAILED mockfactory::fake:FakeMailer stands for mail:Mailer" in chapter


def test_every_class_is_named(demo: subprocess.CompletedProcess[str]) -> None:
    for names in CLASSES:
        for name in names:
            assert f"  {name.replace(':', '.')} " in demo.stdout


@pytest.mark.parametrize("misuse", MISUSES, ids=lambda misuse: misuse.kind)
def test_each_misuse_is_caught_and_its_right_use_is_not(misuse: Misuse) -> None:
    trial = tried(misuse)
    assert isinstance(trial.error, misuse.caught_as)
    assert trial.of_right is None
    assert trial.caught
    assert trial.of_mock.startswith(("accepts it", "raises "))


def test_the_messages_name_the_nearest() -> None:
    told = {misuse.kind: str(tried(misuse).error) for misuse in MISUSES}
    assert "Did you mean 'limit'?" in told["unknown keyword"]
    assert "Did you mean 'emit'?" in told["unknown attribute"]


def test_what_mock_does_is_found_by_running_it() -> None:
    done = {misuse.kind: tried(misuse).of_mock for misuse in MISUSES}
    assert done["wrong number of arguments"].startswith("raises TypeError: missing a required argument")
    assert done["unknown attribute"].startswith("raises AttributeError")
    assert done["argument of the wrong type"] == "accepts it: the test stays green"
    assert done["coroutine never awaited"].startswith("accepts it, with a RuntimeWarning")


def test_a_misuse_that_is_not_caught() -> None:
    trial = try_misuse(replace(MISUSES[0], wrong=MISUSES[0].right))
    assert trial.error is None
    assert not trial.caught


def test_another_error_is_no_catch() -> None:
    def slip(clock: object) -> None:
        raise NameError("a slip in the demo")

    trial = try_misuse(replace(MISUSES[0], wrong=slip))
    assert isinstance(trial.error, NameError)
    assert not trial.caught


def test_a_right_use_that_is_refused_is_as_bad() -> None:
    trial = try_misuse(replace(MISUSES[0], right=MISUSES[0].wrong))
    assert trial.of_right is not None
    assert not trial.caught


def test_the_lines_are_shown_without_comments_for_checkers() -> None:
    by_kind = {misuse.kind: misuse for misuse in MISUSES}
    assert shown_lines(by_kind["argument of the wrong type"].wrong) == 'await emitter.emit("token", 42)'
    assert all("# type:" not in shown_lines(misuse.wrong) for misuse in MISUSES)


class Quick:
    """Stands in for what runs in other processes."""

    def __init__(self, run: SuiteRun, findings: list[Finding]) -> None:
        self.run = run
        self._findings = findings

    def result(self) -> SuiteRun:
        return self.run

    def findings(self) -> list[Finding]:
        return self._findings


QuickDemo = Callable[..., int]


@pytest.fixture
def quick_demo(monkeypatch: pytest.MonkeyPatch) -> QuickDemo:
    def run(
        *,
        passed: bool = True,
        misuses: tuple[Misuse, ...] = MISUSES[:1],
        findings: tuple[Finding, ...] = (Finding("a:B", "read", "1 member, all checked"),),
        agent_went: bool = True,
        absent: tuple[str, ...] = (),
        caught: bool = True,
    ) -> int:
        quick = Quick(SuiteRun(passed, "1 passed" if passed else "1 failed"), list(findings))

        @contextmanager
        def running() -> Generator[Quick]:
            yield quick

        monkeypatch.setattr(show, "chat_tests", running)
        monkeypatch.setattr(show, "survey", running)
        monkeypatch.setattr(show, "drifted_tests", running)
        monkeypatch.setattr(show, "is_caught", lambda run: caught)
        monkeypatch.setattr(show, "MISUSES", misuses)
        for module in absent:
            monkeypatch.setitem(sys.modules, module, None)
        monkeypatch.setattr(show, "show_agent_run", lambda write: agent_went)
        return main(["demo"])

    return run


def test_all_is_well(quick_demo: QuickDemo, capsys: pytest.CaptureFixture[str]) -> None:
    absent = Finding("b:C", "not installed", "pip install b")
    broken = Finding("c:D", "cannot be imported", "ImportError: broken")
    assert quick_demo(findings=(Finding("a:B", "read", "1 member, all checked"), absent, broken)) == 0
    out = capsys.readouterr().out
    assert re.search(r"b\.C +not installed \(pip install b\)\n", out)
    assert re.search(r"c\.D +cannot be imported here: ImportError: broken\n", out)


def test_without_what_a_websocket_needs_it_says_what_to_install(
    quick_demo: QuickDemo, capsys: pytest.CaptureFixture[str]
) -> None:
    assert quick_demo(absent=("websockets", "jwt")) == 0
    out = capsys.readouterr().out
    assert "NOT SHOWN: it needs websockets and PyJWT, not installed here." in out
    assert "  write:  pip install 'mockfactory[realtime]'\n" in out
    assert out.endswith("\nAll went as it should, but for chapter 2: pip install 'mockfactory[realtime]'\n")


def test_an_agent_that_does_not_keep_the_contract_ends_with_1(quick_demo: QuickDemo) -> None:
    assert quick_demo(agent_went=False) == 1


def test_a_failing_test_ends_with_1(quick_demo: QuickDemo, capsys: pytest.CaptureFixture[str]) -> None:
    assert quick_demo(passed=False) == 1
    assert "  1 failed\n" in capsys.readouterr().out


@pytest.mark.parametrize("number", [0, 2])
def test_an_uncaught_misuse_ends_with_1(number: int, quick_demo: QuickDemo, capsys: pytest.CaptureFixture[str]) -> None:
    misuses = [MISUSES[0], MISUSES[6], MISUSES[-1]]
    misuses[number] = replace(misuses[number], wrong=misuses[number].right)
    assert quick_demo(misuses=tuple(misuses)) == 1
    out = capsys.readouterr().out
    assert out.count("NOT CAUGHT") == 1
    assert "3 kinds of misuse: mockfactory caught 2;" in out
    assert out.endswith("\nNOT all went as it should: see above.\n")


def test_a_refused_right_use_ends_with_1(quick_demo: QuickDemo, capsys: pytest.CaptureFixture[str]) -> None:
    assert quick_demo(misuses=(replace(MISUSES[0], right=MISUSES[0].wrong),)) == 1
    assert "REFUSED, WRONGLY: Conversations.history() missing" in capsys.readouterr().out


def test_another_error_than_it_should_be_ends_with_1(quick_demo: QuickDemo, capsys: pytest.CaptureFixture[str]) -> None:
    assert quick_demo(misuses=(replace(MISUSES[0], caught_as=AttributeError),)) == 1
    assert "SignatureViolation, at once, NOT the AttributeError it should be" in capsys.readouterr().out


def test_a_drift_that_nobody_tells_ends_with_1(quick_demo: QuickDemo) -> None:
    assert quick_demo(caught=False) == 1


def test_no_misuse_at_all_ends_with_1(quick_demo: QuickDemo) -> None:
    assert quick_demo(misuses=()) == 1


def test_a_class_that_cannot_be_doubled_ends_with_1(quick_demo: QuickDemo, capsys: pytest.CaptureFixture[str]) -> None:
    assert quick_demo(findings=(Finding("a:B", "cannot be doubled", "RecursionError: too deep"),)) == 1
    assert "CANNOT BE DOUBLED: RecursionError: too deep" in capsys.readouterr().out


def test_without_pytest(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(running, "has_pytest", lambda: False)
    assert main(["demo"]) == 2
    assert capsys.readouterr() == ("", "mockfactory: the demo runs tests and needs pytest: pip install pytest\n")


def test_a_failure_of_the_chat_tests_is_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    failing = tmp_path / "test_chat.py"
    failing.write_text("def test_it() -> None:\n    assert 1 == 2\n", encoding="utf-8")
    monkeypatch.setattr(suite, "_TESTS", failing)
    with chat_tests() as tests:
        run = tests.result()
    assert not run.passed
    assert "1 failed" in run.output


@pytest.mark.parametrize(
    ("name", "state", "words"),
    [
        ("logging:Logger", "read", " members, "),
        ("no_such_package_here:Client", "not installed", "pip install no_such_package_here"),
        ("json:NoSuchClass", "cannot be imported", "AttributeError"),
        ("builtins:int", "cannot be doubled", "int is a value"),
    ],
)
def test_what_is_said_of_a_class(name: str, state: str, words: str) -> None:
    finding = look(name)
    assert finding.state == state
    assert words in finding.words
    assert finding.is_fine is (state != "cannot be doubled")


def test_a_class_that_ends_the_process_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "abrupt.py").write_text("import os\nos._exit(7)\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with survey((("logging:Logger", "abrupt:Client"),)) as running:
        abrupt, logger = running.findings()
    assert logger.state == "read"
    assert abrupt == Finding("abrupt:Client", "cannot be doubled", "reading it ended the process with code 7")
