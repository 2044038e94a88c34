"""A spec as text: what a double of it checks, and what it cannot, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mockfactory.spec.description.listing import listed_members
from mockfactory.spec.description.shown import as_written, folded_call, shown_hint, shown_owner, shown_type
from mockfactory.spec.model import Binding, CallSpec, Hint, Kind, Member, Result, Spec, SpecKind


def describe(spec: Spec, *, dunders: bool = False) -> str:
    """What a double of `spec` checks, and what it cannot.

    Args:
        spec: what `read_spec` gave.
        dunders: whether names of the language that no double checks (`__init__`, `__repr__`) are listed too.

    Returns:
        Lines of text: the call, the members by the class they come from, the reasons for what is unchecked, the sums.

    Example:
        >>> from mockfactory.spec import read_spec
        >>> class Mailer:
        ...     def send(self, to: str) -> bool: ...
        >>> print(describe(read_spec(Mailer)))
        Mailer (class)
          called as Mailer()
        <BLANKLINE>
        from mockfactory.spec.description.describe.Mailer:
          method                send(to: str) -> bool
        <BLANKLINE>
        1 member, all checked
    """
    lines = [f"{spec.name} ({spec.kind.value})"]
    if spec.call is not None:
        kind = Kind.METHOD if spec.function is None else spec.function.kind
        name, call = as_written(kind, spec.name, spec.call)
        lines.append(folded_call(f"  called as {name}", call, indent=2, result=spec.cls is None))
        lines += [folded_call("    overload ", as_written(kind, "", one)[1], indent=4) for one in spec.overloads]
    if spec.dynamic is not None:
        lines.append(f"  has names that cannot be listed: {_reason(spec.dynamic)}")
    owner: object = None
    members = listed_members(spec, dunders=dunders)
    for member in _by_owner(members):
        if member.owner is not owner:
            owner = member.owner
            lines += ["", f"from {shown_owner(owner)}:"]
        lines += _shown_member(member)
    lines += _shown_gaps(spec, members)
    lines += ["", summary(spec, dunders=dunders)]
    return "\n".join(lines)


def summary(spec: Spec, *, dunders: bool = False) -> str:
    """The sums: "42 members, 3 unchecked parameters, 1 unchecked return"."""
    members = listed_members(spec, dunders=dunders)
    parameters = returns = attributes = signatures = 0
    for what, _ in gaps(spec, members):
        parameters += what.startswith("parameter ")
        returns += what.startswith("return of ")
        attributes += what.startswith("attribute ")
        signatures += what.startswith("call of ")
    is_call = spec.kind in (SpecKind.FUNCTION, SpecKind.CALLABLE)
    counted = ["1 call"] if is_call else [_count(len(members), "member")]
    unchecked = [
        _count(number, f"unchecked {word}")
        for number, word in (
            (signatures, "call"), (parameters, "parameter"), (returns, "return"), (attributes, "attribute"),
        )
        if number
    ]  # fmt: skip
    return ", ".join(counted + (unchecked or ["all checked"]))


def gaps(spec: Spec, members: list[Member]) -> Iterator[tuple[str, str]]:
    """What cannot be checked, and why."""
    if spec.call is not None:
        yield from _call_gaps(spec.name, spec.call, returns=spec.cls is None)
    for member in members:
        if member.call is not None:
            yield from _call_gaps(member.name, member.call, returns=True)
        elif member.value.unchecked is not None:
            yield f"attribute {member.name}", member.value.unchecked


def _call_gaps(name: str, call: CallSpec, *, returns: bool) -> Iterator[tuple[str, str]]:
    if call.unchecked is not None:
        yield f"call of {name}", call.unchecked
        return
    for parameter, hint in call.hints.items():
        if hint.unchecked is not None:
            yield f"parameter {parameter} of {name}", hint.unchecked
    reason = _result_hint(call.returns).unchecked
    if returns and reason is not None and not call.no_value:
        yield f"return of {name}", reason


def _result_hint(result: Result) -> Hint:
    for hint in (result.awaits, result.enters, result.aenters, result.yields, result.ayields):
        if hint is not None:
            return hint
    return result.value


def _by_owner(members: list[Member]) -> list[Member]:
    places = {owner: place for place, owner in enumerate(dict.fromkeys(id(member.owner) for member in members))}
    return sorted(members, key=lambda member: places[id(member.owner)])


def _shown_member(member: Member) -> list[str]:
    notes = [f"{member.binding.value} method"] if member.binding is not Binding.INSTANCE else []
    notes += ["abstract"] if member.abstract else []
    if member.call is not None:
        calls = [as_written(member.kind, "", one)[1] for one in member.overloads]
        overloads = [folded_call(f"{'overload':>23} ", one, indent=_MARGIN) for one in calls]
        name, call = as_written(member.kind, member.name, member.call)
        line = folded_call(_line(member.kind.value, name, []), call, indent=_MARGIN)
        return [line + _noted(notes), *overloads]
    notes += [] if member.settable else ["read-only"]
    if member.written is not None:
        notes.append(f"set with {shown_hint(member.written) or 'anything'}")
    notes += [] if member.found in ("annotation", "property", "class value", "nested class") else [member.found]
    written = shown_hint(member.value)
    text = member.name if written is None else f"{member.name}: {written}"
    return [_line(member.kind.value, text, notes)]


_MARGIN: Final = 24
"""Where the names of members stand."""


def _line(kind: str, text: str, notes: list[str]) -> str:
    return f"  {kind:<21} {text}{_noted(notes)}"


def _noted(notes: list[str]) -> str:
    return f"  ({', '.join(notes)})" if notes else ""


def _shown_gaps(spec: Spec, members: list[Member]) -> list[str]:
    reasons: dict[str, list[str]] = {}
    for what, why in gaps(spec, members):
        reasons.setdefault(why, []).append(what)
    if not reasons:
        return []
    lines = ["", "not checked:"]
    for why, things in reasons.items():
        lines.append(f"  {why}")
        lines += [f"    {thing}" for thing in things]
    return lines


def _reason(hint: Hint) -> str:
    return hint.unchecked or f"each gives {shown_type(hint.annotation)}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
