"""What an agent's run tells its user, event by event."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal, Self, cast

from pydantic import AfterValidator, BeforeValidator, Field, JsonValue, StringConstraints, TypeAdapter, model_validator

from builders.domain.models.data import Data, frozen
from builders.domain.models.entity import Entity, Instant
from builders.domain.models.frozen import FrozenDict
from builders.domain.models.identifiers import Identifier, thread_of
from builders.seed.mixing import key_of

MOST_OF_A_NAME: Final = 256
"""How many characters the name of an agent or a tool may have."""
Name = Annotated[str, StringConstraints(pattern=r"\S", max_length=MOST_OF_A_NAME, strict=True)]
"""The name of an agent or a tool: not blank."""
Text = Annotated[str, StringConstraints(pattern=r"\S", strict=True)]
"""Text that is not blank."""
Milliseconds = Annotated[float, Field(ge=0, strict=True)]
"""How long something took, in milliseconds. A text of a number is none."""
Step = Annotated[int, Field(ge=1, strict=True)]
"""Which step it is, from 1. A text of a number is none."""
PerCent = Annotated[float, Field(ge=0, le=100, strict=True)]
"""From 0 to 100. A text of a number is none."""
_ISO_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")


def _in_iso_8601(value: object) -> object:
    # On its own pydantic takes a number, and a text of one, as seconds since 1970: a server that changed its types.
    if isinstance(value, bool | int | float) or (isinstance(value, str) and not _ISO_DATE.match(value)):
        raise ValueError(f"a time has to be a datetime, or a text in ISO 8601, and it is {value!r}")
    return value


Moment = Annotated[Instant, BeforeValidator(_in_iso_8601)]
"""A moment with a time zone; as a text, in ISO 8601."""


def _frozen_json(value: JsonValue) -> JsonValue:
    return cast("JsonValue", frozen(value))


Result = Annotated[JsonValue, AfterValidator(_frozen_json)]
"""What JSON can say, copied and frozen at every depth; not-a-number and infinity are refused."""


class RunEvent(Entity):
    """What all events of a run have in common.

    Attributes:
        id: of the event; a client that gets one twice knows it by that.
        run_id: the run that it tells of.
        thread_id: the conversation that the run belongs to; another one than the run's is refused.
        user_id: whose run it is, and to whom alone it goes.
        agent_name: which agent it tells of.
        created_at: when it happened.
    """

    id: Identifier
    run_id: Identifier
    thread_id: Identifier
    user_id: Identifier
    agent_name: Name
    created_at: Moment

    @model_validator(mode="after")
    def _is_of_its_thread(self) -> Self:
        thread = thread_of(self.run_id)
        if thread != self.thread_id:
            raise ValueError(f"run_id {self.run_id!r} belongs to the thread {thread!r}, not to {self.thread_id!r}")
        return self


class AgentStarted(RunEvent):
    """The agent begins.

    Attributes:
        context: what it was given.
    """

    type: Literal["agent_started"] = "agent_started"
    context: Data = FrozenDict[str, object]()


class AgentThinking(RunEvent):
    """The agent says what it is about.

    Attributes:
        thought: in words.
        step: which step of its plan, from 1.
        progress: in per cent.
    """

    type: Literal["agent_thinking"] = "agent_thinking"
    thought: Text
    step: Step | None = None
    progress: PerCent | None = None


class ToolExecuting(RunEvent):
    """The agent has called a tool.

    Attributes:
        tool_name: which.
        tool_call_id: of this call; its `ToolCompleted` has the same.
        parameters: what the tool was given.
    """

    type: Literal["tool_executing"] = "tool_executing"
    tool_name: Name
    tool_call_id: Identifier
    parameters: Data = FrozenDict[str, object]()


class ToolCompleted(RunEvent):
    """The tool has answered.

    Attributes:
        tool_name: which.
        tool_call_id: of the call that it answers.
        result: what it answered.
        duration_ms: how long it took.
    """

    type: Literal["tool_completed"] = "tool_completed"
    tool_name: Name
    tool_call_id: Identifier
    result: Result = None
    duration_ms: Milliseconds | None = None


class AgentCompleted(RunEvent):
    """The agent has done what it was asked: the run's end, if it is the run's first agent.

    Attributes:
        result: what it gives.
        duration_ms: how long it took.
    """

    type: Literal["agent_completed"] = "agent_completed"
    result: Result = None
    duration_ms: Milliseconds | None = None


class AgentErrored(RunEvent):
    """The agent gives up, and says why.

    Attributes:
        error: in words for the user.
        error_type: the name of the exception's class, if there was one.
        details: data for whoever looks into it.
    """

    type: Literal["agent_error"] = "agent_error"
    error: Text
    error_type: Name | None = None
    details: Data = FrozenDict[str, object]()


class AgentDied(RunEvent):
    """The agent is gone without a word: told by what watched it.

    Attributes:
        cause: "timeout", "out of memory".
        details: data for whoever looks into it.
    """

    type: Literal["agent_death"] = "agent_death"
    cause: Text
    details: Data = FrozenDict[str, object]()


class ProgressUpdated(RunEvent):
    """How far the agent is.

    Attributes:
        percent: of the whole.
        message: in words.
    """

    type: Literal["progress_update"] = "progress_update"
    percent: PerCent
    message: str = ""


class CustomEvent(RunEvent):
    """An event of the application's own.

    Attributes:
        name: what kind of event.
        payload: its data.
    """

    type: Literal["custom"] = "custom"
    name: Name
    payload: Data = FrozenDict[str, object]()


AgentEvent = Annotated[
    AgentStarted
    | AgentThinking
    | ToolExecuting
    | ToolCompleted
    | AgentCompleted
    | AgentErrored
    | AgentDied
    | ProgressUpdated
    | CustomEvent,
    Field(discriminator="type"),
]
"""Any event of a run; `type` tells which."""
EventType = Literal[
    "agent_started",
    "agent_thinking",
    "tool_executing",
    "tool_completed",
    "agent_completed",
    "agent_error",
    "agent_death",
    "progress_update",
    "custom",
]

EVENTS: Final[TypeAdapter[AgentEvent]] = TypeAdapter(AgentEvent)
"""Reads events: `EVENTS.validate_json(text)`, `EVENTS.validate_python(mapping)`."""
_LONGEST_RUN: Final = 200


def event_id_of(run_id: str, number: int) -> str:
    """The id of an event of a run: `<run>.event.<number>`.

    Args:
        run_id: the run.
        number: which event of the run it is, from 1.

    Example:
        >>> event_id_of("run_thread_42_1", 3)
        'run_thread_42_1.event.3'
    """
    return f"{_shortened(run_id)}.event.{number}"


def tool_call_id_of(run_id: str, number: int) -> str:
    """The id of a call of a tool: `<run>.call.<number>`.

    Args:
        run_id: the run.
        number: which call of the run it is, from 1.

    Example:
        >>> tool_call_id_of("run_thread_42_1", 1)
        'run_thread_42_1.call.1'
    """
    return f"{_shortened(run_id)}.call.{number}"


def _shortened(run_id: str) -> str:
    """A run id that leaves room for more behind it; another one for each."""
    return run_id if len(run_id) <= _LONGEST_RUN else f"run_{key_of(0, 'run', run_id):016x}"
