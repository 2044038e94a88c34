"""`when(...).calls(function)`: the signature and the result of the function are checked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Iterator
from typing import Any, NoReturn, Protocol, TypeVar

from mockfactory import double, double_class, when

T = TypeVar("T")


class User:
    def __init__(self, name: str) -> None:
        self.name = name


class Db(Protocol):
    def count(self, table: str, *, limit: int = 0) -> int: ...
    def close(self) -> None: ...
    def reset(self, hard: bool = False) -> int: ...
    def pair(self, left: int, right: str) -> bool: ...
    def only(self, left: int, /) -> int: ...
    def many(self, *numbers: int, **names: str) -> float: ...
    def find(self, key: str) -> User | None: ...
    def items(self, key: str) -> Iterator[int]: ...
    async def fetch(self, table: str) -> list[int]: ...
    async def stop(self) -> None: ...
    def later(self, table: str) -> Awaitable[int]: ...
    def coroutine(self, table: str) -> Coroutine[Any, Any, int]: ...
    def fail(self, why: str) -> NoReturn: ...
    @property
    def size(self) -> int: ...
    @classmethod
    def open(cls, url: str) -> int: ...


db = double(Db)


def count(table: str, *, limit: int = 0) -> int:
    return limit


def count_more(table: object, *more: object, limit: float = 0, **rest: object) -> bool:
    return True


def count_anything(*args: Any, **kwargs: Any) -> int:
    return 1


def count_renamed(name: str, *, limit: int = 0) -> int:
    return limit


def count_required(table: str, *, limit: int) -> int:
    return limit


def count_few(table: str) -> int:
    return 1


def count_many(table: str, other: str, *, limit: int = 0) -> int:
    return 1


def count_wrong_type(table: int, *, limit: int = 0) -> int:
    return 1


def count_wrong_result(table: str, *, limit: int = 0) -> str:
    return table


async def count_async(table: str, *, limit: int = 0) -> int:
    return limit


class Counter:
    def __call__(self, table: str, *, limit: int = 0) -> int:
        return limit

    def method(self, table: str, *, limit: int = 0) -> int:
        return limit


# sync
when(db.count).calls(count)
when(db.count).calls(count_more)
when(db.count).calls(count_anything)
when(db.count).calls(Counter())
when(db.count).calls(Counter().method)
when(db.count).calls(lambda table, *, limit=0: limit + len(table))
when(db.count).calls(double(count))
when(db.count).calls(db.count)
when(db.count).calls(count_renamed)  # BAD
when(db.count).calls(count_required)  # BAD
when(db.count).calls(count_few)  # BAD
when(db.count).calls(count_many)  # BAD
when(db.count).calls(count_wrong_type)  # BAD
when(db.count).calls(count_wrong_result)  # BAD
when(db.count).calls(count_async)  # BAD
when(db.count).calls(count("t"))  # BAD
when(db.count).calls(Counter)  # BAD
when(db.count).calls(1)  # BAD
when(db.count).calls(None)  # BAD
when(db.count).calls()  # BAD
when(db.count).calls(count, count)  # BAD
when(db.count).calls(lambda table, *, limit=0: table)  # BAD
when(db.count).calls(lambda: 1)  # BAD
when(db.count).calls(lambda table, *, limit=0: table + 1)  # BAD

# other signatures
when(db.pair).calls(lambda left, right: left > len(right))
when(db.only).calls(lambda left: left + 1)
when(db.only).calls(lambda other: other + 1)
when(db.find).calls(lambda key: User(key))
when(db.find).calls(lambda key: None)
when(db.items).calls(lambda key: iter([1, 2]))
when(db.open).calls(lambda url: len(url))
when(db.reset).calls(lambda hard=False: 1)
when(db.pair).calls(lambda left: True)  # BAD
when(db.pair).calls(lambda left, right, third: True)  # BAD
when(db.pair).calls(lambda left, right: right)  # BAD
when(db.only).calls(lambda left: str(left))  # BAD
when(db.find).calls(lambda key: 1)  # BAD
when(db.items).calls(lambda key: [1, 2])  # BAD
when(db.items).calls(lambda key: iter(["a"]))  # BAD
when(db.open).calls(lambda url: url)  # BAD
when(db.reset).calls(lambda hard=False: "1")  # BAD


def sum_up(*numbers: int, **names: str) -> float:
    return float(sum(numbers))


when(db.many).calls(sum_up)


# never
def fail(why: str) -> NoReturn:
    raise RuntimeError(why)


def fail_silently() -> NoReturn:
    raise RuntimeError


when(db.fail).calls(fail)
when(db.fail).calls(fail_silently)  # BAD

# None and no parameters
log: list[str] = []
when(db.close).calls(log.clear)
when(db.close).calls(lambda: log.append("closed"))
when(db.close).calls(lambda: None)
when(db.close).calls(lambda: 1)  # BAD
when(db.close).calls(1)  # BAD


# async: the function may be async or not
async def fetch(table: str) -> list[int]:
    return [1]


def fetch_sync(table: str) -> list[int]:
    return [1]


async def fetch_wrong(table: str) -> list[str]:
    return ["a"]


def fetch_sync_wrong(table: str) -> list[str]:
    return ["a"]


async def fetch_other(table: int) -> list[int]:
    return [1]


async def stop() -> None: ...


def later(table: str) -> Awaitable[int]:
    return double(Awaitable[int])


when(db.fetch).calls(fetch)
when(db.fetch).calls(fetch_sync)
when(db.fetch).calls(lambda table: [len(table)])
when(db.fetch).calls(lambda table: fetch(table))
when(db.fetch).calls(db.fetch)
when(db.stop).calls(stop)
when(db.stop).calls(lambda: None)
when(db.later).calls(later)
when(db.later).calls(lambda table: len(table))
when(db.coroutine).calls(lambda table: len(table))
when(db.fetch).calls(fetch_wrong)  # BAD
when(db.fetch).calls(fetch_sync_wrong)  # BAD
when(db.fetch).calls(fetch_other)  # BAD
when(db.fetch).calls(lambda table: ["a"])  # BAD
when(db.fetch).calls(lambda table: 1)  # BAD
when(db.fetch).calls(lambda: [1])  # BAD
when(db.fetch).calls(fetch("t"))  # BAD
when(db.stop).calls(lambda: 1)  # BAD
when(db.later).calls(lambda table: "a")  # BAD
when(db.coroutine).calls(lambda table: "a")  # BAD

# behind a lambda the arguments are known to `when` only at run time; the result is checked all the same
when(lambda: db.count("t")).calls(count)
when(lambda: db.fetch("t")).calls(fetch)
when(lambda: db.fetch("t")).calls(fetch_sync)
when(lambda: db.close()).calls(lambda: None)
when(lambda: db.size).calls(lambda: 3)
when(lambda: db.count("t")).calls(count_wrong_result)  # BAD
when(lambda: db.count("t")).calls(lambda table, *, limit=0: "1")  # BAD
when(lambda: db.count("t")).calls(count_async)  # BAD
when(lambda: db.count("t")).calls(1)  # BAD
when(lambda: db.fetch("t")).calls(fetch_wrong)  # BAD
when(lambda: db.fetch("t")).calls(lambda table: ["a"])  # BAD
when(lambda: db.size).calls(lambda: "3")  # BAD
when(lambda: db.count(1)).calls(count)  # BAD

# functions and classes
hook = double(Callable[[str, int], bool])
when(hook).calls(lambda word, n: len(word) > n)
when(hook).calls(lambda word: True)  # BAD
when(hook).calls(lambda word, n: word)  # BAD
user_class = double_class(User)
when(user_class).calls(lambda name: User(name.upper()))
when(user_class).calls(User)
when(user_class).calls(str.upper)  # BAD


# a generic helper
def forward(target: Callable[[str], T], answer: Callable[[str], T]) -> None:
    when(target).calls(answer)
    when(target).calls(lambda word: answer(word))
    when(target).calls(lambda word: word)  # BAD
    when(target).calls(lambda: answer("a"))  # BAD
