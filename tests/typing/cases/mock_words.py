"""`unittest.mock`'s words work on a double at run time; a type checker sees the real class, which has none of them."""

from __future__ import annotations

from typing import Protocol
from unittest import mock

from mockfactory import double, double_class, spy, verify, when


class Mailer(Protocol):
    @property
    def open(self) -> bool: ...
    def send(self, to: str) -> bool: ...
    async def fetch(self, url: str) -> bytes: ...


class User:
    def __init__(self, name: str) -> None:
        self.name = name

    def greet(self, other: str) -> str:
        return other


def charge(amount: int) -> str:
    return str(amount)


m = double(Mailer)
user_class = double_class(User)
charging = double(charge)
spied = spy(User("ada"))

# asking
verify(lambda: m.send("ada")).once()
m.send.assert_called_once()  # BAD
m.send.assert_called_once_with("ada")  # BAD
m.send.assert_called_with("ada")  # BAD
m.send.assert_called()  # BAD
m.send.assert_any_call("ada")  # BAD
m.send.assert_not_called()  # BAD
m.send.assert_has_calls([mock.call("ada")])  # BAD
m.send.asert_called_once()  # BAD
m.send.called  # BAD
m.send.call_count  # BAD
m.send.call_args  # BAD
m.send.call_args_list  # BAD
m.send.mock_calls  # BAD
m.mock_calls  # BAD
m.method_calls  # BAD
m.fetch.assert_awaited_once()  # BAD
m.fetch.await_count  # BAD
m.fetch.await_args_list  # BAD
user_class.assert_called_once_with("ada")  # BAD
charging.assert_called_once_with(1)  # BAD
spied.greet.assert_called_once_with("bob")  # BAD

# answering
when(m.send).returns(True)
m.send.return_value = True  # BAD
m.send.side_effect = OSError()  # BAD
m.send.side_effect = [True, False]  # BAD
m.open.return_value = True  # BAD
m.fetch.return_value = b""  # BAD
user_class.return_value = User("ada")  # BAD
user_class.return_value.greet("bob")  # BAD
charging.return_value = "ok"  # BAD
charging.side_effect = OSError()  # BAD
m.reset_mock()  # BAD
m.send.reset_mock()  # BAD
m.configure_mock(open=True)  # BAD

# mock.ANY and mock.sentinel are Any to a type checker
verify(lambda: m.send(mock.ANY)).once()
