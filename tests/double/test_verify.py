"""Asking what was called: counts, arguments, order, nothing more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from mockfactory import (
    MisuseError,
    TypeViolation,
    VerificationError,
    any_,
    calls_to,
    capture,
    double,
    double_class,
    in_order,
    matching,
    no_more_calls,
    verify,
    when,
)
from mockfactory.double.verifying.verify import Verify


class Mailer:
    url: str

    def __init__(self, url: str = "smtp://localhost") -> None:
        self.url = url

    def connect(self) -> None:
        raise NotImplementedError

    def send(self, to: str, *, subject: str = "hello") -> None:
        raise NotImplementedError

    def batch(self, messages: list[dict[str, str]]) -> None:
        raise NotImplementedError

    def tags(self, *names: str, **values: int) -> None:
        raise NotImplementedError

    @property
    def is_connected(self) -> bool:
        raise NotImplementedError

    async def fetch(self, folder: str) -> list[str]:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError


@pytest.fixture
def mailer() -> Mailer:
    return double(Mailer)


class TestCounts:
    @pytest.mark.parametrize(
        ("calls", "right", "wrong"),
        [
            (0, [lambda v: v.never(), lambda v: v.at_most(0), lambda v: v.at_least(0)], [lambda v: v.once()]),
            (1, [lambda v: v.once(), lambda v: v.times(1), lambda v: v.at_most(1)], [lambda v: v.never()]),
            (2, [lambda v: v.times(2), lambda v: v.at_least(1)], [lambda v: v.once(), lambda v: v.at_most(1)]),
            (3, [lambda v: v.at_least(3), lambda v: v.at_most(5)], [lambda v: v.at_least(4), lambda v: v.times(2)]),
        ],
    )
    def test_verbs(
        self,
        mailer: Mailer,
        calls: int,
        right: list[Callable[[Verify], None]],
        wrong: list[Callable[[Verify], None]],
    ) -> None:
        for _ in range(calls):
            mailer.connect()
        for verb in right:
            verb(verify(mailer.connect))
            verb(verify(lambda: mailer.connect()))
        for verb in wrong:
            with pytest.raises(VerificationError):
                verb(verify(mailer.connect))

    def test_by_arguments_however_they_were_passed(self, mailer: Mailer) -> None:
        mailer.send(to="ada")
        mailer.send("ada", subject="hello")
        mailer.send("bob")
        verify(lambda: mailer.send("ada")).times(2)
        verify(lambda: mailer.send(to="bob", subject="hello")).once()
        verify(lambda: mailer.send("eve")).never()

    def test_variable_arguments(self, mailer: Mailer) -> None:
        mailer.tags("a", "b", x=1, y=2)
        verify(lambda: mailer.tags("a", "b", y=2, x=1)).once()
        verify(lambda: mailer.tags("b", "a", y=2, x=1)).never()

    def test_a_count_below_nothing(self, mailer: Mailer) -> None:
        with pytest.raises(MisuseError, match="-1 is no number of calls"):
            verify(mailer.connect).times(-1)
        verify(mailer.connect).times(0)

    def test_reads_of_a_property(self, mailer: Mailer) -> None:
        assert not mailer.is_connected
        verify(lambda: mailer.is_connected).once()
        verify(lambda: mailer.url).never()

    def test_a_constructor(self) -> None:
        mailer_class = double_class(Mailer)
        mailer_class("smtp://a")
        verify(lambda: mailer_class("smtp://a")).once()
        verify(mailer_class).once()

    def test_a_function(self) -> None:
        def add(a: int, b: int = 0) -> int:
            raise NotImplementedError

        fake = double(add)
        assert fake(1) == 0
        verify(lambda: fake(1, 0)).once()
        verify(fake).once()


class TestAwaiting:
    def test_calls_that_were_not_awaited_are_told_apart(self, mailer: Mailer) -> None:
        async def main() -> None:
            await mailer.fetch("a")
            pending = mailer.fetch("b")
            verify(mailer.fetch).once()
            with pytest.raises(VerificationError, match="1 more call was made and not awaited"):
                verify(mailer.fetch).times(2)
            await pending
            verify(mailer.fetch).times(2)

        asyncio.run(main())

    def test_never_means_not_even_called(self, mailer: Mailer) -> None:
        async def main() -> None:
            pending = mailer.fetch("b")
            with pytest.raises(VerificationError):
                verify(mailer.fetch).never()
            await pending

        asyncio.run(main())


class TestMessages:
    def test_never_called(self, mailer: Mailer) -> None:
        with pytest.raises(VerificationError) as caught:
            verify(lambda: mailer.send("ada")).once()
        lines = str(caught.value).splitlines()
        assert lines[0] == "Mailer.send('ada') was expected once and was never called."
        assert "double(Mailer), made at" in lines[1]

    def test_the_nearest_call_argument_by_argument(self, mailer: Mailer) -> None:
        mailer.send("bob", subject="Bye")
        mailer.send("ada", subject="Welcom")
        with pytest.raises(VerificationError) as caught:
            verify(lambda: mailer.send("ada", subject="Welcome")).once()
        assert "nearest:  send('ada', subject='Welcom'): subject was 'Welcom', not 'Welcome'" in str(caught.value)

    def test_too_often_shows_the_calls(self, mailer: Mailer) -> None:
        mailer.send("ada")
        mailer.send("bob")
        with pytest.raises(VerificationError) as caught:
            verify(mailer.send).once()
        text = str(caught.value)
        assert "was expected once and was called twice" in text
        assert "Mailer.send('ada')" in text
        assert "Mailer.send('bob')" in text

    def test_huge_arguments_are_shortened(self, mailer: Mailer) -> None:
        mailer.send("x" * 10_000)
        with pytest.raises(VerificationError) as caught:
            verify(mailer.send).never()
        assert len(str(caught.value)) < 600

    def test_an_argument_whose_repr_raises(self) -> None:
        class Odd:
            def __repr__(self) -> str:
                raise RuntimeError

        class Sink:
            def put(self, item: object) -> None: ...

        sink = double(Sink)
        sink.put(Odd())
        with pytest.raises(VerificationError, match="<Odd"):
            verify(sink.put).never()


class TestCallsTo:
    def test_arguments_by_name_with_defaults(self, mailer: Mailer) -> None:
        mailer.send("ada")
        (call,) = calls_to(mailer.send)
        assert call.arguments == {"to": "ada", "subject": "hello"}
        assert (call.args, dict(call.kwargs)) == (("ada",), {})
        assert repr(call) == "Mailer.send('ada')"

    def test_only_those_that_match(self, mailer: Mailer) -> None:
        mailer.send("ada")
        mailer.send("bob")
        assert [call.arguments["to"] for call in calls_to(lambda: mailer.send("bob"))] == ["bob"]

    def test_mutable_arguments_stay_as_they_were(self, mailer: Mailer) -> None:
        messages = [{"to": "ada"}]
        mailer.batch(messages)
        messages[0]["to"] = "bob"
        messages.clear()
        assert calls_to(mailer.batch)[0].arguments["messages"] == [{"to": "ada"}]
        verify(lambda: mailer.batch([{"to": "ada"}])).once()

    def test_the_callback_gets_the_very_object(self, mailer: Mailer) -> None:
        when(mailer.batch).calls(lambda messages: messages.clear())
        messages = [{"to": "ada"}]
        mailer.batch(messages)
        assert messages == []

    def test_an_argument_that_holds_itself(self) -> None:
        class Sink:
            def put(self, item: object) -> None: ...

        loop: list[object] = []
        loop.append(loop)
        sink = double(Sink)
        sink.put(loop)
        kept = calls_to(sink.put)[0].arguments["item"]
        assert isinstance(kept, list)
        assert kept is not loop
        assert kept[0] is kept

    def test_star_arguments(self, mailer: Mailer) -> None:
        mailer.tags("a", x=1)
        assert calls_to(mailer.tags)[0].arguments == {"names": ("a",), "values": {"x": 1}}


class TestMatchers:
    def test_any(self, mailer: Mailer) -> None:
        mailer.send("ada", subject="x")
        verify(lambda: mailer.send(any_(str), subject=any_(str))).once()

    def test_any_inside_a_container(self, mailer: Mailer) -> None:
        mailer.batch([{"to": "ada", "id": "17"}])
        verify(lambda: mailer.batch([{"to": "ada", "id": any_(str)}])).once()

    def test_matching(self, mailer: Mailer) -> None:
        def short(text: str) -> bool:
            return len(text) < 4

        mailer.send("ada")
        mailer.send("barbara")
        verify(lambda: mailer.send(matching(short))).once()

    def test_an_argument_for_which_the_predicate_raises_does_not_match(self, mailer: Mailer) -> None:
        def is_short_and_not_ada(text: str) -> bool:
            if text == "ada":
                raise RuntimeError
            return len(text) < 4

        mailer.send("ada")
        mailer.send("barbara")
        verify(lambda: mailer.send(matching(is_short_and_not_ada))).never()
        mailer.send("bob")
        verify(lambda: mailer.send(matching(is_short_and_not_ada))).once()

    def test_a_predicate_that_only_raises_verifies_nothing(self, mailer: Mailer) -> None:
        def misspelt(text: str) -> bool:
            return bool(getattr(text, "strat")("a"))  # noqa: B009 - a checker would find it

        verify(lambda: mailer.send(matching(misspelt))).never()  # nothing was called: it was asked about nothing
        mailer.send("ada")
        with pytest.raises(
            VerificationError, match=r"matching\(misspelt, raising AttributeError: .*'strat'.*no answer"
        ):
            verify(lambda: mailer.send(matching(misspelt))).never()
        with pytest.raises(VerificationError, match=r"send\(matching\(misspelt, raising .*was expected once"):
            verify(lambda: mailer.send(matching(misspelt))).once()
        with pytest.raises(VerificationError, match="nothing is verified"), in_order():
            verify(lambda: mailer.send(matching(misspelt))).never()

    def test_matching_takes_a_function(self) -> None:
        with pytest.raises(MisuseError, match="takes a function"):
            matching("x")  # type: ignore[arg-type]

    def test_an_object_with_an_eq_of_its_own(self, mailer: Mailer) -> None:
        class StartsWith(str):
            __slots__ = ()

            def __eq__(self, other: object) -> bool:
                return isinstance(other, str) and other.startswith(str(self))

            __hash__ = str.__hash__

        mailer.send("ada@example.org")
        verify(lambda: mailer.send(StartsWith("ada"))).once()
        verify(lambda: mailer.send(StartsWith("bob"))).never()

    def test_mock_any(self, mailer: Mailer) -> None:
        from unittest.mock import ANY

        mailer.send("ada", subject="x")
        verify(lambda: mailer.send(ANY, subject="x")).once()

    def test_capture(self, mailer: Mailer) -> None:
        to = capture(str)
        mailer.send("ada", subject="a")
        mailer.send("bob", subject="b")
        verify(lambda: mailer.send(to.arg, subject="b")).once()
        assert to.values == ["bob"]
        verify(lambda: mailer.send(to.arg, subject=any_(str))).times(2)
        assert to.value == "bob"

    def test_capture_in_a_stub(self, mailer: Mailer) -> None:
        to = capture(str)
        when(lambda: mailer.send(to.arg, subject="x")).returns(None)
        mailer.send("ada", subject="x")
        assert to.value == "ada"

    def test_capture_of_nothing(self) -> None:
        with pytest.raises(MisuseError, match="has captured nothing"):
            _ = capture(str).value

    def test_capture_of_another_type_does_not_match(self) -> None:
        class Sink:
            def put(self, item: object) -> None: ...

        sink, number = double(Sink), capture(int)
        sink.put("x")
        verify(lambda: sink.put(number.arg)).never()
        assert number.values == []

    def test_a_wrong_type_in_the_lambda(self, mailer: Mailer) -> None:
        with pytest.raises(TypeViolation):
            verify(lambda: mailer.send(1))  # type: ignore[arg-type]


class TestInOrder:
    def test_over_several_doubles(self) -> None:
        one, two = double(Mailer), double(Mailer)
        one.connect()
        two.connect()
        one.send("a")
        two.close()
        with in_order():
            verify(one.connect).once()
            verify(two.connect).once()
            verify(lambda: one.send("a")).once()
            verify(two.close).once()

    def test_other_calls_may_come_between(self, mailer: Mailer) -> None:
        mailer.connect()
        mailer.send("noise")
        mailer.close()
        with in_order():
            verify(mailer.connect).once()
            verify(mailer.close).once()

    def test_out_of_order(self, mailer: Mailer) -> None:
        mailer.close()
        mailer.connect()
        with pytest.raises(VerificationError) as caught, in_order():
            verify(mailer.connect).once()
            verify(mailer.close).once()
        assert "The calls did not come in this order." in str(caught.value)

    def test_a_call_that_comes_twice(self, mailer: Mailer) -> None:
        for to in "aba":
            mailer.send(to)
        with in_order():
            verify(lambda: mailer.send("a")).once()
            verify(lambda: mailer.send("b")).once()
            verify(lambda: mailer.send("a")).once()
        with pytest.raises(VerificationError), in_order():
            verify(lambda: mailer.send("a")).once()
            verify(lambda: mailer.send("b")).once()

    def test_counts(self, mailer: Mailer) -> None:
        mailer.connect()
        for to in "abc":
            mailer.send(to)
        mailer.close()
        with in_order():
            verify(mailer.connect).once()
            verify(mailer.send).at_least(2)
            verify(mailer.close).at_most(1)
        with pytest.raises(VerificationError), in_order():
            verify(mailer.send).times(2)
            verify(mailer.close).once()

    def test_overlapping_patterns(self, mailer: Mailer) -> None:
        mailer.send("a")
        mailer.send("b")
        with in_order():
            verify(mailer.send).at_least(1)
            verify(lambda: mailer.send("b")).once()

    def test_never(self, mailer: Mailer) -> None:
        mailer.connect()
        mailer.close()
        with in_order():
            verify(mailer.connect).once()
            verify(mailer.send).never()
            verify(mailer.close).once()

    def test_missing_at_the_end(self, mailer: Mailer) -> None:
        mailer.connect()
        with pytest.raises(VerificationError), in_order():
            verify(mailer.connect).once()
            verify(mailer.close).once()

    def test_an_error_in_the_block_is_the_error(self, mailer: Mailer) -> None:
        with pytest.raises(ZeroDivisionError), in_order():
            verify(mailer.connect).once()
            raise ZeroDivisionError


class TestNoMoreCalls:
    def test_all_verified(self, mailer: Mailer) -> None:
        mailer.connect()
        mailer.send("ada")
        verify(mailer.connect).once()
        verify(lambda: mailer.send("ada")).once()
        no_more_calls(mailer)

    def test_one_left(self, mailer: Mailer) -> None:
        mailer.connect()
        mailer.send("ada")
        mailer.send("bob")
        verify(lambda: mailer.send("ada")).once()
        with pytest.raises(VerificationError) as caught:
            no_more_calls(mailer)
        text = str(caught.value)
        assert "Mailer.connect()" in text
        assert "Mailer.send('bob')" in text
        assert "ada" not in text

    def test_of_one_method(self, mailer: Mailer) -> None:
        mailer.connect()
        no_more_calls(mailer.send)
        with pytest.raises(VerificationError):
            no_more_calls(mailer.connect)

    def test_reads_are_no_calls(self, mailer: Mailer) -> None:
        assert not mailer.is_connected
        no_more_calls(mailer)

    def test_in_order_counts_as_verified(self, mailer: Mailer) -> None:
        mailer.connect()
        with in_order():
            verify(mailer.connect).once()
        no_more_calls(mailer)

    def test_what_is_no_double(self) -> None:
        with pytest.raises(MisuseError, match="takes doubles"):
            no_more_calls(object())
