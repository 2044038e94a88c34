"""What `@stands_for` marks is assumed where other classes are compared, by the rules and while a test runs."""

from __future__ import annotations

import collections
import decimal
from collections.abc import Callable, Iterator
from typing import Generic, Protocol, TypeVar

import httpx
import pytest

from mockfactory import MisuseError, MockFactory, replace
from mockfactory.verification import Finding, Severity, StandIn, check_substitutable, stands_for, verify_pairs

T = TypeVar("T")


class Query:
    def where(self, condition: str) -> Query:
        return self


class User:
    name: str = ""


class Session:
    def query(self) -> Query:
        return Query()


@stands_for(Query)
class FakeQuery:
    def where(self, condition: str) -> FakeQuery:
        return self


@stands_for(Query)
class OtherQuery:
    def where(self, condition: str) -> FakeQuery:
        return FakeQuery()


class UnmarkedQuery:
    def where(self, condition: str) -> UnmarkedQuery:
        return self


class FakeSession:
    def query(self) -> FakeQuery:
        return FakeQuery()


class SessionOfOthers:
    def query(self) -> OtherQuery:
        return OtherQuery()


class SessionOfUnmarked:
    def query(self) -> UnmarkedQuery | None:
        return UnmarkedQuery()


def told(implementation: object, interface: object) -> list[Finding]:
    return check_substitutable(implementation, interface).of(Severity.INCOMPATIBLE)


@pytest.mark.parametrize("fake", [FakeSession, SessionOfOthers])
def test_each_of_two_fakes_of_one_interface_may_be_given(fake: type) -> None:
    assert not told(fake, Session)


def test_a_broken_fake_is_told_of_itself_and_not_of_what_gives_it() -> None:
    class Door:
        def open(self, key: str) -> bool:
            return True

    @stands_for(Door)
    class FakeDoor:
        def open(self, key: int) -> bool:
            return True

    class House:
        door: Door

    class FakeHouse:
        door: FakeDoor

    assert not told(FakeHouse, House)
    assert [one.rule for one in told(FakeDoor, Door)] == [15]


def test_a_fake_of_two_interfaces_is_given_for_both() -> None:
    class Reader:
        def read(self) -> str:
            return ""

    class Writer:
        def write(self, text: str) -> None: ...

    class Disk:
        reader: Reader
        writer: Writer
        query: Query

    @stands_for(Reader)
    @stands_for(Writer)
    class FakeFile:
        def read(self) -> str:
            return ""

        def write(self, text: str) -> None: ...

    class FakeDisk:
        reader: FakeFile
        writer: FakeFile
        query: FakeFile

    assert [one.member for one in told(FakeDisk, Disk)] == ["query"]


def test_a_mark_does_not_count_the_other_way_round() -> None:
    class Gives:
        def query(self) -> FakeQuery:
            return FakeQuery()

    class GivesTheRealOne:
        def query(self) -> Query:
            return Query()

    assert [one.rule for one in told(GivesTheRealOne, Gives)] == [16]


def test_what_is_passed_is_the_fake_too() -> None:
    class Runner:
        def run(self, query: Query, then: Callable[[Query], User]) -> None: ...

    class FakeRunner:
        def run(self, query: FakeQuery, then: Callable[[FakeQuery], User]) -> None: ...

    class RunnerOfUsers:
        def run(self, query: FakeQuery, then: Callable[[User], User]) -> None: ...

    assert not told(FakeRunner, Runner)
    [finding] = told(RunnerOfUsers, Runner)
    assert finding.problem.startswith("RunnerOfUsers.run() takes 'then' as ")


def test_type_arguments_of_an_interface_are_compared() -> None:
    class Repo(Generic[T]):
        def get(self, key: str) -> T:
            raise NotImplementedError

    @stands_for(Repo[User])
    class FakeUsers:
        def get(self, key: str) -> User:
            return User()

    class Shop:
        users: Repo[User]

    class ShopOfNumbers:
        users: Repo[int]

    class FakeShop:
        users: FakeUsers

    assert not told(FakeShop, Shop)
    assert [one.rule for one in told(FakeShop, ShopOfNumbers)] == [22]


def test_one_type_for_all_members_may_be_that_of_a_fake() -> None:
    Q = TypeVar("Q", bound=Query)

    class Queries(Protocol[Q]):
        def first(self) -> Q: ...
        def add(self, query: Q) -> None: ...

    class FakeQueries:
        def first(self) -> FakeQuery:
            return FakeQuery()

        def add(self, query: Query) -> None: ...

    class QueriesOfUsers:
        def first(self) -> User:
            return User()

        def add(self, query: User) -> None: ...

    assert not told(FakeQueries, Queries)
    assert [one.rule for one in told(QueriesOfUsers, Queries)] == [17]


def test_a_class_that_makes_what_is_asked_for_is_no_function_itself() -> None:
    stands_for(Callable[[], User])(User)

    class Maker:
        make: Callable[[], User]

    class MakerOfUser:
        make: User

    assert told(MakerOfUser, Maker)


def test_the_mark_that_would_mend_it_is_told() -> None:
    class Keeps:
        query: Query
        settled: Query

        @property
        def read(self) -> list[Query]:
            return []

        def query_of(self, query: Query) -> None: ...

    class FakeKeeps:
        query: UnmarkedQuery
        settled: Query

        @property
        def read(self) -> list[UnmarkedQuery]:
            return []

        def query_of(self, query: UnmarkedQuery) -> None: ...

    mark = "write @stands_for(Query) above UnmarkedQuery, if it stands for Query"
    found = {one.member: one.mend for one in told(FakeKeeps, Keeps)}
    assert found == {"query": mark, "read": mark, "query_of": f"let it take Query, or {mark}"}
    assert [one.mend for one in told(SessionOfUnmarked, Session)] == [""]  # what gives None is no query in any case


def test_no_mark_is_told_that_could_not_be_written_or_would_not_mend() -> None:
    class Real:
        one: Query
        two: Query
        three: str
        four: User
        five: Iterator[Query]

    class Fake:
        one: User  # has not what a query has
        two: httpx.Client  # installed
        three: FakeQuery
        four: decimal.Decimal
        five: collections.OrderedDict[str, Query]

    assert {one.mend for one in told(Fake, Real)} == {""}


class Late(Protocol):
    def query(self) -> Query: ...


class LateQuery:
    def where(self, condition: str) -> LateQuery:
        return self


class FakeLate:
    def query(self) -> LateQuery:
        return LateQuery()


def test_what_is_bound_is_refused_until_it_is_marked() -> None:
    mark = r"write @stands_for\(Query\) above LateQuery, if it stands for Query"
    for _ in range(2):
        with pytest.raises(MisuseError, match=mark):
            MockFactory().bind(Late, to=FakeLate)  # type: ignore[arg-type]

    stands_for(Query)(LateQuery)

    mock = MockFactory()
    mock.bind(Late, to=FakeLate)  # type: ignore[arg-type]
    assert isinstance(mock.create(Late), FakeLate)


class Place(Protocol):
    query: Query


class FakePlace:
    query: FakeQuery


class PlaceOfUsers:
    query: User


current = Session()


def test_attributes_that_are_bound() -> None:
    MockFactory().bind(Place, to=FakePlace)  # type: ignore[arg-type]

    with pytest.raises(MisuseError, match="is User, not Query"):
        MockFactory().bind(Place, to=PlaceOfUsers)  # type: ignore[arg-type]


def test_what_is_replaced() -> None:
    replace(f"{__name__}.current", with_=FakeSession())

    with pytest.raises(MisuseError, match="gives "):
        replace(f"{__name__}.current", with_=SessionOfUnmarked())


def test_pairs_that_are_verified_elsewhere_are_assumed() -> None:
    class Unmarked:
        def query(self) -> UnmarkedQuery:
            return UnmarkedQuery()

    pair, known = StandIn(Unmarked, Session), StandIn(UnmarkedQuery, Query)

    assert not verify_pairs([pair], by=["rules"])[0].substitutable
    [report] = verify_pairs([pair], by=["rules"], assuming=[known])
    assert report.substitutable
    assert all(one.substitutable for one in verify_pairs([pair, known], by=["rules"]))


def test_what_is_assumed_and_can_not_be_found_is_left_to_who_verifies_it() -> None:
    pair = StandIn(FakeSession, Session)

    [report] = verify_pairs([pair], by=["rules"], assuming=[StandIn("no.such:Fake", "no.such:Real")])

    assert report.substitutable
    assert not report.failed
