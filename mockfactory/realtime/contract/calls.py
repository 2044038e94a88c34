"""Each answer of a tool after its call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mockfactory.realtime.contract.report import Failure
from mockfactory.realtime.contract.seeing import Seen
from mockfactory.realtime.contract.states import CALL, CallState


def unpaired(seen: Sequence[Seen], called_in: Mapping[str, str]) -> list[Failure]:
    """Answers without a call before them, calls and answers that come twice, answers of another tool.

    Args:
        seen: the events of one run.
        called_in: in which run each call was made, of all runs.
    """
    failures: list[Failure] = []
    states: dict[str, CallState] = {}
    tools: dict[str, str] = {}
    early: set[str] = set()
    for at, one in enumerate(seen):
        call, type_ = one.tool_call_id, one.type
        if call is None or type_ not in ("tool_executing", "tool_completed"):
            continue
        tool = getattr(one.event, "tool_name", None)
        state = states.get(call, "not called")
        following = CALL[state].get(type_)
        if following is not None:
            states[call] = following
        elif state == "not called":
            states[call] = "answered"
            failures.append(_early(one, call, seen[at + 1 :], called_in))
            early.add(call)
        elif type_ == "tool_executing" and call in early:
            early.discard(call)  # told already, of its answer
        else:
            wanted = f"one tool_executing and one tool_completed with the tool_call_id {call!r}"
            failures.append(Failure("out of order", wanted, f"{type_} once more", one.run_id, one.place, one.event))
        if isinstance(tool, str) and tools.setdefault(call, tool) != tool:
            wanted = f"an answer of the tool {tools[call]!r}, which the call {call!r} is of"
            failures.append(Failure("malformed", wanted, f"one of {tool!r}", one.run_id, one.place, one.event))
    return failures


def _early(one: Seen, call: str, later: Sequence[Seen], called_in: Mapping[str, str]) -> Failure:
    wanted = f"a tool_executing with the tool_call_id {call!r} before it"
    place = next((o.place for o in later if (o.type, o.tool_call_id) == ("tool_executing", call)), None)
    if place is not None:
        return Failure("out of order", wanted, f"it comes later, as events[{place}]", one.run_id, one.place, one.event)
    if call in called_in and called_in[call] != one.run_id:
        came = f"an answer to a call of the run {called_in[call]!r}"
        return Failure("foreign", wanted, came, one.run_id, one.place, one.event)
    return Failure("out of order", wanted, "there is none", one.run_id, one.place, one.event)


def unanswered(seen: Sequence[Seen]) -> list[Failure]:
    """Calls without an answer, of agents that completed all the same. Who fails may leave a call open."""
    answered = {one.tool_call_id for one in seen if one.type == "tool_completed"}
    completed = {one.agent_name: one.place for one in seen if one.type == "agent_completed"}
    return [
        Failure(
            "missing",
            f"tool_completed with the tool_call_id {one.tool_call_id!r}",
            f"none, and {one.agent_name!r} completed",
            one.run_id,
            one.place,
            one.event,
        )
        for one in seen
        if one.type == "tool_executing"
        and one.tool_call_id not in answered
        and completed.get(one.agent_name, -1) > one.place
    ]
