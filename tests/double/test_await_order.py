"""The words of `unittest.mock` about awaiting: in the order of awaiting, as they are there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from unittest.mock import call, create_autospec

import pytest

from mockfactory import calls_to, double


class Mailer:
    async def send(self, to: str) -> bool:
        raise NotImplementedError


def autospec(spec: type) -> Any:
    return create_autospec(spec, spec_set=True, instance=True)


@pytest.mark.parametrize("make", [autospec, double])
def test_the_words_about_awaiting(make: Callable[[type], Any]) -> None:
    async def main() -> None:
        mailer = make(Mailer)
        first, second = mailer.send("first"), mailer.send("second")
        await second
        await first
        assert mailer.send.await_args_list == [call("second"), call("first")]
        assert mailer.send.await_args == call("first")
        assert mailer.send.call_args_list == [call("first"), call("second")]
        assert mailer.send.call_args == call("second")
        mailer.send.assert_awaited_with("first")
        mailer.send.assert_has_awaits([call("second"), call("first")])
        with pytest.raises(AssertionError):
            mailer.send.assert_awaited_with("second")
        with pytest.raises(AssertionError):
            mailer.send.assert_has_awaits([call("first"), call("second")])
        mailer.send.assert_has_awaits([call("first"), call("second")], any_order=True)

    asyncio.run(main())


@pytest.mark.parametrize("make", [autospec, double])
def test_one_that_is_not_awaited_is_in_neither(make: Callable[[type], Any]) -> None:
    async def main() -> None:
        mailer = make(Mailer)
        pending = mailer.send("pending")
        assert mailer.send.await_args_list == []
        assert mailer.send.await_count == 0
        assert mailer.send.await_args is None
        with pytest.raises(AssertionError):
            mailer.send.assert_has_awaits([call("pending")])
        await pending
        assert mailer.send.await_args_list == [call("pending")]

    asyncio.run(main())


def test_calls_to_stays_in_the_order_of_the_calls() -> None:
    async def main() -> None:
        mailer = double(Mailer)
        first, second = mailer.send("first"), mailer.send("second")
        await second
        await first
        assert [one.arguments["to"] for one in calls_to(mailer.send)] == ["first", "second"]

    asyncio.run(main())
