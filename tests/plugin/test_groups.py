"""Violations in exception groups, and those that tasks and futures keep: told, unless the test saw them."""

from __future__ import annotations

import pytest

from tests.plugin.suites import only, run

GROUPS = """
import concurrent.futures

async def notify(mailer, to):
    mailer.send(to)

async def notify_all(mailer, *addresses):
    async with asyncio.TaskGroup() as group:
        for to in addresses:
            group.create_task(notify(mailer, to))

async def notify_carelessly(mailer, to):
    await asyncio.gather(notify(mailer, to), return_exceptions=True)
"""


def asyncio_run(body: str) -> str:
    """A test whose body runs in a loop of its own."""
    lines = "\n".join(f"        {line}" for line in body.splitlines())
    start = "def test_it():\n    async def main():\n        mailer = double(Mailer)\n"
    return f"{GROUPS}\n{start}{lines}\n    asyncio.run(main())\n"


SEEN = {
    "the group of a task group": """
with pytest.raises(ExceptionGroup):
    await notify_all(mailer, 7)
""",
    "several at once": """
with pytest.raises(ExceptionGroup):
    await notify_all(mailer, 7, 8, "ada")
""",
    "by RaisesGroup": """
with pytest.RaisesGroup(SpecViolation):
    await notify_all(mailer, 7)
""",
    "a group in a group": """
async def outer():
    async with asyncio.TaskGroup() as group:
        group.create_task(notify_all(mailer, 7))
with pytest.raises(ExceptionGroup):
    await outer()
""",
    "the result of a task": """
task = asyncio.create_task(notify(mailer, 7))
await asyncio.wait([task])
with pytest.raises(SpecViolation):
    task.result()
""",
    "what gather gave, raised": """
results = await asyncio.gather(notify(mailer, 7), return_exceptions=True)
with pytest.raises(SpecViolation):
    raise results[0]
""",
    "what a group holds, raised": """
try:
    await notify_all(mailer, 7)
except ExceptionGroup as group:
    with pytest.raises(SpecViolation):
        raise group.exceptions[0]
""",
    "the result of a future": """
with concurrent.futures.ThreadPoolExecutor() as pool:
    future = pool.submit(mailer.send, 7)
with pytest.raises(SpecViolation):
    future.result()
""",
}

TOLD = {
    "gather, and the results dropped": """
await notify_carelessly(mailer, 7)
""",
    "a task group whose group the code under test drops": """
async def careless_group():
    try:
        await notify_all(mailer, 7)
    except ExceptionGroup:
        pass
await careless_group()
""",
    "the same by except*": """
async def careless_group():
    try:
        await notify_all(mailer, 7)
    except* TypeError:
        pass
await careless_group()
""",
    "a group that the test catches, and another that it does not": """
with pytest.raises(ExceptionGroup):
    await notify_all(mailer, 7)
await notify_carelessly(mailer, 7)
""",
    "the error that the code made of a group": """
async def translating():
    try:
        await notify_all(mailer, 7)
    except ExceptionGroup as group:
        raise RuntimeError("could not send") from group
with pytest.raises(RuntimeError):
    await translating()
""",
    "a task whose exception is only asked for": """
async def asking():
    task = asyncio.create_task(notify(mailer, 7))
    await asyncio.wait([task])
    return task.exception() is None
await asking()
""",
    "a future whose exception is only asked for": """
def asking():
    with concurrent.futures.ThreadPoolExecutor() as pool:
        return pool.submit(mailer.send, 7).exception() is None
asking()
""",
}


@pytest.mark.parametrize("body", SEEN.values(), ids=SEEN.keys())
def test_what_the_test_sees_is_not_told(pytester: pytest.Pytester, body: str) -> None:
    run(pytester, asyncio_run(body)).assert_outcomes(passed=1)


@pytest.mark.parametrize("body", TOLD.values(), ids=TOLD.keys())
def test_what_is_dropped_is_told(pytester: pytest.Pytester, body: str) -> None:
    result = run(pytester, asyncio_run(body))
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*Swallowed: Mailer.send(): argument 'to' is int (7), not str.*"])


@pytest.mark.parametrize("body", TOLD.values(), ids=TOLD.keys())
def test_and_can_be_allowed(pytester: pytest.Pytester, body: str) -> None:
    run(pytester, asyncio_run(body), "--mockfactory-allow=swallowed").assert_outcomes(passed=1)


@pytest.mark.parametrize("kept", ["gather, and the results dropped", "a future whose exception is only asked for"])
def test_the_message_says_how_a_test_sees_what_is_kept(pytester: pytest.Pytester, kept: str) -> None:
    result = run(pytester, asyncio_run(TOLD[kept]))
    result.stdout.fnmatch_lines(["*expect it: *with pytest.raises(TypeViolation): task.result(), or raise *"])


def test_what_was_caught_by_an_except_has_no_such_line(pytester: pytest.Pytester) -> None:
    result = run(pytester, "def test_it():\n    careless(double(Mailer))\n")
    result.stdout.no_fnmatch_line("*expect it:*")


def test_a_test_that_fails_with_the_group_is_not_told_twice(pytester: pytest.Pytester) -> None:
    result = run(pytester, asyncio_run("await notify_all(mailer, 7)"))
    result.assert_outcomes(failed=1)
    result.stdout.no_fnmatch_line("*Swallowed:*")


def test_in_a_test_that_is_async_itself(pytester: pytest.Pytester) -> None:
    body = (
        GROUPS
        + """
@pytest.mark.asyncio
async def test_expected():
    with pytest.raises(ExceptionGroup):
        await notify_all(double(Mailer), 7)
@pytest.mark.asyncio
async def test_dropped():
    await notify_carelessly(double(Mailer), 7)
"""
    )
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
    result = run(pytester, body, "-v", plugins=only("pytest_asyncio.plugin"))
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*test_expected PASSED*", "*test_dropped FAILED*"])


def test_pytest_is_left_as_it_was(pytester: pytest.Pytester) -> None:
    before = pytest.ExceptionInfo.fill_unfilled
    run(pytester, "def test_it(): ...\n").assert_outcomes(passed=1)
    assert pytest.ExceptionInfo.fill_unfilled is before
