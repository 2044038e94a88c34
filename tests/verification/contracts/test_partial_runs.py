"""A fake is verified by all tests of its contract, never by a part of them."""

from __future__ import annotations

import pytest

HELD = """
import pytest
from mockfactory.verification import contract
store = contract(real=dict, memory=dict)
"""
STORE = """
from store import *
class TestStore:
    def test_a(self, store): assert store == {}
    @pytest.mark.slow
    def test_b(self, store): assert store == {}
    def test_c(self, store): assert store == {}
def test_of_nothing(): BROKEN
"""
NEVER = "*TestStore store: memory is NOT verified (never so far): {}"
VERIFIED = "test_store.py::TestStore store: memory is verified against the real one (3 tests)"
INI = "[pytest]\nmarkers =\n    slow: of a part\naddopts = -p no:randomly"


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.delenv("CI", raising=False)
    pytester.makeini(INI)
    pytester.makepyfile(store=HELD, test_store=STORE.replace("BROKEN", "pass"))
    return pytester


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-k", "test_a"], "only 1 of 3 tests ran"),
        (["-k", "test_a and memory"], "only 1 of its 3 tests ran; the real one was not run"),
        (["-k", "memory"], "the real one was not run"),
        (["-k", "real"], "its tests did not run"),
        (["-k", "memory or test_a"], "only 1 of the 3 tests of the real one ran"),
        pytest.param(["-m", "not slow", "-n", "2"], "only 2 of 3 tests ran", marks=pytest.mark.integration),
        (["--deselect", "test_store.py::TestStore::test_b"], "only 2 of 3 tests ran"),
        (["test_store.py::TestStore::test_a"], "only 1 of 3 tests ran"),
        (
            ["test_store.py::TestStore::test_a[real]"],
            "its tests did not run; only 1 of the 3 tests of the real one ran",
        ),
        pytest.param(
            ["test_store.py::TestStore::test_a", "-n", "2"], "only 1 of 3 tests ran", marks=pytest.mark.integration
        ),
    ],
)
def test_a_part_of_its_tests_does_not_verify_a_fake(project: pytest.Pytester, arguments: list[str], told: str) -> None:
    result = project.runpytest_inprocess(*arguments)

    assert result.ret == 0
    result.stdout.fnmatch_lines([NEVER.format(told)])
    result.stdout.no_fnmatch_line("*is verified against*")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["test_store.py"],
        ["test_store.py::TestStore"],
        ["-k", "TestStore"],
        ["--deselect", "test_store.py::test_of_nothing"],
        ["--lf"],
        ["test_store.py::TestStore::test_a", "test_store.py"],
    ],
)
def test_all_of_them_do_whatever_else_is_left_out(project: pytest.Pytester, arguments: list[str]) -> None:
    result = project.runpytest_inprocess(*arguments)

    result.stdout.fnmatch_lines([VERIFIED])


@pytest.mark.parametrize("how", ["-x", "--maxfail=1"])
def test_a_run_that_ends_early_is_a_part(project: pytest.Pytester, how: str) -> None:
    project.makepyfile(
        test_store=STORE.replace("    def test_c", "    def test_it(self): assert False\n    def test_c")
    )

    result = project.runpytest_inprocess(how)

    result.stdout.fnmatch_lines([NEVER.format("only 2 of 3 tests ran")])


def test_a_run_that_ends_early_of_another_test_behind_it_is_none(project: pytest.Pytester) -> None:
    project.makepyfile(test_store=STORE.replace("BROKEN", "assert False"))

    result = project.runpytest_inprocess("-x")

    result.stdout.fnmatch_lines([VERIFIED])


@pytest.mark.parametrize("is_in_a_class", [True, False])
def test_tests_that_failed_last_are_a_part(project: pytest.Pytester, is_in_a_class: bool) -> None:
    lines = STORE.replace("BROKEN", "pass") if is_in_a_class else _without_class(STORE.replace("BROKEN", "pass"))
    project.makepyfile(test_store=lines.replace("assert store == {}", "assert not 1", 1))
    project.runpytest_inprocess()
    project.makepyfile(test_store=f"{lines}\n# mended")

    result = project.runpytest_inprocess("--lf")

    result.assert_outcomes(passed=2, deselected=5 if is_in_a_class else 0)
    result.stdout.fnmatch_lines(["*store: memory is NOT verified (never so far): only 1 of 3 tests ran"])


def _without_class(source: str) -> str:
    return source.replace("class TestStore:\n", "").replace("    ", "").replace("self, ", "")


def test_when_it_was_verified_last_is_not_renewed_by_a_part(project: pytest.Pytester) -> None:
    project.runpytest_inprocess()
    cache = project.path / ".pytest_cache" / "v" / "mockfactory" / "contracts"
    cache.write_text('{"test_store.py::TestStore store memory": "2020-01-02"}')

    result = project.runpytest_inprocess("-k", "test_a")

    result.stdout.fnmatch_lines(["*memory is NOT verified (last on 2020-01-02): only 1 of 3 tests ran"])
    assert "2020-01-02" in cache.read_text()


def test_a_test_that_is_marked_as_failing_was_not_run(project: pytest.Pytester) -> None:
    project.makepyfile(test_store=STORE.replace("slow", "xfail(run=False, reason='known')").replace("BROKEN", "pass"))

    result = project.runpytest_inprocess()

    result.stdout.fnmatch_lines([NEVER.format("a test of the real one is marked xfail: known")])


LEFT_OUT = "test_store.py::TestStore store: memory is verified against the real one (2 tests, 1 skipped for both)"


@pytest.mark.parametrize("mark", ["skip", "skipif(True, reason='never')", "parametrize('value', [])"])
def test_a_test_that_is_skipped_for_both_keeps_no_fake_from_being_verified(project: pytest.Pytester, mark: str) -> None:
    source = STORE.replace("slow", mark).replace("BROKEN", "pass")
    value = ", value" if "value" in mark else ""
    project.makepyfile(test_store=source.replace("test_b(self, store", f"test_b(self, store{value}"))

    result = project.runpytest_inprocess()

    result.assert_outcomes(passed=5, skipped=2)
    result.stdout.fnmatch_lines([LEFT_OUT])


@pytest.mark.parametrize(
    ("skipped", "told"),
    [
        ("test_a(self, store): pytest.skip('later')", LEFT_OUT),
        ("test_a(self, store, request): 'memory' in request.node.name and pytest.skip()", "1 of its tests was skipped"),
        ("test_a(self, store, request): 'real' in request.node.name and pytest.skip('too slow')", "too slow"),
    ],
)
def test_only_what_is_skipped_for_both_alike(project: pytest.Pytester, skipped: str, told: str) -> None:
    source = STORE.replace("test_a(self, store): assert store == {}", skipped)
    project.makepyfile(test_store=source.replace("BROKEN", "pass"))

    result = project.runpytest_inprocess()

    result.stdout.fnmatch_lines([told if told == LEFT_OUT else NEVER.format(told)])


def test_different_tests_that_are_skipped_are_not_alike(project: pytest.Pytester) -> None:
    test = "(self, store, request, n): n == ('real' in request.node.name) and pytest.skip('off')"
    source = f"class TestStore:\n    @pytest.mark.parametrize('n', [0, 1])\n    def test_a{test}"
    project.makepyfile(test_store=f"from store import *\n{source}")

    result = project.runpytest_inprocess()

    result.stdout.fnmatch_lines([NEVER.format("off")])


def test_a_contract_of_which_all_tests_are_skipped_verifies_nothing(project: pytest.Pytester) -> None:
    project.makepyfile(test_store="from store import *\npytestmark = pytest.mark.skip\ndef test_a(store): ...")

    result = project.runpytest_inprocess()

    result.stdout.fnmatch_lines(["*store: memory is NOT verified (never so far): all of its tests were skipped"])


def test_each_class_that_takes_a_contract_is_verified_by_itself(project: pytest.Pytester) -> None:
    project.makepyfile(test_other="from test_store import TestStore as TestAlso, store")

    one = project.runpytest_inprocess("test_store.py")
    both = project.runpytest_inprocess("-k", "TestStore or (TestAlso and test_a)")

    one.stdout.fnmatch_lines([VERIFIED])
    one.stdout.no_fnmatch_line("*TestAlso*")
    both.stdout.fnmatch_lines(["test_other.py::TestAlso store: *NOT verified*: only 1 of 3 tests ran", VERIFIED])
