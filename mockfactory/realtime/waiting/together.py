"""Several things at once."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import TypeVar

from mockfactory.realtime.waiting.libraries import trio_here

T = TypeVar("T")


async def together(works: Sequence[Coroutine[object, object, T]]) -> list[T]:
    """Do several things side by side.

    Returns:
        What each gives, in their order.

    Raises:
        Exception: the first that one of them raises.
    """
    trio = trio_here()
    if trio is None:
        return await asyncio.gather(*works)
    given: dict[int, T] = {}
    errors: list[Exception] = []

    async def work(place: int, one: Coroutine[object, object, T]) -> None:
        try:
            given[place] = await one
        except Exception as error:  # as it is: a nursery would wrap it in a group
            errors.append(error)

    async with trio.open_nursery() as nursery:
        for place, one in enumerate(works):
            nursery.start_soon(work, place, one)
    if errors:
        raise errors[0]
    return [given[place] for place in range(len(works))]
