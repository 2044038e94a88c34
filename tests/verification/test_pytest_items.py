"""`pytest --mockfactory-verify`: each pair is a test."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.integration


def test_drift_is_a_failing_test_with_a_name(plain_project: pytest.Pytester) -> None:
    plain_project.makepyfile(test_nothing="def test_nothing(): pass")

    result = plain_project.runpytest_subprocess("--mockfactory-verify", "-rA", "-p", "no:asyncio")

    result.assert_outcomes(passed=2, failed=1)
    told = result.stdout.str()
    assert "_ pair fakes:FakeMailer stands for app.mail:Mailer _" in told
    assert "it takes no argument 'urgent' (rule 7)" in told
    assert "PASSED mockfactory::app.mail:Smtp stands for app.mail:Mailer" in told
    assert "Traceback" not in told


def test_its_name_is_the_same_wherever_it_is_shown(plain_project: pytest.Pytester) -> None:
    title = "app.mail:Smtp stands for app.mail:Mailer"

    result = plain_project.runpytest_subprocess(
        "--mockfactory-verify", "-v", "-k", "Smtp", "-p", "no:asyncio", "--junitxml", "found.xml"
    )

    result.stdout.fnmatch_lines([f"mockfactory::{title} PASSED*"])
    assert f'<testcase classname="mockfactory" name="{title}"' in (plain_project.path / "found.xml").read_text()


def test_one_can_be_chosen(plain_project: pytest.Pytester) -> None:
    result = plain_project.runpytest_subprocess("--mockfactory-verify", "-k", "Smtp", "-p", "no:asyncio")

    result.assert_outcomes(passed=1, deselected=1)


def test_nothing_is_verified_unasked(project: pytest.Pytester) -> None:
    project.makepyfile(test_fake="import fakes\ndef test_fake(): assert fakes.FakeMailer()")

    result = project.runpytest_subprocess("-p", "no:asyncio")

    result.assert_outcomes(passed=1)


def test_settings_that_nobody_understands_are_told_at_once(project: pytest.Pytester) -> None:
    (project.path / "pyproject.toml").write_text("[tool.mockfactory]\npackage = []")

    result = project.runpytest_subprocess("--mockfactory-verify", "-p", "no:asyncio")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: mockfactory: *has no setting 'package'*"])
