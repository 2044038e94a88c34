"""What the type checkers can't see, as it is today: each limit with the way round it.

An unmarked line here is accepted though the run time refuses it; a marked one is refused though the run time takes it, or
refused by the one checker that is named. When a checker learns more, the line fails, and the documentation can be mended.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Coroutine, Iterator
from typing import Annotated, Any, Generic, Literal, NoReturn, Protocol, TypedDict, TypeVar, overload

from builder_overrides import Client, Line, Looser, Options, Page, Plan
from builder_overrides import User as Person

from builders import Builder, build
from mockfactory import (
    MockFactory,
    any_,
    calls_to,
    double,
    double_class,
    matching,
    no_more_calls,
    replace,
    spy,
    verify,
    when,
)

T = TypeVar("T")


class User:
    def __init__(self, name: str) -> None:
        self.name = name


class Row(TypedDict):
    key: str


class Repo(Generic[T]):
    def get(self, key: int) -> T:
        raise NotImplementedError


class Api(Protocol):
    level: int

    @property
    def user(self) -> User | None: ...
    def send(self, to: str, *, copies: int = 1) -> bool: ...
    def close(self) -> None: ...
    def fail(self, why: str) -> NoReturn: ...
    def reset(self, hard: bool = False) -> int: ...
    def many(self, *numbers: int, **names: str) -> float: ...
    def first(self, items: list[T]) -> T: ...
    async def fetch(self, url: str) -> bytes: ...
    @abstractmethod
    async def stream(self) -> Iterator[int]: ...
    @overload
    def read(self, key: int) -> int: ...
    @overload
    def read(self, key: str) -> str: ...


async def some_bytes() -> bytes:
    return b""


def no_parameters() -> int:
    return 1


def never() -> bool:
    return False


def other_parameters(left: int, right: int) -> float:
    return float(left + right)


def send_fake(to: str, *, copies: int = 1) -> bool:
    return copies > 1


def give_up(why: str) -> NoReturn:
    raise RuntimeError(why)


def survive(why: str) -> None: ...


api = double(Api)
user_class = double_class(User)

# 1. A type form may be any type: what is no spec of a double is refused when the double is made.
double(int)
double(None)
double(Any)
double(User | None)
double(Row)
double(list[int])
double(Literal["a"])
double("User")
double(type[User])
double_class(User | None)
spy(User)

# 2. A lambda may do anything: that it calls a double is checked when it runs.
when(lambda: 3).returns(3)
when(len).returns(3)
verify(lambda: 3).once()
calls_to(print)
no_more_calls(3)

# 3. A word without its verb: the session fails at its end.
when(api.send)
verify(lambda: api.send("ada"))

# 4. An overloaded method by its name stands for its first overload: use a lambda.
when(api.read).returns(1)
when(api.read).returns("text")  # BAD
when(lambda: api.read("a")).returns("text")

# 5. A generic method by its name has no one type; pyright then checks nothing, and mypy refuses all. Use a lambda.
when(api.first).returns(1)  # BAD mypy
when(lambda: api.first([1])).returns(1)

# 6. A coroutine given to `returns`: what is awaited is a `bytes`, and the run time says so. The types must let it pass, because
#    some results are to be awaited *and* are values of their own (aiohttp's request context).
when(api.fetch).returns(some_bytes())
when(api.fetch).returns(b"")

# 7. `calls` behind a lambda: the parameters of the callback are checked by the run time alone, its result by all.
when(lambda: api.send("ada")).calls(never)
when(lambda: api.send("ada")).calls(no_parameters)  # BAD
when(api.send).calls(send_fake)
when(lambda: api.send("ada")).calls(send_fake)

# 8. For pyright in strict mode a lambda given there has parameters of unknown type: name the function.
when(lambda: api.send("ada")).calls(lambda to, *, copies=1: True)  # BAD pyright

# 9. To a type checker that lambda and a method that needs no argument are the same: the run time alone checks such callbacks.
when(api.close).calls(lambda word: None)  # BAD pyright
when(api.many).calls(other_parameters)
when(api.reset).calls(no_parameters)  # BAD pyright

# 10. mypy does not know the parameters of a `type[User]`: it checks only what the callback gives.
when(user_class).calls(lambda: User("ada"))  # BAD pyright
when(user_class).calls(no_parameters)  # BAD

# 11. mypy does not check the body of a lambda given to `matching`: name the predicate and annotate it.
verify(lambda: api.send(matching(lambda to: to.endwith("x")))).once()  # BAD pyright


def ends(to: str) -> bool:
    return to.endwith("x")  # BAD


verify(lambda: api.send(matching(ends))).once()

# 12. mypy lets a lambda with a parameter pass.
when(lambda one: one.send("ada")).returns(True)  # BAD pyright
verify(lambda one: one.send("ada")).once()  # BAD pyright

# 13. What may be None can't be read through: stub it first.
when(lambda: api.user.name).returns("ada")  # BAD
ada = double(User)
when(lambda: api.user).returns(ada)
when(lambda: ada.name).returns("ada")

# 14. A method may be assigned, with its signature checked: mypy refuses it for any class. Use `calls`.
api.send = send_fake  # BAD mypy
when(api.send).calls(send_fake)

# 15. The errors that an interface declares are known to the double alone.
when(double(Api, raises=(OSError,)).close).raises(ValueError())

# 16. Names in strings, and names of arguments, are looked up at run time.
replace("app.no_such_name", with_=api)
replace("os.getcwd", with_=api)
calls_to(api.send)[0].arguments["tow"]

# 17. A generic class without its argument has members of unknown type, which mypy lets pass: give the argument.
double(Repo)  # BAD pyright
double(Repo[User])

# 18. `Any` accepts everything, and so does what is declared to give it.
anything: Any = 3
when(lambda: api.send(anything)).returns(anything)

# 19. An `async def` that gives an iterator is no async iterator: `yields` is refused, as it is at run time.
when(api.stream).yields(1)  # BAD
when(api.stream).returns(iter([1]))

# 20. Of a method that never returns, pyright checks the parameters of a callback, and not that it never returns.
when(api.fail).calls(give_up)
when(api.fail).calls(survive)  # BAD mypy

# 21. The write of an attribute is no expression.
api.level = 3
verify(lambda: setattr(api, "level", 3)).once()

# 22. A matcher outside of a lambda is what it says for a type checker.
api.send(any_(str))
pending: Coroutine[Any, Any, bytes] = api.fetch(any_(str))


# 23. The stubs for pyright list types one by one. With an override, what is not listed is refused; what a variable of type
# holds is never listed. A mapping takes the place of single overrides.
class Unlisted:
    def __init__(self, size: int) -> None: ...


def of_any_type(one: type[T]) -> T:
    return build(one, size=1)  # BAD pyright


some: dict[str, Any] = {"size": 1}
build(Unlisted)
build(Unlisted, size=1)  # BAD pyright
build(Unlisted, **some)
build(Client | None, port=1)  # BAD pyright

# 24. Nor do they know the arguments of a generic type, the fields of one that allows others, or a builder's options.
build(Page[int], items=["a"])  # BAD mypy
build(Looser, name=3)  # BAD mypy
Builder(Line).transient(Options).build(lnes=3)  # BAD mypy

# 25. They have nested names three fields deep; what is given as a mapping may be deeper, and has to be a display.
parts: dict[str, object] = {"name": "acme"}
build(Person, tenant__parent__parent__parent__name="acme")  # BAD pyright
build(Person, tenant__parent={"parent": {"parent": {"name": "acme"}}})
build(Person, tenant=parts)  # BAD pyright

# 26. Constraints are no types, names of traits are strings, and the keys of a mapping are not known.
build(Plan, seats=-1)
Builder(Person).trait("old", age=80).build("odl")
build(Person, **parts)

# 27. With pyright, a misspelt name passes when the type of its value is `Any`; built, it is an error all the same.
build(Person, agee=anything)  # BAD mypy

# 28. pyright takes a wider type for both the type and what is bound to it; the run time looks when it is bound.
factory = MockFactory()
factory.bind(User, to=3)  # BAD mypy
factory.bind(Api, to=Repo)  # BAD mypy

# 29. Between the brackets of an index they take no `Annotated`, and pyright no callable type: `shared` takes both.
factory[Annotated[User, "backup"]]  # BAD
factory[Callable[[str], int]]  # BAD pyright
factory.shared(User, name="backup")
factory.shared(Callable[[str], int])("a")
