"""What was said of a method in the words of `unittest.mock`, as data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias, cast

from mockfactory.double.matching.stubs import Stub
from mockfactory.double.recording.record import AsyncRow, Recorder

CALL: Final = "__call__"
"""The name under which a double, or a class double, is called."""
Args: TypeAlias = tuple[object, ...]
Kwargs: TypeAlias = dict[str, object]
Otherwise: TypeAlias = Callable[[], object]
Effect: TypeAlias = Callable[[Args, Kwargs, Otherwise], object]
"""Answers a call; `otherwise` gives the answer where the effect itself says `mock.DEFAULT`."""


class Words:
    """What was said of one method in these words.

    `value` is what `return_value` was set to, and `give` answers it; `effect` is `side_effect`, and `act` answers it.
    `stub` is in the method's table while there is either. `dropped` holds calls that `reset_mock` forgot and nobody
    awaited.
    """

    __slots__ = ("act", "dropped", "effect", "give", "stub", "value")

    def __init__(self) -> None:
        self.value: tuple[object] | None = None
        self.give: Callable[[], object] | None = None
        self.effect: object = None
        self.act: Effect | None = None
        self.stub: Stub | None = None
        self.dropped: list[AsyncRow] = []


def words_of(method: Recorder) -> Words | None:
    """What was said of a method in these words, if anything was."""
    return cast("Words | None", method.words)


def is_constructor(method: Recorder) -> bool:
    """Whether to call the method is to call a class double."""
    return method.state.double is None and method.state.methods.get(CALL) is method
