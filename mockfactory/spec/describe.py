"""A spec as text and as JSON: what a double of it checks, and what it cannot, with the reasons."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import get_args, get_origin

from mockfactory.spec.members import is_dunder
from mockfactory.spec.model import Binding, CallSpec, Hint, Member, Result, Spec, SpecKind
from mockfactory.spec.raw import module_name_of
from mockfactory.spec.static import is_class, name_of

_EMPTY = inspect.Parameter.empty


def describe(spec: Spec, *, dunders: bool = False) -> str:
    """What a double of `spec` checks, and what it cannot.

    Args:
        spec: what `read_spec` gave.
        dunders: whether names such as `__len__` are listed too.

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
        from Mailer:
          send(to: str) -> bool                                             method
        <BLANKLINE>
        1 member, all checked
    """
    lines = [f"{spec.name} ({spec.kind.value})"]
    if spec.call is not None:
        lines.append(f"  called as {spec.name}{shown_call(spec.call, result=spec.cls is None)}")
        lines += [f"    overload {shown_call(one)}" for one in spec.overloads]
    if spec.dynamic is not None:
        lines.append(f"  has names that cannot be listed: {_reason(spec.dynamic)}")
    owner: object = None
    members = [member for name, member in spec.members.items() if dunders or not is_dunder(name)]
    for member in _by_owner(members, spec):
        if member.owner is not owner:
            owner = member.owner
            lines += ["", f"from {_shown_owner(owner)}:"]
        lines += _shown_member(member)
    lines += _shown_gaps(spec, members)
    lines += ["", summary(spec, dunders=dunders)]
    return "\n".join(lines)


def summary(spec: Spec, *, dunders: bool = False) -> str:
    """The sums: "42 members, 3 unchecked parameters, 1 unchecked return"."""
    members = [member for name, member in spec.members.items() if dunders or not is_dunder(name)]
    parameters = returns = attributes = signatures = 0
    for what, _ in gaps(spec, members):
        parameters += what.startswith("parameter ")
        returns += what.startswith("return of ")
        attributes += what.startswith("attribute ")
        signatures += what.startswith("call of ")
    if spec.kind in (SpecKind.FUNCTION, SpecKind.CALLABLE):
        counted = ["1 call"]
    else:
        counted = [_count(len(members), "member")]
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


def _by_owner(members: list[Member], spec: Spec) -> list[Member]:
    order = {id(owner): place for place, owner in enumerate(dict.fromkeys(id(member.owner) for member in members))}
    places = {owner: place for place, owner in enumerate(dict.fromkeys(id(member.owner) for member in members))}
    assert len(order) == len(places)
    return sorted(members, key=lambda member: places[id(member.owner)])


def _shown_member(member: Member) -> list[str]:
    notes = [member.kind.value]
    if member.binding is not Binding.INSTANCE:
        notes.append(f"{member.binding.value} method" if member.binding is Binding.CLASS else "static")
    if member.abstract:
        notes.append("abstract")
    if member.call is not None:
        text = f"{member.name}{shown_call(member.call)}"
        return [_line(text, notes), *(f"    overload {shown_call(one)}" for one in member.overloads)]
    if not member.settable:
        notes.append("read-only")
    if member.found not in ("annotation", "property", "class value"):
        notes.append(member.found)
    text = member.name if member.value.annotation is _EMPTY else f"{member.name}: {shown_type(member.value.annotation)}"
    return [_line(text, notes)]


def _line(text: str, notes: list[str]) -> str:
    return f"  {text:<66}{', '.join(notes)}"


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


def shown_call(call: CallSpec, *, result: bool = True) -> str:
    """A call as one reads it: `(to: str, *, urgent: bool = False) -> Receipt`."""
    if call.signature is None:
        return f"(...): {call.unchecked}"
    parameters = []
    for name, parameter in call.signature.parameters.items():
        hint = call.hints.get(name)
        written = _EMPTY if hint is None or hint.annotation is _EMPTY else _Shown(shown_type(hint.annotation))
        default = parameter.default if parameter.default is _EMPTY else _Shown(_shown_default(parameter.default))
        parameters.append(parameter.replace(annotation=written, default=default))
    text = str(call.signature.replace(parameters=parameters, return_annotation=_EMPTY))
    if not result:
        return text
    given = call.returns.value
    if given.annotation is _EMPTY:
        return f"{text} -> None" if call.no_value else text
    return f"{text} -> {shown_type(given.annotation)}"


class _Shown:
    """Text that `inspect` prints as it is."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


def _shown_default(value: object) -> str:
    # Only plain values are printed: the `repr` of anything else is code of its class.
    return repr(value) if type(value) in (bool, int, float, str, bytes, type(None)) else "..."


def shown_type(annotation: object) -> str:
    """A type expression as one writes it, without the modules of its names."""
    if annotation is None or annotation is type(None):
        return "None"
    if isinstance(annotation, str):
        return repr(annotation)
    if is_class(annotation) and get_origin(annotation) is None:
        return name_of(annotation)
    if isinstance(annotation, list):
        return f"[{', '.join(map(shown_type, annotation))}]"
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is None:
        return str(annotation).replace("typing.", "")
    name = name_of(origin) if is_class(origin) else str(origin).replace("typing.", "")
    if name in ("Union", "UnionType"):
        return " | ".join(map(shown_type, arguments))
    if name == "Literal":
        return f"Literal[{', '.join(map(repr, arguments))}]"
    return f"{name}[{', '.join('...' if one is Ellipsis else shown_type(one) for one in arguments)}]"


def _shown_owner(owner: object) -> str:
    if not is_class(owner):
        return str(getattr(owner, "__name__", owner))
    module = module_name_of(owner)
    return name_of(owner) if module in ("builtins", "__main__") else f"{module}.{name_of(owner)}"


def _reason(hint: Hint) -> str:
    return hint.unchecked or f"each gives {shown_type(hint.annotation)}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def to_json(spec: Spec) -> dict[str, object]:
    """The same as plain data: only dicts, lists, strings, booleans and None.

    Args:
        spec: what `read_spec` gave.

    Returns:
        The spec with all its members, dunders included, and the list of what is unchecked.
    """
    members = list(spec.members.values())
    return {
        "name": spec.name,
        "kind": spec.kind.value,
        "call": None if spec.call is None else _json_call(spec.call),
        "overloads": [_json_call(one) for one in spec.overloads],
        "dynamic": None if spec.dynamic is None else _json_hint(spec.dynamic),
        "members": {member.name: _json_member(member) for member in members},
        "unchecked": [{"what": what, "why": why} for what, why in gaps(spec, members)],
        "summary": summary(spec, dunders=True),
    }


def _json_member(member: Member) -> dict[str, object]:
    return {
        "kind": member.kind.value,
        "owner": _shown_owner(member.owner),
        "binding": member.binding.value,
        "call": None if member.call is None else _json_call(member.call),
        "overloads": [_json_call(one) for one in member.overloads],
        "value": None if member.call is not None else _json_hint(member.value),
        "settable": member.settable,
        "found": member.found,
        "abstract": member.abstract,
    }


def _json_call(call: CallSpec) -> dict[str, object]:
    uses = ("value", "awaits", "enters", "aenters", "yields", "ayields")
    given = {use: getattr(call.returns, use) for use in uses}
    return {
        "signature": None if call.signature is None else shown_call(call),
        "parameters": {name: _json_hint(hint) for name, hint in call.hints.items()},
        "returns": {use: _json_hint(hint) for use, hint in given.items() if hint is not None},
        "unchecked": call.unchecked,
        "no_value": call.no_value,
    }


def _json_hint(hint: Hint) -> dict[str, str | None]:
    written = None if hint.annotation is _EMPTY else shown_type(hint.annotation)
    return {"type": written, "unchecked": hint.unchecked}
