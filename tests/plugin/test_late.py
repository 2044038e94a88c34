"""What a test leaves running is not the next test's doing."""

from __future__ import annotations

import pytest

from tests.plugin.suites import only, run

THREAD = """
import threading

go, gone = threading.Event(), threading.Event()

def leave_running(mailer, to):
    def work():
        go.wait()
        try:
            mailer.send(to)
        except Exception:
            pass
        gone.set()
    threading.Thread(target=work, daemon=True).start()

def let_it_go():
    go.set()
    assert gone.wait(10)
"""
WARN = ("-W", "default::mockfactory.LateViolationWarning")  # this suite itself runs with warnings as errors
LATE = "*LateViolationWarning: A thread or task that *::test_guilty left running, after its end: Mailer.send(): *"


def test_a_thread_that_outlives_its_test(pytester: pytest.Pytester) -> None:
    body = "def test_guilty():\n    leave_running(double(Mailer), 1)\ndef test_innocent():\n    let_it_go()\n"
    result = run(pytester, THREAD + body, *WARN)
    result.assert_outcomes(passed=2, warnings=1)
    result.stdout.fnmatch_lines([LATE, "*  raised at: *in leave_running*"])


def test_what_it_does_right_is_no_matter(pytester: pytest.Pytester) -> None:
    body = "def test_guilty():\n    leave_running(double(Mailer), 'ada')\ndef test_innocent():\n    let_it_go()\n"
    run(pytester, THREAD + body).assert_outcomes(passed=2, warnings=0)


def test_the_last_test_of_all(pytester: pytest.Pytester) -> None:
    pytester.makeconftest("def pytest_sessionfinish():\n    import test_it\n    test_it.let_it_go()\n")
    pytester.makepyfile(test_it="")
    body = "def test_guilty():\n    leave_running(double(Mailer), 1)\n"
    hook = "import sys\nsys.modules['test_it'] = sys.modules[__name__]\n"
    result = run(pytester, THREAD + hook + body, *WARN)
    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines([LATE])


def test_the_guilty_test_may_allow_it(pytester: pytest.Pytester) -> None:
    body = """
@pytest.mark.mockfactory(allow="swallowed")
def test_guilty():
    leave_running(double(Mailer), 1)
def test_innocent():
    let_it_go()
"""
    run(pytester, THREAD + body).assert_outcomes(passed=2, warnings=0)


def test_as_an_error(pytester: pytest.Pytester) -> None:
    body = "def test_guilty():\n    leave_running(double(Mailer), 1)\ndef test_innocent():\n    let_it_go()\n"
    result = run(pytester, THREAD + body, "-W", "error::mockfactory.LateViolationWarning")
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*test_guilty left running*"])


def test_while_the_test_runs_it_is_the_tests_own(pytester: pytest.Pytester) -> None:
    body = "def test_guilty():\n    leave_running(double(Mailer), 1)\n    let_it_go()\n"
    result = run(pytester, THREAD + body)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*Swallowed: Mailer.send(): *"])


def test_a_task_on_a_loop_that_several_tests_share(pytester: pytest.Pytester) -> None:
    body = """
pytestmark = pytest.mark.asyncio(loop_scope="module")

async def test_guilty():
    mailer, event = double(Mailer), asyncio.Event()
    async def work():
        await event.wait()
        careless(mailer)
    global task, go_on
    task, go_on = asyncio.create_task(work()), event
async def test_innocent():
    go_on.set()
    await task
"""
    loop = ("-o", "asyncio_default_fixture_loop_scope=module")
    result = run(pytester, body, *WARN, *loop, plugins=only("pytest_asyncio.plugin"))
    result.assert_outcomes(passed=2, warnings=1)
    result.stdout.fnmatch_lines([LATE])


def test_a_double_that_the_code_kept_is_used_by_the_test_that_runs(pytester: pytest.Pytester) -> None:
    body = "kept = []\ndef test_a():\n    kept.append(double(Mailer))\ndef test_b():\n    careless(kept[0])\n"
    result = run(pytester, body, "-v")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*test_b FAILED*", "*Swallowed: Mailer.send(): *"])
