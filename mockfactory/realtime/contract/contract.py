"""`EventContract`: what the events of a run must keep."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from builders.domain.models.events import EventType
from builders.domain.models.frozen import FrozenDict
from mockfactory.realtime.contract.asking import expect_question
from mockfactory.realtime.contract.belonging import duplicates, foreign, runs_of
from mockfactory.realtime.contract.calls import unanswered, unpaired
from mockfactory.realtime.contract.latency import late, timed, unmeasured
from mockfactory.realtime.contract.making import lost, shuffled
from mockfactory.realtime.contract.order import RunOrder
from mockfactory.realtime.contract.payloads import PayloadSchema, checked_payloads, malformed
from mockfactory.realtime.contract.report import ContractReport, Failure
from mockfactory.realtime.contract.required import missing
from mockfactory.realtime.contract.seeing import Checkable, Seen, see
from mockfactory.realtime.contract.taking import run_ids, several, types_of
from mockfactory.realtime.events.validating import TYPES, check_type
from mockfactory.realtime.options.errors import wrong
from mockfactory.realtime.options.ids import an_id, text_or_none
from mockfactory.realtime.options.kinds import of_kind
from mockfactory.realtime.options.numbers import budget, instant

__tracebackhide__: Final = True
"""Who gives something wrong sees their own line: nothing of ours, and not the `__init__` that dataclasses make."""

REQUIRED: Final[tuple[EventType, ...]] = (
    "agent_started",
    "agent_thinking",
    "tool_executing",
    "tool_completed",
    "agent_completed",
)
"""The events that a user has to see, if nothing else is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventContract:
    """What the events of a run must keep. A value: `dataclasses.replace` gives a changed one.

    Whatever is required, this always holds: each agent starts before its other events and ends once; the first agent
    that starts is the run's agent, and its end (`agent_completed`, `agent_error` or `agent_death`) is the end of the
    run, behind which nothing comes; agents that it hands work to start and end within, and may start again; each
    `tool_completed` answers one `tool_executing` before it that has its `tool_call_id`; no event is of another run or
    user; each has an id of its own.

    Attributes:
        required: types of events that have to come in each run. `agent_completed` means that the run ends so. Without
            `agent_started` in it, agents need not start.
        payloads: for a type of event, a pydantic model of the fields that only this type has, or a function that says
            of an event whether it is right.
        latency: for a type of event, the most seconds that it may take: `tool_completed` from its call, all others from
            the run's event before.
        total: the most seconds that a run may take.
        delivery: the most seconds from when an event is made until it comes; all events have to be `Received`.
        main_agent: the run's agent, where it is not the first.
        repeats: whether the same event may come twice, as after a reconnect. It is looked at once.
        lossless: whether each event that was made has to come. The numbers in the ids tell: those of `events.making`
            and `run_events` count the events of a run; of other ids, nobody can tell. An event that was not sent, and
            that its agent told again, is lost in this sense.

    Raises:
        OptionError: what is asked for means nothing: a type of events that there is none of, a budget that is no time.

    Example:
        >>> from builders.domain import run_events
        >>> contract = EventContract(total=60, required=("agent_started", "agent_completed"))
        >>> contract.check(run_events(tools=())).assert_holds()
        >>> print(contract.check(run_events(outcome="error", tools=())))
        The contract does not hold: 1 failure in 3 events.
        missing
          run:       run_..._1
          expected:  agent_completed of 'triage'
          came:      the run ended with agent_error of 'triage', events[2]
    """

    required: Sequence[EventType] = REQUIRED
    payloads: Mapping[EventType, PayloadSchema] = field(default_factory=FrozenDict[EventType, PayloadSchema])
    latency: Mapping[EventType, float] = field(default_factory=FrozenDict[EventType, float])
    total: float | None = None
    delivery: float | None = None
    main_agent: str | None = None
    repeats: bool = False
    lossless: bool = False

    def __post_init__(self) -> None:
        required = types_of("required", self.required)
        of_kind("payloads", self.payloads, Mapping, "a mapping from types of events to schemas")
        of_kind("latency", self.latency, Mapping, "a mapping from types of events to seconds")
        for type_, most in self.latency.items():
            check_type("latency", type_)
            budget(f"latency[{type_!r}]", most)
        for name, seconds in (("total", self.total), ("delivery", self.delivery)):
            if seconds is not None:
                budget(name, seconds)
        if text_or_none("main_agent", self.main_agent) is not None and not str(self.main_agent).strip():
            raise wrong("main_agent", "the name of an agent, or None for that of the first event", self.main_agent)
        of_kind("repeats", self.repeats, bool, "True or False")
        of_kind("lossless", self.lossless, bool, "True or False")
        object.__setattr__(self, "required", tuple(type_ for type_ in TYPES if type_ in required))
        object.__setattr__(self, "payloads", FrozenDict(checked_payloads(self.payloads)))
        object.__setattr__(self, "latency", FrozenDict(self.latency))

    def check(
        self,
        events: Iterable[Checkable],
        *,
        runs: Sequence[str] | None = None,
        user_id: str | None = None,
        since: dt.datetime | None = None,
    ) -> ContractReport:
        """Look at events, in the order in which they came.

        Args:
            events: events, their data, or their JSON, each as it is or as `Received` with the time at which it came.
                Budgets count by these times if all have one, else by `created_at`.
            runs: the ids of the runs whose events may be there, each of which is checked; the run of the first event
                where none is named. Events of others are foreign.
            user_id: whose runs they are; the user of a run's first event where nobody is named.
            since: when the runs were asked for; budgets of first events and of whole runs count from there.

        Returns:
            What is wrong, if anything is.

        Raises:
            OptionError: `events` are none, `runs` are no ids of runs or none at all, `user_id` is no id, or `since` is
                no time with a time zone.
        """
        if since is not None:
            instant("since", since)
        if user_id is not None:
            an_id("user_id", user_id)
        seen = see(several(events))
        expected = runs_of(seen, None if runs is None else run_ids(runs))
        strangers = foreign(seen, expected, user_id)
        repeated, again = duplicates(seen, self.repeats)
        out = again | {failure.place for failure in strangers}
        own = [one for one in seen if one.place not in out]
        failures = [*strangers, *repeated, *malformed(own, self.payloads)]
        called_in = {
            one.tool_call_id: one.run_id or "" for one in own if one.type == "tool_executing" and one.tool_call_id
        }
        if not expected:
            failures.append(Failure("missing", ": ".join(["events of a run", *self._named]), "none"))
        for run_id in expected:
            # What is no event and names no run can only be of the run, if there is one.
            run = [one for one in own if one.run_id == run_id or (one.run_id is None and len(expected) == 1)]
            failures += self._check_run(run_id, run, called_in, since)
            if self.lossless:
                failures += lost(run_id, [one for one in seen if one.run_id == run_id])
        # What concerns no event stands last; sorting keeps the order of the rest.
        failures.sort(key=lambda failure: len(seen) if failure.place is None else failure.place)
        found = ContractReport(tuple(failures), len(seen), expected)
        expect_question(found)
        return found

    @property
    def _named(self) -> list[str]:
        """The required types in words, if there are some."""
        return [", ".join(self.required)] if self.required else []

    def _check_run(
        self, run_id: str, run: Sequence[Seen], called_in: Mapping[str, str], since: dt.datetime | None
    ) -> list[Failure]:
        order = RunOrder(run_id, run, self.main_agent, must_start="agent_started" in self.required)
        without_answer = unanswered(run)
        found = [*order.walk(), *unpaired(run, called_in), *without_answer]
        # A call without an answer says more than that there is no answer.
        told = {"tool_completed"} if without_answer else set[EventType]()
        found += missing(run_id, run, [type_ for type_ in self.required if type_ not in told], order)
        times = timed(run)
        found += shuffled(times, {failure.place for failure in found if failure.place is not None})
        early = {failure.place for failure in found if failure.kind == "out of order" and failure.place is not None}
        found += unmeasured(run_id, times, self.latency, self.delivery, since)
        return [*found, *late(times, self.latency, self.total, self.delivery, since, early)]
