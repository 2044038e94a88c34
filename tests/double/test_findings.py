"""Uses that slipped through, or were refused in words that did not help; beside each the right use."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator, Mapping
from types import ModuleType
from typing import Any, Literal, Protocol, TypeVar, overload

import pytest

from mockfactory import (
    MisuseError,
    OtherArguments,
    SignatureViolation,
    SpecError,
    TypeViolation,
    UnstubbedCall,
    VerificationError,
    any_,
    capture,
    double,
    double_class,
    in_order,
    matching,
    no_more_calls,
    replace,
    verify,
    when,
)

T = TypeVar("T")


class Store(Protocol):
    @overload
    def get(self, key: int) -> int: ...
    @overload
    def get(self, key: str) -> str: ...

    @overload
    async def load(self, key: int) -> int: ...
    @overload
    async def load(self, key: str) -> str: ...


class Mailer:
    def connect(self) -> None: ...

    def send(self, to: str, *, subject: str = "") -> int:
        return 0

    def find(self, key: object) -> int:
        return 0

    def waits(self, timeout: Any = ...) -> int:
        return 0

    def numbers(self) -> Generator[int, str, float]:
        raise NotImplementedError


class TestOverloads:
    def test_a_value_of_another_overload_is_refused_when_the_call_is_made(self) -> None:
        store: Any = double(Store)
        when(store.get).returns("x")
        assert store.get("a") == "x"
        with pytest.raises(TypeViolation) as caught:
            store.get(1)
        message = str(caught.value)
        assert "str ('x'), not int" in message
        assert "promised:  get(key: int) -> int" in message
        assert "get(1)" in message

    def test_the_same_of_an_async_one(self) -> None:
        store = double(Store)
        when(store.load).returns(1)
        assert asyncio.run(store.load(1)) == 1
        with pytest.raises(TypeViolation, match="int \\(1\\), not str"):
            asyncio.run(store.load("a"))

    def test_a_stub_for_one_call_needs_no_second_look(self) -> None:
        store = double(Store)
        when(lambda: store.get(1)).returns(2)
        when(lambda: store.get("a")).returns("b")
        assert (store.get(1), store.get("a")) == (2, "b")

    def test_a_value_of_no_overload_is_shown_them_all(self) -> None:
        store = double(Store)
        with pytest.raises(TypeViolation) as caught:
            when(store.get).returns(b"x")  # type: ignore[arg-type]
        assert "get(key: int) -> int" in str(caught.value)
        assert "get(key: str) -> str" in str(caught.value)


class TestYields:
    def test_a_generator_takes_what_is_sent(self) -> None:
        mailer = double(Mailer)
        when(mailer.numbers).yields(1, 2)
        numbers = mailer.numbers()
        assert next(numbers) == 1
        assert numbers.send("more") == 2
        with pytest.raises(StopIteration):
            numbers.send("more")

    def test_it_can_be_thrown_into_and_closed(self) -> None:
        mailer = double(Mailer)
        when(mailer.numbers).yields(1, 2)
        numbers = mailer.numbers()
        next(numbers)
        with pytest.raises(KeyError):
            numbers.throw(KeyError("x"))
        numbers = mailer.numbers()
        next(numbers)
        numbers.close()
        assert list(numbers) == []


class TestCounting:
    @pytest.mark.parametrize("number", ["x", True, False, -1, 1.0, None], ids=repr)
    @pytest.mark.parametrize("verb", ["times", "at_least", "at_most"])
    def test_only_whole_numbers_count_calls(self, verb: str, number: Any) -> None:
        mailer = double(Mailer)
        mailer.connect()
        with pytest.raises(MisuseError, match="is no number of calls"):
            getattr(verify(mailer.connect), verb)(number)
        getattr(verify(mailer.connect), verb)(1)

    def test_asking_of_no_double_asks_nothing(self) -> None:
        mailer = double(Mailer)
        with pytest.raises(MisuseError, match=r"no_more_calls\(mailer"):
            no_more_calls()
        no_more_calls(mailer)


class TestMatchers:
    @pytest.mark.parametrize("value", [3, "str", [int], (int, str), {}, len], ids=repr)
    def test_what_is_no_type_is_refused(self, value: Any) -> None:
        with pytest.raises(MisuseError, match="any_\\(\\) takes a type"):
            any_(value)
        with pytest.raises(MisuseError, match="capture\\(\\) takes a type"):
            capture(value)

    @pytest.mark.parametrize(
        "spec",
        [int, Any, object, None, int | None, list[int], Mapping[str, int], Literal["a"], Callable[[], int], T, Store],
        ids=str,
    )
    def test_every_type_is_taken(self, spec: Any) -> None:
        any_(spec)
        assert capture(spec).values == []


class NeedsArguments(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class TestRaises:
    def test_nothing_to_raise(self) -> None:
        mailer = double(Mailer)
        with pytest.raises(MisuseError, match="was given no exception"):
            when(mailer.connect).raises()

    def test_a_class_that_needs_arguments(self) -> None:
        mailer = double(Mailer)
        with pytest.raises(MisuseError, match=r"write: +raises\(NeedsArguments\(\.\.\.\)\)"):
            when(mailer.connect).raises(NeedsArguments)

    def test_instances_and_classes_that_need_none(self) -> None:
        mailer = double(Mailer)
        when(mailer.connect).raises(NeedsArguments(3), OSError)
        with pytest.raises(NeedsArguments):
            mailer.connect()
        with pytest.raises(OSError, match="^$"):
            mailer.connect()


class Failing:
    def failure(self) -> OSError:
        return OSError()


class TestExceptionsAsSpecs:
    @pytest.mark.parametrize("spec", [OSError, NeedsArguments, KeyboardInterrupt])
    def test_a_double_of_an_exception_is_refused(self, spec: type[BaseException]) -> None:
        with pytest.raises(SpecError, match=f"{spec.__name__} is an exception: use a real one"):
            double(spec)
        with pytest.raises(SpecError, match="is an exception"):
            double_class(spec)

    def test_what_gives_one_has_to_be_told_which(self) -> None:
        failing = double(Failing)
        with pytest.raises(UnstubbedCall, match="OSError is an exception: use a real one"):
            failing.failure()
        error = OSError(1)
        when(failing.failure).returns(error)
        assert failing.failure() is error


class TestNeverInOrder:
    def test_the_call_that_was_not_expected_is_named(self) -> None:
        mailer = double(Mailer)
        mailer.connect()
        mailer.send("ada")
        with pytest.raises(VerificationError, match=r"^Mailer\.send\('ada'\) was called and was not expected here"):
            with in_order():
                verify(mailer.connect).once()
                verify(mailer.send).never()

    def test_other_calls_may_be_made(self) -> None:
        mailer = double(Mailer)
        mailer.connect()
        mailer.send("ada")
        with in_order():
            verify(mailer.connect).once()
            verify(lambda: mailer.send("bob")).never()

    def test_a_wrong_order_is_still_called_that(self) -> None:
        mailer = double(Mailer)
        mailer.send("ada")
        mailer.connect()
        with pytest.raises(VerificationError, match="did not come in this order"), in_order():
            verify(mailer.connect).once()
            verify(mailer.send).once()


class Import:
    def get(self, key: str) -> int:
        return 0


class TestProposedCode:
    def test_an_alias_is_named_like_its_class(self) -> None:
        mapping = double(Mapping[str, int])
        when(lambda: mapping["a"]).returns(1)
        assert mapping["a"] == 1
        with pytest.raises(OtherArguments, match=r"when\(lambda: mapping\.__getitem__\('b'\)\)"):
            mapping["b"]

    def test_a_lambda_is_a_function(self) -> None:
        function: Any = double(lambda key: 1)
        with pytest.raises(UnstubbedCall, match=r"when\(function_double\)\.returns"):
            function(1)

    def test_a_keyword_is_no_name(self) -> None:
        thing = double(Import)
        when(lambda: thing.get("a")).returns(1)
        with pytest.raises(OtherArguments, match=r"when\(lambda: import_\.get\('b'\)\)"):
            thing.get("b")
        assert thing.get("a") == 1

    def test_dots_as_a_default_are_written_as_dots(self) -> None:
        mailer: Any = double(Mailer)
        with pytest.raises(SignatureViolation, match=r"waits\(timeout: Any = \.\.\.\) -> int"):
            mailer.waits(1, 2)
        assert mailer.waits() == 0


class Moody:
    """Like an array: comparing gives no truth value."""

    def __eq__(self, other: object) -> bool:
        raise ValueError("ambiguous")

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "Moody()"


def endless() -> list[object]:
    items: list[object] = []
    items.append(items)
    return items


class TestNoPlainAnswer:
    @pytest.mark.parametrize("make", [Moody, endless])
    def test_the_message_says_that_comparing_is_not_possible(self, make: Callable[[], object]) -> None:
        mailer = double(Mailer)
        mailer.find(make())
        other = make()
        with pytest.raises(VerificationError, match=r"== gave no plain answer; use matching\(\.\.\.\)"):
            verify(lambda: mailer.find(other)).once()
        verify(lambda: mailer.find(matching(lambda key: isinstance(key, type(other))))).once()

    def test_what_compares_plainly_shows_both_sides(self) -> None:
        mailer = double(Mailer)
        mailer.find(1)
        with pytest.raises(VerificationError, match="key was 1, not 2"):
            verify(lambda: mailer.find(2)).once()


class TestBuiltins:
    def test_a_builtin_is_not_replaced_for_everyone(self) -> None:
        with pytest.raises(MisuseError, match=r"write: +replace\('<the module that uses it>.len'"):
            replace("builtins.len", with_=lambda thing: 3)
        assert len("ab") == 2

    def test_the_name_in_a_module_is(self, monkeypatch: pytest.MonkeyPatch) -> None:
        app = ModuleType("app_with_len")
        app.len = len  # type: ignore[attr-defined]
        monkeypatch.setitem(__import__("sys").modules, "app_with_len", app)
        with replace("app_with_len.len", with_=lambda obj, /: 3):
            assert app.len("ab") == 3
        assert app.len("ab") == 2


class Receipt:
    id: str


class TestRenamedParameter:
    def test_the_missing_one_is_proposed_however_it_is_spelled(self) -> None:
        class Mailer:
            async def send(self, to: str, *, title: str) -> Receipt:
                raise NotImplementedError

        mailer: Any = double(Mailer)
        with pytest.raises(SignatureViolation) as caught:
            mailer.send("ada@example.org", subject="Welcome, Ada")
        assert str(caught.value).splitlines()[:3] == [
            "Mailer.send() got an unexpected keyword argument 'subject'. Did you mean 'title'?",
            "  promised:  async send(to: str, *, title: str) -> Receipt",
            "  came:      send('ada@example.org', subject='Welcome, Ada')",
        ]
        mailer.send("ada@example.org", title="Welcome, Ada").close()

    def test_nothing_is_proposed_where_nothing_is_missing(self) -> None:
        mailer: Any = double(Mailer)
        with pytest.raises(SignatureViolation) as caught:
            mailer.send("ada", urgent=True)
        assert "Did you mean" not in str(caught.value)
        assert mailer.send("ada", subject="Hi") == 0

    def test_two_unknown_names_are_not_guessed_at(self) -> None:
        mailer: Any = double(Mailer)
        with pytest.raises(SignatureViolation) as caught:
            mailer.send(address="ada", urgent=True)
        assert "Did you mean 'to'" not in str(caught.value)


def test_a_callback_that_takes_by_position_only_is_wrapped() -> None:
    class Names:
        def find(self, number: int) -> str | None: ...

    known = {1: "ada"}
    names = double(Names)
    with pytest.raises(TypeViolation, match=r"(?m)^  write: +lambda number: get\(number\)$"):
        when(names.find).calls(known.get)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    when(names.find).calls(lambda number: known.get(number))
    assert names.find(1) == "ada"
