"""The words of every refusal, and values in short."""

from __future__ import annotations

import reprlib
from collections.abc import Collection, Iterable, Mapping
from inspect import Parameter, Signature
from typing import Final, Unpack, get_args, get_origin

_short: Final = reprlib.Repr()
_short.maxstring = _short.maxother = 80
_short.maxlevel = 4
_short.maxdict = _short.maxlist = _short.maxtuple = _short.maxset = 8


def show(value: object) -> str:
    """`repr`, shortened, and safe against a `__repr__` that raises."""
    if value is ...:
        return "..."
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


def shown_signature(signature: Signature, concerned: Collection[str] = ()) -> str:
    """The text of a signature, without quotes around postponed annotations.

    Args:
        signature: what is shown.
        concerned: the parameters that are shown of a signature that is too long for three lines; without any, the
            names of all.
    """
    try:
        bare = signature.replace(
            parameters=[_bare_parameter(p) for p in signature.parameters.values()],
            return_annotation=_bare(signature.return_annotation),
        )
        whole = str(bare)
        return whole if len(whole) <= _LONGEST_SIGNATURE else _shortened(bare, concerned)
    except Exception:
        return "(...)"


def _shortened(signature: Signature, concerned: Collection[str]) -> str:
    parts: list[str] = []
    for parameter in signature.parameters.values():
        if parameter.name in concerned:
            if parameter.kind is Parameter.KEYWORD_ONLY and not any(part.startswith("*") for part in parts):
                parts.append("*")
            parts.append(_cut(str(parameter), _LONGEST_PARAMETER))
        elif not concerned:
            parts.append(parameter.name)
        elif parts[-1:] != ["..."]:
            parts.append("...")
    shown = ", ".join(parts)
    if not concerned and len(shown) > _LONGEST_PARAMETER:
        shown = f"{shown[:_LONGEST_PARAMETER].rpartition(', ')[0]}, ..."
    gives = str(Signature(return_annotation=signature.return_annotation)).removeprefix("()")
    return f"({shown}){gives if len(gives) <= _LONGEST_PARAMETER else ' -> ...'}"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}..."


_LONGEST_SIGNATURE: Final = 360
_LONGEST_PARAMETER: Final = 160


class Written:
    """Text in the place of a value: it prints as it was written."""

    __slots__ = ("text",)
    __module__ = "builtins"

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def _bare_parameter(parameter: Parameter) -> Parameter:
    default = parameter.default
    text = "" if default is Parameter.empty else show(default)
    if default is ... or " at 0x" in text or len(text) > _LONG_DEFAULT:
        default = Written("...")
    return parameter.replace(annotation=_bare(parameter.annotation), default=default)


_LONG_DEFAULT: Final = 40


def _bare(annotation: object) -> object:
    if get_origin(annotation) is Unpack:  # which prints itself as `*<class 'app.Options'>`
        return Written(f"Unpack[{getattr(get_args(annotation)[0], '__name__', '...')}]")
    return Written(annotation) if isinstance(annotation, str) else annotation


def closest(name: str, names: Iterable[str]) -> str | None:
    """The one of the names that may have been meant."""
    import difflib

    close = difflib.get_close_matches(name, list(names), n=1, cutoff=0.6)
    return close[0] if close else None


def nearest(name: str, names: Iterable[str]) -> str:
    """` Did you mean 'subject'?`, or nothing."""
    close = closest(name, names)
    return f" Did you mean {close!r}?" if close else ""


def some_of(names: Iterable[str], most: int = 8) -> str | None:
    """`close, send and 12 more`; None of no names."""
    known = sorted(names)
    if len(known) <= most:
        return ", ".join(known) or None
    return f"{', '.join(known[:most])} and {len(known) - most} more"
