"""`contract`: the same tests for the real thing and its fakes, and what the end of the run says of them."""

from __future__ import annotations

import pytest

from mockfactory import MisuseError
from mockfactory.verification import contract

STORE = """
from mockfactory.verification import Unreachable, contract

closed = []

def real_store():
    REACHED
    yield {}
    closed.append("real")

def memory(): return {}

store = contract(real=real_store, memory=memory)

class TestStore:
    def test_what_is_put_is_there(self, store):
        store["a"] = 1
        assert store["a"] == 1

    def test_what_was_never_put_is_not(self, store):
        assert store.get("a") is None
"""
CLOSED = """
def test_the_real_one_was_closed():
    assert closed == ["real", "real"]
"""
AWAY = 'raise Unreachable("redis on localhost:6379: refused")'


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("MOCKFACTORY_REQUIRE_SERVICES", raising=False)
    return Run(pytester)


class Run:
    """One run of the contract, in which the real store is reached or not."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self._pytester = pytester

    def __call__(self, *arguments: str, reached: str = "", source: str = STORE) -> pytest.RunResult:
        self._pytester.makepyfile(test_store=source.replace("REACHED", reached))
        return self._pytester.runpytest_inprocess(*arguments)


@pytest.mark.parametrize("arguments", [(), pytest.param(("-n", "2"), marks=pytest.mark.integration)])
def test_what_passes_for_both_is_verified(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)

    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines(["test_store.py::TestStore store: memory is verified against the real one (2 tests)"])


def test_it_is_closed_after_each_test(run: Run) -> None:
    run(source=STORE + CLOSED).assert_outcomes(passed=5)


def test_a_real_one_that_can_not_be_reached_is_skipped_with_its_reason(run: Run) -> None:
    result = run("-rs", reached=AWAY)

    result.assert_outcomes(passed=2, skipped=2)
    result.stdout.fnmatch_lines([
        "*TestStore store: memory is NOT verified (never so far): real can't be reached: redis on localhost:*: refused",
        "SKIPPED*real can't be reached: redis on localhost:6379: refused",
    ])  # fmt: skip


def test_when_it_was_verified_last_is_kept(run: Run) -> None:
    run()

    result = run(reached=AWAY)

    result.stdout.fnmatch_lines(
        ["*TestStore store: memory is NOT verified (last on 20??-??-??): real can't be reached*"]
    )


def test_where_services_are_required_it_is_a_failure(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCKFACTORY_REQUIRE_SERVICES", "1")

    result = run(reached=AWAY)

    result.assert_outcomes(passed=2, errors=2)
    result.stdout.fnmatch_lines(["real can't be reached: redis*", "*MOCKFACTORY_REQUIRE_SERVICES is set*"])
    result.stdout.fnmatch_lines(
        ["*store: memory is NOT verified (never so far): real can't be reached: redis on localhost:6379: refused"]
    )


@pytest.mark.parametrize(
    ("fails_for", "told"),
    [
        ("{}", "1 of its tests and 1 of the tests of the real one failed"),
        ("{'real': 1}", "1 of the tests of the real one failed"),
        ("{'fake': 1}", "1 of its tests failed"),
    ],
)
def test_whose_tests_failed_is_told(run: Run, fails_for: str, told: str) -> None:
    result = run(
        source=f"""
        from mockfactory.verification import contract
        s = contract(real=lambda: {{"real": 1}}, fake=lambda: {{"fake": 1}})
        def test_right(s): assert s
        def test_wrong(s): assert {fails_for} and s != {fails_for}
        """
    )

    result.stdout.fnmatch_lines([f"test_store.py s: fake is NOT verified: {told}"])


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("@pytest.mark.xfail", "a test of the real one is marked xfail"),
        ("@pytest.mark.xfail(reason='known\\nfor long')", "a test of the real one is marked xfail: known"),
    ],
)
def test_one_that_is_expected_to_fail_is_told_in_a_line(run: Run, how: str, told: str) -> None:
    result = run(
        source=f"""
        import pytest
        from mockfactory.verification import contract
        s = contract(real=dict, fake=dict)
        {how}
        def test_wrong(s):
            assert s == {{
                "a": 1,
            }}
        def test_right(s): assert s == {{}}
        """
    )

    result.assert_outcomes(passed=2, xfailed=2)
    end = [line for line in result.outlines if line][-3:]
    assert "= contracts =" in end[0]
    assert end[1] == f"test_store.py s: fake is NOT verified (never so far): {told}"


def test_a_fake_that_does_other_things_is_not_verified(run: Run) -> None:
    result = run(source=STORE.replace("def memory(): return {}", "def memory(): return {'a': 2}"))

    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(["*TestStore store: memory is NOT verified: 1 of its tests failed"])


@pytest.mark.parametrize(
    ("left_out", "told"), [("pytest.skip('later')", "skipped"), ("pytest.xfail('known')", "expected to fail (xfail)")]
)
def test_a_fake_whose_tests_were_left_out_is_not_verified(run: Run, left_out: str, told: str) -> None:
    source = STORE.replace(
        "assert store.get", f"if store == {{'a': 2}}: import pytest; {left_out}\n        assert store.get"
    )

    result = run(source=source.replace("def memory(): return {}", "def memory(): return {'a': 2}"))

    result.assert_outcomes(passed=3, skipped="skip" in left_out, xfailed="xfail" in left_out)
    result.stdout.fnmatch_lines([f"*memory is NOT verified (never so far): 1 of its tests was {told}"])


def test_two_contracts_in_one_module_are_told_apart(run: Run) -> None:
    result = run(
        source="""
        from mockfactory.verification import Unreachable, contract
        def away():
            raise Unreachable("gone")
        numbers = contract(real=list, fake=list)
        names = contract(real=away, fake=dict)
        def test_numbers(numbers): assert numbers == []
        def test_names(names): assert names == {}
        """
    )

    result.assert_outcomes(passed=3, skipped=1)
    result.stdout.fnmatch_lines(
        [
            "test_store.py names: fake is NOT verified (never so far): real can't be reached: gone",
            "test_store.py numbers: fake is verified against the real one (1 test)",
        ]
    )


def test_what_opens_one_may_ask_for_fixtures(run: Run) -> None:
    result = run(
        source="""
        import shelve
        from mockfactory.verification import contract
        def real_store(tmp_path, *, name="a"):
            with shelve.open(str(tmp_path / name)) as store:
                yield store
        store = contract(real=real_store, memory=dict)
        def test_it(store):
            store["a"] = 1
            assert list(store) == ["a"]
        """
    )

    result.assert_outcomes(passed=2)


def test_async_ones(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    pytester.makepyfile("""
        import pytest
        from mockfactory.verification import contract
        closed = []
        async def real():
            yield {}
            closed.append(1)
        async def coroutine(): return {}
        store = contract(real=real, memory=dict, other=coroutine)
        @pytest.mark.asyncio
        async def test_a(store): assert store == {}
        def test_closed(): assert closed == [1]
    """)

    result = pytester.runpytest_inprocess("-p", "asyncio", "-o", "asyncio_default_fixture_loop_scope=function")

    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines(["*memory is verified*", "*other is verified*"])


def test_misuse(run: Run) -> None:
    with pytest.raises(MisuseError, match="needs a fake that is to be verified"):
        contract(real=dict)
    with pytest.raises(MisuseError, match=r"contract\(memory=...\) takes a class or a function"):
        contract(real=dict, memory={})  # type: ignore[arg-type]
    twice = STORE.replace("    closed.append", "    yield {}\n    closed.append")
    run(source=twice).stdout.fnmatch_lines(["*What opens 'real' yields twice*"])


IN_A_CLASS = """
import pytest
import pytest_asyncio
from mockfactory.verification import contract

async def real(tmp_path):
    yield {"path": tmp_path}

class TestStore:
    store = contract(real=dict, memory=lambda: {})
    later = contract(real=real, memory=dict)

    def test_what_is_put_is_there(self, store):
        store["a"] = 1
        assert store["a"] == 1

    @pytest.mark.asyncio
    async def test_later(self, later):
        assert type(later) is dict

class TestBelow(TestStore): ...
"""


def test_a_contract_may_stand_in_a_class_of_tests(run: Run) -> None:
    result = run("-p", "asyncio", "-o", "asyncio_default_fixture_loop_scope=function", source=IN_A_CLASS)

    result.assert_outcomes(passed=8)
    result.stdout.fnmatch_lines_random(
        [
            f"test_store.py::{cls} {name}: memory is verified against the real one (1 test)"
            for cls in ("TestStore", "TestBelow")
            for name in ("store", "later")
        ]
    )


def test_what_is_parametrized_instead_is_refused_in_words(run: Run) -> None:
    result = run(
        source="""
        import pytest
        from mockfactory.verification import contract
        store = contract(real=dict, memory=dict)
        @pytest.mark.parametrize("store", ["memory"], indirect=True)
        def test_put(store): ...
        @pytest.mark.parametrize("size", [1, 2])
        def test_sizes(store, size): assert store == {}
        """
    )

    result.assert_outcomes(passed=4, errors=1)
    told = result.stdout.str()
    assert "'store' is a contract, which gives each implementation in turn, and parametrize(..., indirect=True)" in told
    assert "pytest -k NAME" in told
    assert "AttributeError" not in told


@pytest.mark.parametrize("value", ["0", "", " false", "no"])
def test_services_that_are_not_required_may_be_away(run: Run, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("MOCKFACTORY_REQUIRE_SERVICES", value)

    run(reached=AWAY).assert_outcomes(passed=2, skipped=2)
