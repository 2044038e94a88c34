"""`when` on generics, overloads, `Self`, and functions behind decorators."""

from __future__ import annotations

import functools
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Concatenate, Generic, Literal, ParamSpec, Protocol, Self, TypeVar, TypeVarTuple, overload

from mockfactory import any_, double, when

T = TypeVar("T")
K = TypeVar("K")
P = ParamSpec("P")
R = TypeVar("R")
N = TypeVar("N", int, str)
Ts = TypeVarTuple("Ts")


class User:
    def __init__(self, name: str) -> None:
        self.name = name


class Admin(User): ...


class Repo(Generic[T]):
    def get(self, key: int) -> T:
        raise NotImplementedError

    async def aget(self, key: int) -> T:
        raise NotImplementedError

    def put(self, one: T, *more: T) -> int:
        raise NotImplementedError

    def all(self) -> list[T]:
        raise NotImplementedError

    def by(self, key: Callable[[T], K]) -> dict[K, T]:
        raise NotImplementedError

    def __getitem__(self, key: int) -> T:
        raise NotImplementedError


class Users(Repo[User]):
    def named(self, name: str) -> User:
        raise NotImplementedError


class Tools(Protocol):
    def first(self, items: list[T]) -> T: ...
    def same(self, one: T) -> T: ...
    def pairs(self, left: list[T], right: list[K]) -> dict[T, K]: ...
    def make(self, kind: type[T]) -> T: ...
    def scale(self, number: N, by: int) -> N: ...
    def pack(self, *items: *Ts) -> tuple[*Ts]: ...
    async def run(self, job: Callable[P, Awaitable[R]], *args: P.args, **kwargs: P.kwargs) -> R: ...
    async def afirst(self, items: list[T]) -> T: ...
    @overload
    def read(self, key: int) -> int: ...
    @overload
    def read(self, key: str) -> str: ...
    @overload
    def read(self, key: str, default: T) -> str | T: ...
    @overload
    async def aread(self, key: int) -> int: ...
    @overload
    async def aread(self, key: str) -> str: ...
    @overload
    def open(self, mode: Literal["r"]) -> str: ...
    @overload
    def open(self, mode: Literal["b"]) -> bytes: ...


class Query(Protocol):
    def where(self, **terms: object) -> Self: ...
    def limit(self, n: int) -> Self: ...
    async def refreshed(self) -> Self: ...
    def all(self) -> list[str]: ...
    def clones(self) -> list[Self]: ...


# a generic class
users = double(Repo[User])
when(users.get).returns(User("ada"), Admin("eve"))
when(lambda: users.get(1)).returns(User("ada"))
when(lambda: users.aget(any_(int))).returns(User("ada"))
when(users.aget).returns(User("ada"))
when(users.put).returns(1)
when(lambda: users.put(User("ada"), Admin("eve"))).returns(2)
when(lambda: users.put(any_(User))).returns(2)
when(users.all).returns([User("ada")], [])
when(lambda: users.by(lambda user: user.name)).returns({"ada": User("ada")})
when(lambda: users[1]).returns(User("ada"))
when(users.get).returns("ada")  # BAD
when(lambda: users.get("1")).returns(User("ada"))  # BAD
when(lambda: users.get(1)).returns(1)  # BAD
when(lambda: users.aget(1)).returns("ada")  # BAD
when(users.aget).returns("ada")  # BAD
when(lambda: users.put("ada")).returns(1)  # BAD
when(lambda: users.put(User("ada"), 2)).returns(1)  # BAD
when(lambda: users.put(any_(str))).returns(2)  # BAD
when(users.all).returns(["ada"])  # BAD
when(users.all).returns(User("ada"))  # BAD
when(lambda: users.by(lambda user: user.nam)).returns({"ada": User("ada")})  # BAD
when(lambda: users.by(lambda user: user.name)).returns({1: User("ada")})  # BAD
when(lambda: users["1"]).returns(User("ada"))  # BAD
when(lambda: users[1]).returns("ada")  # BAD

# a subclass that fixes the parameter
named = double(Users)
when(named.get).returns(User("ada"))
when(lambda: named.get(1)).returns(User("ada"))
when(named.named).returns(Admin("eve"))
when(named.get).returns("ada")  # BAD
when(lambda: named.put(1)).returns(1)  # BAD
when(named.named).returns(1)  # BAD

# generic methods: the lambda says which type is meant
tools = double(Tools)
when(lambda: tools.first([1])).returns(1)
when(lambda: tools.first(["a"])).returns("a")
when(lambda: tools.same(User("ada"))).returns(User("eve"))
when(lambda: tools.pairs([1], ["a"])).returns({1: "a"})
when(lambda: tools.make(User)).returns(User("ada"))
when(lambda: tools.scale(1, 2)).returns(2)
when(lambda: tools.scale("a", 2)).returns("aa")
when(lambda: tools.pack(1, "a")).returns((1, "a"))
when(lambda: tools.afirst([1])).returns(1)
when(lambda: tools.first([1])).returns("a")  # BAD
when(lambda: tools.first(1)).returns(1)  # BAD
when(lambda: tools.same(User("ada"))).returns("eve")  # BAD
when(lambda: tools.pairs([1], ["a"])).returns({"a": 1})  # BAD
when(lambda: tools.make(User)).returns(1)  # BAD
when(lambda: tools.make(User("ada"))).returns(User("ada"))  # BAD
when(lambda: tools.scale(1, 2)).returns("aa")  # BAD
when(lambda: tools.scale(User("a"), 2)).returns(2)  # BAD
when(lambda: tools.pack(1, "a")).returns((1, 2))  # BAD
when(lambda: tools.pack(1, "a")).returns((1,))  # BAD
when(lambda: tools.afirst([1])).returns("a")  # BAD


async def job(n: int, *, name: str) -> bytes:
    return b""


# a method that takes a ParamSpec's arguments
when(lambda: tools.run(job, 1, name="a")).returns(b"x")
when(lambda: tools.run(job, 1, name="a")).returns("x")  # BAD
when(lambda: tools.run(job, "1", name="a")).returns(b"x")  # BAD
when(lambda: tools.run(job, 1)).returns(b"x")  # BAD
when(lambda: tools.run(job, 1, nam="a")).returns(b"x")  # BAD

# overloads: the lambda chooses
when(lambda: tools.read(1)).returns(1)
when(lambda: tools.read("a")).returns("a")
when(lambda: tools.read("a", None)).returns(None, "a")
when(lambda: tools.aread(1)).returns(1)
when(lambda: tools.aread("a")).returns("a")
when(lambda: tools.open("r")).returns("text")
when(lambda: tools.open("b")).returns(b"bytes")
when(lambda: tools.read(1)).returns("a")  # BAD
when(lambda: tools.read("a")).returns(1)  # BAD
when(lambda: tools.read("a")).returns(None)  # BAD
when(lambda: tools.read("a", None)).returns(1)  # BAD
when(lambda: tools.read(1.5)).returns(1)  # BAD
when(lambda: tools.aread(1)).returns("a")  # BAD
when(lambda: tools.aread("a")).returns(1)  # BAD
when(lambda: tools.open("r")).returns(b"bytes")  # BAD
when(lambda: tools.open("b")).returns("text")  # BAD
when(lambda: tools.open("w")).returns("text")  # BAD

# Self
query = double(Query)
when(query.where).returns(query)
when(lambda: query.where(name="ada")).returns(query)
when(lambda: query.where(name="ada").limit(3)).returns(query)
when(lambda: query.where(name="ada").limit(3).all()).returns(["ada"])
when(query.refreshed).returns(query)
when(lambda: query.refreshed()).returns(query)
when(query.clones).returns([query])
when(query.where).returns("query")  # BAD
when(lambda: query.where("ada")).returns(query)  # BAD
when(lambda: query.where(name="ada").limit("3")).returns(query)  # BAD
when(lambda: query.where(name="ada").limit(3).all()).returns([1])  # BAD
when(lambda: query.where(name="ada").limt(3)).returns(query)  # BAD
when(query.refreshed).returns(None)  # BAD
when(lambda: query.refreshed()).returns(["ada"])  # BAD
when(query.clones).returns(query)  # BAD


# ParamSpec: what a decorator leaves of a signature
def logged(function: Callable[P, R]) -> Callable[P, R]:
    @functools.wraps(function)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    return inner


def with_user(function: Callable[Concatenate[User, P], R]) -> Callable[P, R]:
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(User("ada"), *args, **kwargs)

    return inner


def listed(function: Callable[P, R]) -> Callable[P, list[R]]:
    def inner(*args: P.args, **kwargs: P.kwargs) -> list[R]:
        return [function(*args, **kwargs)]

    return inner


class Service:
    @logged
    def add(self, left: int, *, right: int = 0) -> int:
        return left + right

    @logged
    async def aadd(self, left: int, *, right: int = 0) -> int:
        return left + right

    @listed
    def spread(self, one: str) -> bytes:
        return one.encode()

    @functools.cached_property
    def slow(self) -> int:
        return 1

    @functools.lru_cache(maxsize=1)  # noqa: B019
    def cached(self, one: int) -> str:
        return str(one)

    @contextmanager
    def lock(self, name: str) -> Generator[int]:
        yield 1

    @asynccontextmanager
    async def session(self, name: str) -> AsyncGenerator[User]:
        yield User("ada")


@with_user
def greet(user: User, word: str) -> str:
    return user.name + word


service = double(Service)
when(service.add).returns(1)
when(lambda: service.add(1, right=2)).returns(3)
when(service.aadd).returns(1)
when(lambda: service.aadd(1, right=2)).returns(3)
when(service.spread).returns([b"a"])
when(lambda: service.spread("a")).returns([b"a"], [])
when(lambda: service.slow).returns(1)
when(lambda: service.cached(1)).returns("a")
when(lambda: service.lock("a")).enters(1)
when(service.lock).enters(1)
when(lambda: service.session("a")).enters(User("ada"))
when(service.session).enters(User("ada"))
when(service.add).returns("1")  # BAD
when(lambda: service.add(1, 2)).returns(3)  # BAD
when(lambda: service.add(1, rihgt=2)).returns(3)  # BAD
when(lambda: service.aadd("1")).returns(3)  # BAD
when(service.aadd).returns("1")  # BAD
when(service.spread).returns(b"a")  # BAD
when(lambda: service.spread(1)).returns([b"a"])  # BAD
when(lambda: service.slow).returns("1")  # BAD
when(lambda: service.cached(1)).returns(1)  # BAD
when(lambda: service.lock(1)).enters(1)  # BAD
when(lambda: service.lock("a")).enters("1")  # BAD
when(service.lock).yields(1)  # BAD
when(lambda: service.session("a")).enters(1)  # BAD
when(service.session).enters("ada")  # BAD
when(service.session).yields(User("ada"))  # BAD
greeting = double(greet)
when(greeting).returns("hi")
when(lambda: greeting("hi")).returns("hi")
when(greeting).returns(1)  # BAD
when(lambda: greeting(User("ada"), "hi")).returns("hi")  # BAD
when(lambda: greeting(1)).returns("hi")  # BAD


# a generic test helper keeps its types
def stub_first(repo: Repo[T], one: T) -> None:
    when(repo.get).returns(one)
    when(lambda: repo.get(1)).returns(one)
    when(repo.all).returns([one])
    when(repo.get).returns(1)  # BAD
    when(repo.all).returns(one)  # BAD


def stub_all(mapping: Mapping[str, Repo[T]], one: T) -> None:
    for repo in mapping.values():
        when(repo.get).returns(one)
        when(lambda: repo.get(1)).returns(one)


stub_first(users, User("ada"))
stub_first(users, "ada")  # BAD
