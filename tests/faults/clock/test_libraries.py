"""Async code that is not asyncio's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import httpx
import pytest
import trio

from mockfactory import MisuseError, Session, double, when
from mockfactory.faults import FaultPlan, delays, faulty_transport, hangs, raises, reorders, virtual_clock


class Mailer(Protocol):
    async def send(self, to: str) -> None: ...


def mailer_that(plan: FaultPlan) -> Mailer:
    mailer: Mailer = double(Mailer)
    when(mailer.send).returns(None)
    when(mailer.send).fails(plan)
    return mailer


LASTING: list[Callable[[], FaultPlan]] = [lambda: delays(5), hangs, reorders]


@pytest.mark.parametrize("plan", LASTING, ids=["delays", "hangs", "reorders"])
def test_what_takes_time_is_refused_under_trio_with_the_way_out(plan: Callable[[], FaultPlan]) -> None:
    mailer = mailer_that(plan())
    with pytest.raises(MisuseError) as told:
        trio.run(mailer.send, "ada")
    text = str(told.value)
    assert text.startswith("a fault that takes time needs asyncio, and this code runs under trio")
    assert "trio.testing.MockClock" in text
    assert "anyio_backend = 'asyncio'" in text


@pytest.mark.parametrize("plan", LASTING, ids=["delays", "hangs", "reorders"])
def test_an_http_exchange_that_takes_time_is_refused_too(plan: Callable[[], FaultPlan]) -> None:
    transport = faulty_transport(httpx.MockTransport(lambda request: httpx.Response(200)), plan())

    async def main() -> None:
        async with httpx.AsyncClient(transport=transport, timeout=None) as client:
            await client.get("http://shop.example/")

    with pytest.raises(MisuseError, match="needs asyncio, and this code runs under trio"):
        trio.run(main)


def test_a_plan_is_refused_where_it_is_made_if_trio_runs_there() -> None:
    async def main() -> None:
        mailer_that(delays(5))

    with (
        Session(allow=["unused-stubs"]),
        pytest.raises(MisuseError, match="virtual time, on which delays"),
    ):
        trio.run(main)


def test_a_virtual_clock_is_refused_under_trio() -> None:
    async def main() -> None:
        with virtual_clock():
            pass

    with pytest.raises(MisuseError, match="needs asyncio, and this code runs under trio"):
        trio.run(main)


def test_plans_that_take_no_time_work_under_trio() -> None:
    async def main() -> None:
        mailer = mailer_that(raises(OSError("down")).on_call(1))
        with pytest.raises(OSError, match="down"):
            await mailer.send("ada")
        await mailer.send("bob")

    with Session():
        trio.run(main)
