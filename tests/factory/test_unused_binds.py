"""Binds that nobody asked for: told where that is a mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Protocol

import pytest

from mockfactory import MockFactory, Session, SessionFailure


class Mailer(Protocol):
    def send(self, to: str) -> bool: ...


class Outbox:
    def send(self, to: str) -> bool:
        return True


class Relay:
    def __init__(self, mailer: Mailer, backup: Annotated[Mailer, "backup"], host: str) -> None: ...


def run(fixture: Callable[[MockFactory], None]) -> None:
    """A test, whose binds come from a fixture."""
    with Session():
        factory = MockFactory()
        fixture(factory)
        factory.wire(Relay)


@pytest.mark.parametrize("name", ["bakcup", "spare"])
def test_a_name_that_nobody_has_is_told_wherever_it_was_bound(name: str) -> None:
    with pytest.raises(SessionFailure, match=rf"Unused bind: bind\(Mailer, to=..., name='{name}'\)") as caught:
        run(lambda factory: factory.bind(Mailer, to=Outbox(), name=name))
    told = str(caught.value)
    assert ("Did you mean 'backup'?" in told) == (name == "bakcup")
    assert "Mailer, name='backup'" in told
    assert "unused-stubs" in told


def test_binds_of_a_fixture_need_not_be_used_by_each_test() -> None:
    def fixture(factory: MockFactory) -> None:
        factory.bind(int, to=3)
        factory.bind(Mailer, to=Outbox(), name="backup")
        factory.bind(Mailer, to=Outbox(), name="audit")

    run(fixture)
    with Session():
        factory = MockFactory()
        fixture(factory)
        factory.create(Mailer)


def test_a_bind_that_the_test_wrote_and_nothing_asked_for_is_told() -> None:
    with pytest.raises(SessionFailure, match=r"bind\(int, to=...\) at .*\n  asked:     nobody asked for int"):
        with Session():
            factory = MockFactory()
            factory.bind(int, to=3)
            factory.wire(Relay)


def test_a_bind_that_is_asked_for_in_any_way_is_none() -> None:
    with Session():
        factory = MockFactory()
        factory.bind(str, to="localhost")
        factory.bind(Mailer, to=Outbox)  # for its name too
        factory.wire(Relay)

        other = MockFactory()
        other.bind(Mailer, to=Outbox)
        other.call(lambda mailer=None: mailer)
        assert isinstance(other.create(Mailer | None), Outbox)


def test_a_bind_that_another_one_replaced_or_after_which_nothing_was_made_is_none() -> None:
    with Session():
        factory = MockFactory()
        factory.bind(Mailer, to=Outbox)
        second = Outbox()
        factory.bind(Mailer, to=second)
        assert factory.create(Mailer) is second
        factory.bind(int, to=3)


def test_it_can_be_switched_off() -> None:
    with Session(allow=["unused-stubs"]):
        factory = MockFactory()
        factory.bind(Mailer, to=Outbox(), name="bakcup")
        factory.wire(Relay)
