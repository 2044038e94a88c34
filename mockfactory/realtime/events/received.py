"""Events as they came in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from builders.domain.models.events import AgentEvent


@dataclass(frozen=True, slots=True)
class Received:
    """Something that came in, and when.

    Attributes:
        content: an event, its data or its JSON, as it came.
        at: when, with a time zone.
    """

    content: AgentEvent | Mapping[str, object] | str | bytes
    at: dt.datetime

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError(f"a time zone is needed, and {self.at.isoformat()} has none: add tzinfo=dt.UTC")
