"""What was promised, what came, and which double: the facts of a refusal, as text."""

from __future__ import annotations

import keyword
import re
from inspect import Parameter
from typing import cast

from mockfactory.double.planning.plan import Plan
from mockfactory.double.recording.record import State
from mockfactory.double.wording.text import show, shown_call, shown_signature


def shown_bound(plan: Plan, bound: tuple[object, ...]) -> str:
    """A call by what each parameter received; those that kept their default are left out."""
    signature = plan.call.signature
    if signature is None or len(bound) != len(plan.slots):
        args, kwargs = cast("tuple[tuple[object, ...], dict[str, object]]", bound if len(bound) == 2 else (bound, {}))
        return shown_call(plan.name, args, kwargs)
    received = {slot.parameter.name: value for slot, value in zip(plan.slots, bound, strict=True)}
    parts: list[str] = []
    by_name = False
    for parameter in signature.parameters.values():
        value = received[parameter.name]
        if parameter.kind is Parameter.VAR_POSITIONAL:
            parts += [show(item) for item in cast("tuple[object, ...]", value)]
            by_name = True
        elif parameter.kind is Parameter.VAR_KEYWORD:
            parts += [f"{key}={show(item)}" for key, item in cast("dict[str, object]", value).items()]
        elif parameter.default is not Parameter.empty and value is parameter.default:
            by_name = True
        elif parameter.kind is Parameter.KEYWORD_ONLY or (by_name and parameter.kind is not Parameter.POSITIONAL_ONLY):
            parts.append(f"{parameter.name}={show(value)}")
        else:
            parts.append(show(value))
    return f"{plan.name}({', '.join(parts)})"


def promised(plan: Plan) -> str:
    """The signature as a user would write it."""
    signature = plan.call.signature
    prefix = "async " if plan.member.kind.value.startswith("async") else ""
    if signature is None:
        return f"{prefix}{plan.name}(...), whose signature can't be read ({plan.call.unchecked})"
    return f"{prefix}{plan.name}{shown_signature(signature)}"


def variable(state: State) -> str:
    """A name for the double in the code that a message proposes: `mailer`, `async_session`, or its own name."""
    name = _without_arguments(state.name or state.spec.name)
    root, dot, path = name.partition(".")
    if not all(_is_name(part) for part in path.split(".") if dot):
        return _snake(_without_arguments(state.spec.name).rpartition(".")[2])
    if state.name is not None and not dot:
        return root if _is_name(root) else _snake(state.spec.name)
    return _snake(root) + dot + path


def _without_arguments(name: str) -> str:
    """`Repo[app.User].get` without its type arguments."""
    shorter = re.sub(r"\[[^\[\]]*\]", "", name)
    return name if shorter == name else _without_arguments(shorter)


def _is_name(text: str) -> bool:
    return text.isidentifier() and not keyword.iskeyword(text)


def _snake(name: str) -> str:
    plain = "function" if name == "<lambda>" else re.sub(r"\W.*", "", name) or "it"
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", plain).lower()
    return snake if _is_name(snake) else f"{snake}_"


def member_of(state: State, plan: Plan) -> str:
    """`mailer.send`, as the proposed code would write it; of a function double, the double itself."""
    return f"{variable(state)}.{plan.name}" if plan.owner else f"{variable(state)}_double"


def call_of(state: State, plan: Plan, bound: tuple[object, ...]) -> str:
    """`mailer.send('ada')`, or the attribute, as the proposed code would write it."""
    shown = shown_bound(plan, bound) if plan.member.call is not None else plan.name
    return f"{variable(state)}.{shown}" if plan.owner else f"{variable(state)}_double{shown[len(plan.name) :]}"


def made(state: State) -> str:
    """Which double, and where it was made."""
    return f"{state.title}, made at {state.place}"
