"""What a class value is, seen from an instance."""

from __future__ import annotations

import contextlib
import enum
import functools
import inspect
import operator
import types
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from typing import Any, Generic, ParamSpec, TypeVar

import pytest

from mockfactory.spec import Binding, Kind, read_spec

P = ParamSpec("P")
R = TypeVar("R")


def traced(function: Callable[P, R]) -> Callable[P, R]:
    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    return wrapper


def run_to_the_end(function: Callable[P, Awaitable[R]]) -> Callable[P, R]:
    import asyncio

    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        return asyncio.run(function(*args, **kwargs))  # type: ignore[arg-type]

    return wrapper


def in_thread(function: Callable[P, R]) -> Callable[P, Awaitable[R]]:
    @functools.wraps(function)
    async def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    return wrapper


class Handler:
    def __call__(self, event: str) -> bool:
        return True


class Everything:
    def plain(self, a: int) -> str:
        return ""

    async def asynchronous(self, a: int) -> str:
        return ""

    def generator(self) -> Iterator[int]:
        yield 1

    async def async_generator(self) -> AsyncIterator[int]:
        yield 1

    @contextlib.contextmanager
    def entered(self) -> Iterator[int]:
        yield 1

    @contextlib.asynccontextmanager
    async def async_entered(self) -> AsyncIterator[int]:
        yield 1

    @classmethod
    def on_class(cls, a: int) -> str:
        return ""

    @staticmethod
    def static(a: int) -> str:
        return ""

    @classmethod
    async def async_on_class(cls, a: int) -> str:
        return ""

    @staticmethod
    @contextlib.contextmanager
    def static_entered(a: int) -> Iterator[str]:
        yield ""

    @property
    def read_only(self) -> int:
        return 1

    @property
    def read_write(self) -> int:
        return 1

    @read_write.setter
    def read_write(self, value: int) -> None: ...

    @functools.cached_property
    def cached(self) -> int:
        return 1

    @functools.lru_cache  # noqa: B019
    def remembered(self, a: int) -> str:
        return ""

    @traced
    def wrapped(self, a: int) -> str:
        return ""

    @traced
    async def wrapped_async(self, a: int) -> str:
        return ""

    @run_to_the_end
    async def now_sync(self, a: int) -> str:
        return ""

    @in_thread
    def now_async(self, a: int) -> str:
        return ""

    @traced
    @contextlib.contextmanager
    def wrapped_entered(self) -> Iterator[int]:
        yield 1

    @types.coroutine
    def old_coroutine(self) -> Generator[Any, None, int]:
        yield
        return 1

    @functools.singledispatchmethod
    def dispatched(self, value: object, loud: bool = False) -> str:
        return ""

    partial = functools.partialmethod(plain, 3)
    async_partial = functools.partialmethod(asynchronous, a=3)
    handler = Handler()
    getter = operator.itemgetter("a")
    count = 3

    class Inner:
        pass


class Color(enum.Enum):
    RED = 1

    def shout(self) -> str:
        return self.name


@pytest.mark.parametrize(
    ("name", "kind", "binding"),
    [
        ("plain", Kind.METHOD, Binding.INSTANCE),
        ("asynchronous", Kind.ASYNC_METHOD, Binding.INSTANCE),
        ("generator", Kind.GENERATOR, Binding.INSTANCE),
        ("async_generator", Kind.ASYNC_GENERATOR, Binding.INSTANCE),
        ("entered", Kind.CONTEXT_MANAGER, Binding.INSTANCE),
        ("async_entered", Kind.ASYNC_CONTEXT_MANAGER, Binding.INSTANCE),
        ("on_class", Kind.METHOD, Binding.CLASS),
        ("static", Kind.METHOD, Binding.STATIC),
        ("async_on_class", Kind.ASYNC_METHOD, Binding.CLASS),
        ("static_entered", Kind.CONTEXT_MANAGER, Binding.STATIC),
        ("remembered", Kind.METHOD, Binding.INSTANCE),
        ("wrapped", Kind.METHOD, Binding.INSTANCE),
        ("wrapped_async", Kind.METHOD, Binding.INSTANCE),
        ("now_sync", Kind.METHOD, Binding.INSTANCE),
        ("now_async", Kind.ASYNC_METHOD, Binding.INSTANCE),
        ("wrapped_entered", Kind.CONTEXT_MANAGER, Binding.INSTANCE),
        ("old_coroutine", Kind.GENERATOR, Binding.INSTANCE),
        ("dispatched", Kind.METHOD, Binding.INSTANCE),
        ("partial", Kind.METHOD, Binding.INSTANCE),
        ("async_partial", Kind.ASYNC_METHOD, Binding.INSTANCE),
        ("getter", Kind.METHOD, Binding.STATIC),
        ("Inner", Kind.NESTED_CLASS, Binding.INSTANCE),
        ("count", Kind.CLASS_ATTRIBUTE, Binding.INSTANCE),
        ("handler", Kind.CLASS_ATTRIBUTE, Binding.INSTANCE),
    ],
)
def test_a_class_value_has_its_kind_and_binding(name: str, kind: Kind, binding: Binding) -> None:
    member = read_spec(Everything).members[name]
    assert (member.kind, member.binding) == (kind, binding)


@pytest.mark.parametrize(("name", "settable"), [("read_only", False), ("read_write", True), ("cached", True)])
def test_a_property_says_whether_it_can_be_set(name: str, settable: bool) -> None:
    member = read_spec(Everything).members[name]
    assert member.kind is Kind.PROPERTY
    assert member.settable is settable
    assert member.value.annotation is int


@pytest.mark.parametrize("name", ["plain", "on_class", "static", "remembered", "wrapped", "now_sync"])
def test_a_call_that_gives_its_value_at_once(name: str) -> None:
    returns = read_spec(Everything).members[name].call.returns  # type: ignore[union-attr]
    assert returns.value.annotation is str
    assert returns.awaits is None


@pytest.mark.parametrize("name", ["asynchronous", "async_on_class", "wrapped_async", "now_async", "async_partial"])
def test_a_call_that_has_to_be_awaited(name: str) -> None:
    returns = read_spec(Everything).members[name].call.returns  # type: ignore[union-attr]
    assert returns.awaits is not None
    assert returns.awaits.annotation is str
    assert returns.enters is returns.aenters is None


def test_context_managers_are_kept_apart() -> None:
    members = read_spec(Everything).members
    sync, asynchronous = members["entered"].call, members["async_entered"].call
    assert sync is not None
    assert sync.returns.enters is not None
    assert sync.returns.aenters is None
    assert sync.returns.enters.annotation is int
    assert asynchronous is not None
    assert asynchronous.returns.aenters is not None
    assert asynchronous.returns.enters is None


def test_the_first_argument_of_a_dispatched_method_is_not_checked() -> None:
    call = read_spec(Everything).members["dispatched"].call
    assert call is not None
    assert call.hints["value"].unchecked is not None
    assert call.hints["loud"].annotation is bool
    assert call.hints["loud"].unchecked is None


def test_a_callable_object_keeps_its_own_class() -> None:
    assert read_spec(Everything).members["handler"].value.annotation is Handler


def test_enum_members_are_read_only_class_attributes_of_their_own_class() -> None:
    red = read_spec(Color).members["RED"]
    assert (red.kind, red.settable, red.value.annotation, red.found) == (
        Kind.CLASS_ATTRIBUTE,
        False,
        Color,
        "enum member",
    )
    assert read_spec(Color).members["shout"].kind is Kind.METHOD
    assert read_spec(Color).members["name"].kind is Kind.PROPERTY


class Typed(Generic[R]):
    def __init__(self, default: R) -> None:
        self.default = default

    def __get__(self, instance: object, owner: type | None = None) -> R:
        raise AssertionError("read")

    def __set__(self, instance: object, value: R) -> None:
        raise AssertionError("written")


class Computed:
    def __get__(self, instance: object, owner: type | None = None) -> int:
        raise AssertionError("read")


class Bare:
    def __get__(self, instance, owner=None):  # type: ignore[no-untyped-def]
        raise AssertionError("read")

    def __delete__(self, instance):  # type: ignore[no-untyped-def]
        raise AssertionError("deleted")


def test_a_descriptor_is_known_by_what_its_get_returns() -> None:
    class Model:
        size = Typed[int](3)
        written: Typed[str] = Typed("")
        computed = Computed()
        bare = Bare()

    members = read_spec(Model).members
    assert (members["size"].kind, members["size"].value.annotation) == (Kind.INSTANCE_ATTRIBUTE, int)
    assert members["size"].settable
    assert members["written"].value.annotation is str
    assert (members["computed"].kind, members["computed"].value.annotation) == (Kind.PROPERTY, int)
    assert members["bare"].value.unchecked == "descriptor Bare does not say what it gives"
    assert not members["bare"].settable


def test_slots_are_attributes_with_the_hint_of_the_annotation() -> None:
    class Slotted:
        __slots__ = ("bare", "typed")
        typed: int

    members = read_spec(Slotted).members
    assert members["typed"].value.annotation is int
    assert members["bare"].value.unchecked == "no annotation"
    assert members["bare"].kind is members["typed"].kind is Kind.INSTANCE_ATTRIBUTE
    assert members["bare"].settable


def test_members_of_object_are_left_out_unless_defined_anew() -> None:
    class Sized:
        def __len__(self) -> int:
            return 0

        __hash__ = None  # type: ignore[assignment]

    members = read_spec(Sized).members
    assert "__len__" in members
    assert "__repr__" not in members
    assert members["__hash__"].value.annotation is inspect.Parameter.empty
    assert list(members) == ["__len__", "__hash__"]


def test_c_methods_are_members_too() -> None:
    members = read_spec(bytearray).members
    assert members["append"].kind is Kind.METHOD
    assert members["fromhex"].binding is Binding.CLASS
    assert members["maketrans"].binding is Binding.STATIC
