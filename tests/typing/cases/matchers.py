"""`any_`, `matching` and `capture`: they have the type of the argument that they stand for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Generic, Literal, Protocol, TypeVar, assert_type

from mockfactory import any_, calls_to, capture, double, matching, verify, when

T = TypeVar("T")


class User:
    def __init__(self, name: str) -> None:
        self.name = name


class Closable(Protocol):
    def close(self) -> None: ...


class Shape(ABC):
    @abstractmethod
    def area(self) -> float: ...


class Box(Generic[T]):
    def __init__(self, one: T) -> None:
        self.one = one


class Api(Protocol):
    def send(self, to: str, *, copies: int = 1) -> bool: ...
    def maybe(self, key: str | None) -> int: ...
    def put(self, user: User, *more: User) -> None: ...
    def fill(self, box: Box[int], shape: Shape) -> None: ...
    def on(self, hook: Callable[[str], int]) -> None: ...
    def many(self, items: list[int], by: dict[str, User]) -> None: ...
    def mode(self, mode: Literal["r", "w"]) -> None: ...
    def seq(self, items: Sequence[float]) -> None: ...
    def obj(self, one: object) -> None: ...
    async def fetch(self, url: str) -> bytes: ...


api = double(Api)

# any_ is of the type that it names
assert_type(any_(int), int)
assert_type(any_(str), str)
assert_type(any_(User), User)
assert_type(any_(list[int]), list[int])
assert_type(any_(str | None), str | None)
assert_type(any_(Closable), Closable)
assert_type(any_(Shape), Shape)
assert_type(any_(Box[int]), Box[int])
assert_type(any_(object), object)
assert_type(any_(Literal["r", "w"]), Literal["r", "w"])
assert_type(any_(Callable[[str], int]), Callable[[str], int])
any_(3)  # BAD
any_(User("ada"))  # BAD
any_()  # BAD
any_(int, str)  # BAD
any_([int])  # BAD
number: int = any_(str)  # BAD

# any_ in calls
when(lambda: api.send(any_(str))).returns(True)
when(lambda: api.send(any_(str), copies=any_(int))).returns(True)
when(lambda: api.maybe(any_(str))).returns(1)
when(lambda: api.maybe(any_(str | None))).returns(1)
when(lambda: api.fetch(any_(str))).returns(b"")
verify(lambda: api.put(any_(User), any_(User))).once()
verify(lambda: api.fill(any_(Box[int]), any_(Shape))).once()
verify(lambda: api.on(any_(Callable[[str], int]))).once()
verify(lambda: api.many(any_(list[int]), any_(dict[str, User]))).once()
verify(lambda: api.mode(any_(Literal["r"]))).once()
verify(lambda: api.seq(any_(list[float]))).once()
verify(lambda: api.obj(any_(object))).once()
when(lambda: api.send(any_(int))).returns(True)  # BAD
when(lambda: api.send(any_(object))).returns(True)  # BAD
when(lambda: api.send(any_(str | None))).returns(True)  # BAD
when(lambda: api.send(any_)).returns(True)  # BAD
when(lambda: api.send(any_(str), copies=any_(str))).returns(True)  # BAD
when(lambda: api.maybe(any_(bytes))).returns(1)  # BAD
when(lambda: api.fetch(any_(bytes))).returns(b"")  # BAD
verify(lambda: api.put(any_(str))).once()  # BAD
verify(lambda: api.put(any_(User), any_(int))).once()  # BAD
verify(lambda: api.fill(any_(Box[str]), any_(Shape))).once()  # BAD
verify(lambda: api.on(any_(Callable[[int], int]))).once()  # BAD
verify(lambda: api.many(any_(list[str]), any_(dict[str, User]))).once()  # BAD
verify(lambda: api.mode(any_(str))).once()  # BAD
verify(lambda: api.seq(any_(list[str]))).once()  # BAD


# matching takes its type from its predicate
def is_example(to: str) -> bool:
    return to.endswith("@example.org")


def is_even(n: int) -> bool:
    return n % 2 == 0


def is_text(n: int) -> str:
    return str(n)


assert_type(matching(is_example), str)
assert_type(matching(is_even), int)
when(lambda: api.send(matching(is_example))).returns(True)
when(lambda: api.send(matching(is_example), copies=matching(is_even))).returns(True)
when(lambda: api.send(matching(lambda to: to.endswith("x")))).returns(True)
when(lambda: api.send(any_(str), copies=matching(lambda n: n > 3))).returns(True)
verify(lambda: api.put(matching(lambda user: user.name == "ada"))).once()
when(lambda: api.send(matching(is_even))).returns(True)  # BAD
when(lambda: api.send(any_(str), copies=matching(is_example))).returns(True)  # BAD
verify(lambda: api.put(matching(lambda: True))).once()  # BAD
matching(is_text)  # BAD
matching(3)  # BAD
matching()  # BAD
matching(is_even, is_example)  # BAD

# capture
to = capture(str)
users = capture(User)
boxes = capture(Box[int])
shapes = capture(Shape)
maybe = capture(str | None)
assert_type(to.arg, str)
assert_type(to.value, str)
assert_type(to.values, list[str])
assert_type(users.value, User)
assert_type(users.value.name, str)
assert_type(boxes.value.one, int)
assert_type(shapes.value, Shape)
assert_type(maybe.value, str | None)
verify(lambda: api.send(to.arg)).once()
verify(lambda: api.put(users.arg)).once()
verify(lambda: api.fill(boxes.arg, shapes.arg)).once()
when(lambda: api.maybe(maybe.arg)).returns(1)
assert len(calls_to(lambda: api.send(to.arg))) == 1
verify(lambda: api.send(to)).once()  # BAD
verify(lambda: api.send(users.arg)).once()  # BAD
verify(lambda: api.send(maybe.arg)).once()  # BAD
verify(lambda: api.send(to.arg, copies=to.arg)).once()  # BAD
verify(lambda: api.put(to.arg)).once()  # BAD
verify(lambda: api.send(to.argument)).once()  # BAD
to.value.uper()  # BAD
to.values[0].uper()  # BAD
users.value.nam  # BAD
to.value = "x"  # BAD
to.arg = "x"  # BAD
to.last  # BAD
capture(3)  # BAD
capture()  # BAD
capture(User("ada"))  # BAD
wrong: int = to.value  # BAD


# anything with an __eq__ of the right type will do
class Approximately(float):
    def __eq__(self, other: object) -> bool:
        return isinstance(other, float) and abs(other - float(self)) < 0.1

    __hash__ = float.__hash__


verify(lambda: api.obj(Approximately(1.0))).once()
verify(lambda: api.seq([Approximately(1.0)])).once()
verify(lambda: api.send(Approximately(1.0))).once()  # BAD


# a helper that hands a type on
def anyone(kind: type[T]) -> T:
    return any_(kind)


assert_type(anyone(User), User)
verify(lambda: api.put(anyone(User))).once()
verify(lambda: api.put(anyone(str))).once()  # BAD


def untyped(anything: Any) -> None:
    verify(lambda: api.send(anything)).once()
