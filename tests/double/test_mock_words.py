"""The words of `unittest.mock` on doubles: each checked against the spec, and how they go with `when` and `verify`."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
import textwrap
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, overload
from unittest import mock
from unittest.mock import ANY, DEFAULT, call

import pytest

from mockfactory import (
    AttributeViolation,
    MisuseError,
    OtherArguments,
    Session,
    SessionFailure,
    SignatureViolation,
    TypeViolation,
    UnstubbedCall,
    VerificationError,
    capture,
    double,
    double_class,
    no_more_calls,
    spy,
    verify,
    when,
)


class Connection:
    def query(self, sql: str) -> list[str]:
        return []

    def ping(self) -> None: ...


class Pool:
    size: int
    primary: Connection

    def __init__(self, url: str, *, timeout: float = 1.0) -> None: ...

    @property
    def url(self) -> str:
        return ""

    def get(self, name: str, default: int = 0) -> int:
        return 1

    def connect(self) -> Connection:
        return Connection()

    def again(self) -> Pool:
        return self

    async def fetch(self, key: str) -> int:
        return 1

    async def lease(self) -> Connection:
        return Connection()

    def numbers(self) -> Iterator[int]:
        yield 1

    async def events(self) -> AsyncIterator[int]:
        yield 1

    @contextlib.contextmanager
    def locked(self) -> Iterator[Connection]:
        yield Connection()

    @overload
    def read(self, key: int) -> int: ...
    @overload
    def read(self, key: str) -> str: ...
    def read(self, key: int | str) -> int | str:
        return key

    def untyped(self, x):  # type: ignore[no-untyped-def]
        return x

    def any_options(self, **options: int) -> int:
        return 0


class Handler:
    def __call__(self, event: str, retries: int = 0) -> int:
        return 0

    def close(self) -> None: ...


def convert(text: str, base: int = 10) -> int:
    return int(text, base)


def pool(**options: Any) -> Any:
    """A double as a suite sees it that moved over: the words are not in the static type."""
    return double(Pool, **options)


class TestExpectedArgumentsAreChecked:
    @pytest.mark.parametrize("word", ["assert_called_with", "assert_called_once_with", "assert_any_call"])
    def test_against_the_signature(self, word: str) -> None:
        d = pool()
        d.get("a")
        getattr(d.get, word)("a")
        getattr(d.get, word)(name="a", default=0)
        with pytest.raises(SignatureViolation, match=r"Pool\.get\(\) got an unexpected keyword argument 'nme'"):
            getattr(d.get, word)(nme="a")
        with pytest.raises(SignatureViolation, match="missing"):
            getattr(d.get, word)()

    @pytest.mark.parametrize("word", ["assert_awaited_with", "assert_awaited_once_with", "assert_any_await"])
    def test_against_the_signature_of_an_async_method(self, word: str) -> None:
        d = pool()
        asyncio.run(_awaiting(d.fetch("a")))
        getattr(d.fetch, word)(key="a")
        with pytest.raises(SignatureViolation):
            getattr(d.fetch, word)("a", "b")
        with pytest.raises(TypeViolation):
            getattr(d.fetch, word)(3)

    def test_against_the_types(self) -> None:
        d = pool()
        d.get("a")
        d.get.assert_called_once_with(ANY)
        with pytest.raises(TypeViolation, match="argument 'name' is int"):
            d.get.assert_called_once_with(1)
        with pytest.raises(TypeViolation, match="argument 'default' is str"):
            d.get.assert_any_call("a", default="1")

    def test_in_lists_of_calls(self) -> None:
        d = pool()
        d.get("a")
        for asked, one in ((d.get, call("a", dflt=1)), (d, call.get("a", dflt=1))):
            with pytest.raises(SignatureViolation):
                asked.assert_has_calls([one])
        with pytest.raises(TypeViolation):
            d.assert_has_calls([call.get(1)])
        with pytest.raises(AttributeViolation, match=r"Pool has no attribute 'gt'\. Did you mean 'get'\?"):
            d.assert_has_calls([call.gt("a")])
        with pytest.raises(MisuseError, match=r"takes mock\.call"):
            d.get.assert_has_calls(["a"])
        d.assert_has_calls([call.get(name="a")])

    def test_types_can_be_switched_off(self) -> None:
        with Session(allow=["types"]):
            d = pool()
            d.get(1)
            d.get.assert_called_once_with(1)
            d.get.return_value = "x"
            assert d.get(1) == "x"

    def test_matchers(self) -> None:
        d = pool()
        d.get("a", 3)
        default = capture(int)
        d.get.assert_called_once_with("a", default.arg)
        assert default.values == [3]
        with pytest.raises(VerificationError):
            d.get.assert_any_call("b", default.arg)
        assert default.values == [3]


async def _awaiting(coroutine: Awaitable[Any]) -> Any:
    return await coroutine


class TestNames:
    @pytest.mark.parametrize(
        ("wrong", "right"),
        [
            ("assert_caled_once_with", "assert_called_once_with"),
            ("asert_called_with", "assert_called_with"),
            ("assert_called_onc", "assert_called_once"),
            ("called_once_with", "assert_called_once_with"),
            ("retrun_value", "return_value"),
            ("sideeffect", "side_effect"),
        ],
    )
    def test_misspelt(self, wrong: str, right: str) -> None:
        with pytest.raises(AttributeViolation, match=f"Pool.get has no attribute '{wrong}'. Did you mean '{right}'"):
            getattr(pool().get, wrong)
        with pytest.raises(AttributeViolation, match=right):
            setattr(pool().get, wrong, 1)

    def test_of_awaiting_only_where_something_is_awaited(self) -> None:
        d = pool()
        d.fetch.assert_not_awaited()
        for name in ("await_count", "await_args", "assert_awaited_once_with", "assert_has_awaits"):
            with pytest.raises(AttributeViolation, match=f"Pool.get has no '{name}': it is not async"):
                getattr(d.get, name)
        with pytest.raises(AttributeViolation, match=r"write: +get\.assert_called_once_with"):
            d.get.assert_awaited_once_with("a")

    def test_a_double_that_is_not_called_has_no_words_about_its_call(self) -> None:
        d = pool()
        with pytest.raises(AttributeViolation, match="no_more_calls"):
            d.assert_not_called()
        with pytest.raises(AttributeViolation):
            d.return_value = 3
        assert not hasattr(d, "called")
        assert not hasattr(d, "call_count")

    def test_the_spec_goes_first(self) -> None:
        class Counter:
            called: int

            def reset_mock(self) -> int:
                return 0

        d: Any = double(Counter)
        assert d.called == 0
        assert d.reset_mock() == 0
        d.reset_mock.assert_called_once_with()

    @pytest.mark.parametrize("name", ["called", "call_count", "call_args", "mock_calls", "assert_called_once_with"])
    def test_what_was_recorded_can_not_be_set(self, name: str) -> None:
        with pytest.raises(MisuseError, match=r"reset_mock\(\)"):
            setattr(pool().get, name, 0)


class TestReturnValue:
    def test_of_a_wrong_type(self) -> None:
        d = pool()
        with pytest.raises(TypeViolation, match=r"Pool\.get\.return_value: the value is str \('x'\), not int"):
            d.get.return_value = "x"
        assert d.get("a") == 0
        d.get.return_value = 7
        assert d.get("a") == d.get("b", 2) == d.get.return_value == 7

    def test_of_an_async_method_is_what_awaiting_gives(self) -> None:
        d = pool()
        with pytest.raises(TypeViolation):
            d.fetch.return_value = "x"
        d.fetch.return_value = 7
        assert asyncio.run(_awaiting(d.fetch("a"))) == 7

    def test_nested(self) -> None:
        d = pool()
        d.connect.return_value.query.return_value = ["row"]
        assert d.connect().query("select") == ["row"]
        with pytest.raises(TypeViolation, match=r"Connection\.query\.return_value"):
            d.connect.return_value.query.return_value = "row"
        d.lease.return_value.query.return_value = ["leased"]
        assert asyncio.run(_awaiting(d.lease())).query("select") == ["leased"]

    def test_of_an_attribute_that_is_a_double(self) -> None:
        d = pool()
        d.primary.query.return_value = ["row"]
        assert d.primary.query("select") == ["row"]
        assert d.mock_calls == [call.primary.query("select")]
        assert d.method_calls == [call.primary.query("select")]

    def test_read_it_is_what_calls_give(self) -> None:
        d = pool()
        assert d.connect.return_value is d.connect()
        assert d.get.return_value == 0
        assert d.numbers.return_value is d.numbers()

    def test_nobody_knows_it(self) -> None:
        d = pool()
        with pytest.raises(UnstubbedCall, match=r"Pool\.untyped\.return_value can't be read: its type is not known"):
            d.untyped.return_value.name = 1
        d.untyped.return_value = "anything"
        assert d.untyped(1) == "anything"

    def test_of_a_strict_double(self) -> None:
        d = pool(strict=True)
        with pytest.raises(UnstubbedCall):
            d.get("a")
        d.get.return_value = 3
        assert d.get("a") == 3
        d.connect.return_value.query.return_value = []
        assert d.connect().query("x") == []

    def test_default_takes_it_back(self) -> None:
        d = pool()
        d.get.return_value = 3
        d.get.return_value = DEFAULT
        assert d.get("a") == 0

    def test_of_generators_and_context_managers(self) -> None:
        d = pool()
        d.numbers.return_value.__iter__.return_value = [1, 2]
        assert list(d.numbers()) == list(d.numbers()) == [1, 2]
        with pytest.raises(TypeViolation):
            d.numbers.return_value.__iter__.return_value = ["a"]
        d.locked.return_value.__enter__.return_value.query.return_value = ["in"]
        with d.locked() as connection:
            assert connection.query("x") == ["in"]
        d.locked.return_value.__enter__.assert_called_once_with()

        async def drain() -> list[int]:
            return [item async for item in d.events()]

        d.events.return_value.__aiter__.return_value = [3, 4]
        assert asyncio.run(drain()) == [3, 4]

    def test_of_overloads(self) -> None:
        d = pool()
        d.read.return_value = "x"
        assert d.read("k") == "x"
        with pytest.raises(TypeViolation):
            d.read.return_value = 1.5

    def test_of_a_read_only_property(self) -> None:
        d = pool()
        d.configure_mock(url="db://x", size=3, **{"get.return_value": 4})
        assert (d.url, d.size, d.get("a")) == ("db://x", 3, 4)
        with pytest.raises(TypeViolation, match=r"Pool\.url\.return_value: the value is int"):
            d.configure_mock(url=3)
        with pytest.raises(TypeViolation):
            d.configure_mock(size="3")
        with pytest.raises(AttributeViolation, match="'urll'"):
            d.configure_mock(urll="x")


class TestSideEffect:
    def test_results_are_checked_when_they_come(self) -> None:
        d = pool()
        d.get.side_effect = lambda name, default=0: name
        with pytest.raises(TypeViolation, match=r"Pool\.get\.side_effect: the value is str \('a'\), not int"):
            d.get("a")
        d.get.side_effect = iter([1, "2"])
        assert d.get("a") == 1
        with pytest.raises(TypeViolation, match="side_effect"):
            d.get("a")

    @pytest.mark.parametrize("kind", [list, tuple])
    def test_a_list_of_results_is_checked_when_it_is_set(self, kind: Any) -> None:
        d = pool()
        with pytest.raises(TypeViolation, match=r"Pool\.get\.side_effect: the value is str \('2'\), not int"):
            d.get.side_effect = kind([1, "2"])
        d.get.side_effect = kind([1, KeyError, KeyError("a")])
        assert d.get("a") == 1

    def test_results_of_async_functions_are_checked_when_awaited(self) -> None:
        async def wrong(key: str) -> str:
            return key

        d = pool()
        d.fetch.side_effect = wrong
        with pytest.raises(TypeViolation, match=r"Pool\.fetch\.side_effect"):
            asyncio.run(_awaiting(d.fetch("a")))

    def test_of_overloads_by_the_call(self) -> None:
        d = pool()
        d.read.side_effect = lambda key: key
        assert (d.read("k"), d.read(3)) == ("k", 3)
        d.read.side_effect = lambda key: "always a string"
        assert d.read("k") == "always a string"
        with pytest.raises(TypeViolation):
            d.read(3)

    @pytest.mark.parametrize("function", [lambda: 1, lambda a, b, c: 1, lambda *, other: 1])
    def test_function_that_no_call_fits(self, function: Callable[..., int]) -> None:
        with pytest.raises(TypeViolation, match=r"Pool\.get\.side_effect: the function takes no call that get takes"):
            pool().get.side_effect = function

    def test_function_that_some_calls_fit(self) -> None:
        d = pool()
        d.get.side_effect = lambda name: len(name)
        assert d.get("abc") == 3
        with pytest.raises(SignatureViolation, match=r"Pool\.get\.side_effect: the function does not take this call"):
            d.get("abc", 3)
        d.any_options.side_effect = lambda *, depth: depth
        assert d.any_options(depth=3) == 3

    def test_neither_error_nor_function_nor_iterable(self) -> None:
        with pytest.raises(MisuseError, match=r"return_value = 3"):
            pool().get.side_effect = 3

    def test_errors_that_the_double_does_not_declare(self) -> None:
        d = pool(raises=(OSError,))
        d.get.side_effect = TimeoutError
        with pytest.raises(MisuseError, match="does not declare that it raises ValueError"):
            d.get.side_effect = ValueError
        d.get.side_effect = [ValueError]
        with pytest.raises(MisuseError):
            d.get("a")

    def test_error_of_a_generator_comes_when_it_is_advanced(self) -> None:
        d = pool()
        d.numbers.side_effect = OSError("cut")
        numbers = d.numbers()
        with pytest.raises(OSError, match="cut"):
            next(numbers)

    def test_called_and_awaited(self) -> None:
        d = pool()
        d.fetch.side_effect = [1, 2]
        first, second = d.fetch("a"), d.fetch("b")
        assert (d.fetch.call_count, d.fetch.await_count) == (2, 0)
        with pytest.raises(VerificationError, match="once and was never awaited, though called 2 times"):
            d.fetch.assert_awaited_once()
        assert asyncio.run(_awaiting(second)) == 1
        assert asyncio.run(_awaiting(first)) == 2
        assert d.fetch.await_count == 2

    def test_run_out(self) -> None:
        d = pool()
        d.get.side_effect = [1]
        d.fetch.side_effect = []
        d.get("a")
        with pytest.raises(StopIteration, match=r"Pool\.get\.side_effect has no more values"):
            d.get("a")
        with pytest.raises(StopAsyncIteration, match=r"Pool\.fetch\.side_effect has no more values"):
            asyncio.run(_awaiting(d.fetch("a")))

    def test_threads_share_the_values(self, request: pytest.FixtureRequest) -> None:
        def slow() -> Iterator[int]:
            for n in range(2_000):
                # Long enough for another thread to come in between.
                assert sum(range(300)) == 44_850
                yield n

        request.addfinalizer(partial(sys.setswitchinterval, sys.getswitchinterval()))
        sys.setswitchinterval(1e-6)
        for values in (list(range(2_000)), slow()):
            d = pool()
            d.get.side_effect = values
            with ThreadPoolExecutor(8) as threads:
                got = list(threads.map(lambda n, d=d: d.get(str(n)), range(2_000)))
            assert sorted(got) == list(range(2_000))
            assert d.get.call_count == 2_000

    def test_of_a_spy(self) -> None:
        class Real:
            def get(self, name: str) -> int:
                return len(name)

        d: Any = spy(Real())
        d.get.side_effect = [7, DEFAULT]
        assert [d.get("abc"), d.get("abc")] == [7, 3]
        d.get.return_value = 5
        d.get.side_effect = None
        assert d.get("abc") == 5
        d.get.reset_mock(return_value=True)
        assert d.get("abc") == 3


class TestWithWhen:
    def test_certain_arguments_go_before_words(self) -> None:
        d = pool()
        when(lambda: d.get("a")).returns(1)
        d.get.return_value = 2
        assert (d.get("a"), d.get("b")) == (1, 2)
        d.connect.side_effect = OSError
        assert d.get("a") == 1

    def test_of_any_call_the_later_holds(self) -> None:
        d = pool()
        d.get.return_value = 1
        when(d.get).returns(2)
        assert d.get("a") == 2
        d.get.return_value = 3
        assert d.get("a") == 3
        with Session(allow=["unused-stubs"]):
            other = pool()
            when(other.get).returns(2)
            other.get.side_effect = [4]
            assert other.get("a") == 4

    def test_reading_does_not_undo_a_stub(self) -> None:
        d = pool()
        connection = double(Connection)
        when(d.connect).returns(connection)
        assert d.connect.return_value is connection
        assert d.connect() is connection
        when(d.fetch).returns(3)
        with pytest.raises(UnstubbedCall, match=r"was said by when\(Pool\.fetch\)"):
            d.fetch.return_value
        assert asyncio.run(_awaiting(d.fetch("a"))) == 3

    def test_words_are_seen_in_the_lambda(self) -> None:
        d = pool()
        connection: Any = double(Connection)
        d.connect.return_value = connection
        when(lambda: d.connect().query("a")).returns(["x"])
        assert connection.query("a") == ["x"]

    def test_never_reported_as_unused(self) -> None:
        with Session():
            d = pool()
            d.get.return_value = 3
            d.fetch.side_effect = OSError
            d.connect.return_value.query.return_value = []
            d.configure_mock(url="x")
        with pytest.raises(SessionFailure, match="Unused stub"), Session():
            when(pool().get).returns(3)

    def test_assertions_count_for_no_more_calls(self) -> None:
        d = pool()
        d.get("a")
        d.get("b")
        d.get.assert_any_call("a")
        with pytest.raises(VerificationError, match=r"Pool\.get\('b'\)"):
            no_more_calls(d)
        d.assert_has_calls([call.get("b")])
        no_more_calls(d)

    def test_verify_and_words_see_the_same_calls(self) -> None:
        d = pool()
        d.get("a")
        verify(lambda: d.get("a")).once()
        d.get.assert_called_once_with("a")
        d.reset_mock()
        verify(d.get).never()


class TestCallables:
    def test_function(self) -> None:
        d: Any = double(convert)
        d.return_value = 3
        assert d("x") == 3
        d.assert_called_once_with("x", base=10)
        assert d.call_args == call("x")
        assert d.mock_calls == [call("x")]
        with pytest.raises(TypeViolation):
            d.assert_called_once_with(1)
        with pytest.raises(AttributeViolation, match="assert_called_once"):
            d.assert_called_onc()
        d.reset_mock()
        d.assert_not_called()

    def test_function_put_into_a_class_is_bound(self) -> None:
        class Parser:
            def parse(self, text: str) -> int:
                return 0

        parse: Any = double(Parser.parse)
        parse.return_value = 4
        with mock.patch.object(Parser, "parse", parse):
            parser = Parser()
            assert parser.parse("x") == 4
            parse.assert_called_once_with(parser, "x")
            assert Parser.parse is parse

    def test_object_that_is_called(self) -> None:
        d: Any = double(Handler)
        d.side_effect = [1, 2]
        assert (d("a"), d("b", retries=1)) == (1, 2)
        d.close()
        d.assert_called_with("b", 1)
        assert d.call_count == 2
        assert d.mock_calls == [call("a"), call("b", retries=1), call.close()]
        assert d.method_calls == [call.close()]
        d.assert_has_calls([call("b", retries=1), call.close()])
        d.configure_mock(return_value=9, side_effect=None)
        assert d("c") == 9

    def test_class_double(self) -> None:
        d: Any = double_class(Pool)
        d.return_value.get.return_value = 3
        assert d("db://x").get("a") == 3
        assert d("db://y", timeout=2.0) is d.return_value
        assert d.mock_calls == [call("db://x"), call().get("a"), call("db://y", timeout=2.0)]
        d.assert_has_calls([call("db://x"), call().get("a")])
        d.assert_any_call("db://x")
        with pytest.raises(TypeViolation):
            d.assert_any_call(1)
        with pytest.raises(TypeViolation, match="return_value"):
            d.return_value = "no pool"

    def test_instances_of_a_class_double_asked_for_later(self) -> None:
        d: Any = double_class(Pool)
        first = d("a")
        first.get("x")
        assert d.return_value is first
        assert d.mock_calls == [call("a"), call().get("x")]

        other: Any = double_class(Pool)
        one, two = other("a"), other("b")
        assert one is not two
        two.get("x")
        other.assert_has_calls([call("b"), call().get("x")])
        with pytest.raises(UnstubbedCall, match="2 instances were made"):
            other.return_value

    def test_session_of_a_class_double_in_its_own_module(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Hints that are read while a class double stands under the name of its class still mean the class."""
        d: Any = double_class(Late)
        monkeypatch.setattr(sys.modules[__name__], "Late", d)
        assert isinstance(d.make(), d)
        assert isinstance(d().copy_of(d()), d)


class Late:
    @classmethod
    def make(cls) -> Late:
        return cls()

    def copy_of(self, other: Late) -> Late:
        return other


class TestCallsOverAll:
    def test_order_over_nested_doubles(self) -> None:
        d = pool()
        d.get("a")
        connection = d.connect()
        connection.query("1")
        d.primary.ping()
        connection.query("2")
        assert d.mock_calls == [
            call.get("a"),
            call.connect(),
            call.connect().query("1"),
            call.primary.ping(),
            call.connect().query("2"),
        ]
        assert d.method_calls == [call.get("a"), call.connect(), call.primary.ping()]
        assert d.connect.mock_calls == [call(), call().query("1"), call().query("2")]
        d.assert_has_calls([call.connect().query("1"), call.primary.ping(), call.connect().query("2")])
        d.connect.assert_has_calls([call().query("1"), call().query("2")])
        d.assert_has_calls([call.primary.ping(), call.get("a")], any_order=True)
        with pytest.raises(VerificationError, match="in this order"):
            d.assert_has_calls([call.primary.ping(), call.get("a")])

    def test_double_that_was_told_to_be_given(self) -> None:
        d = pool()
        connection: Any = double(Connection)
        d.connect.return_value = connection
        d.connect().query("1")
        assert d.mock_calls == [call.connect(), call.connect().query("1")]
        named: Any = double(Connection, name="named")
        d.primary = named
        d.primary.ping()
        assert len(d.mock_calls) == 2

    def test_what_gives_itself(self) -> None:
        d = pool()
        d.again().again().get("a")
        assert d.mock_calls == [call.again(), call.again(), call.get("a")]
        d.assert_has_calls([call.again(), call.again().again(), call.again().again().get("a")])
        d.assert_has_calls([call.again(), call.get("a")])

    def test_any_order_counts(self) -> None:
        d = pool()
        d.get("a")
        d.get("b")
        d.get("a")
        d.get.assert_has_calls([call("a"), call("a"), call("b")], any_order=True)
        with pytest.raises(VerificationError):
            d.get.assert_has_calls([call("b"), call("b")], any_order=True)

    def test_path_that_leads_nowhere(self) -> None:
        d = pool()
        d.get("a")
        with pytest.raises(VerificationError):
            d.assert_has_calls([call.get("a").bit_length()])

    def test_arguments_are_as_they_were(self) -> None:
        d: Any = double(Listing)
        items = [1]
        d.put(items)
        items.append(2)
        d.put.assert_called_once_with([1])
        assert d.put.call_args.args == ([1],)


class Listing:
    def put(self, items: list[int]) -> None: ...


class TestMessages:
    def test_nearest_call(self) -> None:
        d = pool()
        d.get("a", 1)
        d.get("b", 2)
        with pytest.raises(VerificationError) as failed:
            d.get.assert_any_call("b", 3)
        message = str(failed.value)
        assert message.startswith("Pool.get('b', 3) was expected to be called and was not.")
        assert "nearest:" in message
        assert "default was 2, not 3" in message
        assert "double(Pool), made at" in message

    @pytest.mark.parametrize(
        ("count", "word", "text"),
        [
            (0, "assert_called", "was expected to be called at least once and was never called"),
            (2, "assert_called_once", "was expected to be called once and was called 2 times"),
            (1, "assert_not_called", "was expected to be called never and was called once"),
        ],
    )
    def test_counts(self, count: int, word: str, text: str) -> None:
        d = pool()
        for _ in range(count):
            d.get("a")
        with pytest.raises(VerificationError, match=rf"Pool\.get\(\) {text}"):
            getattr(d.get, word)()


class TestReset:
    def test_calls_that_nobody_awaited_are_still_told(self) -> None:
        with pytest.raises(SessionFailure, match=r"Never awaited: Pool\.fetch\('a'\)"), Session():
            d = pool()
            d.fetch("a")
            d.reset_mock()
            assert d.fetch.call_count == 0

    def test_nested(self) -> None:
        d = pool()
        d.connect.return_value.query.return_value = ["x"]
        d.connect().query("a")
        d.reset_mock()
        assert d.mock_calls == []
        assert d.connect().query("b") == ["x"]
        d.reset_mock(return_value=True)
        assert d.connect().query("b") == []

    def test_of_answers_is_as_though_nothing_had_been_said(self) -> None:
        d = pool()
        when(lambda: d.get("a")).returns(1)
        d.get.return_value = 2
        assert (d.get("a"), d.get("b")) == (1, 2)
        d.reset_mock(return_value=True)
        with pytest.raises(OtherArguments):
            d.get("b")

    def test_instances_of_a_class_double(self) -> None:
        d: Any = double_class(Pool)
        d("a").get("x")
        d.reset_mock()
        second = d("b")
        assert d.return_value is second
        assert d.mock_calls == [call("b")]

    def test_patch_object_puts_back_what_was_there(self) -> None:
        d = pool()
        d.get.return_value = 1
        for _ in range(2):
            with mock.patch.object(d, "get", lambda name, default=0: len(name) + 4):
                assert d.get("a") == 5
            assert d.get("a") == 1
        with mock.patch.object(d, "connect") as replaced:
            replaced.return_value = double(Connection)
            d.connect()
        replaced.assert_called_once_with()
        assert d.connect() is d.connect()
        with pytest.raises(AttributeViolation):
            del d.connect


USES: dict[str, bool] = {  # those that need none come first
    "d.get.return_value = 3": False,
    "d.get.side_effect = [1, 2]": False,
    "d.get.side_effect = lambda name, default=0: 1": False,
    "d.get.assert_not_called()": False,
    "d.get('a'); d.get.assert_called_once_with('a')": False,
    "d.get('a'); assert d.get.call_count == 1": False,
    "d.reset_mock()": False,
    "assert d.get.call_args_list == []": True,
    "d.get('a'); assert d.get.call_args.args == ('a',)": True,
    "assert d.mock_calls == []": True,
}


def test_unittest_mock_is_imported_only_by_what_needs_it() -> None:
    program = """
        import sys
        from mockfactory import double
        class Pool:
            def get(self, name: str, default: int = 0) -> int: ...
        for use in sys.argv[1:]:
            d = double(Pool)
            sys.modules.pop("unittest.mock", None)
            exec(use)
            if "side_effect" in use:
                d.get("a")
            print("unittest.mock" in sys.modules)
    """
    command = [sys.executable, "-c", textwrap.dedent(program), *USES]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    told = [line == "True" for line in done.stdout.splitlines()]
    assert (dict(zip(USES, told, strict=True)), done.stderr) == (USES, "")
