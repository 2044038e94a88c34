"""Whether a call takes the arguments that another one takes, and gives what that gives, by type."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import Parameter
from typing import Final

from mockfactory.spec.assigning.types import is_surely_no
from mockfactory.spec.check.words import cut_union, describe_type
from mockfactory.spec.model import CallSpec, Hint

_POSITIONAL: Final = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
_NAMED: Final = (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)


def why_types_differ(given: CallSpec, asked: CallSpec, same: tuple[type, ...] = ()) -> str | None:
    """Why a call can't stand for another one by its types; None where nothing certain is against it.

    Parameters are contravariant, results covariant. What is not annotated is not compared. Source: the typing
    specification, "Callables: assignability". Names and counts are another matter: see `mockfactory.spec.calling`.

    Args:
        given: how it is called, and what it gives.
        asked: how that is called for which it stands, and what that gives.
        same: classes that count as one.

    Example:
        >>> from mockfactory.spec import read_spec
        >>> def asked(to: str) -> bool: ...
        >>> def given(to: int) -> bool: ...
        >>> why_types_differ(read_spec(given).call, read_spec(asked).call)
        "takes 'to' as int, and is given str"
    """
    return why_parameters_differ(given, asked, same) or why_results_differ(given, asked, same)


def why_parameters_differ(given: CallSpec, asked: CallSpec, same: tuple[type, ...] = ()) -> str | None:
    """The first argument that the one is given and can't take."""
    for name, passed, taken in _met(given, asked):
        if _differ(passed, taken, same):
            return f"takes {name} as {_shown(taken)}, and is given {_shown(passed)}"
    return None


def why_results_differ(given: CallSpec, asked: CallSpec, same: tuple[type, ...] = ()) -> str | None:
    """What the one gives that the other does not."""
    mine, theirs = given.returns, asked.returns
    uses = [
        (words, one, other)
        for words, one, other in (
            ("gives", mine.awaits, theirs.awaits),
            ("enters", mine.enters, theirs.enters),
            ("enters", mine.aenters, theirs.aenters),
            ("yields", mine.yields, theirs.yields),
            ("yields", mine.ayields, theirs.ayields),
        )
        if one is not None or other is not None
    ]
    for words, one, other in uses or [("gives", mine.value, theirs.value)]:
        if one is not None and other is not None and _differ(one, other, same):
            return f"{words} {_shown(one)}, not {_shown(other)}"
    return None


def why_values_differ(given: Hint, asked: Hint, same: tuple[type, ...] = ()) -> str | None:
    """Why what is read from one attribute is not what is read from another."""
    return f"is {_shown(given)}, not {_shown(asked)}" if _differ(given, asked, same) else None


def _differ(given: Hint, wanted: Hint, same: tuple[type, ...]) -> bool:
    if given.unchecked is not None or wanted.unchecked is not None:
        return False
    return is_surely_no(given.annotation, wanted.annotation, same)


def _met(given: CallSpec, asked: CallSpec) -> Iterator[tuple[str, Hint, Hint]]:
    """Each parameter that is asked for: how it is called, its type, and the type of what takes it."""
    if given.signature is None or asked.signature is None:
        return
    mine = list(given.signature.parameters.values())
    slots = [one for one in mine if one.kind in _POSITIONAL]
    named = {one.name: one for one in mine if one.kind in _NAMED}
    more = next((one for one in mine if one.kind is Parameter.VAR_POSITIONAL), None)
    others = next((one for one in mine if one.kind is Parameter.VAR_KEYWORD), None)
    index = 0
    for parameter in asked.signature.parameters.values():
        found: list[Parameter | None] = []
        if parameter.kind in _POSITIONAL:
            found.append(slots[index] if index < len(slots) else more)
            index += 1
        if parameter.kind in _NAMED:
            found.append(named.get(parameter.name, others))
        if parameter.kind is Parameter.VAR_POSITIONAL:
            found.append(more)
        if parameter.kind is Parameter.VAR_KEYWORD:
            found.append(others)
        stars = "*" * (parameter.kind is Parameter.VAR_POSITIONAL) + "**" * (parameter.kind is Parameter.VAR_KEYWORD)
        passed = asked.hints.get(parameter.name)
        for name in dict.fromkeys(one.name for one in found if one is not None):
            hint = given.hints.get(name)
            if passed is not None and hint is not None:
                yield f"{stars}{parameter.name}" if stars else repr(parameter.name), passed, hint


def _shown(hint: Hint) -> str:
    return cut_union(describe_type(hint.annotation))
