"""The pytest plugin, seen from outside: each test of this file runs a small suite of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.plugin.suites import HEAD, QUIET, only, run


class TestFailures:
    def test_a_swallowed_violation_fails_the_test_itself(self, pytester: pytest.Pytester) -> None:
        result = run(pytester, "def test_it():\n    careless(double(Mailer))\n")
        result.assert_outcomes(failed=1)
        result.stdout.fnmatch_lines(
            ["Swallowed: Mailer.send(): argument 'to' is int (1), not str.", "*double(Mailer), made at *.py:*"]
        )

    def test_a_right_call_passes(self, pytester: pytest.Pytester) -> None:
        run(pytester, "def test_it():\n    double(Mailer).send('ada')\n").assert_outcomes(passed=1)

    def test_one_that_the_test_expects_passes(self, pytester: pytest.Pytester) -> None:
        body = "def test_it():\n    with pytest.raises(SpecViolation):\n        double(Mailer).send(1)\n"
        run(pytester, body).assert_outcomes(passed=1)

    def test_an_unused_stub_names_double_method_and_line(self, pytester: pytest.Pytester) -> None:
        result = run(pytester, "def test_it():\n    when(double(Mailer).send).returns(True)\n")
        result.assert_outcomes(failed=1)
        result.stdout.fnmatch_lines(
            ["Unused stub: when(Mailer.send) at *.py*:16.", "*double:*double(Mailer), made at *"]
        )

    def test_a_failed_test_is_not_told_of_its_unused_stubs(self, pytester: pytest.Pytester) -> None:
        result = run(pytester, "def test_it():\n    when(double(Mailer).send).returns(True)\n    assert False\n")
        result.assert_outcomes(failed=1)
        result.stdout.no_fnmatch_line("*Unused stub*")

    def test_a_failed_test_is_told_of_what_was_swallowed(self, pytester: pytest.Pytester) -> None:
        result = run(pytester, "def test_it():\n    careless(double(Mailer))\n    assert False\n")
        result.assert_outcomes(failed=1)
        result.stdout.fnmatch_lines(["*Swallowed: Mailer.send()*"])

    def test_no_verb(self, pytester: pytest.Pytester) -> None:
        result = run(pytester, "def test_it():\n    verify(double(Mailer).send)\n")
        result.assert_outcomes(failed=1)
        result.stdout.fnmatch_lines(["verify(Mailer.send) at *.py:16 has no verb*"])

    def test_what_happens_in_the_teardown_of_a_fixture(self, pytester: pytest.Pytester) -> None:
        body = """
@pytest.fixture
def mailer():
    mailer = double(Mailer)
    yield mailer
    careless(mailer)
def test_it(mailer):
    mailer.send("ada")
"""
        run(pytester, body).assert_outcomes(passed=1, errors=1)

    def test_a_skip_stays_a_skip(self, pytester: pytest.Pytester) -> None:
        body = "def test_it():\n    when(double(Mailer).send).returns(True)\n    pytest.skip('later')\n"
        run(pytester, body).assert_outcomes(skipped=1)


class TestWaysOut:
    BODY = "def test_it():\n    when(double(Mailer).send).returns(True)\n"

    def test_for_a_test(self, pytester: pytest.Pytester) -> None:
        run(pytester, '@pytest.mark.mockfactory(allow="unused-stubs")\n' + self.BODY).assert_outcomes(passed=1)

    def test_for_a_test_several(self, pytester: pytest.Pytester) -> None:
        run(pytester, '@pytest.mark.mockfactory(allow=["types", "unused-stubs"])\n' + self.BODY).assert_outcomes(
            passed=1
        )

    def test_for_a_module(self, pytester: pytest.Pytester) -> None:
        run(pytester, 'pytestmark = pytest.mark.mockfactory(allow="unused-stubs")\n' + self.BODY).assert_outcomes(
            passed=1
        )

    def test_for_a_run(self, pytester: pytest.Pytester) -> None:
        run(pytester, self.BODY, "--mockfactory-allow=types,unused-stubs").assert_outcomes(passed=1)

    def test_for_a_project(self, pytester: pytest.Pytester) -> None:
        pytester.makeini("[pytest]\nmockfactory_allow = unused-stubs un-awaited\n")
        run(pytester, self.BODY).assert_outcomes(passed=1)

    def test_another_kind_does_not_help(self, pytester: pytest.Pytester) -> None:
        run(pytester, self.BODY, "--mockfactory-allow=types").assert_outcomes(failed=1)

    @pytest.mark.parametrize(
        ("allow", "body"),
        [
            ("types", "    assert double(Mailer).send(1) is False"),
            (
                "other-arguments",
                "    m = double(Mailer)\n    when(lambda: m.send('a')).returns(True)\n    m.send('a')\n    m.send('b')",
            ),
            ("un-awaited", "    double(Mailer).fetch()"),
        ],
    )
    def test_each_kind(self, pytester: pytest.Pytester, allow: str, body: str) -> None:
        run(pytester, f"def test_it():\n{body}\n").assert_outcomes(failed=1)
        run(pytester, f"def test_it():\n{body}\n", f"--mockfactory-allow={allow}").assert_outcomes(passed=1)

    def test_an_unknown_kind_on_the_command_line(self, pytester: pytest.Pytester) -> None:
        result = run(pytester, self.BODY, "--mockfactory-allow=unused")
        assert result.ret == pytest.ExitCode.USAGE_ERROR
        result.stderr.fnmatch_lines(["*There is no strictness 'unused' to allow.*", "*known: types, unused-stubs*"])

    def test_an_unknown_kind_in_a_mark(self, pytester: pytest.Pytester) -> None:
        result = run(pytester, '@pytest.mark.mockfactory(allow="type")\n' + self.BODY)
        result.assert_outcomes(errors=1)
        result.stdout.fnmatch_lines(["*Did you mean 'types'?*"])
        result.stdout.no_fnmatch_line("*pytest_plugin*")

    def test_an_unknown_argument_of_a_mark(self, pytester: pytest.Pytester) -> None:
        result = run(pytester, '@pytest.mark.mockfactory(alow="types")\n' + self.BODY)
        result.assert_outcomes(errors=1)
        result.stdout.fnmatch_lines(['*write @pytest.mark.mockfactory(allow="...")'])
        result.stdout.no_fnmatch_line("*pytest_plugin*")


class TestWideFixtures:
    HEAD = """
@pytest.fixture(scope="module")
def mailer():
    mailer = double(Mailer)
    when(mailer.send).returns(True)
    return mailer
"""

    def test_a_stub_used_by_one_test_of_many_is_used(self, pytester: pytest.Pytester) -> None:
        body = (
            self.HEAD
            + "def test_a(mailer): ...\ndef test_b(mailer):\n    assert mailer.send('a')\ndef test_c(mailer): ...\n"
        )
        run(pytester, body).assert_outcomes(passed=3)

    def test_one_that_no_test_uses_is_told_at_the_end_of_the_fixture(self, pytester: pytest.Pytester) -> None:
        result = run(pytester, self.HEAD + "def test_a(mailer): ...\ndef test_b(mailer): ...\n")
        result.assert_outcomes(passed=2, errors=1)
        result.stdout.fnmatch_lines(["*Unused stub: when(Mailer.send)*"])

    def test_a_violation_belongs_to_the_test_that_made_it(self, pytester: pytest.Pytester) -> None:
        body = self.HEAD + "def test_a(mailer):\n    mailer.send('a')\ndef test_b(mailer):\n    careless(mailer)\n"
        result = run(pytester, body, "-v")
        result.assert_outcomes(passed=1, failed=1)
        result.stdout.fnmatch_lines(["*test_a PASSED*", "*test_b FAILED*"])

    def test_doubles_made_in_a_test_belong_to_the_test(self, pytester: pytest.Pytester) -> None:
        body = self.HEAD + "def test_a(mailer):\n    mailer.send('a')\n    when(double(Mailer).send).returns(True)\n"
        run(pytester, body).assert_outcomes(failed=1)


class TestKindsOfTests:
    def test_unittest(self, pytester: pytest.Pytester) -> None:
        body = """
class TestIt(unittest.TestCase):
    def setUp(self):
        self.mailer = double(Mailer)
    def test_swallowed(self):
        careless(self.mailer)
    def test_expected(self):
        with self.assertRaises(TypeError):
            self.mailer.send(1)
    def test_right(self):
        self.mailer.send("ada")
    def test_unused(self):
        when(self.mailer.send).returns(True)
"""
        result = run(pytester, body)
        result.assert_outcomes(passed=2, failed=2)

    def test_parametrised(self, pytester: pytest.Pytester) -> None:
        body = """
@pytest.mark.parametrize("to", ["a", 1])
def test_it(to):
    m = double(Mailer)
    careless(m) if to == 1 else m.send(to)
"""
        run(pytester, body).assert_outcomes(passed=1, failed=1)

    def test_asyncio(self, pytester: pytest.Pytester) -> None:
        body = """
@pytest.mark.asyncio
async def test_right():
    assert await double(Mailer).fetch() == 0
@pytest.mark.asyncio
async def test_never_awaited():
    double(Mailer).fetch()
@pytest.mark.asyncio
async def test_background():
    task = asyncio.create_task(double(Mailer).fetch())
    assert await task == 0
@pytest.mark.asyncio
async def test_expected():
    with pytest.raises(SpecViolation):
        await double(Mailer).fetch(1)
@pytest.fixture
async def mailer():
    ...
"""
        pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
        result = run(pytester, body, plugins=only("pytest_asyncio.plugin"))
        result.assert_outcomes(passed=3, failed=1)

    def test_anyio(self, pytester: pytest.Pytester) -> None:
        body = """
import anyio
@pytest.mark.anyio
async def test_right():
    mailer = double(Mailer)
    async with anyio.create_task_group() as group:
        group.start_soon(mailer.fetch)
    verify(mailer.fetch).once()
@pytest.mark.anyio
async def test_swallowed():
    careless(double(Mailer))
@pytest.mark.anyio
async def test_never_awaited(anyio_backend_name):
    double(Mailer).fetch()
@pytest.mark.anyio
async def test_expected():
    with pytest.raises(ExceptionGroup):
        async with anyio.create_task_group() as group:
            group.start_soon(double(Mailer).fetch, 1)
@pytest.mark.anyio
async def test_swallowed_in_a_task():
    mailer = double(Mailer)
    async def careless_task():
        careless(mailer)
    async with anyio.create_task_group() as group:
        group.start_soon(careless_task)
"""
        result = run(pytester, body, "-v", plugins=only("anyio.pytest_plugin"))
        result.assert_outcomes(passed=4, failed=6)
        for backend in ("asyncio", "trio"):
            result.stdout.fnmatch_lines_random(
                [
                    f"*test_right*{backend}* PASSED*",
                    f"*test_swallowed?{backend}* FAILED*",
                    f"*test_never_awaited*{backend}* FAILED*",
                    f"*test_expected*{backend}* PASSED*",
                    f"*test_swallowed_in_a_task*{backend}* FAILED*",
                ]
            )

    @pytest.mark.integration
    def test_xdist(self, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
        body = "def test_a():\n    careless(double(Mailer))\ndef test_b():\n    double(Mailer).send('a')\n"
        pytester.makepyfile(HEAD + body)
        # As a user runs it, with the plugins that are installed; without those that take long to load.
        for name in ("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "PYTEST_ADDOPTS"):
            monkeypatch.delenv(name)
        others = ("hypothesispytest", "decoy", "typeguard", "asyncio", "anyio", "faker", "cacheprovider")
        result = pytester.runpytest_subprocess("-n", "2", *(part for name in others for part in ("-p", f"no:{name}")))
        result.assert_outcomes(passed=1, failed=1)
        result.stdout.fnmatch_lines(["*Swallowed: Mailer.send()*"])

    def test_hypothesis(self, pytester: pytest.Pytester) -> None:
        body = """
from hypothesis import given, settings, strategies as st
@settings(database=None, max_examples=10, deadline=None)
@given(st.text())
def test_right(to):
    mailer = double(Mailer)
    mailer.send(to)
    verify(lambda: mailer.send(to)).once()
@settings(database=None, max_examples=10, deadline=None)
@given(st.integers())
def test_seen(to):
    with pytest.raises(SpecViolation):
        double(Mailer).send(to)
"""
        run(pytester, body, plugins=only("_hypothesis_pytestplugin")).assert_outcomes(passed=2)

    def test_doctest(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile('"""\n>>> 1 + 1\n2\n"""')
        pytester.runpytest_inprocess(*QUIET, "--doctest-modules").assert_outcomes(passed=1)


class TestFixture:
    def test_mock_factory(self, pytester: pytest.Pytester) -> None:
        body = """
def test_it(mock_factory):
    mailer = mock_factory.create(Mailer)
    mailer.send("ada")
    assert [call.arguments for call in mock_factory.session.calls] == [{"to": "ada"}]
"""
        run(pytester, body).assert_outcomes(passed=1)

    def test_replacements_end_with_the_test(self, pytester: pytest.Pytester) -> None:
        body = """
import json
real = json.dumps
def test_a():
    replace("json.dumps", with_=double(json.dumps))
    assert json.dumps is not real
def test_b():
    assert json.dumps is real
"""
        run(pytester, body).assert_outcomes(passed=2)


HEAVY = (
    "faker", "polyfactory", "factory", "pydantic", "sqlalchemy", "rich", "typeguard", "unittest.mock", "asyncio",
    "hypothesis", "typing_extensions", "argparse",
)  # fmt: skip


@pytest.mark.parametrize("module", ["mockfactory", "mockfactory.pytest_plugin"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, pytest\nbefore = set(sys.modules)\nimport {module}\nprint(*sorted(set(sys.modules) - before))"
    if module == "mockfactory":
        code = f"import sys\nimport {module}\nprint(*sorted(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "mockfactory" in out
    assert not set(out) & set(HEAVY)
