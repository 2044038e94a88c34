"""What a contract is given: several types, events and runs, and not one of them, nor something else."""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable, Mapping
from typing import Final, cast

from builders.domain.models.events import RunEvent
from mockfactory.realtime.contract.seeing import Checkable
from mockfactory.realtime.events.received import Received
from mockfactory.realtime.events.validating import check_type
from mockfactory.realtime.options.errors import OptionError, wrong
from mockfactory.realtime.options.ids import why_no_run
from mockfactory.realtime.options.kinds import of_kind
from mockfactory.wording.text import show

__tracebackhide__: Final = True
"""Who gives something wrong sees their own line, and nothing of ours."""


def types_of(name: str, types: object) -> list[object]:
    """Types of events, each of which there is."""
    if isinstance(types, str):
        raise OptionError(f"{name} is a text; write {name}=({types!r},)")
    of_kind(name, types, Iterable, "several types of events")
    named = list(cast("Iterable[object]", types))
    for type_ in named:
        check_type(name, type_)
    return named


def several(events: object) -> Iterable[Checkable]:
    """What is to be checked, if it is several things."""
    given = events
    if isinstance(events, RunEvent | Mapping | str | bytes | Received):
        raise wrong("events", "several events", given)
    if not isinstance(events, Iterable):
        hint = ": write `async for`, and check a list" if isinstance(events, AsyncIterable) else ""
        raise OptionError(f"events have to be something to go through, such as a list, and it is {show(given)}{hint}")
    return cast("Iterable[Checkable]", events)


def run_ids(runs: object) -> list[str]:
    """Ids of runs."""
    if isinstance(runs, str):
        raise OptionError(f"runs is a text; write runs=[{runs!r}]")
    of_kind("runs", runs, Iterable, "several ids of runs")
    named = list(cast("Iterable[str]", runs))
    if not named:
        raise OptionError("runs names none: name those that may be there, or leave it out for that of the first event")
    for run in named:
        reason = why_no_run(run)
        if reason is not None:
            raise OptionError(f"runs: ids of runs are needed, and {reason}")
    return named
