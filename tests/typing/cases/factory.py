"""`MockFactory`: what it takes, and the type of what it gives."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Generic, Protocol, TypeVar, assert_type

from builders import Builder
from mockfactory import MockFactory

T = TypeVar("T")


@dataclass
class User:
    name: str


class Store(Protocol):
    def save(self, user: User) -> int: ...


class Clock(ABC):
    @abstractmethod
    def now(self) -> float: ...


class Frozen(Clock):
    def now(self) -> float:
        return 0.0


class Memory:
    def save(self, user: User) -> int:
        return 0


class Repo(Generic[T]):
    def get(self) -> T:
        raise NotImplementedError


class Signup:
    def __init__(self, store: Store, clock: Annotated[Clock, "wall"]) -> None: ...

    def register(self, user: User) -> int:
        return 0


class Finder(Generic[T]):
    def __init__(self, repo: Repo[T]) -> None: ...


def handle(store: Store, user: User) -> int:
    return store.save(user)


async def handle_later(store: Store) -> str:
    return ""


def memory() -> Memory:
    return Memory()


factory = MockFactory(seed=3)

# create
assert_type(factory.create(User), User)
assert_type(factory.create(Store), Store)
assert_type(factory.create(Clock), Clock)
assert_type(factory.create(Repo[User]), Repo[User])
assert_type(factory.create(list[User]), list[User])
assert_type(factory.create(User | None), User | None)
assert_type(factory.create(Callable[[str], int]), Callable[[str], int])
assert_type(factory.create(Annotated[Store, "backup"]), Store)
assert_type(factory.create(User, fallback="double"), User)
factory.create(3)  # BAD
factory.create()  # BAD
factory.create(User, fallback="mock")  # BAD
factory.create(User, fall_back="double")  # BAD
factory.create(Store).sav(User("a"))  # BAD
wrong_user: User = factory.create(Store)  # BAD

# factory[...] and shared
assert_type(factory[User], User)
assert_type(factory[Store], Store)
assert_type(factory[Clock], Clock)
assert_type(factory[Repo[User]], Repo[User])
assert_type(factory.shared(Store), Store)
assert_type(factory.shared(Store, name="backup"), Store)
assert_type(factory.shared(Callable[[str], int]), Callable[[str], int])
factory[Store].save("a")  # BAD
factory[Store].load()  # BAD
factory[3]  # BAD
factory.shared(Store, name=3)  # BAD

# bind
factory.bind(Store, to=Memory())
factory.bind(Store, to=Memory)
factory.bind(Store, to=memory)
factory.bind(Store, to=lambda: Memory())
factory.bind(Store, to=Memory, name="backup")
factory.bind(Clock, to=Frozen)
factory.bind(User, to=User("ada"))
factory.bind(User, to=Builder(User))
factory.bind(Callable[[str], int], to=len)
factory.bind(Store)  # BAD
factory.bind(Store, Memory)  # BAD
factory.bind(Store, to=Memory, named="backup")  # BAD

# wire
assert_type(factory.wire(Signup), Signup)
assert_type(factory.wire(Signup).register(User("a")), int)
assert_type(factory.wire(Finder[User]), Finder[User])
assert_type(factory.wire(Signup, store=Memory()), Signup)
factory.wire(Signup).regster(User("a"))  # BAD
factory.wire(3)  # BAD
factory.wire()  # BAD

# call
assert_type(factory.call(handle), int)
assert_type(factory.call(handle, store=Memory()), int)
assert_type(factory.call(Memory().save), int)
assert_type(factory.call(lambda: 3), int)
factory.call(handle).upper()  # BAD
factory.call(3)  # BAD


async def called() -> None:
    assert_type(await factory.call(handle_later), str)
    later: Awaitable[str] = factory.call(handle_later)
    assert_type(await later, str)


# explain and provenance
assert_type(factory.explain(Store).reason, str)
assert_type(factory.explain(Store).parts[0].label, str)
assert_type(factory.provenance(factory[Store]).reason, str)
if factory.provenance(factory[Store]).kind == "reel":  # BAD
    pass
factory.explain(Store).parts = ()  # BAD
factory.provenance()  # BAD

# no container
Store in factory  # BAD
list(factory)  # BAD
