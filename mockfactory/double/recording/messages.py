"""What was promised, what came, and which double: the facts of a refusal, as text."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Collection
from inspect import Parameter
from typing import cast

from mockfactory.double.planning.plan import Plan
from mockfactory.double.recording.record import State
from mockfactory.spec.description.shown import shown_hint
from mockfactory.spec.looking.raw import module_name_of
from mockfactory.wording.text import Written, show, shown_call, shown_signature


def shown_bound(plan: Plan, bound: tuple[object, ...]) -> str:
    """A call by what each parameter received; those that kept their default are left out.

    What has a default is shown by name, but for the first two: nobody counts to the seventh.
    """
    signature = plan.call.signature
    if signature is None or len(bound) != len(plan.slots):
        args, kwargs = cast("tuple[tuple[object, ...], dict[str, object]]", bound if len(bound) == 2 else (bound, {}))
        return shown_call(plan.name, args, kwargs)
    received = {slot.parameter.name: value for slot, value in zip(plan.slots, bound, strict=True)}
    parts: list[str] = []
    parameters = list(signature.parameters.values())
    has_rest = any(one.kind is Parameter.VAR_POSITIONAL and received[one.name] for one in parameters)
    by_name = False
    for index, parameter in enumerate(parameters):
        by_name = by_name or (index > 1 and parameter.default is not Parameter.empty and not has_rest)
        value = received[parameter.name]
        placed = has_rest and parameter.kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
        if parameter.kind is Parameter.VAR_POSITIONAL:
            parts += [show(item) for item in cast("tuple[object, ...]", value)]
            by_name = True
        elif parameter.kind is Parameter.VAR_KEYWORD:
            parts += [f"{key}={show(item)}" for key, item in cast("dict[str, object]", value).items()]
        elif parameter.default is not Parameter.empty and value is parameter.default and not placed:
            by_name = True
        elif parameter.kind is Parameter.KEYWORD_ONLY or (by_name and parameter.kind is not Parameter.POSITIONAL_ONLY):
            parts.append(f"{parameter.name}={show(value)}")
        else:
            parts.append(show(value))
    return f"{plan.name}({', '.join(parts)})"


def promised(plan: Plan, concerned: Collection[str] = ()) -> str:
    """The signature, or the attribute, as a user would write it.

    Args:
        plan: the member.
        concerned: the parameters that the message is about: what is left of a very long signature.
    """
    if plan.member.call is None:
        shown = shown_hint(plan.value)
        return plan.name if shown is None else f"{plan.name}: {shown}"
    signature = plan.call.signature
    prefix = "async " if plan.member.kind.value.startswith("async") else ""
    if signature is None:
        return f"{prefix}{plan.name}(...), whose signature can't be read ({plan.call.unchecked})"
    return f"{prefix}{plan.name}{shown_signature(signature, concerned)}"


def variable(state: State) -> str:
    """A name for the double in the code that a message proposes: `mailer`, `mailer_class`, or its own name."""
    name = _without_arguments(state.name or state.spec.name)
    own = snake(_without_arguments(state.spec.name).rpartition(".")[2])
    if state.of_class:
        return f"{own}_class"
    root, *path = name.split(".")
    if state.name is None or not all(map(_is_name, path)):
        return own
    if not path:
        return root if _is_name(root) else own
    return ".".join([snake(root), *path])


def _without_arguments(name: str) -> str:
    """`Repo[app.User].get` without its type arguments."""
    shorter = re.sub(r"\[[^\[\]]*\]", "", name)
    return name if shorter == name else _without_arguments(shorter)


def _is_name(text: str) -> bool:
    return text.isidentifier() and not keyword.iskeyword(text) and not hasattr(builtins, text)


def snake(name: str) -> str:
    """The name that a variable would have that holds an instance of a class."""
    plain = "function" if name == "<lambda>" else re.sub(r"\W.*", "", name) or "it"
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", plain).lower()
    return snake if _is_name(snake) else f"{snake}_"


def member_of(state: State, plan: Plan) -> str:
    """`mailer.send`, as the proposed code would write it; of what is called itself, the double itself."""
    it = variable(state)
    if plan.owner:
        return it if plan.name == "__call__" else f"{it}.{plan.name}"
    return it if state.of_class else f"{it.rstrip('_')}_double"


def call_of(state: State, plan: Plan, bound: tuple[object, ...]) -> str:
    """`mailer.send('ada')`, or the attribute, as the proposed code would write it."""
    called = plan.member.call is not None
    return member_of(state, plan) + (shown_bound(plan, bound)[len(plan.name) :] if called else "")


def pasteable(bound: tuple[object, ...]) -> tuple[object, ...]:
    """Arguments for code that a message proposes: what prints as no code stands there as a matcher."""
    return tuple(_any_of(value) if show(value).startswith("<") else value for value in bound)


def _any_of(value: object) -> object:
    kind = type(value)
    return Written(f"any_({'object' if kind.__module__ == 'builtins' else kind.__name__})")


def to_stub(state: State, plan: Plan) -> str:
    """`when(mailer.send).returns(...)`; of a double that a call gave, with the lines that put it into a variable."""
    it = member_of(state, plan)
    line = f"when({it if plan.member.call is not None else f'lambda: {it}'}).returns(...)"
    giver, call, rest = (state.name or "").rpartition("()")
    if not call or rest or state.spec.cls is None or module_name_of(state.spec.cls).startswith("mockfactory."):
        return line
    root, *path = _without_arguments(giver).split(".")
    if not all(map(_is_name, path)):
        return line
    if not path:  # a class double gives its own type, a function another one
        root += "_class" if root == _without_arguments(state.spec.name) else "_double"
    mine = variable(state)
    given = ".".join([snake(root), *path])
    return f"{mine} = double({state.spec.name})\nwhen({given}).returns({mine})\n{line}"


def used_as_instance(state: State) -> str:
    """What to write for a class double that was used as if it were an instance of the class; else nothing."""
    return f" Used as an instance? Write double({state.spec.name})." if state.of_class else ""


def made(state: State) -> str:
    """Which double, and where it was made."""
    return f"{state.title}, made at {state.place}"
