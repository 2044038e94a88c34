"""`double`, `double_class`, `spy`, `replace`, `MockFactory`: what they take, and the type of what they give."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from typing import Annotated, Generic, NamedTuple, Protocol, TypeVar, assert_type, overload, runtime_checkable

from mockfactory import MockFactory, double, double_class, replace, spy

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class User:
    def __init__(self, name: str, *, age: int = 0) -> None:
        self.name = name
        self.age = age

    @classmethod
    def guest(cls) -> User:
        return cls("guest")

    @staticmethod
    def count(group: str) -> int:
        return len(group)

    def greet(self, other: str) -> str:
        return self.name + other


class Mailer(Protocol):
    def send(self, to: str, *, subject: str = "") -> bool: ...


@runtime_checkable
class Closable(Protocol):
    def close(self) -> None: ...


class Store(ABC):
    @abstractmethod
    def load(self, key: str) -> bytes: ...


class Repo(Generic[T]):
    def get(self, key: int) -> T:
        raise NotImplementedError

    def put(self, one: T) -> None: ...


class Source(Protocol[T_co]):
    def pull(self) -> T_co: ...


class Point(NamedTuple):
    x: int
    y: int


class Handler(Protocol):
    def __call__(self, event: str, *, retry: bool = False) -> int: ...


Hook = Callable[[str, int], bool]


def charge(amount: int, currency: str = "EUR") -> str:
    return f"{amount} {currency}"


async def fetch(url: str) -> bytes:
    return url.encode()


@overload
def parse(text: str) -> int: ...
@overload
def parse(text: bytes) -> float: ...
def parse(text: str | bytes) -> float:
    return float(text)


def largest(items: list[T]) -> T:
    return items[0]


# double: classes of every sort
assert_type(double(User), User)
assert_type(double(Mailer), Mailer)
assert_type(double(Closable), Closable)
assert_type(double(Store), Store)
assert_type(double(Point), Point)
assert_type(double(Handler), Handler)
assert_type(double(Repo[User]), Repo[User])
assert_type(double(Source[User]), Source[User])
assert_type(double(Repo[Repo[User]]), Repo[Repo[User]])
assert_type(double(AbstractContextManager[User]), AbstractContextManager[User])
assert_type(double(Annotated[User, "of the tenant"]), User)
assert_type(double(User), Mailer)  # BAD
assert_type(double(Repo[User]), Repo[Mailer])  # BAD
wrong_user: User = double(Mailer)  # BAD
wrong_repo: Repo[int] = double(Repo[str])  # BAD
right_repo: Repo[int] = double(Repo[int])

# double: options
double(User, strict=True, raises=(OSError, ValueError), name="ada")
double(User, strict="yes")  # BAD
double(User, raises=OSError)  # BAD
double(User, raises=(OSError(),))  # BAD
double(User, raises=("OSError",))  # BAD
double(User, name=1)  # BAD
double(User, True)  # BAD
double(User, spec_set=True)  # BAD
double(User, instance=True)  # BAD
double()  # BAD

# double: callables
assert_type(double(Callable[[int], str]), Callable[[int], str])
assert_type(double(Hook), Callable[[str, int], bool])
assert_type(double(Callable[[int], Awaitable[str]]), Callable[[int], Awaitable[str]])
assert_type(double(Callable[[int], str])(1), str)
assert_type(double(Hook)("a", 1), bool)
assert_type(double(Handler)("a", retry=True), int)
assert_type(double(charge)(1, currency="USD"), str)
assert_type(double(charge)(1), str)
assert_type(double(parse)("1"), int)
assert_type(double(parse)(b"1"), float)
assert_type(double(largest)([1, 2]), int)
assert_type(double(parse)("1"), float)  # BAD
double(parse)(1)  # BAD
double(largest)(1)  # BAD


def named(name: str | None, strict: bool) -> None:
    assert_type(double(Mailer, name=name, strict=strict), Mailer)
    assert_type(double(Closable, name=name), Closable)
    assert_type(double(Repo[User], name=name), Repo[User])
    assert_type(double(charge, name=name)(1), str)
    double(Closable, name=name).nothing  # BAD


double(Callable[[int], str])("a")  # BAD
double(Hook)("a")  # BAD
double(Handler)("a", again=True)  # BAD
double(charge)("a")  # BAD
double(charge)(1, coin="USD")  # BAD
double(charge)()  # BAD
right_charge: Callable[[int], str] = double(charge)
wrong_charge: Callable[[str], str] = double(charge)  # BAD


async def use_fetch() -> None:
    double_fetch = double(fetch)
    assert_type(await double_fetch("u"), bytes)
    await double_fetch(1)  # BAD
    await double_fetch(link="u")  # BAD


# double: what is no type and no function
double(3)  # BAD
double("x")  # BAD
double(3.5)  # BAD
double(b"x")  # BAD
double([User])  # BAD
double({})  # BAD
double(User("ada"))  # BAD
double(json)  # BAD
double((User, Mailer))  # BAD
double(...)  # BAD
double(charge(1))  # BAD

# the double is a User, nothing more and nothing less
ada = double(User)
assert_type(ada.name, str)
assert_type(ada.greet("bob"), str)
ada.age = 3
ada.age = "3"  # BAD
ada.email  # BAD
ada.email = "a@x.io"  # BAD
ada.greet(1)  # BAD
ada.greet()  # BAD
ada.greet("bob", "eve")  # BAD
ada.greet(someone="bob")  # BAD
ada()  # BAD
double(Store).load("k").decode()
double(Store).load(1)  # BAD
double(Store).save("k")  # BAD
double(Repo[User]).put(ada)
double(Repo[User]).put("ada")  # BAD
double(Repo[User]).get(1).greet("bob")
double(Repo[User]).get(1).gret("bob")  # BAD


# the code under test takes the double for the real thing
def register(name: str, mailer: Mailer, store: Store, users: Repo[User], hook: Hook) -> None: ...


register("ada", double(Mailer), double(Store), double(Repo[User]), double(Hook))
register("ada", double(Store), double(Store), double(Repo[User]), double(Hook))  # BAD
register("ada", double(Mailer), double(Mailer), double(Repo[User]), double(Hook))  # BAD
register("ada", double(Mailer), double(Store), double(Repo[int]), double(Hook))  # BAD
register("ada", double(Mailer), double(Store), double(Repo[User]), double(charge))  # BAD
register(double(Mailer), double(Mailer), double(Store), double(Repo[User]), double(Hook))  # BAD

# double_class
assert_type(double_class(User), type[User])
assert_type(double_class(User)("ada", age=3), User)
assert_type(double_class(User).guest(), User)
assert_type(double_class(User).count("g"), int)
assert_type(double_class(Store), type[Store])
assert_type(double_class(Closable), type[Closable])
assert_type(double_class(Repo[User]), type[Repo[User]])
assert_type(double_class(Repo[User])().get(1), User)
double_class(User)()  # BAD
double_class(User)(1)  # BAD
double_class(User)("ada", 3)  # BAD
double_class(User)("ada", years=3)  # BAD
double_class(User).count(1)  # BAD
double_class(User).guests()  # BAD
double_class(User("ada"))  # BAD
double_class(charge)  # BAD
double_class("User()")  # BAD
double_class(3)  # BAD
double_class(User, strict=True)  # BAD
double_class()  # BAD
right_class: type[User] = double_class(User)
wrong_class: type[User] = double_class(Store)  # BAD


def build(cls: Callable[[str], User]) -> User:
    return cls("ada")


build(double_class(User))
build(double_class(Store))  # BAD

# spy
assert_type(spy(User("ada")), User)
assert_type(spy(Repo[int]()), Repo[int])
assert_type(spy(User("ada")).greet("bob"), str)
assert_type(spy(charge)(1), str)
real_point = Point(1, 2)
assert_type(spy(real_point), Point)
spy(User("ada")).gret("bob")  # BAD
spy(User("ada")).greet(1)  # BAD
spy(charge)("a")  # BAD
spy(User("ada"), strict=True)  # BAD
spy()  # BAD
not_the_class: Mailer = spy(User("ada"))  # BAD

# replace
replace("app.mail.client", with_=double(Mailer))
replace("app.mail.client", with_=double_class(User)).undo()
with replace("app.mail.client", with_=double(charge)):
    pass
replace("app.mail.client")  # BAD
replace("app.mail.client", double(Mailer))  # BAD
replace("app.mail.client", new=double(Mailer))  # BAD
replace(User, with_=double(Mailer))  # BAD
replace(User.greet, with_=double(charge))  # BAD
replace("app.mail.client", with_=double(Mailer)).stop()  # BAD


# MockFactory
def test_with_a_factory(mock_factory: MockFactory) -> None:
    assert_type(mock_factory.create(User), User)
    assert_type(mock_factory.create(Mailer), Mailer)
    assert_type(mock_factory.create(Store), Store)
    assert_type(mock_factory.create(Repo[User]), Repo[User])
    assert_type(mock_factory.create(Hook), Hook)
    mock_factory.create(3)  # BAD
    mock_factory.create("x")  # BAD
    mock_factory.create(Mailer).snd("a")  # BAD
    mock_factory.create()  # BAD
    mock_factory.creat(User)  # BAD
    wrong: User = mock_factory.create(Mailer)  # BAD
    register("ada", mock_factory.create(Mailer), double(Store), double(Repo[User]), double(Hook))
    register("ada", mock_factory.create(Store), double(Store), double(Repo[User]), double(Hook))  # BAD
