"""The events that have to come in each run."""

from __future__ import annotations

from collections.abc import Sequence

from builders.domain.models.events import EventType
from mockfactory.realtime.contract.order import RunOrder
from mockfactory.realtime.contract.report import Failure
from mockfactory.realtime.contract.seeing import Seen


def missing(run_id: str, seen: Sequence[Seen], required: Sequence[EventType], order: RunOrder) -> list[Failure]:
    """The required types of which no event came.

    `agent_completed` is asked of the end of the run: that a sub-agent completed is not enough. An agent that never
    started, and a run that never ended, are told by the order.

    Args:
        run_id: the run.
        seen: its events.
        required: the types.
        order: the order of the run, gone through.
    """
    if not seen:
        named = [", ".join(required)] if required else []
        return [Failure("missing", ": ".join(["events of the run", *named]), "none", run_id)]
    came = {one.type for one in seen}
    failures: list[Failure] = []
    for type_ in required:
        if type_ == "agent_completed":
            if order.end is not None and order.end.type != type_:
                ended = f"the run ended with {order.end.shown}, events[{order.end.place}]"
                failures.append(Failure("missing", f"{type_} of {order.main!r}", ended, run_id))
        elif type_ not in came and (type_ != "agent_started" or order.main is None):
            failures.append(Failure("missing", type_, f"none among {len(seen)} events", run_id))
    return failures
