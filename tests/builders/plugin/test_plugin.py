"""Data under pytest: a namespace for each test and each wider fixture, and failures that say how to get it again."""

from __future__ import annotations

import re

import pytest

MODULE = """
import pytest
from dataclasses import dataclass
from builders import Builder, build, shared

@dataclass
class User:
    name: str
    age: int

AT_IMPORT = build(User)

@pytest.fixture(scope="session")
def wide(): return build(User)

@pytest.fixture(scope="module", params=["a", "b"])
def each(request): return build(User)

@pytest.fixture
def own(): return build(User)

def show(*what): print("DATA", *[f"{user.name}:{user.age}" for user in what], sep="|")

def test_a(own): show(own, build(User), AT_IMPORT)
def test_b(wide, own): show(wide, own, AT_IMPORT)
def test_c(wide, own): show(wide, own, AT_IMPORT)
def test_d(each, own): show(each, own)
class TestClass:
    def test_a(self, own): show(own)
"""


SEED = "the line that shows the seed"


def data(pytester: pytest.Pytester, *arguments: str) -> dict[str, str]:
    """The data that each test printed; and the seed, where it is shown."""
    result = pytester.runpytest_inprocess("-v", "-rA", "-p", "no:cacheprovider", *arguments)
    assert result.ret == 0, result.stdout.str()
    found: dict[str, str] = {}
    name = ""
    for line in result.outlines:
        if head := re.fullmatch(r"_+ (\S+) _+", line):
            name = head[1]
        elif line.startswith("DATA"):
            found[name] = line
        elif line.startswith("mockfactory: "):
            found[SEED] = line
    return found


class TestNamespaces:
    def test_neither_order_nor_choice_of_tests_matters(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile(test_users=MODULE)
        everything = data(pytester)
        assert len(everything) == 6
        path = "test_users.py"
        backwards = data(
            pytester, f"{path}::TestClass", f"{path}::test_d", f"{path}::test_c", f"{path}::test_b", f"{path}::test_a"
        )
        assert backwards == everything
        assert data(pytester, f"{path}::test_c") == {"test_c": everything["test_c"]}

    @pytest.mark.integration
    def test_workers_build_the_same_from_a_random_seed_that_is_shown(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile(test_users=MODULE)
        on_workers = data(pytester, "-n", "2", "--mockfactory-seed=random")
        assert data(pytester, on_workers[SEED].removeprefix("mockfactory: ")) == on_workers

    @pytest.mark.integration
    def test_a_test_in_a_group_of_workers_builds_what_it_builds_alone(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile(test_users=f"import pytest\npytestmark = pytest.mark.xdist_group('one')\n{MODULE}")
        assert data(pytester, "-n", "1", "--dist", "loadgroup") == data(pytester)

    def test_each_test_has_its_own_and_shares_what_is_shared(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile(test_users=MODULE)
        found = {name: line.split("|")[1:] for name, line in data(pytester).items()}
        assert found["test_b"][0] == found["test_c"][0]
        own = [
            found[name][-1 if "d" in name else 0] for name in ("test_a", "test_d[a]", "test_d[b]", "TestClass.test_a")
        ]
        assert len(set(own)) == 4
        assert found["test_d[a]"][0] != found["test_d[b]"][0]
        assert found["test_a"][2] == found["test_b"][2]

    def test_what_a_test_shares_ends_with_it(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile("""
            from dataclasses import dataclass
            from builders import Builder, shared
            @dataclass
            class Tenant: name: str
            @dataclass
            class User: tenant: Tenant
            users = Builder(User, tenant=shared(Builder(Tenant)))
            seen = []
            def test_a():
                assert users.build().tenant is users.build().tenant
                seen.append(users.build().tenant)
            def test_b():
                assert users.build().tenant is not seen[0]
        """)
        pytester.runpytest_inprocess().assert_outcomes(passed=2)


class TestSeed:
    def test_is_fixed_by_default_and_another_gives_other_data(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile(test_users=MODULE)
        assert data(pytester) == data(pytester, "--mockfactory-seed=0")
        other = data(pytester, "--mockfactory-seed=1")
        assert SEED in other
        assert all(other[name] != line for name, line in data(pytester).items())

    def test_from_the_ini_file(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile(test_users=MODULE)
        other = data(pytester, "--mockfactory-seed=5")
        pytester.makeini("[pytest]\nmockfactory_seed = 5\n")
        assert data(pytester) == other

    def test_words_of_a_place_from_the_ini_file(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile(test_users=MODULE + "\ndef test_e(own): assert not own.name.isascii()\n")
        pytester.makeini("[pytest]\nmockfactory_locale = ja_JP\n")
        pytester.runpytest_inprocess("-k", "test_e").assert_outcomes(passed=1, deselected=6)

    @pytest.mark.parametrize("seed", ["seven", ""])
    def test_a_wrong_one_is_one_line(self, pytester: pytest.Pytester, seed: str) -> None:
        result = pytester.runpytest_inprocess(f"--mockfactory-seed={seed}")
        assert result.ret == pytest.ExitCode.USAGE_ERROR
        result.stderr.fnmatch_lines([f"*the seed is an integer or 'random', not '{seed}'*"])
        result.stderr.no_fnmatch_line("*Traceback*")


class TestFailures:
    def test_say_what_was_built_and_how_to_get_it_again(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile(test_users=MODULE + "\ndef test_fails(own): build(int); assert False\n")
        result = pytester.runpytest_inprocess("-k", "fails", "--mockfactory-seed=7")
        result.stdout.fnmatch_lines(
            [
                "*1 User, 1 int from seed 7; the same again:",
                "  in pytest:  pytest test_users.py::test_fails --mockfactory-seed=7",
                "  in Python:  with builders.seeded(7, 'test_users.py::test_fails'): ...",
            ]
        )

    def test_names_of_generic_types_are_whole(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile(
            test_users=MODULE
            + "\ndef test_fails():\n"
            + "    for one in (list[User], dict[str, list[User]], tuple[User, int], User | None, User): build(one)\n"
            + "    Builder(User, name='Ada').build()\n    assert False\n"
        )
        result = pytester.runpytest_inprocess("-k", "fails")
        result.stdout.fnmatch_lines(
            ["1 list[[]User], 1 dict[[]str, list[[]User]], 1 tuple[[]User, int], 1 None | User, 2 User from seed 0; *"]
        )

    def test_the_line_gives_the_same_data(self, pytester: pytest.Pytester) -> None:
        path = pytester.makepyfile(
            test_users="from builders import build\ndef test_a(): print('DATA', build(int)); assert False\n"
        )
        result = pytester.runpytest_inprocess(str(path))
        [line] = [line for line in result.outlines if line.startswith("DATA")]
        [code] = [line.partition(":")[2] for line in result.outlines if line.strip().startswith("in Python")]
        scope: dict[str, object] = {}
        exec(f"import builders\n{code.strip().replace('...', 'value = builders.build(int)')}", scope)
        assert line == f"DATA {scope['value']}"

    def test_that_built_nothing_say_nothing(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile("def test_a(): assert False")
        result = pytester.runpytest_inprocess()
        result.stdout.no_fnmatch_line("*built data*")
