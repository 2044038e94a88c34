"""The words of every refusal: what was promised, what came, which double, what to write instead."""

from __future__ import annotations

import difflib
import reprlib
from collections.abc import Iterable, Mapping
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from mockfactory.double.ledger import Strictness
    from mockfactory.double.plan import Plan
    from mockfactory.double.state import State

_short: Final = reprlib.Repr()
_short.maxstring = _short.maxother = 80
_short.maxlevel = 4
_short.maxdict = _short.maxlist = _short.maxtuple = _short.maxset = 8


def show(value: object) -> str:
    """`repr`, shortened, and safe against a `__repr__` that raises."""
    try:
        return _short.repr(value)
    except Exception:
        return f"<{type(value).__name__}>"


def report(head: str, /, **lines: str | None) -> str:
    """A message: its head, then one line for each fact that there is, labels aligned.

    Example:
        >>> print(report("Mailer.send() got no 'to'.", promised="send(to)", came="send()"))
        Mailer.send() got no 'to'.
          promised:  send(to)
          came:      send()
    """
    facts = {label.replace("_", " "): text for label, text in lines.items() if text}
    width = max((len(label) for label in facts), default=0) + 2
    margin = "\n" + " " * (width + 3)
    body = [f"  {label + ':':<{width}} {text.replace(chr(10), margin)}" for label, text in facts.items()]
    return "\n".join([head, *body])


def shown_call(name: str, args: Iterable[object], kwargs: Mapping[str, object]) -> str:
    """`send('ada', subject='Welcome')`."""
    parts = [show(arg) for arg in args]
    parts += [f"{key}={show(value)}" for key, value in kwargs.items()]
    return f"{name}({', '.join(parts)})"


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


def shown_signature(signature: Signature) -> str:
    """The text of a signature, without quotes around postponed annotations."""
    try:
        return str(
            signature.replace(
                parameters=[p.replace(annotation=_bare(p.annotation)) for p in signature.parameters.values()],
                return_annotation=_bare(signature.return_annotation),
            )
        )
    except Exception:
        return "(...)"


class _Written:
    """An annotation that prints as it was written."""

    __slots__ = ("text",)
    __module__ = "builtins"

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def _bare(annotation: object) -> object:
    return _Written(annotation) if isinstance(annotation, str) else annotation


def made(state: State) -> str:
    """Which double, and where it was made."""
    return f"{state.title}, made at {state.place}"


def nearest(name: str, names: Iterable[str]) -> str:
    """` Did you mean 'subject'?`, or nothing."""
    close = difflib.get_close_matches(name, list(names), n=1, cutoff=0.6)
    return f" Did you mean {close[0]!r}?" if close else ""


def way_out(strictness: Strictness) -> str:
    """How to switch off one kind of strictness, for a test, a run, a project."""
    return (
        f'@pytest.mark.mockfactory(allow="{strictness}") for a test, --mockfactory-allow={strictness} for a run,\n'
        f'mockfactory_allow = {strictness} in the ini file, Session(allow=["{strictness}"]) outside pytest'
    )
