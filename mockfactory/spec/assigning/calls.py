"""Whether a call takes the arguments that another one takes, and gives what that gives, by type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from inspect import Parameter
from typing import Final, NamedTuple

from mockfactory.spec.assigning.standing import NOTHING, Standing
from mockfactory.spec.assigning.types import is_surely_no
from mockfactory.spec.check.words import cut_union, describe_type
from mockfactory.spec.looking.raw import module_name_of
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.model import CallSpec, Hint

_POSITIONAL: Final = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
_STARS: Final[Mapping[object, str]] = {Parameter.VAR_POSITIONAL: "*", Parameter.VAR_KEYWORD: "**"}
_NAMED: Final = (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)


def why_types_differ(given: CallSpec, asked: CallSpec, same: Standing = NOTHING) -> str | None:
    """Why a call can't stand for another one by its types; None where nothing certain is against it.

    Parameters are contravariant, results covariant. What is not annotated is not compared. Source: the typing
    specification, "Callables: assignability". Names and counts are another matter: see `mockfactory.spec.calling`.

    Args:
        given: how it is called, and what it gives.
        asked: how that is called for which it stands, and what that gives.
        same: which classes count as which.

    Example:
        >>> from mockfactory.spec import read_spec
        >>> def asked(to: str) -> bool: ...
        >>> def given(to: int) -> bool: ...
        >>> why_types_differ(read_spec(given).call, read_spec(asked).call)
        "takes 'to' as int, and is given str"
    """
    return why_parameters_differ(given, asked, same) or why_results_differ(given, asked, same)


class Refused(NamedTuple):
    """An argument that the one is given and can't take.

    Attributes:
        name: of the parameter that is asked for.
        reason: what is wrong, as the end of a sentence.
        passed: the type that is given.
        absorbed: whether it would be taken by `*args` or `**kwargs`.
        types: what is passed, and as what it is taken.
    """

    name: str
    reason: str
    passed: str
    absorbed: bool
    types: tuple[Hint, Hint]


def why_parameters_differ(given: CallSpec, asked: CallSpec, same: Standing = NOTHING) -> str | None:
    """The first argument that the one is given and can't take."""
    return next((one.reason for one in refused_arguments(given, asked, same)), None)


def refused_arguments(given: CallSpec, asked: CallSpec, same: Standing = NOTHING) -> Iterator[Refused]:
    """Each argument that the one is given and can't take, by its type."""
    for parameter, taker in parameters_met(given, asked):
        passed, taken = asked.hints.get(parameter.name), given.hints.get(taker.name)
        if passed is not None and taken is not None and _differ(passed, taken, same, is_passed=True):
            stars = _STARS.get(parameter.kind, "")
            name = f"{stars}{parameter.name}" if stars else repr(parameter.name)
            mine, theirs = _both_shown(taken, passed)
            reason = f"takes {name} as {mine}, and is given {theirs}"
            absorbed = taker.kind in _STARS and parameter.kind not in _STARS
            yield Refused(parameter.name, reason, theirs, absorbed, (passed, taken))


def why_results_differ(given: CallSpec, asked: CallSpec, same: Standing = NOTHING) -> str | None:
    """What the one gives that the other does not."""
    for words, one, other in results_met(given, asked):
        if _differ(one, other, same):
            mine, theirs = _both_shown(one, other)
            return f"{words} {mine}, not {theirs}"
    return None


def results_met(given: CallSpec, asked: CallSpec) -> list[tuple[str, Hint, Hint]]:
    """What the one gives, with what the other gives in the same use: called, awaited, entered, iterated."""
    mine, theirs = given.returns, asked.returns
    uses = (
        ("gives", mine.awaits, theirs.awaits),
        ("enters", mine.enters, theirs.enters),
        ("enters", mine.aenters, theirs.aenters),
        ("yields", mine.yields, theirs.yields),
        ("yields", mine.ayields, theirs.ayields),
    )
    met = [(words, one, other) for words, one, other in uses if one is not None and other is not None]
    if met or (mine.awaits is None) is not (theirs.awaits is None):
        return met
    return [("gives", mine.value, theirs.value)]


def why_values_differ(given: Hint, asked: Hint, same: Standing = NOTHING, *, is_passed: bool = False) -> str | None:
    """Why what is read from one attribute is not what is read from another; or what is written, which is passed."""
    mine, theirs = _both_shown(given, asked) if _differ(given, asked, same, is_passed=is_passed) else ("", "")
    return f"is {mine}, not {theirs}" if mine else None


def _differ(given: Hint, wanted: Hint, same: Standing, *, is_passed: bool = False) -> bool:
    if given.annotation is wanted.annotation or given.unchecked is not None or wanted.unchecked is not None:
        return False
    return is_surely_no(given.annotation, wanted.annotation, same, is_passed=is_passed)


def parameters_met(given: CallSpec, asked: CallSpec) -> Iterator[tuple[Parameter, Parameter]]:
    """Each parameter that is asked for, with each that takes it: by position, by name, or both."""
    if given.signature is None or asked.signature is None:
        return
    mine = list(given.signature.parameters.values())
    slots = [one for one in mine if one.kind in _POSITIONAL]
    named = {one.name: one for one in mine if one.kind in _NAMED}
    more = next((one for one in mine if one.kind is Parameter.VAR_POSITIONAL), None)
    others = next((one for one in mine if one.kind is Parameter.VAR_KEYWORD), None)
    index = 0
    for parameter in asked.signature.parameters.values():
        taken: list[Parameter | None] = []
        if parameter.kind in _POSITIONAL:
            taken.append(slots[index] if index < len(slots) else more)
            index += 1
        if parameter.kind in _NAMED:
            taken.append(named.get(parameter.name, others))
        if parameter.kind is Parameter.VAR_POSITIONAL:
            taken.append(more)
        if parameter.kind is Parameter.VAR_KEYWORD:
            taken.append(others)
        seen: set[str] = set()  # a default may have no hash, so a parameter has none
        for one in taken:
            if one is not None and one.name not in seen:
                seen.add(one.name)
                yield parameter, one


def _both_shown(one: Hint, other: Hint) -> tuple[str, str]:
    """Two types; with their modules where they have the same name."""
    mine, theirs = _shown(one), _shown(other)
    return (mine, theirs) if mine != theirs else (_in_full(one), _in_full(other))


def _in_full(hint: Hint) -> str:
    annotation = hint.annotation
    return f"{module_name_of(annotation)}.{_shown(hint)}" if is_class(annotation) else repr(annotation)


def _shown(hint: Hint) -> str:
    return cut_union(describe_type(hint.annotation))
