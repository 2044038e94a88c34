"""`check_substitutable` and `stands_for`: what they take and what they give."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar, assert_type

from mockfactory.verification import Finding, Report, StandIn, check_substitutable, stands_for, verify_pairs

T = TypeVar("T")


class Full(Exception):
    pass


class Mailer(Protocol):
    def send(self, to: str) -> bool: ...


class Repo(Protocol[T]):
    def get(self, key: str) -> T: ...
    def put(self, key: str, item: T) -> None: ...


@stands_for(Mailer)
class FakeMailer:
    def send(self, to: str) -> bool:
        return bool(to)


@stands_for(Repo[int], raises=(Full, KeyError))
class FakeRepo:
    def get(self, key: str) -> int:
        raise KeyError(key)

    def put(self, key: str, item: int) -> None: ...


# what is marked stays what it is
assert_type(FakeMailer().send("a"), bool)
assert_type(FakeRepo().get("a"), int)
FakeMailer().send(1)  # BAD
stands_for(Mailer)(FakeMailer())  # BAD

# declared errors
report = check_substitutable(FakeRepo, Repo[int], raises=(Full,))
check_substitutable(len, Callable[[str], int])
check_substitutable(FakeRepo, Repo[int], raises=Full)  # BAD
check_substitutable(FakeRepo, Repo[int], raises=(Full(),))  # BAD
check_substitutable(FakeRepo, Repo[int], (Full,))  # BAD
check_substitutable(FakeRepo)  # BAD
stands_for(Mailer, raises=[Full])  # BAD
stands_for(Mailer, raises=("Full",))  # BAD
StandIn(FakeMailer, Mailer, raises=Full)  # BAD

# what is found
assert_type(report, Report)
assert_type(report.substitutable, bool)
assert_type(report.findings, Sequence[Finding])
assert_type(report.findings[0].rule, int | None)
assert_type(verify_pairs([StandIn(FakeMailer, Mailer, raises=(Full,))]), list[Report])
