"""The demo itself: six chapters of text, and whether each went as it should."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Final

from mockfactory.demo.drift import drifted_tests, has_mypy, is_caught
from mockfactory.demo.main_job import INSTALL, missing_for_realtime, show_agent_run
from mockfactory.demo.misuse import Misuse
from mockfactory.demo.misused_calls import MISUSED_CALLS
from mockfactory.demo.misused_stubs import MISUSED_STUBS
from mockfactory.demo.running import SuiteRun
from mockfactory.demo.suite import chat_tests
from mockfactory.demo.survey import Finding, survey
from mockfactory.demo.trial import Trial, shown_lines, try_misuse
from mockfactory.demo.world import tenants_table, users_table

MISUSES: tuple[Misuse, ...] = MISUSED_CALLS + MISUSED_STUBS
WIDTH: Final = 100
_LABEL: Final = 15
_LABELLED: Final = re.compile(r" +[a-z ]+: +|\s{6,}(?=\S)")
"""What a fact of a message begins with, or its second line."""
_HERE: Final = str(Path(__file__).parents[2]) + "/"


def run_demo() -> int:
    """Print the demo.

    Returns:
        0 when the agent's runs went as planned, the tests passed, each misuse was caught and no right use was refused,
        each real class that is installed has a double, and the fake that drifted was caught; else 1.
    """
    with chat_tests() as tests, drifted_tests() as drifted, survey() as reading:
        _show_world()
        went = [_show_agent_run()]
        went += [_show_tests(tests.result()), _show_misuses(MISUSES), _show_findings(reading.findings())]
        went.append(_show_drift(drifted.result()))
    print()
    if all(went):
        absent = missing_for_realtime()
        print("All went as it should." if not absent else f"All went as it should, but for chapter 2: {INSTALL}")
        return 0
    print("NOT all went as it should: see above.")
    return 1


def _heading(text: str) -> None:
    print(f"\n{text}\n{'=' * len(text)}")


def _show_tests(run: SuiteRun) -> bool:
    _heading("3. The tests of a chat service, over doubles")
    print("An async service with a model that streams, a WebSocket, a repository and a clock:")
    print("mockfactory/demo/chat/, tested by mockfactory/demo/test_chat.py.\n")
    _print(run.output, "  ")
    return run.passed


def _show_misuses(misuses: tuple[Misuse, ...]) -> bool:
    _heading("4. Misuse, and who notices")
    print("Each is run for real: with create_autospec(..., spec_set=True, instance=True), the strictest of")
    print("unittest.mock, and with double(...). The line under `instead` is run too, and must pass.")
    trials = [try_misuse(misuse) for misuse in misuses]
    for number, trial in enumerate(trials, 1):
        _show_trial(number, trial)
    caught = sum(trial.caught for trial in trials)
    green = sum(trial.of_mock.startswith("accepts") for trial in trials)
    print(f"\n{len(trials)} kinds of misuse: mockfactory caught {caught}; unittest.mock let {green} pass.")
    return bool(trials) and caught == len(trials)


def _show_trial(number: int, trial: Trial) -> None:
    misuse = trial.misuse
    print(f"\n{number:2}. {misuse.kind}")
    _labelled("code", shown_lines(misuse.wrong))
    if misuse.in_mock_words is not None:
        _labelled("in mock's words", shown_lines(misuse.in_mock_words))
    _labelled("unittest.mock", trial.of_mock)
    if trial.error is None:
        _labelled("mockfactory", "NOT CAUGHT")
    else:
        error = trial.error
        wanted = "" if isinstance(error, misuse.caught_as) else f", NOT the {misuse.caught_as.__name__} it should be"
        _labelled("mockfactory", f"{type(error).__name__}, {trial.when}{wanted}\n{error}")
    _labelled("instead", shown_lines(misuse.right))
    if trial.of_right is not None:
        _labelled("", f"REFUSED, WRONGLY: {trial.of_right}")


def _show_findings(findings: list[Finding]) -> bool:
    _heading("5. Real classes, as installed here")
    print("What a double of each checks; `mockfactory spec httpx:AsyncClient` shows it member by member.\n")
    for finding in findings:
        name = finding.name.replace(":", ".")
        head = f"  {name} {finding.version}".rstrip()
        words = finding.words if finding.state == "read" else f"{finding.state.upper()}: {finding.words}"
        if finding.state == "not installed":
            words = f"not installed ({finding.words})"
        elif finding.state == "cannot be imported":
            words = f"cannot be imported here: {finding.words}"
        _print(words, f"{head:<50} ")
    doubled = sum(finding.state == "read" for finding in findings)
    print(f"\nOf {len(findings)} classes, {doubled} have a double here.")
    return all(finding.is_fine for finding in findings)


def _show_drift(run: SuiteRun) -> bool:
    _heading("6. A fake that drifted")
    _paragraph(
        "A fake written by hand, when a mailer had no urgent mails; the mailer has them now "
        "(mockfactory/demo/drift.py). The fake's own test is still green. `pytest --mockfactory-verify` "
        "makes a test of what the fake stands for:"
    )
    if not has_mypy():
        print("(judged by the rules alone: mypy is not installed here)")
    print()
    _print(run.output, "  ")
    return is_caught(run)


def _show_world() -> None:
    _heading("1. Test data: the seeded tenants and users")
    print("Real, validated objects, the same in every test and on every run: seed_tenants() of builders.domain.\n")
    _print(tenants_table(), "  ")
    print()
    _print(users_table(), "  ")


def _show_agent_run() -> bool:
    _heading("2. An agent's run, over a real WebSocket, and the same run while it fails")
    absent = missing_for_realtime()
    if absent:
        print(f"NOT SHOWN: it needs {' and '.join(absent)}, not installed here.\n  write:  {INSTALL}")
        return True
    return show_agent_run(_paragraph)


def _paragraph(text: str) -> None:
    """A text of several lines stands apart, and is set in."""
    if "\n" in text:
        print()
        _print(text, "  ")
        print()
    else:
        print(textwrap.fill(text, WIDTH, break_on_hyphens=False))


def _labelled(label: str, text: str) -> None:
    _print(text, f"    {label:<{_LABEL}}  ")


def _print(text: str, head: str) -> None:
    """Print lines behind a head, folded where they are too long for the page."""
    for line in text.replace(_HERE, "").splitlines() or [""]:
        label = _LABELLED.match(line)
        hanging = len(label[0]) if label is not None else len(line) - len(line.lstrip()) + 2
        folded = textwrap.wrap(
            line,
            WIDTH,
            initial_indent=head,
            subsequent_indent=" " * (len(head) + hanging),
            break_on_hyphens=False,
            break_long_words=False,
        )
        print("\n".join(folded) or head.rstrip())
        head = " " * len(head)
