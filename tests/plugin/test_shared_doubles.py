"""Doubles that several tests share: made when the module is imported, or by a fixture of wider scope."""

from __future__ import annotations

import pytest

from tests.plugin.suites import only, run

MODULE = """
mailer = double(Mailer)
"""
FIXTURE = """
@pytest.fixture(scope="module", name="mailer")
def wide_mailer():
    return double(Mailer)
@pytest.fixture(autouse=True)
def give(request, mailer):
    request.module.mailer = mailer
"""


@pytest.fixture(params=[MODULE, FIXTURE], ids=["of the module", "of a fixture"])
def shared(request: pytest.FixtureRequest) -> str:
    """The first lines of a suite whose tests share `mailer`."""
    lines: str = request.param
    return lines


class TestStubs:
    def test_one_that_a_test_sets_and_does_not_use(self, pytester: pytest.Pytester, shared: str) -> None:
        body = "def test_a():\n    when(mailer.send).returns(True)\ndef test_b():\n    mailer.send('b')\n"
        result = run(pytester, shared + body, "-v")
        result.assert_outcomes(failed=1, passed=1)
        result.stdout.fnmatch_lines(["*test_a FAILED*", "*test_b PASSED*", "*Unused stub: when(Mailer.send) at *"])

    def test_one_that_it_uses_does_not(self, pytester: pytest.Pytester, shared: str) -> None:
        body = "def test_a():\n    when(mailer.send).returns(True)\n    assert mailer.send('a')\n"
        run(pytester, shared + body).assert_outcomes(passed=1)

    def test_it_ends_with_its_test(self, pytester: pytest.Pytester, shared: str) -> None:
        body = """
def test_a():
    when(mailer.send).returns(True)
    when(lambda: mailer.send("x")).returns(False)
    assert mailer.send("a") and not mailer.send("x")
def test_b():
    assert mailer.send("a") is False
    assert mailer.send("x") is False
def test_c():
    when(lambda: mailer.send("c")).returns(True)
    assert mailer.send("c")
def test_d():
    assert mailer.send("other arguments") is False
"""
        run(pytester, shared + body).assert_outcomes(passed=4)

    def test_one_made_with_the_double_is_there_again_in_the_next_test(self, pytester: pytest.Pytester) -> None:
        body = """
mailer = double(Mailer)
when(mailer.send).returns(True)
when(lambda: mailer.send("x")).returns(True)
def test_a():
    when(mailer.send).returns(False)
    when(lambda: mailer.send("x")).returns(False)
    assert not mailer.send("a") and not mailer.send("x")
def test_b():
    assert mailer.send("a") and mailer.send("x")
def test_c():
    pass
"""
        run(pytester, body).assert_outcomes(passed=3)

    def test_matchers_too(self, pytester: pytest.Pytester) -> None:
        body = """
from mockfactory import any_
mailer = double(Mailer)
when(lambda: mailer.send(any_(str))).returns(True)
def test_a():
    when(lambda: mailer.send(any_(str))).returns(False)
    assert mailer.send("a") is False
def test_b():
    assert mailer.send("b") is True
"""
        run(pytester, body).assert_outcomes(passed=2)

    def test_one_that_a_test_covers_is_still_to_be_used(self, pytester: pytest.Pytester) -> None:
        body = """
@pytest.fixture(scope="module")
def mailer():
    mailer = double(Mailer)
    when(mailer.send).returns(True)
    return mailer
def test_a(mailer):
    when(mailer.send).returns(False)
    assert not mailer.send("a")
"""
        result = run(pytester, body)
        result.assert_outcomes(passed=1, errors=1)
        result.stdout.fnmatch_lines(["*Unused stub: when(Mailer.send)*"])

    def test_those_made_with_a_double_of_the_module_may_go_unused(self, pytester: pytest.Pytester) -> None:
        body = MODULE + "when(mailer.send).returns(True)\ndef test_a(): ...\n"
        run(pytester, body).assert_outcomes(passed=1)

    def test_no_verb(self, pytester: pytest.Pytester, shared: str) -> None:
        result = run(pytester, shared + "def test_a():\n    when(mailer.send)\ndef test_b(): ...\n", "-v")
        result.assert_outcomes(failed=1, passed=1)
        result.stdout.fnmatch_lines(["*test_a FAILED*", "*when(Mailer.send) at *has no verb*"])

    def test_words_of_mock_stay_as_they_do_with_a_mock(self, pytester: pytest.Pytester, shared: str) -> None:
        body = "def test_a():\n    mailer.send.return_value = True\ndef test_b():\n    assert mailer.send('b')\n"
        run(pytester, shared + body).assert_outcomes(passed=2)


class TestViolations:
    def test_belong_to_the_running_test(self, pytester: pytest.Pytester, shared: str) -> None:
        body = "def test_a():\n    mailer.send('a')\ndef test_b():\n    careless(mailer)\ndef test_c(): ...\n"
        result = run(pytester, shared + body, "-v")
        result.assert_outcomes(passed=2, failed=1)
        result.stdout.fnmatch_lines(["*test_b FAILED*"])

    def test_other_arguments_too(self, pytester: pytest.Pytester, shared: str) -> None:
        body = """
def careless_call(to):
    try:
        mailer.send(to)
    except Exception:
        pass
def test_a():
    when(lambda: mailer.send("a")).returns(True)
    careless_call("a")
def test_b():
    when(lambda: mailer.send("a")).returns(True)
    careless_call("a")
    careless_call("b")
"""
        result = run(pytester, shared + body, "-v")
        result.assert_outcomes(passed=1, failed=1)
        result.stdout.fnmatch_lines(["*test_b FAILED*", "*Swallowed: Mailer.send() was stubbed for other arguments.*"])

    def test_and_coroutines_that_it_does_not_await(self, pytester: pytest.Pytester, shared: str) -> None:
        body = """
def test_a():
    assert asyncio.run(mailer.fetch()) == 0
def test_b():
    mailer.fetch()
def test_c(): ...
"""
        result = run(pytester, shared + body, "-v")
        result.assert_outcomes(passed=2, failed=1)
        result.stdout.fnmatch_lines(["*test_b FAILED*", "*Never awaited: Mailer.fetch()*"])

    def test_but_not_one_that_a_later_test_awaits(self, pytester: pytest.Pytester) -> None:
        body = """
@pytest.fixture(scope="module")
def pending():
    return double(Mailer).fetch()
def test_a(pending): ...
def test_b(pending):
    assert asyncio.run(pending) == 0
"""
        run(pytester, body).assert_outcomes(passed=2)


class TestCalls:
    def test_are_counted_by_test(self, pytester: pytest.Pytester, shared: str) -> None:
        body = """
from mockfactory import calls_to, in_order, no_more_calls
def test_a():
    mailer.send("a")
    verify(mailer.send).once()
def test_b():
    verify(mailer.send).never()
    no_more_calls(mailer)
def test_c():
    mailer.send("c")
    mailer.send("d")
    verify(mailer.send).times(2)
    assert [call.arguments["to"] for call in calls_to(mailer.send)] == ["c", "d"]
    with in_order():
        verify(lambda: mailer.send("c")).once()
        verify(lambda: mailer.send("d")).once()
def test_d():
    mailer.send("e")
    with pytest.raises(AssertionError, match="nobody has verified") as caught:
        no_more_calls(mailer)
    assert "'d'" not in str(caught.value)
    with pytest.raises(AssertionError, match="called once") as caught:
        verify(mailer.send).times(2)
    assert "'d'" not in str(caught.value)
"""
        run(pytester, shared + body).assert_outcomes(passed=4)

    def test_with_the_set_up_of_the_test(self, pytester: pytest.Pytester, shared: str) -> None:
        body = """
@pytest.fixture
def sent():
    mailer.send("set up")
    yield
    verify(mailer.send).times(2)
def test_a(sent):
    mailer.send("a")
    verify(mailer.send).times(2)
def test_b(sent):
    mailer.send("b")
"""
        run(pytester, shared + body).assert_outcomes(passed=2)

    def test_words_of_mock_add_up_as_they_do_with_a_mock(self, pytester: pytest.Pytester, shared: str) -> None:
        body = """
def test_a():
    mailer.send("a")
    mailer.send.assert_called_once_with("a")
def test_b():
    mailer.send("b")
    assert mailer.send.call_count == 2
    mailer.send.reset_mock()
def test_c():
    mailer.send("c")
    mailer.send.assert_called_once_with("c")
    verify(mailer.send).once()
"""
        run(pytester, shared + body).assert_outcomes(passed=3)

    def test_the_fixture_itself_sees_all_of_them_at_its_end(self, pytester: pytest.Pytester) -> None:
        body = """
@pytest.fixture(scope="module")
def mailer():
    mailer = double(Mailer)
    mailer.send("begin")
    yield mailer
    mailer.send("end")
    verify(mailer.send).times(4)
    verify(lambda: mailer.send("end")).once()
def test_a(mailer):
    mailer.send("a")
def test_b(mailer):
    mailer.send("b")
"""
        run(pytester, body).assert_outcomes(passed=2)

    def test_and_fails_there_where_it_is_wrong(self, pytester: pytest.Pytester) -> None:
        body = """
@pytest.fixture(scope="module")
def mailer():
    mailer = double(Mailer)
    yield mailer
    verify(mailer.send).once()
def test_a(mailer):
    mailer.send("a")
def test_b(mailer):
    mailer.send("b")
"""
        result = run(pytester, body)
        result.assert_outcomes(passed=2, errors=1)
        result.stdout.fnmatch_lines(["*expected once and was called twice*"])

    def test_what_is_swallowed_at_its_end_is_told_there_once(self, pytester: pytest.Pytester) -> None:
        body = """
@pytest.fixture(scope="module")
def mailer():
    mailer = double(Mailer)
    yield mailer
    careless(mailer)
def test_a(mailer): ...
"""
        result = run(pytester, body)
        result.assert_outcomes(passed=1, errors=1)
        assert result.stdout.str().count("Swallowed: Mailer.send()") == 1

    def test_fixtures_upon_fixtures(self, pytester: pytest.Pytester) -> None:
        body = """
@pytest.fixture(scope="session")
def mailer():
    mailer = double(Mailer)
    yield mailer
    verify(mailer.send).times(3)
@pytest.fixture(scope="module")
def greeted(mailer):
    mailer.send("hello")
    yield mailer
    mailer.send("goodbye")
def test_a(greeted):
    greeted.send("a")
    verify(lambda: greeted.send("a")).once()
"""
        run(pytester, body).assert_outcomes(passed=1)


@pytest.mark.parametrize(
    "made",
    [
        "from mockfactory import MockFactory\nfactory = MockFactory()\n",
        "from mockfactory import MockFactory\n"
        '@pytest.fixture(scope="session", name="factory")\ndef wide():\n    return MockFactory()\n'
        "@pytest.fixture(autouse=True)\ndef give(request, factory):\n    request.module.factory = factory\n",
    ],
    ids=["of the module", "of a fixture"],
)
def test_doubles_of_a_factory_that_tests_share(pytester: pytest.Pytester, made: str) -> None:
    body = """
from mockfactory.faults import raises
def test_a():
    when(factory[Mailer].send).returns(True)
    assert factory[Mailer].send("a")
def test_b():
    when(factory[Mailer].send).fails(raises(OSError()))
    with pytest.raises(OSError):
        factory[Mailer].send("b")
def test_c():
    assert factory[Mailer].send("c") is False
    verify(factory[Mailer].send).once()
def test_d():
    careless(factory[Mailer])
"""
    result = run(pytester, made + body)
    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(["*Swallowed: Mailer.send()*"])


def test_an_async_fixture_of_a_module(pytester: pytest.Pytester) -> None:
    body = """
import pytest_asyncio
@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def mailer():
    mailer = double(Mailer)
    await mailer.fetch()
    yield mailer
    verify(mailer.fetch).times(3)
@pytest.mark.asyncio(loop_scope="module")
async def test_a(mailer):
    when(mailer.fetch).returns(1)
    assert await mailer.fetch() == 1
@pytest.mark.asyncio(loop_scope="module")
async def test_b(mailer):
    assert await mailer.fetch() == 0
    verify(mailer.fetch).once()
"""
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
    run(pytester, body, plugins=only("pytest_asyncio.plugin")).assert_outcomes(passed=2)


def test_set_up_of_a_unittest_class(pytester: pytest.Pytester) -> None:
    body = """
class TestIt(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.mailer = double(Mailer)
    def test_a(self):
        self.mailer.send("a")
        verify(self.mailer.send).once()
    def test_b(self):
        self.mailer.send("b")
        verify(self.mailer.send).once()
"""
    run(pytester, body).assert_outcomes(passed=2)
