"""Events as they came in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from builders.domain.models.events import AgentEvent
from mockfactory.realtime.options.numbers import instant

__tracebackhide__: Final = True
"""Who gives something wrong sees their own line: nothing of ours, and not the `__init__` that dataclasses make."""


@dataclass(frozen=True, slots=True)
class Received:
    """Something that came in, and when.

    Attributes:
        content: an event, its data or its JSON, as it came.
        at: when, with a time zone.

    Raises:
        OptionError: the time is none, or has no time zone.
    """

    content: AgentEvent | Mapping[str, object] | str | bytes
    at: dt.datetime

    def __post_init__(self) -> None:
        instant("at", self.at)
