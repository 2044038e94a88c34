"""One kind of misuse, and the stand-ins that it is tried on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from unittest.mock import create_autospec

from mockfactory import double
from mockfactory.demo.chat.ports import Clock, Conversations, LLMClient, Message, WebSocketEmitter


@dataclass(frozen=True, slots=True)
class Misuse:
    """One kind of misuse: real lines of code, run with a double, with a mock of `unittest.mock`, and put right.

    The functions take stand-ins by the names of their parameters: see `stand_ins`.

    Attributes:
        kind: what is wrong, in a few words.
        caught_as: the error that mockfactory must raise.
        wrong: the lines.
        right: what should have been written; must pass.
        in_mock_words: the same mistake as a user of `unittest.mock` writes it, where the lines are mockfactory's own.
    """

    kind: str
    caught_as: type[BaseException]
    wrong: Callable[..., object]
    right: Callable[..., object]
    in_mock_words: Callable[..., object] | None = None


_PORTS: Final[dict[str, type]] = {
    "llm": LLMClient,
    "emitter": WebSocketEmitter,
    "conversations": Conversations,
    "clock": Clock,
}
_VALUES: Final[dict[str, object]] = {
    "message": Message("user", "Hello", datetime(2025, 6, 1, 12, 0, tzinfo=UTC)),
}


def doubles(names: tuple[str, ...]) -> dict[str, object]:
    """What mockfactory puts in place of each name."""
    return {name: _VALUES[name] if name in _VALUES else double(_PORTS[name]) for name in names}


def mocks(names: tuple[str, ...]) -> dict[str, object]:
    """The strictest that `unittest.mock` has for each name."""
    return {
        name: _VALUES[name] if name in _VALUES else create_autospec(_PORTS[name], spec_set=True, instance=True)
        for name in names
    }
