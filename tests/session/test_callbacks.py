"""What a test asserts in a callback is its own assertion: the code under test must not hide it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, cast

import pytest

from mockfactory import Session, SessionFailure, double, verify, when


class Mailer:
    def send(self, to: str) -> bool:
        raise NotImplementedError

    async def fetch(self, folder: str) -> list[str]:
        raise NotImplementedError


class Audit:
    def log(self, text: str) -> None:
        raise NotImplementedError


def must_be_ada(to: str) -> bool:
    assert to == "ada", f"mail to {to}"
    return True


async def must_be_inbox(folder: str) -> list[str]:
    assert folder == "inbox", f"looked into {folder}"
    return []


def careless(mailer: Mailer, to: str) -> bool:
    try:
        return mailer.send(to)
    except Exception:
        return False


async def careless_fetch(mailer: Mailer, folder: str) -> list[str] | None:
    try:
        return await mailer.fetch(folder)
    except Exception:
        return None


def in_calls(mailer: Mailer) -> None:
    when(mailer.send).calls(must_be_ada)


def by_assignment(mailer: Mailer) -> None:
    cast(Any, mailer).send = must_be_ada


def as_side_effect(mailer: Mailer) -> None:
    cast(Any, mailer).send.side_effect = must_be_ada


every_way = pytest.mark.parametrize("put", [in_calls, by_assignment, as_side_effect])


class TestSwallowed:
    @every_way
    def test_is_raised_again_at_the_end(self, put: Callable[[Mailer], None]) -> None:
        with pytest.raises(SessionFailure) as caught, Session():
            mailer = double(Mailer)
            put(mailer)
            assert careless(mailer, "ada")
            assert not careless(mailer, "bob")
        (problem,) = caught.value.problems
        assert problem.startswith("Swallowed: a callback's own assertion: mail to bob")
        assert "in must_be_ada" in problem
        assert "in careless" in problem
        assert '@pytest.mark.mockfactory(allow="swallowed")' in problem

    @every_way
    def test_one_that_holds_leaves_nothing(self, put: Callable[[Mailer], None]) -> None:
        with Session():
            mailer = double(Mailer)
            put(mailer)
            assert careless(mailer, "ada")

    def test_in_an_async_callback(self) -> None:
        async def main() -> None:
            mailer = double(Mailer)
            when(mailer.fetch).calls(must_be_inbox)
            assert await careless_fetch(mailer, "inbox") == []
            assert await careless_fetch(mailer, "spam") is None

        with pytest.raises(SessionFailure, match="looked into spam"), Session():
            asyncio.run(main())

    def test_in_an_async_side_effect(self) -> None:
        async def main() -> None:
            mailer = double(Mailer)
            cast(Any, mailer).fetch.side_effect = must_be_inbox
            assert await careless_fetch(mailer, "spam") is None

        with pytest.raises(SessionFailure, match="looked into spam"), Session():
            asyncio.run(main())

    def test_a_verify_in_a_callback(self) -> None:
        with pytest.raises(SessionFailure, match="expected once and was never called"), Session():
            mailer, audit = double(Mailer), double(Audit)

            def logged_before(to: str) -> bool:
                verify(audit.log).once()
                return True

            when(mailer.send).calls(logged_before)
            careless(mailer, "ada")

    def test_one_that_passes_through_two_callbacks_is_told_once(self) -> None:
        with pytest.raises(SessionFailure) as caught, Session():
            inner, outer = double(Mailer), double(Mailer)
            when(inner.send).calls(must_be_ada)
            when(outer.send).calls(lambda to: inner.send(to))
            careless(outer, "bob")
        assert len(caught.value.problems) == 1

    def test_a_violation_in_a_callback_is_told_once(self) -> None:
        with pytest.raises(SessionFailure) as caught, Session():
            inner, outer = double(Mailer), double(Mailer)
            when(outer.send).calls(lambda to: inner.send(cast(Any, 7)))
            careless(outer, "bob")
        (problem,) = caught.value.problems
        assert problem.startswith("Swallowed: Mailer.send(): argument 'to' is int (7), not str.")

    def test_a_question_in_a_callback_stays_one(self) -> None:
        with Session():
            inner, outer = double(Mailer), double(Mailer)
            when(outer.send).calls(lambda to: bool(getattr(inner, "close")))  # noqa: B009 - it asks
            assert not careless(outer, "bob")

    def test_without_words(self) -> None:
        def never(to: str) -> bool:
            raise AssertionError

        with pytest.raises(SessionFailure, match="Swallowed: a callback's own assertion: AssertionError"), Session():
            mailer = double(Mailer)
            when(mailer.send).calls(never)
            careless(mailer, "ada")


class TestNotSwallowed:
    def test_what_the_test_expects(self) -> None:
        with Session():
            mailer = double(Mailer)
            when(mailer.send).calls(must_be_ada)
            with pytest.raises(AssertionError):
                mailer.send("bob")

    def test_what_ends_the_test_is_its_failure(self) -> None:
        with pytest.raises(AssertionError, match="mail to bob") as caught, Session():
            mailer = double(Mailer)
            when(mailer.send).calls(must_be_ada)
            mailer.send("bob")
        assert not getattr(caught.value, "__notes__", [])

    def test_other_errors_are_what_the_code_is_to_handle(self) -> None:
        def full(to: str) -> bool:
            raise OSError("mailbox full")

        with Session():
            mailer = double(Mailer)
            when(mailer.send).calls(full)
            assert not careless(mailer, "ada")

    def test_an_assertion_error_that_is_an_answer(self) -> None:
        with Session():
            mailer = double(Mailer)
            when(mailer.send).raises(AssertionError("an answer, said outright"))
            assert not careless(mailer, "ada")

    def test_allowed_and_no_violation(self) -> None:
        with Session(allow=["swallowed"]) as session:
            mailer = double(Mailer)
            when(mailer.send).calls(must_be_ada)
            careless(mailer, "bob")
            assert session.violations == ()
