"""Types and calls as one writes them, with no code of the described classes run."""

from __future__ import annotations

import dataclasses
import inspect
from enum import Enum
from typing import Final, ParamSpecArgs, ParamSpecKwargs, get_args

from mockfactory.spec.annotations.forms import is_any, is_list, is_type_parameter, origin_of
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import module_name_of
from mockfactory.spec.looking.static import is_class, name_of
from mockfactory.spec.model import CallSpec, Hint, Kind, Result

_EMPTY: Final = inspect.Parameter.empty


def shown_call(call: CallSpec, *, result: bool = True) -> str:
    """A call as one reads it: `(to: str, *, urgent: bool = False) -> Receipt`."""
    if call.signature is None:
        return f"(...): {call.unchecked}"
    return f"({', '.join(_parameters(call, call.signature))}){_given(call) if result else ''}"


def folded_call(head: str, call: CallSpec, *, indent: int, result: bool = True, width: int = 120) -> str:
    """A call behind its head; where the line would be longer than `width`, with one parameter a line.

    Args:
        head: what stands before the bracket.
        call: how it is called.
        indent: how far the closing bracket is indented when it has a line of its own.
        result: whether the type of the result is shown.
        width: the longest line that is left as it is.
    """
    line = head + shown_call(call, result=result)
    if len(line) <= width or call.signature is None or not call.signature.parameters:
        return line
    margin = " " * indent
    inside = [f"{margin}    {one}," for one in _parameters(call, call.signature)]
    return "\n".join([f"{head}(", *inside, f"{margin}){_given(call) if result else ''}"])


def as_written(kind: Kind, name: str, call: CallSpec) -> tuple[str, CallSpec]:
    """The name and the call as the source has them: an `async def` with the result of its body, not the coroutine."""
    if kind is not Kind.ASYNC_METHOD or call.returns.awaits is None:
        return name, call
    return f"async {name}", dataclasses.replace(call, returns=Result(call.returns.awaits))


def _parameters(call: CallSpec, signature: inspect.Signature) -> list[str]:
    parameters = list(signature.parameters.values())
    shown = [shown_parameter(parameter, call.hints.get(parameter.name)) for parameter in parameters]
    kinds = [parameter.kind for parameter in parameters]
    named_only = kinds.count(inspect.Parameter.KEYWORD_ONLY)
    if named_only and inspect.Parameter.VAR_POSITIONAL not in kinds:
        shown.insert(kinds.index(inspect.Parameter.KEYWORD_ONLY), "*")
    placed_only = kinds.count(inspect.Parameter.POSITIONAL_ONLY)
    if placed_only:
        shown.insert(placed_only, "/")
    return shown


def shown_parameter(parameter: inspect.Parameter, hint: Hint | None) -> str:
    """A parameter as one writes it: `urgent: bool = False`."""
    text = None if hint is None else shown_hint(hint)
    written = _EMPTY if text is None else _Shown(text)
    default = parameter.default if parameter.default is _EMPTY else _Shown(_shown_default(parameter.default))
    return str(parameter.replace(annotation=written, default=default))


def _given(call: CallSpec) -> str:
    given = shown_hint(call.returns.value)
    if given is None:
        return " -> None" if call.no_value else ""
    return f" -> {given}"


class _Shown:
    """Text that `inspect` prints as it is."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


def _shown_default(value: object) -> str:
    # Only plain values are printed: the `repr` of anything else is code of its class.
    return repr(value) if is_one_of(type(value), (bool, int, float, str, bytes, type(None))) else "..."


def shown_hint(hint: Hint) -> str | None:
    """The type that values are checked against; None where there is none.

    Of what is unchecked, only that is shown which nobody takes for a promise: Any, a name in quotes, `P.args`.
    """
    written = hint.annotation
    if written is _EMPTY:
        return None
    promises_nothing = is_any(written) or type(written) in (str, ParamSpecArgs, ParamSpecKwargs)
    return shown_type(written) if hint.unchecked is None or promises_nothing else None


def shown_type(annotation: object) -> str:
    """A type expression as one writes it, without the modules of its names."""
    if annotation is None or annotation is type(None):
        return "None"
    if is_class(annotation):
        return name_of(annotation)
    if isinstance(annotation, str):
        return repr(annotation)
    if is_list(annotation):
        return f"[{', '.join(map(shown_type, annotation))}]"
    if type(annotation) in (ParamSpecArgs, ParamSpecKwargs):
        return repr(annotation)
    if is_type_parameter(annotation):
        return str(getattr(annotation, "__name__", annotation))  # `repr` puts the sign of its variance before it
    origin, arguments = origin_of(annotation), get_args(annotation)
    if origin is None:
        return str(annotation).replace("typing.", "")
    if not arguments and annotation != tuple[()]:  # `typing.Sized`
        return str(annotation).rpartition(".")[2]
    name = name_of(origin) if is_class(origin) else str(origin).replace("typing.", "")
    if not arguments:
        return f"{name}[()]"
    if getattr(annotation, "__unpacked__", False) is True:
        name = f"*{name}"
    if name in ("Union", "UnionType"):
        return " | ".join(map(shown_type, arguments))
    if name == "Literal":
        return f"Literal[{', '.join(map(_shown_literal, arguments))}]"
    return f"{name}[{', '.join('...' if one is Ellipsis else shown_type(one) for one in arguments)}]"


def _shown_literal(value: object) -> str:
    """As one writes it: `repr` puts the value of an enum's member behind its name."""
    return f"{name_of(type(value))}.{value.name}" if isinstance(value, Enum) else repr(value)


def shown_owner(owner: object) -> str:
    if not is_class(owner):
        return str(getattr(owner, "__name__", owner))
    module = module_name_of(owner)
    return name_of(owner) if module in ("builtins", "__main__") else f"{module}.{name_of(owner)}"
