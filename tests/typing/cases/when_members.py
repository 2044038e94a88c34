"""`when` on what is no method: properties, attributes, nested doubles, subscripts and other dunders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Final, Generic, Protocol, TypeVar, assert_type

from mockfactory import any_, double, double_class, verify, when

T = TypeVar("T")


class Pool(Protocol):
    size: int

    @property
    def free(self) -> int: ...
    def acquire(self, *, wait: bool = True) -> str: ...


class Client(Protocol):
    @property
    def pool(self) -> Pool: ...
    @property
    def name(self) -> str | None: ...
    @property
    def level(self) -> int: ...
    @level.setter
    def level(self, value: int) -> None: ...

    url: str
    tags: list[str]
    on_error: Callable[[Exception], bool]

    def child(self, key: str) -> Client: ...
    def lookup(self) -> dict[str, Pool]: ...


class Settings:
    retries: ClassVar[int] = 3
    limit: Final = 10

    def __init__(self) -> None:
        self.path = "/tmp"
        self.pools: dict[str, int] = {}

    @cached_property
    def slow(self) -> float:
        return 1.0


@dataclass
class Row(Generic[T]):
    value: T
    notes: list[str] = field(default_factory=list[str])


@dataclass(frozen=True)
class Frozen:
    value: int


class Box(Protocol):
    def __len__(self) -> int: ...
    def __bool__(self) -> bool: ...
    def __contains__(self, item: str) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...
    def __getitem__(self, key: str) -> int: ...
    def __setitem__(self, key: str, value: int) -> None: ...
    def __delitem__(self, key: str) -> None: ...
    def __call__(self, n: int) -> str: ...
    def __add__(self, other: int) -> Box: ...
    def __lt__(self, other: Box) -> bool: ...
    def __neg__(self) -> int: ...
    def __enter__(self) -> int: ...
    def __exit__(self, *exc: object) -> None: ...
    def __str__(self) -> str: ...


c = double(Client)
pool = double(Pool)

# properties and attributes
when(lambda: c.name).returns("a", None)
when(lambda: c.level).returns(1, 2)
when(lambda: c.url).returns("http://localhost")
when(lambda: c.tags).returns(["a"])
when(lambda: c.pool).returns(pool)
when(lambda: c.name).raises(RuntimeError("closed"))
verify(lambda: c.name).once()
when(lambda: c.name).returns(1)  # BAD
when(lambda: c.level).returns("1")  # BAD
when(lambda: c.url).returns(None)  # BAD
when(lambda: c.tags).returns(["a", 1])  # BAD
when(lambda: c.pool).returns(c)  # BAD
when(lambda: c.nam).returns("a")  # BAD
when(c.name).returns("a")  # BAD
when(c.level).returns(1)  # BAD
verify(lambda: c.nam).once()  # BAD
verify(c.level).once()  # BAD

# reads and writes
assert_type(c.level, int)
assert_type(c.name, str | None)
c.level = 3
c.url = "http://localhost"
c.level = "3"  # BAD
c.url = None  # BAD
c.name = "a"  # BAD
c.pool = pool  # BAD
c.port = 80  # BAD

# a callable attribute
when(c.on_error).returns(True)
when(lambda: c.on_error(OSError())).returns(True)
when(c.on_error).returns("yes")  # BAD
when(lambda: c.on_error("boom")).returns(True)  # BAD

# nested
when(lambda: c.pool.free).returns(3)
when(lambda: c.pool.size).returns(3)
when(lambda: c.pool.acquire(wait=False)).returns("conn")
when(c.pool.acquire).returns("conn")
when(lambda: c.child("a").pool.acquire()).returns("conn")
when(lambda: c.child("a").child("b").name).returns(None)
when(lambda: c.lookup()["a"].free).returns(1)
when(lambda: c.pool.free).returns("3")  # BAD
when(lambda: c.pool.fre).returns(3)  # BAD
when(lambda: c.pool.acquire(wait="no")).returns("conn")  # BAD
when(lambda: c.pool.acquire(False)).returns("conn")  # BAD
when(c.pool.acquire).returns(b"conn")  # BAD
when(lambda: c.child(1).pool.acquire()).returns("conn")  # BAD
when(lambda: c.child("a").pol.acquire()).returns("conn")  # BAD
when(lambda: c.child("a").child("b").name).returns(1)  # BAD

# what is set in the class body or in the constructor
s = double(Settings)
when(lambda: s.path).returns("/x")
when(lambda: s.pools).returns({"a": 1})
when(lambda: s.slow).returns(2.0)
when(lambda: s.retries).returns(4)
when(lambda: double_class(Settings).retries).returns(4)
s.path = "/y"
when(lambda: s.path).returns(1)  # BAD
when(lambda: s.pools).returns({"a": "1"})  # BAD
when(lambda: s.slow).returns("2")  # BAD
when(lambda: s.retries).returns("4")  # BAD
when(lambda: s.retry).returns(4)  # BAD
s.path = 1  # BAD
s.limit = 11  # BAD

# dataclasses
row, frozen = double(Row[int]), double(Frozen)
when(lambda: row.value).returns(1)
when(lambda: row.notes).returns([])
when(lambda: frozen.value).returns(1)
row.value = 2
when(lambda: row.value).returns("1")  # BAD
when(lambda: row.notes).returns([1])  # BAD
when(lambda: frozen.value).returns("1")  # BAD
row.value = "2"  # BAD
frozen.value = 2  # BAD

# dunders
box, other = double(Box), double(Box)
when(lambda: len(box)).returns(3)
when(lambda: bool(box)).returns(True)
when(lambda: "a" in box).returns(True)
when(lambda: box["a"]).returns(1)
when(lambda: box[any_(str)]).raises(KeyError("a"))
when(lambda: box(1)).returns("one")
when(box).returns("one")
when(lambda: box + 1).returns(other)
when(lambda: box < other).returns(True)
when(lambda: -box).returns(1)
when(lambda: iter(box)).yields("a", "b")
when(lambda: str(box)).returns("box")
when(box.__len__).returns(3)
when(box.__getitem__).returns(1)
when(box.__iter__).yields("a")
verify(lambda: len(box)).once()
verify(lambda: box["a"]).never()
verify(lambda: box.__setitem__("a", 1)).once()
verify(lambda: box.__delitem__("a")).once()
when(lambda: len(box)).returns("3")  # BAD
when(lambda: bool(box)).returns("yes")  # BAD
when(lambda: "a" in box).returns("yes")  # BAD
when(lambda: 1 in box).returns(True)  # BAD
when(lambda: box["a"]).returns("1")  # BAD
when(lambda: box[1]).returns(1)  # BAD
when(lambda: box("1")).returns("one")  # BAD
when(lambda: box(1)).returns(1)  # BAD
when(lambda: box + "1").returns(other)  # BAD
when(lambda: box + 1).returns(1)  # BAD
when(lambda: box < 1).returns(True)  # BAD
when(lambda: box - 1).returns(other)  # BAD
when(lambda: -box).returns("1")  # BAD
when(lambda: iter(box)).yields(1)  # BAD
when(lambda: len(c)).returns(3)  # BAD
when(lambda: c["a"]).returns(3)  # BAD
when(lambda: c()).returns(3)  # BAD
when(lambda: iter(c)).yields(3)  # BAD
when(lambda: "a" in c).returns(True)  # BAD
when(c).returns(3)  # BAD
when(box.__len__).returns("3")  # BAD
verify(lambda: box.__setitem__("a", "1")).once()  # BAD
verify(lambda: box.__delitem__(1)).once()  # BAD
verify(lambda: len(c)).once()  # BAD
