"""What is an event, and what is not: each wrong field by name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final, TypeVar, cast, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticSerializationError

from builders.domain.models.events import EVENTS, AgentEvent, EventType, RunEvent
from mockfactory.realtime.interfaces.errors import InvalidEvent
from mockfactory.realtime.options.errors import OptionError
from mockfactory.realtime.options.ids import why_no_run
from mockfactory.wording.text import nearest, show

T = TypeVar("T")

TYPES: Final[tuple[EventType, ...]] = get_args(EventType)
"""The types of events, by name."""


_TOO_DEEP: Final = "is nested too deeply"
_DEEPEST: Final = 12
"""How many places of a path are named."""
_LONGEST: Final = 60
"""How many characters of a name in it."""


def check_type(name: str, type_: object) -> None:
    """See that something is a type of events.

    Args:
        name: who names it, for the message.
        type_: the type.

    Raises:
        OptionError: it is none.

    Example:
        >>> check_type("type", "agent_strated")
        Traceback (most recent call last):
        mockfactory.realtime.OptionError: type names 'agent_strated', which is no type of event. Did ...
    """
    __tracebackhide__ = True
    if type_ not in TYPES:
        hint = nearest(type_, TYPES) if isinstance(type_, str) else ""
        known = hint or f" The types are: {', '.join(TYPES)}"
        raise OptionError(f"{name} names {show(type_)}, which is no type of event.{known}")


def validated(value: object) -> AgentEvent:
    """An event, from an event, its data or its JSON.

    Args:
        value: an event, which is checked again (it may have been made without validation); a mapping of its fields;
            or its JSON, as text or bytes.

    Raises:
        InvalidEvent: it is none; the message names each field that is wrong.

    Example:
        >>> validated({"type": "agent_strated"})
        Traceback (most recent call last):
        mockfactory.realtime.interfaces.errors.InvalidEvent: this is no event.
          type: 'agent_strated' is no type of event. Did you mean 'agent_started'?
          came: {'type': 'agent_strated'}
    """
    __tracebackhide__ = True
    if isinstance(value, RunEvent):
        fields = {name: getattr(value, name, None) for name in type(value).model_fields} | (value.model_extra or {})
        # In its own class: an application's event that has more fields stays what it is.
        return cast("AgentEvent", in_our_words(lambda: type(value).model_validate(fields), value))
    if isinstance(value, str | bytes | bytearray):
        text = value
        return in_our_words(lambda: EVENTS.validate_json(text), text)
    if isinstance(value, Mapping):
        return in_our_words(lambda: EVENTS.validate_python(value), cast("object", value))
    raise InvalidEvent(refusal({"it": "has to be an AgentEvent, a mapping of its fields, or its JSON"}, value))


def check_run(run_id: object, came: object) -> None:
    """See that something is the id of a run.

    Args:
        run_id: what it may be.
        came: what was told, for the message.

    Raises:
        InvalidEvent: it is none.
    """
    __tracebackhide__ = True
    reason = why_no_run(run_id)
    if reason is not None:
        needed = "" if isinstance(run_id, str) else "the id of a run is needed, such as context.run_id, and "
        raise InvalidEvent(refusal({"run_id": f"{needed}{reason}"}, came))


def in_our_words(make: Callable[[], T], came: object) -> T:
    """What `make` gives.

    Raises:
        InvalidEvent: validation refused, in `make`; each wrong field has a line.
    """
    __tracebackhide__ = True
    try:
        return make()
    except ValidationError as error:
        text = refusal(wrong_fields(error, json_fields=("result",)), came)
    except RecursionError:
        text = refusal({"it": _TOO_DEEP}, came)
    raise InvalidEvent(text)


def refusal(wrong: Mapping[str, str], came: object) -> str:
    """The message about what is no event: a line for each field, and what came."""
    return "\n".join(
        ["this is no event.", *(f"  {field}: {reason}" for field, reason in wrong.items()), f"  came: {show(came)}"]
    )


def wrong_fields(error: ValidationError, *, json_fields: Collection[str] = ()) -> dict[str, str]:
    """What is wrong with each field, by its path: `{"step": "Input should be ... 1, and it is 0"}`.

    Args:
        error: what pydantic said.
        json_fields: the fields of the type `JsonValue`.
    """
    wrong: dict[str, str] = {}
    for problem in error.errors(include_url=False):
        path, reason = _path(problem, json_fields), _reason(problem)
        wrong[path] = f"{wrong[path]}; {reason}" if path in wrong else reason
    return wrong


def _path(problem: ErrorDetails, json_fields: Collection[str]) -> str:
    """`context.tools[0]`; the tag of the union is no part of it."""
    if problem["type"] in ("union_tag_not_found", "union_tag_invalid"):
        return "type"
    places = problem["loc"][1:] if problem["loc"][:1] and problem["loc"][0] in TYPES else problem["loc"]
    if places and places[0] in json_fields:
        places = (places[0], *places[2::2])  # pydantic names the type of JSON before each place in it
    path = ""
    for number, place in enumerate(places):
        if number == _DEEPEST:
            return f"{path}... ({len(places):,} levels down)"
        name = f"{place}" if len(f"{place}") <= _LONGEST else f"{f'{place}'[:_LONGEST]}..."
        path += f"[{name}]" if isinstance(place, int) else f".{name}" if path else name
    return path or "it"


def _reason(problem: ErrorDetails) -> str:
    context = problem.get("ctx", {})
    if problem["type"] == "union_tag_not_found":
        return "is missing"
    if problem["type"] == "union_tag_invalid":
        tag = str(context.get("tag"))
        return f"{tag!r} is no type of event.{nearest(tag, TYPES) or ' The types are: ' + ', '.join(TYPES)}"
    if problem["type"] == "missing":
        return "is missing"
    if problem["type"] == "extra_forbidden":
        return "is unknown"
    if problem["type"] == "json_invalid":
        return f"is no JSON: {context.get('error')}"
    if problem["type"] == "string_pattern_mismatch" and context.get("pattern") == r"\S":
        return f"must not be blank, and it is {show(problem['input'])}"
    text = problem["msg"].removeprefix("Value error, ")
    return text if problem["type"] == "value_error" else f"{text}, and it is {show(problem['input'])}"


def encoded(event: AgentEvent, most: int | None = None) -> str:
    """An event as it travels: JSON.

    Args:
        event: the event.
        most: how many bytes it may have, in UTF-8.

    Raises:
        InvalidEvent: it is longer, or something in it can't be written.
    """
    __tracebackhide__ = True
    try:
        text = event.model_dump_json()
        size = len(text.encode())
    except (PydanticSerializationError, UnicodeError) as error:
        # How deep it may be depends on the recursion limit, which other libraries raise: validation has let it pass.
        problem = _TOO_DEEP if "depth exceeded" in str(error) else str(error)
    else:
        if most is None or size <= most:
            return text
        problem = f"has {size:,} bytes, and a message may have {most:,}"
    raise InvalidEvent(refusal({"it": problem}, event))
