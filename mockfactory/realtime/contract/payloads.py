"""What is in the events."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import cast

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticSerializationError
from typing_extensions import TypeIs

from builders.domain.models.data import thawed
from builders.domain.models.events import AgentEvent, EventType, RunEvent
from mockfactory.realtime.contract.report import Failure
from mockfactory.realtime.contract.seeing import Seen
from mockfactory.realtime.events.validating import check_type, wrong_fields
from mockfactory.realtime.options.errors import wrong
from mockfactory.wording.text import show

PayloadSchema = type[BaseModel] | Callable[[AgentEvent], bool]
"""What an event's payload has to be: a pydantic model of its own fields, or a function that says if it is right."""


def checked_payloads(payloads: Mapping[EventType, PayloadSchema]) -> Mapping[EventType, PayloadSchema]:
    """Schemas, each of which is one.

    Raises:
        OptionError: a type of events that there is none of is named, or something is neither a model nor a function.
    """
    __tracebackhide__ = True
    for type_, schema in payloads.items():
        check_type("payloads", type_)
        given: object = schema
        if not (_is_model(schema) or (callable(given) and not isinstance(given, type))):
            raise wrong(f"payloads[{type_!r}]", "a pydantic model, or a function of an event", given)
    return payloads


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
    return {name: thawed(getattr(event, name)) for name in type(event).model_fields if name in _own_fields(event)}


def _own_fields(event: AgentEvent) -> set[str]:
    return {name for name in type(event).model_fields if name not in RunEvent.model_fields and name != "type"}


def _is_model(schema: PayloadSchema) -> TypeIs[type[BaseModel]]:
    return isinstance(schema, type) and issubclass(schema, BaseModel)


def _problem(event: AgentEvent, schema: PayloadSchema) -> str | None:
    if _is_model(schema):
        # As it travels: a number in JSON is a number, a time is a text. Only a model that says so itself is lenient.
        strict = None if schema.model_config.get("strict") is False else True
        try:
            schema.model_validate_json(event.model_dump_json(include=_own_fields(event)), strict=strict)
        except ValidationError as error:
            return "\n".join(f"{field}: {reason}" for field, reason in wrong_fields(error).items())
        except (PydanticSerializationError, UnicodeError) as error:
            return f"{payload_of(event)}, which is no JSON: {error}"
        return None
    try:
        answer = cast("object", schema(event))
        if inspect.iscoroutine(answer):
            answer.close()
        if not isinstance(answer, bool):
            return f"a function that answered {show(answer)}: it has to answer True or False"
        return None if answer else f"{payload_of(event)}"
    except Exception as error:  # an assertion, or an entry that is not there: either way the event does not fit
        return f"{payload_of(event)}, of which it raised {type(error).__name__}: {error}"
