"""A mock in the place of a member, and an attribute in the place of a method."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import AsyncMock, MagicMock, NonCallableMagicMock

import pytest

from mockfactory.verification import Severity, check_substitutable


class Client:
    def close(self) -> None: ...


class Mailer:
    client: Client

    def count(self, since: int) -> int:
        return 0

    async def send(self, to: str) -> bool:
        return True


def told(given: type, asked: type = Mailer, severity: Severity = Severity.INCOMPATIBLE) -> list[str]:
    return [one.problem for one in check_substitutable(given, asked).of(severity)]


class InClass:
    client = Client()
    count = AsyncMock(return_value=1)
    send = MagicMock(return_value=True)


def test_whether_a_mock_can_be_awaited_is_certain() -> None:
    assert told(InClass) == [
        "InClass.count is an AsyncMock, whose calls give a coroutine, and callers do not await it",
        "InClass.send is a MagicMock, whose calls give nothing to await, and callers await it",
    ]


def test_a_mock_that_a_method_assigns_is_one_too() -> None:
    class Assigned(Mailer):
        def __init__(self) -> None:
            self.client = Client()
            self.count = AsyncMock(return_value=1)  # type: ignore[method-assign]

    assert told(Assigned) == [
        "Assigned.count is an AsyncMock, whose calls give a coroutine, and callers do not await it"
    ]


def test_a_mock_that_is_not_called_is_no_method() -> None:
    class Uncalled(Mailer):
        count = NonCallableMagicMock()

    assert told(Uncalled) == ["Uncalled.count is a NonCallableMagicMock, and callers write count(...)"]


async def _sent() -> bool:
    return True


class Right:
    client = MagicMock()
    count = MagicMock(return_value=1)
    send = AsyncMock(return_value=True)


def test_what_a_mock_of_the_right_kind_takes_and_gives_is_not_compared() -> None:
    assert check_substitutable(Right, Mailer).substitutable
    assert told(Right, severity=Severity.UNVERIFIED) == [
        "Right.client is a MagicMock, so its type is not compared",
        "Right.count is a MagicMock, which takes every call, so nothing of it is compared",
        "Right.send is an AsyncMock, which takes every call, so nothing of it is compared",
    ]


@pytest.mark.parametrize("given", [MagicMock(side_effect=_sent), MagicMock(wraps=_sent)])
def test_a_mock_may_hand_on_what_can_be_awaited(given: Any) -> None:
    cls = type("Handing", (Mailer,), {"send": given, "client": MagicMock(spec=Client)})

    assert told(cls) == []
    assert told(cls, severity=Severity.UNVERIFIED) == [
        "Handing.send is a MagicMock, which takes every call, so nothing of it is compared"
    ]


def test_an_attribute_above_an_inherited_method_is_compared() -> None:
    class Shadowing(Mailer):
        def __init__(self, count: Callable[..., str], send: int) -> None:
            self.count: Callable[..., str] = count  # type: ignore[assignment]
            self.send = send  # type: ignore[method-assign, assignment]

    assert told(Shadowing) == [
        "Shadowing.count() gives str, not int",
        "Shadowing.send is no method, and callers write send(...)",
    ]


class Lambdas:
    def __init__(self) -> None:
        self.client = Client()
        self.count = lambda: "x"
        self.send = self._send

    async def _send(self, to: str) -> str:
        return ""


class InheritedLambdas(Mailer):
    def __init__(self) -> None:
        self.client = Client()
        self.count = lambda: "x"  # type: ignore[method-assign, misc, assignment]
        self.send = self._send  # type: ignore[method-assign, assignment]

    async def _send(self, to: str) -> str:
        return ""


@pytest.mark.parametrize("given", [Lambdas, InheritedLambdas])
def test_a_lambda_and_another_method_in_the_place_of_one_are_compared_by_their_call(given: type) -> None:
    name = given.__name__

    assert told(given) == [
        f"{name}.count() can't take every call: it takes no argument 'since'",
        f"{name}.send() gives str, not bool",
    ]


class RightLambdas(Mailer):
    def __init__(self) -> None:
        self.client = Client()
        self.count = lambda since=0, *more: 1  # type: ignore[method-assign]
        self.send = self._send  # type: ignore[method-assign]

    async def _send(self, to: str) -> bool:
        return True


def test_what_a_lambda_gives_is_not_compared() -> None:
    assert told(RightLambdas) == []
    assert told(RightLambdas, severity=Severity.UNVERIFIED) == [
        "RightLambdas.count() is a lambda there, and what that gives is not compared"
    ]


def test_an_attribute_of_which_nothing_is_known_is_told_above_an_inherited_method() -> None:
    class Shadowing(Mailer):
        def __init__(self) -> None:
            self.client = Client()
            self.count = getattr(self.client, "count", None)  # type: ignore[method-assign, assignment]

    [problem] = told(Shadowing, severity=Severity.UNVERIFIED)

    assert problem.startswith("Shadowing.count is an attribute, and whether it can be called is not known")


def test_what_the_interface_itself_puts_above_its_method_is_no_change() -> None:
    class Switching(Mailer):
        def __init__(self) -> None:
            self.count = lambda since: 1  # type: ignore[method-assign]

    class Fake(Switching):
        client = Client()

    report = check_substitutable(Fake, Switching)

    assert not report.of(Severity.INCOMPATIBLE)
    assert not report.of(Severity.UNVERIFIED)
