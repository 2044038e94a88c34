"""Doubles that outlive the session in which they were made: what is done with them belongs to the one that is open."""

from __future__ import annotations

import asyncio

import pytest

from mockfactory import Session, SessionFailure, calls_to, double, spy, verify, when


class Mailer:
    def send(self, to: str) -> bool:
        raise NotImplementedError

    async def fetch(self) -> int:
        raise NotImplementedError


class Client:
    @property
    def mailer(self) -> Mailer:
        raise NotImplementedError


class Real:
    def size(self) -> int:
        return 3


@pytest.fixture
def shared() -> Mailer:
    """Made in a session that is over."""
    with Session():
        return double(Mailer)


def test_calls_are_counted_by_session(shared: Mailer) -> None:
    with Session():
        shared.send("a")
        verify(shared.send).once()
    with Session():
        verify(shared.send).never()
        shared.send("b")
        assert [call.arguments["to"] for call in calls_to(shared.send)] == ["b"]


def test_calls_of_its_own_session_all_count_whatever_is_opened_within() -> None:
    with Session():
        mailer = double(Mailer)
        mailer.send("a")
        with Session(allow=["types"]):
            mailer.send("b")
            verify(mailer.send).times(2)
        verify(mailer.send).times(2)


def test_stubs_end_with_their_session(shared: Mailer) -> None:
    with Session():
        when(shared.send).returns(True)
        assert shared.send("a")
    with Session():
        assert shared.send("a") is False


def test_stubs_of_its_own_session_stay_whatever_is_opened_within() -> None:
    with Session():
        mailer = double(Mailer)
        with Session():
            when(mailer.send).returns(True)
        assert mailer.send("a")


def test_an_unused_stub_fails_the_session_that_made_it(shared: Mailer) -> None:
    with Session():
        pass
    with pytest.raises(SessionFailure, match="Unused stub"), Session():
        when(shared.send).returns(True)
    with Session():
        when(shared.send).returns(True).lenient()


def test_one_that_was_said_twice_is_told_once(shared: Mailer) -> None:
    with pytest.raises(SessionFailure) as caught, Session():
        when(shared.send).returns(False)
        when(shared.send).returns(True)
    assert len(caught.value.problems) == 1
    with Session():
        when(shared.send).returns(False)
        when(shared.send).returns(True)
        assert shared.send("a")
    assert shared.send("a") is False


def test_doubles_within_doubles() -> None:
    with Session():
        client = double(Client)
    with Session():
        when(lambda: client.mailer.send("a")).returns(True)
        assert client.mailer.send("a")
    with Session():
        assert client.mailer.send("b") is False
        verify(client.mailer.send).once()


def test_spies() -> None:
    with Session():
        real = spy(Real())
    with Session():
        when(real.size).returns(7)
        assert real.size() == 7
    with Session():
        assert real.size() == 3
        verify(real.size).once()


def test_a_session_that_fails_takes_its_stubs_off_as_well(shared: Mailer) -> None:
    with pytest.raises(ZeroDivisionError), Session():
        when(shared.send).returns(True)
        raise ZeroDivisionError
    assert shared.send("a") is False


def test_a_callback_counts_the_calls_of_its_session(shared: Mailer) -> None:
    with Session():
        asyncio.run(shared.fetch())
    with Session():
        when(shared.fetch).calls(lambda: 5)
        assert asyncio.run(shared.fetch()) == 5
        verify(shared.fetch).once()
