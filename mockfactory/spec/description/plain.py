"""A spec as plain data, ready for JSON."""

from __future__ import annotations

from mockfactory.spec.description.describe import gaps, summary
from mockfactory.spec.description.shown import shown_call, shown_hint, shown_owner
from mockfactory.spec.model import CallSpec, Hint, Member, Spec


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
        "owner": shown_owner(member.owner),
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
    return {"type": shown_hint(hint), "unchecked": hint.unchecked}
