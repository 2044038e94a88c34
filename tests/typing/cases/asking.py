"""`verify`, `calls_to`, `in_order`, `no_more_calls` and `Session`: what they take and what they give."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from typing import Generic, Protocol, TypeVar, assert_type, overload

from mockfactory import (
    Call,
    Session,
    SessionFailure,
    SpecViolation,
    any_,
    calls_to,
    double,
    double_class,
    in_order,
    no_more_calls,
    verify,
    when,
)

T = TypeVar("T")


class User:
    def __init__(self, name: str) -> None:
        self.name = name


class Mailer(Protocol):
    @property
    def open(self) -> bool: ...
    def send(self, to: str, *, subject: str = "") -> int: ...
    def close(self) -> None: ...
    async def fetch(self, url: str) -> bytes: ...
    async def stop(self) -> None: ...
    def stream(self, n: int) -> AsyncIterator[int]: ...
    @overload
    def read(self, key: int) -> int: ...
    @overload
    def read(self, key: str) -> str: ...


class Repo(Generic[T]):
    def put(self, one: T) -> None: ...


def charge(amount: int) -> str:
    return str(amount)


m = double(Mailer)
users = double(Repo[User])
charging = double(charge)
user_class = double_class(User)

# what verify takes
verify(m.send).once()
verify(m.close).never()
verify(m.read).times(2)
verify(charging).once()
verify(user_class).once()
verify(lambda: m.send("ada")).once()
verify(lambda: m.send("ada", subject=any_(str))).never()
verify(lambda: m.close()).once()
verify(lambda: m.open).once()
verify(lambda: m.fetch("u")).once()
verify(lambda: m.stop()).once()
verify(lambda: m.stream(1)).once()
verify(lambda: m.read(1)).once()
verify(lambda: m.read("a")).once()
verify(lambda: users.put(User("ada"))).once()
verify(lambda: charging(1)).once()
verify(lambda: user_class("ada")).once()
verify(m.snd).once()  # BAD
verify(m.open).once()  # BAD
verify(m).once()  # BAD
verify(m.send("ada")).once()  # BAD
verify(m.close()).once()  # BAD
verify(m.fetch("u")).once()  # BAD
verify("send").once()  # BAD
verify().once()  # BAD
verify(m.send, "ada").once()  # BAD
verify(m.send, times=1)  # BAD
verify(lambda: m.send()).once()  # BAD
verify(lambda: m.send(1)).once()  # BAD
verify(lambda: m.send("ada", "hi")).once()  # BAD
verify(lambda: m.send("ada", title="hi")).once()  # BAD
verify(lambda: m.send("ada", subject=any_(int))).never()  # BAD
verify(lambda: m.close(1)).once()  # BAD
verify(lambda: m.opn).once()  # BAD
verify(lambda: m.fetch(1)).once()  # BAD
verify(lambda: m.stream("1")).once()  # BAD
verify(lambda: m.read(1.5)).once()  # BAD
verify(lambda: users.put("ada")).once()  # BAD
verify(lambda: charging("1")).once()  # BAD
verify(lambda: user_class(1)).once()  # BAD
verify(lambda: user_class()).once()  # BAD


async def no_await() -> None:
    verify(lambda: m.fetch("u")).once()
    verify(await m.stop()).once()  # BAD
    verify(await m.fetch("u")).once()  # BAD


# the verbs
verify(m.send).times(2)
verify(m.send).times(n=2)
verify(m.send).at_least(1)
verify(m.send).at_most(3)
verify(m.send).times("2")  # BAD
verify(m.send).times(2.0)  # BAD
verify(m.send).times()  # BAD
verify(m.send).times(None)  # BAD
verify(m.send).at_least("1")  # BAD
verify(m.send).at_most()  # BAD
verify(m.send).once(1)  # BAD
verify(m.send).never(True)  # BAD
verify(m.send).twice()  # BAD
verify(m.send).onec()  # BAD
verify(m.send).called_once()  # BAD
verify(m.send).called_with("ada")  # BAD
verify(m.send).once().never()  # BAD
verify(m.send).once.never()  # BAD
verify(m.send).returns(1)  # BAD
verify(m.send).once = None  # BAD

# calls_to
assert_type(calls_to(m.send), list[Call])
assert_type(calls_to(lambda: m.send("ada", subject=any_(str))), list[Call])
first = calls_to(m.send)[0]
assert_type(first.name, str)
assert_type(first.args, tuple[object, ...])
assert_type(first.kwargs, Mapping[str, object])
assert_type(first.arguments, dict[str, object])
assert_type(first.arguments["to"], object)
assert_type(first.awaited, bool)
assert_type(first.number, int)
assert first.arguments == {"to": "ada"}
assert calls_to(m.send)[-1].arguments["to"] == "ada"
calls_to(m.snd)  # BAD
calls_to(m.open)  # BAD
calls_to(m.send("ada"))  # BAD
calls_to(lambda: m.send(1))  # BAD
calls_to(m)  # BAD
calls_to("send")  # BAD
calls_to()  # BAD
first.arguments["to"].upper()  # BAD
first.arguments.to  # BAD
first.args[0].upper()  # BAD
first.kwargs["subject"].upper()  # BAD
first.kwargs["subject"] = "x"  # BAD
first.arguments[0]  # BAD
first.awaitd  # BAD
first.awaited = True  # BAD
subject: str = first.arguments["subject"]  # BAD
narrowed = first.arguments["to"]
assert isinstance(narrowed, str)
assert_type(narrowed, str)

# in_order and no_more_calls
with in_order():
    verify(m.close).once()
    verify(lambda: m.send("ada")).once()
no_more_calls(m)
no_more_calls(m, users, charging)
with in_order(m):  # BAD
    pass
with in_order as order:  # BAD
    pass
in_order().verify(m.close)  # BAD
no_more_calls(m).once()  # BAD
no_more_calls(doubles=[m])  # BAD


async def no_async_order() -> None:
    async with in_order():  # BAD
        pass


# sessions
with Session(allow=["types", "unused-stubs", "other-arguments", "un-awaited"]) as session:
    assert_type(session, Session)
    assert_type(session.calls, list[Call])
    assert_type(session.violations, tuple[SpecViolation, ...])
Session(allow={"types"}, name="mine")
Session(allow=["type"])  # BAD
Session(allow="un-used")  # BAD
Session(["types"])  # BAD
Session(strict=True)  # BAD
session.violatons  # BAD
session.violations = ()  # BAD


def problems_of(failure: SessionFailure) -> None:
    assert_type(failure.problems, tuple[str, ...])
    failure.problem  # BAD


# a helper around verify keeps the checks
def sent_once(target: Callable[..., object]) -> None:
    verify(target).once()


sent_once(m.send)
sent_once(lambda: m.send("ada"))
sent_once(m.send("ada"))  # BAD
sent_once(lambda: m.send(1))  # BAD

# each word has its own verbs
when(m.send).returns(1)
when(m.send).once()  # BAD
when(m.send).times(1)  # BAD
