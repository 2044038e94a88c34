"""Each agent starts, works and ends, and the run's agent ends last."""

from __future__ import annotations

from collections.abc import Sequence

from mockfactory.realtime.contract.report import Failure
from mockfactory.realtime.contract.seeing import Seen
from mockfactory.realtime.contract.states import AGENT, ENDS, SUB_AGENT, AgentState


class RunOrder:
    """How the agents of one run stand, event after event. One mistake is told once.

    Args:
        run_id: the run.
        seen: its events.
        main: the run's agent, whose end is the end of the run; the one of the first event where none is named.
        must_start: whether an agent that never starts is a failure.
    """

    def __init__(self, run_id: str, seen: Sequence[Seen], main: str | None, *, must_start: bool) -> None:
        self._run_id = run_id
        self._seen = [one for one in seen if one.type is not None and one.agent_name is not None]
        first = self._seen[0].agent_name if self._seen else None
        self._main = first if main is None else main
        self._must_start = must_start
        self._states: dict[str, AgentState] = {}
        self._told: set[str] = set()
        self._failures: list[Failure] = []
        self.end: Seen | None = None

    @property
    def main(self) -> str | None:
        """The run's agent."""
        return self._main

    def walk(self) -> list[Failure]:
        """Go through all events; gives what is wrong."""
        if self._must_start and self._seen and self._seen[0].agent_name != self._main:
            self._out_of_order(self._seen[0], f"an event of the run's agent {self._main!r} first")
        for one in self._seen:
            if self.end is not None:
                self._out_of_order(one, f"nothing after the end of the run, events[{self.end.place}]")
            else:
                self._step(one, one.agent_name or "")
        return [*self._failures, *self._without_end()]

    def _step(self, one: Seen, agent: str) -> None:
        is_main, type_ = agent == self._main, one.type or "custom"
        state = self._states.get(agent, "not started")
        following = (AGENT if is_main else SUB_AGENT)[state].get(type_)
        if following is None:
            self._refuse(one, agent, state)
            following = "ended" if type_ in ENDS or state == "ended" else "working"
        self._states[agent] = following
        if is_main and following == "ended":
            self.end = one

    def _refuse(self, one: Seen, agent: str, state: AgentState) -> None:
        if state == "not started":
            self._unstarted(one, agent)
        elif agent in self._told and one.type == "agent_started":
            self._told.discard(agent)
        elif state == "working":
            self._out_of_order(one, f"an end of {agent!r} before it starts again")
        else:
            self._out_of_order(one, f"agent_started of {agent!r}, which has ended, before anything else of it")

    def _unstarted(self, one: Seen, agent: str) -> None:
        expected = f"agent_started of {agent!r} before it"
        starts = (
            other.place
            for other in self._seen
            if other.place > one.place and (other.type, other.agent_name) == ("agent_started", agent)
        )
        start = next(starts, None)
        if start is not None:
            self._told.add(agent)
            came = f"it comes later, as events[{start}]"
            self._failures.append(Failure("out of order", expected, came, self._run_id, one.place, one.event))
        elif self._must_start:
            self._failures.append(Failure("missing", expected, "none", self._run_id, one.place, one.event))

    def _without_end(self) -> list[Failure]:
        """The agents that never ended: the run's, and those of a run that was completed."""
        if self._main is None:
            return []
        ends = f"{', '.join(ENDS[:-1])} or {ENDS[-1]}"
        if self.end is None:
            came = f"{self._seen[-1].shown} as the last event" if self._seen else "none"
            return [Failure("missing", f"the end of the run's agent {self._main!r}: {ends}", came, self._run_id)]
        if self.end.type != "agent_completed":
            return []
        return [
            Failure("missing", f"the end of {agent!r}: {ends}", "none before the run was completed", self._run_id)
            for agent, state in self._states.items()
            if state == "working"
        ]

    def _out_of_order(self, one: Seen, expected: str) -> None:
        self._failures.append(Failure("out of order", expected, one.shown, self._run_id, one.place, one.event))
