"""Factories share nothing, give the same for the same seed, and work in every kind of test."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from builders import build
from builders.domain import User, UserExecutionContext
from mockfactory import MisuseError, MockFactory, Session, verify
from tests.factory.services import Account, Clock, FrozenClock, Mailer, MemoryStore, Signup, Store


def test_two_factories_share_nothing() -> None:
    first, second = MockFactory(), MockFactory()
    first.bind(Clock, to=FrozenClock)
    assert type(first.create(Clock)) is FrozenClock
    assert type(second.create(Clock)) is not FrozenClock
    assert first[Mailer] is not second[Mailer]
    assert first[Account] is not second[Account]


def test_what_one_factory_makes_changes_nothing_for_another() -> None:
    alone = [MockFactory(seed=5).create(Account) for _ in range(1)]
    first, second = MockFactory(seed=5), MockFactory(seed=5)
    for _ in range(3):
        first.create(Account)
        build(Account)
    assert second.create(Account) == alone[0]


def test_what_a_factory_makes_changes_nothing_for_build() -> None:
    expected = MockFactory(seed=1)
    factory = MockFactory()
    before = build(Account)
    factory.create(Account)
    after = build(Account)
    assert before != after
    assert expected.create(Account) != before


def test_the_same_seed_gives_the_same() -> None:
    def made(seed: int) -> list[object]:
        factory = MockFactory(seed=seed)
        return [factory.create(spec) for spec in (Account, User, UserExecutionContext, int, Account)]

    assert made(3) == made(3)
    assert made(3) != made(4)


def test_a_seed_is_a_number() -> None:
    with pytest.raises(MisuseError, match="takes an integer"):
        MockFactory(seed="a")  # type: ignore[arg-type]


def test_a_session_is_given_or_there_is_none() -> None:
    with Session() as session:
        factory = MockFactory(session)
        factory.create(Store)
        assert factory.session is session
    with pytest.raises(MisuseError, match="made without a session"):
        MockFactory().session


def test_threads_share_one() -> None:
    factory = MockFactory()
    made: list[MemoryStore] = []

    class Counted(MemoryStore):
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

    factory.bind(Store, to=Counted)
    start = threading.Barrier(8)

    def ask() -> Store:
        start.wait()
        return factory[Store]

    with ThreadPoolExecutor(8) as pool:
        found = [one.result() for one in [pool.submit(ask) for _ in range(8)]]
    assert len(made) == 1
    assert all(one is made[0] for one in found)


def test_threads_that_create_get_different_values() -> None:
    factory = MockFactory(seed=1)
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: factory.create(Account), range(40)))
    expected = [MockFactory(seed=1)] * 1
    alone = [expected[0].create(Account) for _ in range(40)]
    assert sorted(one.email for one in made) == sorted(one.email for one in alone)


SUITE = """
import unittest
import pytest
from mockfactory import MockFactory, verify

class Mailer:
    def send(self, to: str) -> bool: ...

class Signup:
    def __init__(self, mailer: Mailer, email: str) -> None:
        self.mailer, self.email = mailer, email
    def welcome(self) -> bool:
        return self.mailer.send(self.email)
    def careless(self) -> None:
        try:
            self.mailer.send(3)
        except Exception:
            pass

@pytest.fixture
def signup(mock_factory: MockFactory) -> Signup:
    return mock_factory.wire(Signup)

def test_plain(mock_factory, signup):
    signup.welcome()
    verify(lambda: mock_factory[Mailer].send(signup.email)).once()
    assert mock_factory.session.calls

class TestInClass:
    def test_one(self, mock_factory, signup):
        signup.welcome()
        verify(mock_factory[Mailer].send).once()
    def test_another_gets_its_own(self, mock_factory):
        verify(mock_factory[Mailer].send).never()

class TestUnittest(unittest.TestCase):
    @pytest.fixture(autouse=True)
    def _factory(self, mock_factory):
        self.factory = mock_factory
    def test_wired(self):
        self.factory.wire(Signup).welcome()
        verify(self.factory[Mailer].send).once()

@pytest.mark.asyncio
async def test_async(mock_factory, signup):
    signup.welcome()
    verify(mock_factory[Mailer].send).once()

@pytest.mark.parametrize("number", range(4))
def test_emails(mock_factory, number, record_property):
    print("EMAIL", number, mock_factory.wire(Signup).email)

def test_wrong(mock_factory):
    mock_factory.wire(Signup).careless()
"""


def test_the_fixture_in_every_kind_of_test(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(SUITE)
    result = pytester.runpytest_inprocess("-q", "-p", "asyncio", "-o", "asyncio_default_fixture_loop_scope=function")
    result.assert_outcomes(passed=9, failed=1)
    result.stdout.fnmatch_lines(["*Swallowed: Mailer.send(): argument 'to' is int (3), not str*"])


@pytest.mark.integration
def test_workers_make_what_one_process_makes(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(SUITE)

    options = ("-q", "-rP", "-k", "emails")

    def emails(result: pytest.RunResult) -> set[str]:
        return {line for line in result.outlines if line.startswith("EMAIL")}

    alone = emails(pytester.runpytest_inprocess(*options))
    assert len(alone) == 4
    assert len({line.split()[2] for line in alone}) == 4
    assert emails(pytester.runpytest_subprocess("-n", "1", *options)) == alone


def test_a_failing_test_tells_how_its_data_is_made_again(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        from builders.domain import User

        class Mailer:
            def send(self, to: str) -> bool: ...

        class Signup:
            def __init__(self, mailer: Mailer, email: str) -> None: ...

        def test_it(mock_factory):
            mock_factory.create(User)
            mock_factory.wire(Signup)
            assert False
    """)
    result = pytester.runpytest_inprocess()
    result.stdout.fnmatch_lines(["1 User, 1 Signup arguments from seed 0; the same again:", "*pytest *::test_it*"])


def test_with_asserts_taken_out(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        optimised="""
from dataclasses import dataclass
from mockfactory import MisuseError, MockFactory, Session

@dataclass
class User:
    "A user."
    name: str

class Mailer:
    "Sends."
    def send(self, to: str) -> bool: ...

class Signup:
    def __init__(self, mailer: Mailer, user: User, retries: int) -> None:
        self.mailer, self.user = mailer, user

with Session():
    factory = MockFactory()
    signup = factory.wire(Signup)
    print(factory.provenance(signup.mailer).kind, factory.provenance(signup.user).kind)
    try:
        factory.bind(Mailer, to=3)
    except MisuseError:
        print("refused")
"""
    )
    result = pytester.run(sys.executable, "-O", "optimised.py")
    result.stdout.fnmatch_lines(["double real", "refused"])


def test_what_is_not_needed_is_not_imported() -> None:
    program = """
import sys
import mockfactory
heavy = {"pydantic", "builders.plan.planning", "faker", "mockfactory.factory.making.workshop"}
print(sorted(heavy & set(sys.modules)))
class Mailer:
    def send(self, to: str) -> bool: ...
class Signup:
    def __init__(self, mailer: Mailer) -> None: ...
mockfactory.MockFactory().wire(Signup)
print(sorted(heavy & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "['mockfactory.factory.making.workshop']"]


def test_doubles_of_a_factory_belong_to_the_session_that_is_open() -> None:
    with Session() as session:
        factory = MockFactory(session)
        factory.wire(Signup).mailer.send("a", subject="b")
        verify(factory[Mailer].send).once()
        assert [call.name for call in session.calls] == ["Mailer.send"]
