"""`when` on methods of every sort: any call by name, one call in a lambda."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, NoReturn, Protocol, TypedDict, Unpack, assert_type

from mockfactory import any_, double, double_class, when


class Receipt:
    def __init__(self, number: int) -> None:
        self.number = number


class Options(TypedDict, total=False):
    subject: str
    urgent: bool


class Required(TypedDict):
    key: str
    size: int


class Mailer(Protocol):
    def send(self, to: str, *, subject: str = "", copies: int = 0) -> Receipt: ...
    def close(self) -> None: ...
    def fail(self, why: str) -> NoReturn: ...
    def find(self, key: str) -> Receipt | None: ...
    def either(self, key: str) -> int | str: ...
    def many(self, *numbers: int, **names: str) -> list[int]: ...
    def tuned(self, to: str, **options: Unpack[Options]) -> bool: ...
    def keyed(self, **options: Unpack[Required]) -> bool: ...
    def positional(self, a: int, b: str = "", /) -> float: ...
    def mixed(self, a: int, /, b: str, *, c: bool) -> float: ...
    def all_optional(self, a: int = 0, b: str = "") -> int: ...
    def anything(self) -> Any: ...
    def objects(self) -> object: ...
    async def fetch(self, url: str, *, timeout: float = 1.0) -> bytes: ...
    async def stop(self) -> None: ...
    async def maybe(self, url: str) -> bytes | None: ...
    def later(self, url: str) -> Awaitable[bytes]: ...
    def coroutine(self, url: str) -> Coroutine[Any, Any, bytes]: ...
    @classmethod
    def open(cls, url: str) -> int: ...
    @staticmethod
    def quote(text: str) -> str: ...
    @classmethod
    async def connect(cls, url: str) -> int: ...


class Base(ABC):
    @abstractmethod
    def load(self, key: str) -> bytes: ...

    @abstractmethod
    async def aload(self, key: str) -> bytes: ...


class Child(Base):
    def load(self, key: str, *, fresh: bool = False) -> bytes:
        return b""

    async def aload(self, key: str) -> bytes:
        return b""

    def own(self) -> int:
        return 1


m = double(Mailer)
receipt = Receipt(1)

# sync, any call
when(m.send).returns(receipt)
when(m.send).returns(receipt, Receipt(2), Receipt(3))
when(m.send).raises(OSError("full"))
when(m.send).returns(1)  # BAD
when(m.send).returns(receipt, None)  # BAD
when(m.send).returns(Receipt)  # BAD
when(m.send).return_value(receipt)  # BAD
when(m.snd).returns(receipt)  # BAD
when(m.send, receipt).returns(receipt)  # BAD
when(m.send("ada")).returns(receipt)  # BAD
when("send").returns(receipt)  # BAD
when(m).returns(receipt)  # BAD
when().returns(receipt)  # BAD

# sync, one call
when(lambda: m.send("ada")).returns(receipt)
when(lambda: m.send("ada", subject="hi", copies=2)).returns(receipt)
when(lambda: m.send(to="ada", subject=any_(str))).raises(OSError)
when(lambda: m.send()).returns(receipt)  # BAD
when(lambda: m.send(1)).returns(receipt)  # BAD
when(lambda: m.send("ada", "hi")).returns(receipt)  # BAD
when(lambda: m.send("ada", title="hi")).returns(receipt)  # BAD
when(lambda: m.send("ada", copies="2")).returns(receipt)  # BAD
when(lambda: m.send("ada", subject=any_(int))).returns(receipt)  # BAD
when(lambda: m.snd("ada")).returns(receipt)  # BAD
when(lambda: m.send("ada")).returns(1)  # BAD
when(lambda: m.send("ada")).returns("receipt")  # BAD

# None
when(m.close).returns(None)
when(m.close).returns()
when(lambda: m.close()).returns(None)
when(lambda: m.close()).raises(OSError())
when(m.close).returns(1)  # BAD
when(lambda: m.close()).returns(False)  # BAD
when(lambda: m.close(1)).returns(None)  # BAD
when(m.close()).returns(None)  # BAD

# never
when(m.fail).raises(RuntimeError("boom"))
when(lambda: m.fail("why")).raises(RuntimeError("boom"))
when(m.fail).returns(None)  # BAD
when(lambda: m.fail("why")).returns(1)  # BAD
when(lambda: m.fail(1)).raises(RuntimeError("boom"))  # BAD

# optional and union
when(m.find).returns(None)
when(m.find).returns(receipt, None)
when(lambda: m.find("k")).returns(None, receipt)
when(m.either).returns(1, "a")
when(lambda: m.either("k")).returns("a")
when(m.find).returns(1)  # BAD
when(lambda: m.find("k")).returns(False)  # BAD
when(m.either).returns(b"a")  # BAD
when(lambda: m.either("k")).returns(1, None)  # BAD

# *args and **kwargs
when(m.many).returns([1])
when(lambda: m.many()).returns([1])
when(lambda: m.many(1, 2, 3, ada="a", bob="b")).returns([])
when(lambda: m.many(*[1, 2], **{"ada": "a"})).returns([1], [2])
when(lambda: m.many(1, "2")).returns([1])  # BAD
when(lambda: m.many(ada=1)).returns([1])  # BAD
when(lambda: m.many(1)).returns(["1"])  # BAD
when(m.many).returns((1, 2))  # BAD

# **kwargs: Unpack[TypedDict]
when(m.tuned).returns(True)
when(lambda: m.tuned("ada")).returns(True)
when(lambda: m.tuned("ada", subject="hi", urgent=True)).returns(True)
when(lambda: m.keyed(key="k", size=1)).returns(True)
when(lambda: m.tuned("ada", title="hi")).returns(True)  # BAD
when(lambda: m.tuned("ada", urgent="yes")).returns(True)  # BAD
when(lambda: m.tuned("ada", urgent=True)).returns("yes")  # BAD
when(lambda: m.keyed(key="k")).returns(True)  # BAD
when(lambda: m.keyed(key="k", size="1")).returns(True)  # BAD

# positional-only
when(lambda: m.positional(1)).returns(1.0)
when(lambda: m.positional(1, "b")).returns(1.0)
when(lambda: m.mixed(1, "b", c=True)).returns(1.0)
when(lambda: m.mixed(1, b="b", c=True)).returns(1.0)
when(m.mixed).returns(1.0)
when(lambda: m.positional(a=1)).returns(1.0)  # BAD
when(lambda: m.positional(1, b="b")).returns(1.0)  # BAD
when(lambda: m.mixed(a=1, b="b", c=True)).returns(1.0)  # BAD
when(lambda: m.mixed(1, "b", True)).returns(1.0)  # BAD
when(lambda: m.mixed(1, "b")).returns(1.0)  # BAD
when(lambda: m.positional("1")).returns(1.0)  # BAD
when(m.positional).returns("1.0")  # BAD

# Any and object promise nothing, so nothing is refused
when(m.anything).returns(1, "a", None)
when(lambda: m.anything()).returns(receipt)
when(m.objects).returns(1, "a", None)
when(lambda: m.objects()).returns(receipt)
when(lambda: m.anything(1)).returns(receipt)  # BAD

# async: no await in the lambda, and what is awaited is returned
when(m.fetch).returns(b"x")
when(m.fetch).returns(b"x", b"y")
when(lambda: m.fetch("u")).returns(b"x")
when(lambda: m.fetch("u", timeout=2)).returns(b"x", b"y")
when(lambda: m.fetch(any_(str), timeout=any_(float))).raises(TimeoutError())
when(m.stop).returns(None)
when(lambda: m.stop()).returns(None)
when(m.maybe).returns(None, b"x")
when(lambda: m.maybe("u")).returns(None)
when(m.fetch).returns("x")  # BAD
when(m.fetch).returns(b"x", None)  # BAD
when(lambda: m.fetch("u")).returns("x")  # BAD
when(lambda: m.fetch(1)).returns(b"x")  # BAD
when(lambda: m.fetch("u", 2.0)).returns(b"x")  # BAD
when(lambda: m.fetch("u", wait=2.0)).returns(b"x")  # BAD
when(lambda: m.fetch()).returns(b"x")  # BAD
when(m.stop).returns(1)  # BAD
when(lambda: m.stop()).returns(False)  # BAD
when(m.maybe).returns("x")  # BAD
when(m.fetch("u")).returns(b"x")  # BAD

# plain methods that give something to await
when(m.later).returns(b"x")
when(lambda: m.later("u")).returns(b"x", b"y")
when(m.coroutine).returns(b"x")
when(lambda: m.coroutine("u")).returns(b"x")
when(m.later).returns("x")  # BAD
when(lambda: m.later("u")).returns("x")  # BAD
when(lambda: m.later(1)).returns(b"x")  # BAD
when(m.coroutine).returns("x")  # BAD
when(lambda: m.coroutine("u")).returns(None)  # BAD

# class and static methods, through the instance
when(m.open).returns(1)
when(lambda: m.open("u")).returns(1)
when(m.quote).returns("q")
when(lambda: m.quote("t")).returns("q")
when(m.connect).returns(1)
when(lambda: m.connect("u")).returns(1)
when(m.open).returns("1")  # BAD
when(lambda: m.open(1)).returns(1)  # BAD
when(m.quote).returns(b"q")  # BAD
when(lambda: m.quote()).returns("q")  # BAD
when(lambda: m.connect("u")).returns("1")  # BAD
when(lambda: m.connect(url=1)).returns(1)  # BAD

# ABC and subclass
base, child = double(Base), double(Child)
when(base.load).returns(b"x")
when(lambda: base.load("k")).returns(b"x")
when(lambda: base.aload("k")).returns(b"x")
when(lambda: child.load("k", fresh=True)).returns(b"x")
when(child.own).returns(1)
when(lambda: base.load("k", fresh=True)).returns(b"x")  # BAD
when(base.own).returns(1)  # BAD
when(base.load).returns("x")  # BAD
when(lambda: child.load("k", fresh=1.5)).returns(b"x")  # BAD

# through the class
child_class = double_class(Child)
receipt_class = double_class(Receipt)
mailer_class = double_class(Mailer)
when(receipt_class).returns(receipt)
when(lambda: receipt_class(1)).returns(receipt)
when(lambda: receipt_class(number=any_(int))).raises(ValueError())
when(mailer_class.open).returns(1)
when(lambda: mailer_class.open("u")).returns(1)
when(mailer_class.quote).returns("q")
when(lambda: mailer_class.connect("u")).returns(1)
when(receipt_class).returns(1)  # BAD
when(lambda: receipt_class()).returns(receipt)  # BAD
when(lambda: receipt_class("1")).returns(receipt)  # BAD
when(lambda: receipt_class(1)).returns("receipt")  # BAD
when(mailer_class.open).returns("1")  # BAD
when(lambda: mailer_class.quote(1)).returns("q")  # BAD
when(child_class).returns(base)  # BAD


# functions and callables
def charge(amount: int, *, currency: str = "EUR") -> str:
    return f"{amount} {currency}"


class Handler(Protocol):
    def __call__(self, event: str, *, retry: bool = False) -> int: ...


charging = double(charge)
hook = double(Callable[[str, int], bool])
handler = double(Handler)
when(charging).returns("ok")
when(lambda: charging(1, currency="USD")).returns("ok")
when(hook).returns(True)
when(lambda: hook("a", 1)).returns(True)
when(handler).returns(1)
when(lambda: handler("a", retry=True)).returns(1)
when(charging).returns(1)  # BAD
when(lambda: charging("1")).returns("ok")  # BAD
when(lambda: charging(1, "USD")).returns("ok")  # BAD
when(hook).returns("yes")  # BAD
when(lambda: hook("a")).returns(True)  # BAD
when(handler).returns("1")  # BAD
when(lambda: handler("a", again=True)).returns(1)  # BAD

# the double stays what it is
assert_type(m, Mailer)
assert_type(m.send("ada"), Receipt)
