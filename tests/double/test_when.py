"""What a double answers once it has been told."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Protocol, Self, overload

import pytest

from mockfactory import (
    MisuseError,
    OtherArguments,
    SpecViolation,
    TypeViolation,
    UnstubbedCall,
    any_,
    double,
    matching,
    verify,
    when,
)


@dataclass(frozen=True)
class Receipt:
    id: str


class MailboxFull(Exception):
    """Declared by the mailer."""


class Folder:
    def unread(self) -> int:
        raise NotImplementedError

    def parent(self) -> Folder | None:
        raise NotImplementedError


class Mailer:
    sender: str

    def send(self, to: str, *, subject: str = "hello") -> Receipt:
        raise NotImplementedError

    def size(self) -> int:
        raise NotImplementedError

    def folder(self, name: str) -> Folder:
        raise NotImplementedError

    def with_retries(self, n: int) -> Self:
        raise NotImplementedError

    @property
    def is_connected(self) -> bool:
        raise NotImplementedError

    async def fetch(self, folder: str) -> list[str]:
        raise NotImplementedError

    def subjects(self) -> Iterator[str]:
        yield ""

    async def stream(self) -> AsyncIterator[str]:
        yield ""

    @contextmanager
    def lock(self) -> Iterator[Folder]:
        yield Folder()

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Folder]:
        yield Folder()

    def untyped(self, x):  # type: ignore[no-untyped-def]
        return x

    def close(self):  # type: ignore[no-untyped-def]
        self.closed = True


class Store(Protocol):
    @overload
    def get(self, key: int) -> int: ...
    @overload
    def get(self, key: str) -> str: ...


@pytest.fixture
def mailer() -> Mailer:
    return double(Mailer)


class TestReturns:
    def test_for_any_call(self, mailer: Mailer) -> None:
        when(mailer.send).returns(Receipt("1"))
        assert mailer.send("ada") == mailer.send("bob", subject="x") == Receipt("1")

    def test_for_one_call_defaults_included(self, mailer: Mailer) -> None:
        when(lambda: mailer.send("ada")).returns(Receipt("1"))
        assert mailer.send("ada", subject="hello") == mailer.send(to="ada") == Receipt("1")

    def test_one_after_the_other_the_last_stays(self, mailer: Mailer) -> None:
        when(mailer.size).returns(2, 1)
        assert [mailer.size() for _ in range(4)] == [2, 1, 1, 1]

    def test_certain_arguments_go_before_any(self, mailer: Mailer) -> None:
        when(lambda: mailer.send("ada")).returns(Receipt("ada"))
        when(mailer.send).returns(Receipt("any"))
        assert mailer.send("ada") == Receipt("ada")
        assert mailer.send("bob") == Receipt("any")

    def test_of_two_the_later_holds(self, mailer: Mailer) -> None:
        when(lambda: mailer.send("ada")).returns(Receipt("1"))
        when(lambda: mailer.send(any_(str))).returns(Receipt("2"))
        assert mailer.send("ada") == Receipt("2")
        when(lambda: mailer.send("ada")).returns(Receipt("3"))
        assert mailer.send("ada") == Receipt("3")
        assert mailer.send("bob") == Receipt("2")

    def test_a_property(self, mailer: Mailer) -> None:
        when(lambda: mailer.is_connected).returns(True, False)
        assert (mailer.is_connected, mailer.is_connected) == (True, False)

    def test_an_attribute(self, mailer: Mailer) -> None:
        when(lambda: mailer.sender).returns("me")
        assert mailer.sender == "me"

    def test_an_overloaded_method(self) -> None:
        store = double(Store)
        when(lambda: store.get(1)).returns(10)
        when(lambda: store.get("a")).returns("ten")
        assert (store.get(1), store.get("a")) == (10, "ten")

    def test_an_async_method(self, mailer: Mailer) -> None:
        when(lambda: mailer.fetch("in")).returns(["a"])
        assert asyncio.run(mailer.fetch("in")) == ["a"]

    def test_along_a_chain(self, mailer: Mailer) -> None:
        when(lambda: mailer.folder("in").unread()).returns(3)
        assert mailer.folder("in").unread() == 3

    def test_along_a_chain_of_its_own_type(self, mailer: Mailer) -> None:
        when(lambda: mailer.with_retries(3).size()).returns(9)
        assert mailer.with_retries(3).size() == 9

    def test_an_object_that_another_stub_gives(self, mailer: Mailer) -> None:
        folder = double(Folder)
        when(mailer.folder).returns(folder)
        when(lambda: mailer.folder("in").unread()).returns(4)
        assert mailer.folder("in").unread() == 4

    @pytest.mark.parametrize("value", ["1", None, 1])
    def test_a_value_of_another_type(self, mailer: Mailer, value: object) -> None:
        with pytest.raises(TypeViolation, match="not Receipt"):
            when(mailer.send).returns(value)  # type: ignore[arg-type]

    def test_a_type_in_an_async_method_is_that_of_what_is_awaited(self, mailer: Mailer) -> None:
        with pytest.raises(TypeViolation, match="list item 0 is int"):
            when(mailer.fetch).returns([1])  # type: ignore[list-item]

    def test_a_thousand_stubs_each_with_its_answer(self) -> None:
        mailer = double(Mailer)
        for n in range(1000):
            when(lambda: mailer.send(f"user-{n}")).returns(Receipt(str(n)))
        assert all(mailer.send(f"user-{n}") == Receipt(str(n)) for n in range(1000))


class TestOtherArguments:
    def test_are_a_violation(self, mailer: Mailer) -> None:
        when(lambda: mailer.send("ada")).returns(Receipt("1"))
        mailer.send("ada")
        with pytest.raises(OtherArguments) as caught:
            mailer.send("bob")
        text = str(caught.value)
        assert "came:      send('bob')" in text
        assert "stubbed:   send('ada') at" in text
        assert ".lenient()" in text

    def test_are_fine_with_a_lenient_stub(self, mailer: Mailer) -> None:
        when(lambda: mailer.send("ada")).returns(Receipt("1")).lenient()
        assert isinstance(mailer.send("bob"), Receipt)

    def test_of_another_method_are_nobodys_business(self, mailer: Mailer) -> None:
        when(lambda: mailer.send("ada")).returns(Receipt("1"))
        assert mailer.size() == 0
        mailer.send("ada")


class TestRaises:
    def test_an_instance_and_a_class(self, mailer: Mailer) -> None:
        when(mailer.size).raises(MailboxFull("full"), MailboxFull)
        with pytest.raises(MailboxFull, match="full"):
            mailer.size()
        with pytest.raises(MailboxFull):
            mailer.size()

    def test_one_instance_raised_often_keeps_nothing_of_the_earlier_times(self, mailer: Mailer) -> None:
        cause = KeyError("given by the test")
        error = MailboxFull("full")
        error.__cause__ = cause
        when(mailer.size).raises(error)
        seen = set()
        for _ in range(5):
            with pytest.raises(MailboxFull) as caught:
                mailer.size()
            frames = len(list(traceback.walk_tb(caught.value.__traceback__)))
            seen.add((frames, caught.value.__cause__, caught.value.__context__))
            with pytest.raises(MailboxFull):
                raise caught.value from ValueError("by the code under test")
        assert len(seen) == 1
        assert {(cause, None)} == {(kept, context) for _, kept, context in seen}

    def test_what_is_being_handled_is_the_context_of_that_time_only(self, mailer: Mailer) -> None:
        when(mailer.size).raises(MailboxFull("full"))
        try:
            raise LookupError
        except LookupError:
            with pytest.raises(MailboxFull) as first:
                mailer.size()
            assert isinstance(first.value.__context__, LookupError)
        with pytest.raises(MailboxFull) as second:
            mailer.size()
        assert second.value.__context__ is None

    def test_an_async_method_raises_when_awaited(self, mailer: Mailer) -> None:
        when(mailer.fetch).raises(MailboxFull())
        coroutine = mailer.fetch("in")
        with pytest.raises(MailboxFull):
            asyncio.run(coroutine)

    def test_a_generator_raises_when_advanced(self, mailer: Mailer) -> None:
        when(mailer.subjects).raises(MailboxFull())
        subjects = mailer.subjects()
        with pytest.raises(MailboxFull):
            next(subjects)

    def test_a_context_manager_raises_when_entered(self, mailer: Mailer) -> None:
        when(mailer.lock).raises(MailboxFull())
        lock = mailer.lock()
        with pytest.raises(MailboxFull), lock:
            pass

    def test_what_is_no_exception(self, mailer: Mailer) -> None:
        with pytest.raises(MisuseError, match="takes exceptions, not 'boom'"):
            when(mailer.size).raises("boom")  # type: ignore[arg-type]

    def test_only_what_is_declared(self) -> None:
        mailer = double(Mailer, raises=(MailboxFull,))
        when(mailer.size).raises(MailboxFull())
        with pytest.raises(MisuseError, match="does not declare that it raises KeyError"):
            when(mailer.send).raises(KeyError("x"))
        with pytest.raises(MailboxFull):
            mailer.size()

    @pytest.mark.mockfactory(allow="unused-stubs")
    def test_with_nothing_declared_anything(self, mailer: Mailer) -> None:
        when(mailer.send).raises(KeyError("x"))


class TestCalls:
    def test_gets_the_arguments_as_passed(self, mailer: Mailer) -> None:
        def answer(to: str, *, subject: str = "") -> Receipt:
            return Receipt(f"{to}/{subject}")

        when(mailer.send).calls(answer)
        assert mailer.send("ada", subject="x") == Receipt("ada/x")

    @pytest.mark.parametrize("is_async", [True, False])
    def test_an_async_method_takes_both_kinds(self, mailer: Mailer, is_async: bool) -> None:
        async def later(folder: str) -> list[str]:
            return [folder]

        def now(folder: str) -> list[str]:
            return [folder]

        callback: Callable[..., list[str] | Awaitable[list[str]]] = later if is_async else now
        when(mailer.fetch).calls(callback)
        assert asyncio.run(mailer.fetch("in")) == ["in"]

    def test_a_result_of_another_type(self, mailer: Mailer) -> None:
        when(mailer.size).calls(lambda: "many")  # type: ignore[arg-type, return-value]
        with pytest.raises(TypeViolation, match=r"returned: the value is str \('many'\), not int"):
            mailer.size()

    @pytest.mark.parametrize(
        ("callback", "reason"),
        [
            (lambda: None, "takes no argument 'to'"),
            (lambda to: None, "takes no argument 'subject'"),
            (lambda whom, *, subject="": None, "named 'whom', not 'to'"),
            (lambda to, *, subject: None, "'subject' is required"),
            (lambda to, extra, *, subject="": None, "requires 'extra'"),
        ],
    )
    def test_a_signature_that_does_not_fit(self, mailer: Mailer, callback: Callable[..., None], reason: str) -> None:
        with pytest.raises(TypeViolation, match=reason):
            when(mailer.send).calls(callback)  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        "callback",
        [
            lambda to, *, subject="": Receipt("1"),
            lambda to, subject="": Receipt("1"),
            lambda *args, **kwargs: Receipt("1"),
            lambda to, **kwargs: Receipt("1"),
        ],
    )
    def test_signatures_that_fit(self, mailer: Mailer, callback: Callable[..., Receipt]) -> None:
        when(mailer.send).calls(callback)
        assert mailer.send("ada", subject="s") == Receipt("1")


class TestYieldsAndEnters:
    def test_a_generator(self, mailer: Mailer) -> None:
        when(mailer.subjects).yields("a", "b")
        assert list(mailer.subjects()) == list(mailer.subjects()) == ["a", "b"]

    def test_an_async_generator(self, mailer: Mailer) -> None:
        when(mailer.stream).yields("a", "b")

        async def collect() -> list[str]:
            return [item async for item in mailer.stream()]

        assert asyncio.run(collect()) == ["a", "b"]

    def test_an_item_of_another_type(self, mailer: Mailer) -> None:
        with pytest.raises(TypeViolation, match="not str"):
            when(mailer.subjects).yields(1)  # type: ignore[arg-type]

    def test_what_gives_no_iterator(self, mailer: Mailer) -> None:
        with pytest.raises(MisuseError, match="size gives no iterator"):
            when(mailer.size).yields(1)  # type: ignore[call-overload, misc]

    def test_a_context_manager(self, mailer: Mailer) -> None:
        folder = double(Folder)
        when(mailer.lock).enters(folder)
        with mailer.lock() as entered:
            assert entered is folder

    def test_an_async_context_manager(self, mailer: Mailer) -> None:
        folder = double(Folder)
        when(mailer.connection).enters(folder)

        async def enter() -> Folder:
            async with mailer.connection() as entered:
                return entered

        assert asyncio.run(enter()) is folder

    def test_enters_a_value_of_another_type(self, mailer: Mailer) -> None:
        with pytest.raises(TypeViolation, match="not Folder"):
            when(mailer.lock).enters(1)  # type: ignore[arg-type]

    def test_what_gives_no_context_manager(self, mailer: Mailer) -> None:
        with pytest.raises(MisuseError, match="size gives no context manager"):
            when(mailer.size).enters(1)  # type: ignore[call-overload, misc]

    def test_annotated_context_managers(self) -> None:
        class Pool:
            def acquire(self) -> AbstractAsyncContextManager[Folder]:
                raise NotImplementedError

            def lock(self) -> AbstractContextManager[int]:
                raise NotImplementedError

        pool = double(Pool)
        when(pool.lock).enters(5)
        with pool.lock() as value:
            assert value == 5

        async def enter() -> Folder:
            async with pool.acquire() as entered:
                return entered

        assert isinstance(asyncio.run(enter()), Folder)


class TestUnstubbed:
    def test_answers_a_value_of_the_declared_type(self, mailer: Mailer) -> None:
        assert mailer.size() == 0
        assert mailer.is_connected is False
        assert mailer.folder("x").parent() is None
        assert isinstance(mailer.send("a"), Receipt)
        assert list(mailer.subjects()) == []
        with mailer.lock() as folder:
            assert folder.unread() == 0

    def test_the_same_nested_double_each_time(self, mailer: Mailer) -> None:
        assert mailer.folder("a") is mailer.folder("b")

    def test_an_unknown_type_says_how_to_stub(self, mailer: Mailer) -> None:
        with pytest.raises(UnstubbedCall) as caught:
            mailer.untyped(1)  # type: ignore[no-untyped-call]
        assert "its type is not known (no annotation)" in str(caught.value)
        assert "when(mailer.untyped).returns(...)" in str(caught.value)

    def test_a_body_that_returns_nothing_gives_none(self, mailer: Mailer) -> None:
        assert mailer.close() is None  # type: ignore[no-untyped-call]

    def test_strict_refuses_what_returns_a_value(self) -> None:
        mailer = double(Mailer, strict=True)
        assert mailer.close() is None  # type: ignore[no-untyped-call]
        with pytest.raises(UnstubbedCall, match="the double is strict"):
            mailer.size()
        when(mailer.size).returns(1)
        assert mailer.size() == 1


class TestTheLambda:
    def test_is_not_recorded(self, mailer: Mailer) -> None:
        when(lambda: mailer.size()).returns(1)
        assert mailer.size() == 1
        verify(mailer.size).once()

    def test_is_checked(self, mailer: Mailer) -> None:
        with pytest.raises(TypeViolation):
            when(lambda: mailer.send(1))  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="Did you mean 'subject'"):
            when(lambda: mailer.send("a", sbject=""))  # type: ignore[call-arg]

    @pytest.mark.parametrize(
        "wrong",
        [
            lambda mailer: mailer.size() + 1,
            lambda mailer: mailer.is_connected == True,  # noqa: E712
            lambda mailer: [mailer.size()],
            lambda mailer: (mailer.size(), mailer.send("a")),
            lambda mailer: 5,
            lambda mailer: None,
        ],
    )
    def test_with_something_around_the_call(self, mailer: Mailer, wrong: Callable[[Mailer], object]) -> None:
        with pytest.raises(MisuseError, match="lambda"):
            when(lambda: wrong(mailer))

    def test_a_call_instead_of_a_lambda(self, mailer: Mailer) -> None:
        with pytest.raises(MisuseError, match="wrap the call in a lambda"):
            when(mailer.size())  # type: ignore[arg-type]

    def test_a_coroutine_instead_of_a_lambda(self, mailer: Mailer) -> None:
        with pytest.raises(MisuseError, match="the method was called"):
            when(mailer.fetch("x"))  # type: ignore[arg-type]

    def test_a_method_of_a_real_object(self) -> None:
        with pytest.raises(MisuseError, match="which is no double's"):
            when(Folder().unread)

    def test_arguments_may_come_from_doubles(self, mailer: Mailer) -> None:
        mailer.sender = "me"
        when(lambda: mailer.send(mailer.sender)).returns(Receipt("1"))
        assert mailer.send("me") == Receipt("1")

    def test_matchers_anywhere(self, mailer: Mailer) -> None:
        def is_ada(to: str) -> bool:
            return to.startswith("ada")

        when(lambda: mailer.send(matching(is_ada), subject=any_(str))).returns(Receipt("1"))
        assert mailer.send("ada@x", subject="s") == Receipt("1")
        with pytest.raises(OtherArguments):
            mailer.send("bob")

    def test_a_matcher_in_a_real_call(self, mailer: Mailer) -> None:
        with pytest.raises(MisuseError, match="really called with the matcher"):
            mailer.send(any_(str))


def test_a_method_may_be_assigned(mailer: Mailer) -> None:
    mailer.size = lambda: 7  # type: ignore[method-assign]
    assert mailer.size() == 7
    with pytest.raises(SpecViolation, match="is a method"):
        mailer.size = 7  # type: ignore[method-assign, assignment]
