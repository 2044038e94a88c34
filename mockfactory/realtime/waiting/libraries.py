"""What is needed of trio, where it runs: it is imported already, and nobody else needs it."""

from __future__ import annotations

import importlib
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import Protocol, cast

from mockfactory.faults.clock.library import runs_trio


class Event(Protocol):
    """What somebody waits for."""

    def set(self) -> None:
        """It has come."""
        ...

    def is_set(self) -> bool:
        """Whether it has come."""
        ...

    async def wait(self) -> object:
        """Wait for it."""
        ...


class Scope(Protocol):
    """A part of a task that may be cancelled by itself."""

    @property
    def cancelled_caught(self) -> bool:
        """Whether it was."""
        ...


class Nursery(Protocol):
    """Where tasks grow up."""

    def start_soon(self, function: Callable[..., Awaitable[object]], /, *arguments: object) -> None:
        """Start a task."""
        ...


class Trio(Protocol):
    """What is used of trio."""

    Event: Callable[[], Event]
    move_on_after: Callable[[float], AbstractContextManager[Scope]]
    open_nursery: Callable[[], AbstractAsyncContextManager[Nursery]]
    current_time: Callable[[], float]


def trio_here() -> Trio | None:
    """The library, if the code that runs now is a task of it."""
    return cast("Trio", importlib.import_module("trio")) if runs_trio() else None
