"""What is in the events."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pydantic import BaseModel, ValidationError
from typing_extensions import TypeIs

from builders.domain.models.data import thawed
from builders.domain.models.events import AgentEvent, EventType, RunEvent
from mockfactory.realtime.contract.report import Failure
from mockfactory.realtime.contract.seeing import Seen
from mockfactory.realtime.events.validating import wrong_fields

PayloadSchema = type[BaseModel] | Callable[[AgentEvent], bool]
"""What an event's payload has to be: a pydantic model of its own fields, or a function that says if it is right."""


def malformed(seen: Sequence[Seen], payloads: Mapping[EventType, PayloadSchema]) -> list[Failure]:
    """What is no event, and events whose payload is not what the contract asks for."""
    failures: list[Failure] = []
    for one in seen:
        if one.event is None:
            failures.append(Failure("malformed", "an event", one.problem, one.run_id, one.place))
        elif one.event.type in payloads:
            schema = payloads[one.event.type]
            problem = _problem(one.event, schema)
            if problem is not None:
                wanted = f"a payload that fits {getattr(schema, '__name__', 'the schema')}"
                failures.append(Failure("malformed", wanted, problem, one.run_id, one.place, one.event))
    return failures


def payload_of(event: AgentEvent) -> dict[str, object]:
    """The fields of an event that not all events have."""
    return {
        name: thawed(getattr(event, name))
        for name in type(event).model_fields
        if name not in RunEvent.model_fields and name != "type"
    }


def _is_model(schema: PayloadSchema) -> TypeIs[type[BaseModel]]:
    return isinstance(schema, type) and issubclass(schema, BaseModel)


def _problem(event: AgentEvent, schema: PayloadSchema) -> str | None:
    if _is_model(schema):
        try:
            schema.model_validate(payload_of(event))
        except ValidationError as error:
            return "\n".join(f"{field}: {reason}" for field, reason in wrong_fields(error).items())
        return None
    try:
        return None if schema(event) else f"{payload_of(event)}"
    except Exception as error:  # an assertion, or an entry that is not there: either way the event does not fit
        return f"{payload_of(event)}, of which it raised {type(error).__name__}: {error}"
