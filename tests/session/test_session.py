"""What a session remembers, and what it says at its end. Each failure has a right use beside it."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import threading
import warnings
from collections.abc import AsyncIterator
from typing import Any, cast

import pytest

from mockfactory import (
    MisuseError,
    Session,
    SessionFailure,
    SpecViolation,
    TypeViolation,
    double,
    double_class,
    replace,
    verify,
    when,
)


class Mailer:
    def __init__(self, url: str) -> None:
        self.url = url

    def send(self, to: str, *, subject: str = "hello") -> bool:
        raise NotImplementedError

    async def fetch(self, folder: str) -> list[str]:
        raise NotImplementedError

    async def stream(self) -> AsyncIterator[str]:
        yield ""

    @property
    def is_connected(self) -> bool:
        raise NotImplementedError


def careless(mailer: Mailer, to: object) -> None:
    try:
        mailer.send(to)  # type: ignore[arg-type]
    except Exception:
        return


def translating(mailer: Mailer, to: object) -> None:
    try:
        mailer.send(to)  # type: ignore[arg-type]
    except TypeError as error:
        raise RuntimeError("could not send") from error


def failure_of(*lines: str) -> str:
    return "\n".join(lines)


class NoErrorOf(contextlib.suppress):
    def __init__(self, name: str) -> None:
        super().__init__(Exception)


class TestSwallowedViolations:
    def test_is_raised_again_at_the_end(self) -> None:
        with pytest.raises(SessionFailure) as caught, Session():
            careless(double(Mailer), 7)
        assert "Swallowed: Mailer.send(): argument 'to' is int (7), not str." in str(caught.value)
        assert "in careless" in str(caught.value)
        assert isinstance(caught.value.__cause__, TypeViolation)

    def test_a_right_call_leaves_nothing(self) -> None:
        with Session() as session:
            careless(double(Mailer), "ada")
        assert session.violations == ()

    def test_one_that_was_turned_into_another_error_is_no_secret_kept(self) -> None:
        with pytest.raises(SessionFailure), Session():
            try:
                translating(double(Mailer), 7)
            except RuntimeError:
                pass

    def test_the_test_itself_may_ask_for_it(self) -> None:
        with Session():
            with pytest.raises(TypeViolation):
                double(Mailer).send(7)  # type: ignore[arg-type]

    def test_so_may_a_helper_of_the_test(self) -> None:
        def refuses(mailer: Mailer) -> None:
            with pytest.raises(SpecViolation):
                mailer.send(7)  # type: ignore[arg-type]

        with Session():
            refuses(double(Mailer))

    def test_another_with_that_swallows_is_not_the_tests(self) -> None:
        def careless(mailer: Mailer) -> None:
            with NoErrorOf("raises"):
                mailer.send(7)  # type: ignore[arg-type]

        with pytest.raises(SessionFailure, match="Swallowed"), Session():
            careless(double(Mailer))

    def test_so_may_pytest_raises_as_a_function(self) -> None:
        with Session():
            pytest.raises(SpecViolation, cast(Any, double(Mailer)).send, 7)  # noqa: RUF061 - the form is what is tested

    def test_what_a_task_keeps_is_told_unless_allowed(self) -> None:
        async def work(mailer: Mailer) -> None:
            mailer.send(7)  # type: ignore[arg-type]

        async def main() -> None:
            results = await asyncio.gather(work(double(Mailer)), return_exceptions=True)
            assert isinstance(results[0], SpecViolation)

        with pytest.raises(SessionFailure, match="swallowed"), Session():
            asyncio.run(main())
        with Session(allow=["swallowed"]):
            asyncio.run(main())

    def test_but_not_a_helper_that_suppresses(self) -> None:
        def suppresses(mailer: Mailer) -> None:
            with contextlib.suppress(Exception):
                mailer.send(7)  # type: ignore[arg-type]

        with pytest.raises(SessionFailure), Session():
            suppresses(double(Mailer))

    def test_an_error_that_leaves_the_block_is_the_error(self) -> None:
        with pytest.raises(TypeViolation) as caught, Session():
            double(Mailer).send(7)  # type: ignore[arg-type]
        assert not getattr(caught.value, "__notes__", [])

    def test_what_was_swallowed_before_another_error_is_noted_on_it(self) -> None:
        with pytest.raises(ZeroDivisionError) as caught, Session():
            careless(double(Mailer), 7)
            raise ZeroDivisionError
        assert "Swallowed: Mailer.send()" in caught.value.__notes__[0]

    def test_in_a_thread(self) -> None:
        with pytest.raises(SessionFailure), Session():
            thread = threading.Thread(target=careless, args=(double(Mailer), 7))
            thread.start()
            thread.join()

    def test_in_a_task(self) -> None:
        async def careless_task(mailer: Mailer) -> None:
            careless(mailer, 7)

        async def main() -> None:
            await asyncio.create_task(careless_task(double(Mailer)))

        with pytest.raises(SessionFailure), Session():
            asyncio.run(main())

    def test_each_kind_of_violation(self) -> None:
        def all_at_once(mailer: Mailer) -> None:
            for misuse in (
                lambda: mailer.send(),  # type: ignore[call-arg]
                lambda: mailer.send("a", sbject="x"),  # type: ignore[call-arg]
                lambda: mailer.nothing,  # type: ignore[attr-defined]
                lambda: setattr(mailer, "url", 1),
                lambda: setattr(mailer, "is_connected", True),
            ):
                try:
                    misuse()
                except Exception:
                    pass

        with pytest.raises(SessionFailure) as caught, Session():
            all_at_once(double(Mailer))
        assert len(caught.value.problems) == 5


class TestQuestionsAreNoViolations:
    @pytest.mark.parametrize("name", ["nothing", "aclose"])
    def test_hasattr_and_getattr(self, name: str) -> None:
        with Session() as session:
            mailer = double(Mailer)
            assert not hasattr(mailer, name)
            assert getattr(mailer, name, None) is None
        assert session.violations == ()

    def test_except_attribute_error(self) -> None:
        def probing(mailer: Mailer) -> bool:
            try:
                mailer.aclose()  # type: ignore[attr-defined]
            except AttributeError:
                return False
            return True

        with Session():
            assert not probing(double(Mailer))

    def test_but_except_exception_hides(self) -> None:
        def hiding(mailer: Mailer) -> None:
            try:
                mailer.aclose()  # type: ignore[attr-defined]
            except Exception:
                pass

        with pytest.raises(SessionFailure, match="aclose"), Session():
            hiding(double(Mailer))


class TestStubs:
    def test_unused(self) -> None:
        with pytest.raises(SessionFailure) as caught, Session():
            mailer = double(Mailer)
            when(lambda: mailer.send("ada")).returns(True)
        text = str(caught.value)
        assert "Unused stub: when(lambda: mailer.send('ada'))" in text
        assert "test_session.py:" in text
        assert '@pytest.mark.mockfactory(allow="unused-stubs")' in text

    def test_used(self) -> None:
        with Session():
            mailer = double(Mailer)
            when(mailer.send).returns(True)
            assert mailer.send("ada")

    def test_lenient(self) -> None:
        with Session() as session:
            mailer = double(Mailer)
            when(mailer.send).returns(True).lenient()
            assert session.judge() == []

    def test_one_that_a_later_one_replaced(self) -> None:
        with Session():
            mailer = double(Mailer)
            when(mailer.send).returns(False)
            when(mailer.send).returns(True)
            assert mailer.send("ada")

    def test_other_arguments(self) -> None:
        with pytest.raises(SessionFailure, match="was stubbed for other arguments"), Session():
            mailer = double(Mailer)
            when(lambda: mailer.send("ada")).returns(True)
            mailer.send("ada")
            careless(mailer, "bob")

    def test_no_verb(self) -> None:
        with pytest.raises(SessionFailure) as caught, Session():
            mailer = double(Mailer)
            when(mailer.send)
            verify(lambda: mailer.send("ada"))
        assert len(caught.value.problems) == 2
        assert "has no verb" in caught.value.problems[0]


class TestAwaiting:
    def test_never_awaited(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with pytest.raises(
                SessionFailure, match=r"Never awaited: Mailer.fetch\('in'\), called at .*test_session.py"
            ):
                with Session():
                    double(Mailer).fetch("in")  # type: ignore[unused-coroutine]
            gc.collect()

    def test_awaited(self) -> None:
        with Session():
            assert asyncio.run(double(Mailer).fetch("in")) == []

    def test_cancelled_before_its_first_step(self) -> None:
        async def main() -> None:
            task = asyncio.create_task(double(Mailer).fetch("in"))
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

        with Session():
            asyncio.run(main())

    def test_gathered(self) -> None:
        async def main() -> None:
            mailer = double(Mailer)
            await asyncio.gather(*(mailer.fetch(str(n)) for n in range(20)))
            verify(mailer.fetch).times(20)

        with Session():
            asyncio.run(main())

    def test_timed_out(self) -> None:
        async def main() -> None:
            mailer = double(Mailer)

            async def hang(folder: str) -> list[str]:
                await asyncio.Event().wait()
                return []

            when(mailer.fetch).calls(hang)
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(mailer.fetch("in"), timeout=0)

        with Session():
            asyncio.run(main())


class TestWaysOut:
    def test_types(self) -> None:
        with Session(allow=["types"]):
            assert double(Mailer).send(7) is False  # type: ignore[arg-type]

    def test_types_leave_arity_checked(self) -> None:
        with Session(allow=["types"]), pytest.raises(TypeError):
            double(Mailer).send()  # type: ignore[call-arg]

    def test_unused_stubs(self) -> None:
        with Session(allow=["unused-stubs"]) as session:
            when(double(Mailer).send).returns(True)
            assert session.judge() == []

    def test_other_arguments(self) -> None:
        with Session(allow=["other-arguments"]):
            mailer = double(Mailer)
            when(lambda: mailer.send("ada")).returns(True)
            assert mailer.send("ada")
            assert not mailer.send("bob")

    def test_un_awaited(self) -> None:
        with Session(allow=["un-awaited"]) as session:
            double(Mailer).fetch("in")  # type: ignore[unused-coroutine]
            assert session.judge() == []

    def test_an_unknown_kind(self) -> None:
        with pytest.raises(MisuseError, match="Did you mean 'types'"):
            Session(allow=["type"])  # type: ignore[list-item]


class TestJournal:
    def test_one_order_over_all_doubles(self) -> None:
        with Session() as session:
            one, two = double(Mailer, name="one"), double(Mailer, name="two")
            one.send("a")
            two.send("b")
            one.send("c")
            assert [call.arguments["to"] for call in session.calls] == ["a", "b", "c"]

    def test_threads_lose_no_call(self) -> None:
        with Session() as session:
            mailer = double(Mailer)
            ready = threading.Barrier(8)

            def work() -> None:
                ready.wait()
                for n in range(500):
                    mailer.send(str(n))

            threads = [threading.Thread(target=work) for _ in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            numbers = [call.number for call in session.calls]
            assert len(numbers) == len(set(numbers)) == 4000
            verify(mailer.send).times(4000)

    def test_sessions_in_threads_do_not_mix(self) -> None:
        found: dict[str, int] = {}
        ready = threading.Barrier(2)

        def work(name: str, count: int) -> None:
            with Session() as session:
                ready.wait()
                mailer = double(Mailer)
                for _ in range(count):
                    mailer.send(name)
                ready.wait()
                found[name] = len(session.calls)

        threads = [threading.Thread(target=work, args=one) for one in (("a", 3), ("b", 5))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == {"a": 3, "b": 5}

    def test_an_inner_session_takes_over_and_gives_back(self) -> None:
        with Session() as outer:
            with Session() as inner:
                double(Mailer).send("inner")
            double(Mailer).send("outer")
            assert [call.arguments["to"] for call in outer.calls] == ["outer"]
        assert inner.calls == []

    def test_without_a_session_nothing_is_kept(self) -> None:
        import weakref

        def run_without() -> weakref.ref[Mailer]:
            mailer = double(Mailer)
            when(mailer.send).returns(True)
            mailer.send("ada")
            asyncio.run(mailer.fetch("in"))
            return weakref.ref(mailer)

        from contextvars import Context

        from mockfactory.double.recording.current import _here, _open

        saved = _open[:]
        _open.clear()
        try:
            ref = Context().run(run_without)
        finally:
            _open[:] = saved
        assert _here is not None
        gc.collect()
        assert ref() is None


class TestReplace:
    def test_is_undone_at_the_end(self) -> None:
        import json

        real = json.dumps
        with Session():
            replace("json.dumps", with_=double(json.dumps))
            assert json.dumps is not real
        assert json.dumps is real

    def test_class_doubles(self) -> None:
        with Session():
            mailer_class = double_class(Mailer)
            replace(f"{__name__}.Mailer", with_=mailer_class)
            Mailer("smtp://localhost")
            verify(lambda: mailer_class("smtp://localhost")).once()

    def test_refuses_what_cannot_stand_in(self) -> None:
        with Session(), pytest.raises(MisuseError, match="can't stand in for json.dumps"):
            replace("json.dumps", with_=double(Mailer))
